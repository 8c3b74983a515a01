"""Joining the text of lines: what stands between the end of one and the beginning of the next."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

CLOSING = frozenset("，。、；：！？）》」』】〕〉”’,.;:!?)]}%％‰℃°…·")
OPENING = frozenset("（《「『【〔〈“‘([{")
TERMINAL = frozenset("。！？!?…")
_NOTE_MARKS = re.compile(r"\s*(?:(?:\^?(?:[①-⑳]|\[\d{1,3}\])\s*)+|[¹²³⁰⁴-⁹]+|(?<=[。！？”』」])\d{1,3})$")
_ATTRIBUTED = re.compile(r"[。！？!?…”」』.](?:——|—|--) ?[^—。！？]{2,40}$")
"""A saying and, behind a dash, who said it."""
_CLOSING_AFTER = "”’」』）)》]\"'"


def is_han(char: str) -> bool:
    """Whether a character is a Chinese character or a mark of Chinese punctuation."""
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or char >= "\U00020000"
        or char in "“”‘’…—"
        or "\uff00" <= char <= "\uff60"
    )


@lru_cache(maxsize=32768)  # a line is asked about its neighbours, region by region
def ends_sentence(text: str) -> bool:
    """Whether a text ends with a full stop or its like; closing marks and note marks are set aside."""
    bare = _without_note_marks(text).rstrip(_CLOSING_AFTER)
    return bool(bare) and (bare[-1] in TERMINAL or bare[-1] == ".")


@lru_cache(maxsize=32768)
def may_end(text: str) -> bool:
    """Whether a line may well end its paragraph, by its last marks: those of a sentence, those that lead to
    a list or stand between its items, or a name behind what it said.
    """
    return ends_sentence(text) or text[-1] in "：:；;" or bool(_ATTRIBUTED.search(_without_note_marks(text)))


def _without_note_marks(text: str) -> str:
    text = text.rstrip()
    marked = text and (text[-1] == "]" or text[-1].isnumeric())  # the search looks at each character
    return _NOTE_MARKS.sub("", text) if marked else text


def join(first: str, second: str, words: Container[str]) -> str:
    """Two pieces of a text put together: Chinese without a space, words with one.

    A hyphen at the end of the first piece goes when ``words`` has the whole word.
    """
    if not first or not second:
        return first + second
    last, head = first[-1], second[0]
    if _breaks_inside(first, second) or (last == "-" and first[-2:-1].isdigit() and head.isdigit()):
        return first + second
    if last == "-" and first[-2:-1].isalpha() and head.isalpha() and first.isascii():
        return _dehyphenate(first, second, words)
    if is_han(last) or is_han(head) or last in OPENING:
        return first + second
    return f"{first} {second}"


def _dehyphenate(first: str, second: str, words: Container[str]) -> str:
    start = first[:-1].rpartition(" ")[2].strip("“\"'(‘")
    end = second.split(" ", 1)[0].strip(".,;:!?\"')”’")
    whole = (start + end).casefold()
    return (
        first[:-1] + second if whole in words or f"{start}-{end}".casefold() not in words else first + second
    )


def breaks_behind_scheme(first: str, second: str) -> bool:
    """Whether a line was broken inside ``https://``."""
    return second.startswith("//") and first.endswith(("http:", "https:", "ftp:"))


def _breaks_inside(first: str, second: str) -> bool:
    """Whether a line was broken inside a web address."""
    tail = first.rpartition(" ")[2]
    return breaks_behind_scheme(first, second) or (
        "://" in tail
        and not tail.endswith((".", ",", ")", ";"))
        and unicodedata.category(second[0])[0] in "LNP"
        and tail[-1] in "/.-_=?&%"
    )
