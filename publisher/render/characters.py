"""Characters that mark-up cannot hold, how wide they are, and how a label joins its text."""

from __future__ import annotations

import re
import unicodedata

_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")

_LETTER = 0.56
"""Mean width of a Latin letter, in em."""

_COUNTED = re.compile(r"(\d{1,3})\s*[.．]")
_BULLETS = frozenset("•●■◆▪‣○◇□➢➤★☆·–*-")


def legal(text: str) -> str:
    """A text in which U+FFFD stands for each control character and the like that XML or HTML forbid."""
    return _ILLEGAL.sub("\ufffd", text)


def em_width(text: str) -> float:
    """About how wide a text is, in em: one for a Chinese character, half for a letter or digit."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else _LETTER for char in text)


def gap(label: str) -> str:
    """What stands between a printed label and its text: nothing after full-width marks, else a space."""
    wide = unicodedata.east_asian_width(label[-1]) in "WF" if label else False
    return "" if wide or not label else " "


def marker_value(label: str) -> int | None:
    """The number that a list draws by itself for a printed label such as ``3.``; None for other labels."""
    match = _COUNTED.fullmatch(label)
    return int(match[1]) if match else None


def is_bullet(label: str) -> bool:
    """Whether a printed label is a bullet, which every list draws by itself."""
    return bool(label) and all(char in _BULLETS for char in label)
