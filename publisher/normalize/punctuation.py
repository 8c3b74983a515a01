"""Marks follow the script around them: full width in Chinese text, half width in Western text.

The neighbours decide: the comma of ``变革,谁`` becomes a Chinese one, those of ``Java,Python`` and
``1,000`` stay. A pair of brackets is changed as a whole. Bibliographic entries with a type mark
such as ``[J]`` stay as they are, since GB/T 7714 sets them with half-width marks. Points stay too:
after a Chinese character they may belong to an author's name or a number.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from publisher.normalize.characters import (
    CLOSERS,
    HAN,
    LETTER,
    OPENERS,
    STOPS,
    char_before,
    is_chinese,
    is_western,
)
from publisher.normalize.edits import Edit, edit_document
from publisher.tree.nodes import Document

_WIDE = dict(zip(",;:!?", "，；：！？", strict=True))
_NARROW = dict(zip("，；：！？。", ",;:!?.", strict=True))
_REFERENCE_TYPE = re.compile(r"\[[A-Z]{1,2}(?:/OL)?\]")

_HALF = re.compile(r"[,;:!?()]")
_WESTERN = re.compile(r"[a-z]\s+[a-z]")
_HALF_MARKS = re.compile(r"[,;:!?](?:\s*[,;:!?])*")
_BRACKET_OR_WORDS = re.compile(r"[()（）]|[^\s,;:!?()，；：！？（）]+")
_HAN = re.compile(f"[{HAN}]")
_THEN_HAN = re.compile(rf"\s*[{HAN}]")
_THEN_CHINESE = re.compile(rf"\s*[{HAN}{OPENERS}“‘]")
_CHINESE = re.compile(f"[{HAN}{CLOSERS}{STOPS}”’]")

_WIDE_MARK = re.compile(
    rf"(?<=[{LETTER}\d)）”’])\s*(?P<mark>[，；：！？。])(?=(?P<next>\s*[{LETTER}\d(“‘\"']|\s*\Z))"
    rf"(?!(?<=\d.)\d)"
)
_WIDE_BRACKET = re.compile(r"[（）]")


def punctuation(document: Document) -> Document:
    """Full- or half-width marks by the script around them."""
    document = edit_document(document, _HALF, _chinese_brackets, _chinese_marks)
    return edit_document(document, _WESTERN, _western_brackets, _western_marks)


def _chinese_marks(text: str) -> Iterator[Edit]:
    if _takes_wide_marks(text):
        for match in _HALF_MARKS.finditer(text):
            start, end = match.span()
            if _CHINESE.match(char_before(text, start)) or _THEN_CHINESE.match(text, end):
                yield from ((at, at + 1, _WIDE[text[at]]) for at in range(start, end) if text[at] in _WIDE)


def _chinese_brackets(text: str) -> Iterator[Edit]:
    if not _takes_wide_marks(text):
        return
    han = [match.start() for match in _HAN.finditer(text)]
    wide: dict[int, str] = {}
    for start, end, before in _pairs(text):
        if _is_chinese_pair(text, han, start, end, before):
            wide |= {start: "（", end: "）"}
    for at, bracket in sorted(wide.items()):
        if text[at] != bracket:
            yield at, at + 1, bracket


def _takes_wide_marks(text: str) -> bool:
    return is_chinese(text) and not _REFERENCE_TYPE.search(text)


def _pairs(text: str) -> Iterator[tuple[int, int, str]]:
    """Offsets of the brackets that belong together, and the last character other than marks before them."""
    opened: list[tuple[int, str]] = []
    before = ""
    for match in _BRACKET_OR_WORDS.finditer(text):
        if match[0] in "(（":
            opened.append((match.start(), before))
        elif match[0] not in ")）":
            before = match[0][-1]
        elif opened:
            start, first = opened.pop()
            yield start, match.start(), first


def _is_chinese_pair(text: str, han: list[int], start: int, end: int, before: str) -> bool:
    """``（一）``, ``中国(China)`` and ``（1)`` are Chinese pairs, ``f(x)`` and ``2019(3)`` are not.

    ``han`` has the offsets of all Chinese characters.
    """
    if text[start] == "（" or text[end] == "）" or bisect(han, start) < bisect(han, end):
        return True
    return bool(_CHINESE.match(before) if before else _THEN_HAN.match(text, end + 1))


def _western_marks(text: str) -> Iterator[Edit]:
    if _WIDE_MARK.search(text) and is_western(text):
        for match in _WIDE_MARK.finditer(text):
            at_end_or_space = not match["next"] or match["next"][0].isspace()
            yield *match.span("mark"), _NARROW[match["mark"]] + ("" if at_end_or_space else " ")


def _western_brackets(text: str) -> Iterator[Edit]:
    if _WIDE_BRACKET.search(text) and is_western(text):
        for match in _WIDE_BRACKET.finditer(text):
            start, end = match.span()
            if match[0] == "（":
                yield start, end, " (" if text[start - 1 : start].isalnum() else "("
            else:
                yield start, end, ") " if text[end : end + 1].isalnum() else ")"
