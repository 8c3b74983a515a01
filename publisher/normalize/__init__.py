"""Stage 5, normalize: a ``Document`` in, the same document in consistent typography out.

Each pass is a pure function in a module of its own. None changes, adds or drops a letter or digit;
full-width ones may become half-width.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from publisher.errors import PublisherError
from publisher.normalize.dashes import dashes
from publisher.normalize.doubled_marks import doubled_marks
from publisher.normalize.ellipses import ellipses
from publisher.normalize.han_latin import han_latin
from publisher.normalize.letterspacing import letterspacing
from publisher.normalize.punctuation import punctuation
from publisher.normalize.quotes import quotes
from publisher.normalize.spaces import spaces
from publisher.normalize.width import width
from publisher.tree.nodes import Document

PASSES: tuple[tuple[str, Callable[[Document], Document]], ...] = (
    ("width", width),
    ("quotes", quotes),
    ("punctuation", punctuation),
    ("dashes", dashes),
    ("ellipses", ellipses),
    ("spaces", spaces),
    ("doubled-marks", doubled_marks),
    ("letterspacing", letterspacing),
    ("han-latin", han_latin),
)
"""The passes by name, in the order in which they run."""


def normalize(document: Document, skip: Collection[str] = ()) -> Document:
    """The document after all passes but those named in ``skip``.

    Raises ``PublisherError`` where ``skip`` names no pass.
    """
    names = [name for name, _ in PASSES]
    for name in skip:
        if name not in names:
            raise PublisherError(f"there is no pass '{name}'", advice=f"passes: {', '.join(names)}")
    for name, change in PASSES:
        if name not in skip:
            document = change(document)
    return document
