"""Dashes typed with hyphens or other strokes become true ones: ``——`` in Chinese, ``—`` in Western text.

A single stroke stays as printed, since it joins: ``2011—2016``, ``表1—2``, ``北京—上海``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.normalize.characters import CLOSERS, HAN, LETTER, OPENERS, STOPS, is_chinese
from publisher.normalize.edits import Edit, edit_document
from publisher.tree.nodes import Document

_TRIGGER = re.compile(r"([-─―–－])\1")
_STROKES = r"(?<![-─―–－—])(?:-{2,3}|[─―–]{2}|－{2})(?![-─―–－—])"
_CHINESE = re.compile(
    rf"(?<=[{HAN}{CLOSERS}{STOPS}”’])\s*(?P<after>{_STROKES})|(?P<before>{_STROKES})(?=\s*[{HAN}{OPENERS}“‘])"
)
_WESTERN = re.compile(
    rf"(?<=[{LETTER}\d,;:.!?’”)])"
    rf"(?:(?P<typed>{_STROKES} )(?=[{LETTER}“‘])"
    rf"|(?P<space> ?)(?P<strokes>{_STROKES})(?=(?P=space)[{LETTER}“‘]|[’”)]*$))"
)
"""A dash between two words, or behind the last; typists also set a space after it alone."""


def dashes(document: Document) -> Document:
    """Double hyphens and drawn strokes to dashes."""
    return edit_document(document, _TRIGGER, _find)


def _find(text: str) -> Iterator[Edit]:
    if is_chinese(text):
        for match in _CHINESE.finditer(text):
            yield *match.span(match.lastgroup or 0), "——"
    else:
        for match in _WESTERN.finditer(text):
            yield *match.span("typed" if match["typed"] else "strokes"), "—"
