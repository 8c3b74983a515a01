"""Chinese text as the repair of punctuation sees it: marks stand for themselves, the rest is reduced to a
few signs.
"""

from __future__ import annotations

import re

MARKS = "，。、；：？！“”‘’（）《》—…·"
"""The marks that are told apart."""
PLACE = {mark: place for place, mark in enumerate(MARKS)}
OPENING, CLOSING = "“‘《（", "”’》）"

UNKNOWN, ALNUM, OTHER, START, END = "MNO^$"
"""Classes of characters in a reduced text: a lost mark, a run of letters or digits, anything else,
the start and the end of a paragraph. Chinese characters and known marks stand for themselves."""

LACUNA = "〓"
"""The printer's mark for what cannot be read."""

_ALNUM_RUN = re.compile(f"{ALNUM}+")
_STOPS = frozenset((*MARKS, UNKNOWN, START, END))


def is_han(character: str) -> bool:
    """Whether this is a Chinese character (no mark)."""
    return "\u3400" <= character <= "\u9fff" or character == "〇"


def reduce_character(character: str) -> str:
    """The class under which a character is counted."""
    if is_han(character) or character in PLACE:
        return character
    if character == LACUNA:
        return UNKNOWN
    return ALNUM if character.isalnum() or character in "%％" else OTHER


def reduce_paragraph(text: str) -> str:
    """A paragraph with white space out, numbers and words as one sign each."""
    reduced = "".join(map(reduce_character, "".join(text.split())))
    return START + _ALNUM_RUN.sub(ALNUM, reduced) + END


def stops(reduced: str) -> list[int]:
    """The places of marks, lost marks and ends in a reduced text."""
    return [place for place, sign in enumerate(reduced) if sign in _STOPS]
