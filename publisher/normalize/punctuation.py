"""Marks follow the script around them: full width in Chinese text, half width in Western text.

The neighbours decide: the comma of ``变革,谁`` becomes a Chinese one, those of ``Java,Python`` and
``1,000`` stay. A pair of brackets is changed as a whole. Bibliographic entries with a type mark
such as ``[J]`` stay as they are, since GB/T 7714 sets them with half-width marks. Points stay too:
after a Chinese character they may belong to an author's name or a number.
"""

from __future__ import annotations

import re
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
_CHINESE_BEFORE = f"{HAN}{CLOSERS}{STOPS}”’"
_HALF_MARK = re.compile(
    rf"(?<=[{_CHINESE_BEFORE}])(?:\s*[,;:!?])+|[,;:!?](?:\s*[,;:!?])*(?=\s*[{HAN}{OPENERS}“‘])"
)
_BRACKET = re.compile(r"[()（）]")
_HAN = re.compile(f"[{HAN}]")
_STARTS_HAN = re.compile(rf"\s*[{HAN}]")
_ENDS_CHINESE = re.compile(f"[{_CHINESE_BEFORE}]")

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
        for match in _HALF_MARK.finditer(text):
            for at in range(*match.span()):
                if not text[at].isspace():
                    yield at, at + 1, _WIDE[text[at]]


def _chinese_brackets(text: str) -> Iterator[Edit]:
    if _takes_wide_marks(text):
        ends = [pair for pair in _pairs(text) if _is_chinese_pair(text, *pair)]
        wide = {**{start: "（" for start, _ in ends}, **{end: "）" for _, end in ends}}
        for at, bracket in sorted(wide.items()):
            if text[at] != bracket:
                yield at, at + 1, bracket


def _takes_wide_marks(text: str) -> bool:
    return is_chinese(text) and not _REFERENCE_TYPE.search(text)


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the brackets that belong together; lone ones are left out."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] in "(（":
            opened.append(match.start())
        elif opened:
            yield opened.pop(), match.start()


def _is_chinese_pair(text: str, start: int, end: int) -> bool:
    """``（一）``, ``中国(China)`` and ``（1)`` are Chinese pairs, ``f(x)`` and ``2019(3)`` are not."""
    if text[start] == "（" or text[end] == "）" or _HAN.search(text, start, end):
        return True
    before = char_before(text, start, ignored=",;:!?()，；：！？（）")
    return bool(_ENDS_CHINESE.match(before) if before else _STARTS_HAN.match(text, end + 1))


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
                yield start, end, " (" if text[:start][-1:].isalnum() else "("
            else:
                yield start, end, ") " if text[end : end + 1].isalnum() else ")"
