"""Characters: which mark-up cannot hold, which are set apart, how wide they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from publisher.tree.nodes import GETA

_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")

_OPENING_MARKS, _CLOSING_MARKS = "（《「『【〈〔", "，。、；：！？）》」』】〉〕"
_OPENING, _CLOSING = f"{_OPENING_MARKS}“‘", f"{_CLOSING_MARKS}”’"
_HAN = r"\u3400-\u9fff"
_LATIN = r"0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff"
BREAK = "\u200b"
"""Zero-width space: a line may be broken here."""
_NO_BREAK = "\u2060"
"""Word joiner: no line may be broken here."""
_QUOTE = f"(?<=[{_HAN}{_CLOSING_MARKS}])(?=[“‘])|(?<=[”’])(?=[{_HAN}{_OPENING_MARKS}])"
_SCRIPTS = f"(?<=[{_HAN}])(?=[{_LATIN}])|(?<=[{_LATIN}])(?=[{_HAN}])"
_SEAM = re.compile(f"{_QUOTE}|{_SCRIPTS}")
_LAST = re.compile(f"(?<=[{_HAN}])(?=[{_HAN}][{_CLOSING}]*$)")
BETWEEN_SCRIPTS = re.compile(f"(?<=[{_HAN}]){BREAK}(?=[{_LATIN}])|(?<=[{_LATIN}]){BREAK}(?=[{_HAN}])")
"""A break that ``with_breaks`` has put between a Chinese character and a Latin letter or digit."""
UNSEEN = f"{BREAK}{_NO_BREAK}"
"""Characters without width."""
_LETTER = 0.56
"""Mean width of a Latin letter, in em."""

_COUNTED = re.compile(r"(\d{1,3})\s*[.．]")
_BULLETS = frozenset("•●■◆▪‣○◇□➢➤★☆·–*-")


def legal(text: str) -> str:
    """A text in which U+FFFD stands for each control character and the like that XML or HTML forbid."""
    return _ILLEGAL.sub("\ufffd", text)


LOST = re.compile(f"(?P<lost>{GETA}+)")
"""Runs of characters that are set apart in every edition."""
LOST_OR_DOUBLED = re.compile(
    f"(?P<lost>{GETA}+)|(?P<half>[{_CLOSING}](?={BREAK}?[{_CLOSING}{_OPENING}])|(?<=[{_OPENING}])[{_OPENING}])"
)
"""The same, and full-width marks beside another, of which one gives up its blank half (CLREQ 3.1.6)."""


def with_breaks(text: str) -> str:
    """A Chinese text with breaks where a page needs them: outside its quotes, where the rules for Latin text
    forbid one, and between scripts, where a gap belongs (CLREQ 3.2.2)."""
    return _SEAM.sub(BREAK, text)


def with_last_kept(text: str) -> str:
    """A Chinese text of which the last character stands on no line alone."""
    return _LAST.sub(_NO_BREAK, text)


def pieces(text: str, special: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """A text cut at special characters: each piece with the name of the group it matched, or none."""
    end = 0
    for match in special.finditer(text):
        if match.start() > end:
            yield "", text[end : match.start()]
        yield match.lastgroup or "", match[0]
        end = match.end()
    if end < len(text):
        yield "", text[end:]


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
