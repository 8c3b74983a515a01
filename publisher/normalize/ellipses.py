"""The ellipsis of Chinese text is six points, ``……``, however it was typed: ``...``, ``。。。``, ``…``.

Points before a page number are leaders and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.normalize.characters import CLOSERS, HAN, STOPS, is_chinese
from publisher.normalize.edits import Edit, edit_document
from publisher.tree.nodes import Document

_TRIGGER = re.compile(r"…|\.\.\.|。。。|．．．")
_ONE = rf"(?<!…)…(?=\s*(?:[{HAN}{STOPS}{CLOSERS}”’]|\Z))"
_POINTS = rf"(?:(?<!\.)\.{{3,6}}(?!\.)|(?<!。)。{{3,6}}(?!。)|(?<!．)．{{3,6}}(?!．)|{_ONE})"
_ELLIPSIS = re.compile(
    rf"(?<=[{HAN}{STOPS}”])\s*(?P<after>{_POINTS})(?!\s*[\divxlcIVXLC]+\s*\Z)|(?P<before>{_POINTS})(?=\s*[{HAN}“])"
)


def ellipses(document: Document) -> Document:
    """Points that mean an ellipsis to its Chinese form."""
    return edit_document(document, _TRIGGER, _find)


def _find(text: str) -> Iterator[Edit]:
    if is_chinese(text):
        for match in _ELLIPSIS.finditer(text):
            yield *match.span(match.lastgroup or 0), "……"
