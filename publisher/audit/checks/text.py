"""Characters."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.audit.findings import Finding, excerpt, make_finding
from publisher.tree.nodes import GETA, Document
from publisher.tree.walk import texts, walk

REPLACEMENT = "\ufffd"
"""What a decoder puts for bytes that it cannot read."""

_LOST = (GETA, REPLACEMENT)


def lost_characters(document: Document) -> Iterator[Finding]:
    """Blocks with characters that the dump has lost."""
    for block in walk(document.body):
        text = "".join(texts(block))
        count = sum(map(text.count, _LOST))
        if count:
            yield make_finding("X-001", src=block.src, block=block.id, count=count, context=_context(text))


def _context(text: str) -> str:
    """The surroundings of the first lost character."""
    at = min(place for place in map(text.find, _LOST) if place >= 0)
    return excerpt(text[max(0, at - 10) : at + 10])
