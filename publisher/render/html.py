"""The HTML edition: one self-contained page without script or request."""

from __future__ import annotations

import base64
import hashlib

from publisher.render.formulas import mathml
from publisher.render.outline import shallow
from publisher.render.theme import Theme
from publisher.render.view import imprint, view
from publisher.tree.nodes import Document

_SIDEBAR_ENTRIES = 400
"""Most entries of the contents beside the text; deeper levels are left out beyond it."""


def render_html(document: Document, theme: Theme) -> str:
    """The page of a document, as HTML that is well-formed XML too. Raises ``OutputError`` for a bad theme."""
    work = view(document, mathml)
    style = theme.style("css/text.css", "css/screen.css", "css/web.css", "html/page.css", "css/theme.css")
    return theme.fill(
        "html/page.jinja",
        view=work,
        contents=shallow(work.outline, _SIDEBAR_ENTRIES),
        imprint=imprint(work.metadata),
        style=style,
        style_hash=style_hash(style),
    )


def style_hash(style: str) -> str:
    """What a content security policy calls a style sheet, so that it allows this one and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
