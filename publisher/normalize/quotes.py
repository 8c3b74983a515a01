"""Straight quotes become those of the script: ``“ ”`` or ``「 」`` in Chinese, curly ones in Western text.

In Chinese text quotes are taken in pairs and a text in which they do not balance is left alone. In
Western text the side of a mark follows from the spaces around it, and an apostrophe is ``’``.
Marks of feet, inches, minutes and seconds stay straight.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from publisher.normalize.characters import CLOSERS, LETTER, OPENERS, STOPS, char_before, is_chinese
from publisher.normalize.edits import Edit, Find, edit_document, substitute
from publisher.tree.nodes import Document
from publisher.tree.walk import texts, walk

_CURLY = "“”‘’"
_CORNERS = "「」『』"
_STRAIGHT = re.compile("[\"']")
_APOSTROPHE = re.compile(
    rf"(?<=[{LETTER}\d])'(?=[{LETTER}])|(?<!\S)'(?=(?:\d0s|s|tis|twas|em|til|cause|bout)(?![{LETTER}]))",
    re.IGNORECASE,
)
_PARTNER = dict(zip(_CURLY, "”“’‘", strict=True))
_DOUBLE = re.compile('["“”]')
_SINGLE = re.compile(rf"(?<![{LETTER}\d])['‘’]|['‘’](?![{LETTER}])")
_ANY = re.compile("[\"'“”‘’]")
_FORMS = {mark: form for form in (('"', "“", "”"), ("'", "‘", "’")) for mark in form}
"""Straight, opening and closing form of each mark."""
_OPENS_NOTHING = frozenset(STOPS + CLOSERS + ",;:!?.)]}")
_OPENS_AFTER = frozenset("([{—–-/“‘" + OPENERS)


def quotes(document: Document) -> Document:
    """Straight quotes to those that the script and the document use."""
    marks = _CORNERS if _uses_corners(document) else _CURLY
    double, single = _chinese(_DOUBLE, marks[:2]), _chinese(_SINGLE, marks[2:])
    return edit_document(document, _STRAIGHT, substitute(_APOSTROPHE, "’"), double, single, _western)


def _uses_corners(document: Document) -> bool:
    """Whether the Chinese quotes of a document are corner brackets."""
    curly = corners = 0
    for block in walk(document.body):
        for text in texts(block):
            curly += text.count("“")
            corners += text.count("「")
    return corners > curly if corners != curly else document.metadata.language == "zh-Hant"


def _chinese(marks: re.Pattern[str], pair: str) -> Find:
    """Edits for the straight quotes among some marks in Chinese text.

    A straight mark that belongs to a curly one becomes its partner, else one of ``pair``.
    """

    def find(text: str) -> list[Edit]:
        found = [(match.start(), match[0]) for match in marks.finditer(text)]
        if not any(mark in "\"'" for _, mark in found) or not is_chinese(text) or len(found) % 2:
            return []
        edits: list[Edit] = []
        for (start, first), (end, last) in zip(found[::2], found[1::2], strict=True):
            if first in "”’" or last in "“‘" or (first in "\"'" and text[start - 1 : start].isdigit()):
                return []
            if first in "\"'":
                edits.append((start, start + 1, _PARTNER.get(last, pair[0])))
            if last in "\"'":
                edits.append((end, end + 1, _PARTNER.get(first, pair[1])))
        return edits

    return find


def _western(text: str) -> Iterator[Edit]:
    if is_chinese(text):
        return
    opened: Counter[str] = Counter()
    last, last_mark = -1, ""
    for match in _ANY.finditer(text):
        at = match.start()
        before = last_mark if last == at - 1 else text[at - 1 : at]
        if before.isspace() and char_before(text, at) in STOPS + OPENERS:  # that space will go
            before = char_before(text, at)
        last, last_mark = at, _side(match[0], before, text[at + 1 : at + 2], opened)
        if last_mark != match[0]:
            yield at, at + 1, last_mark


def _side(mark: str, before: str, after: str, opened: Counter[str]) -> str:
    """The curly form of a mark between two characters; ``opened`` counts the quotes still open."""
    straight, opening, closing = _FORMS[mark]
    if mark == straight:
        starts = before in _OPENS_AFTER or not before.strip() or (before in STOPS and not opened[straight])
        if starts and after.strip() and after not in _OPENS_NOTHING:
            mark = opening
        elif (opened[straight] > 0 and before.strip()) or not (starts or before.isdigit()):
            mark = closing
    opened[straight] += (mark == opening) - (mark == closing)
    return mark
