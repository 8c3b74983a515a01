"""Characters that stand for others or for nothing: controls, invisible marks, look-alikes.

PDF extractors leave them in a text: controls where a font had no code, byte order marks and
zero-width marks from glued files, Kangxi radicals and compatibility ideographs instead of ordinary
characters, ligatures instead of letters. U+FFFD stays: it is a visible gap. So do tabs and form
feeds, and joiners in the scripts that need them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from publisher.read import Dump
from publisher.tree.nodes import Repair
from publisher.tree.spans import Span, format_spans

# Radicals with the look of a whole character that Unicode does not decompose to it.
# Source: Equivalent_Unified_Ideograph in the Unicode Character Database.
_RADICALS = dict(
    zip(
        "⺊⺒⺜⺝⺠⺧⺩⺫⺬⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "卜巳日月民牛王目示虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
_DOOR = "\u2f3e"
"""A radical for which simplified Chinese has another character than NFKC gives it, which is traditional."""
_TELLING = "们这国时会学为来", "們這國時會學為來"
"""Frequent characters, in simplified and in traditional writing."""
_SEPARATORS = "\x0b\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_FIXED_SPACES = "\u00a0\u2007\u202f"
"""Spaces at which no line may break: extraction sets them anywhere."""
_SOFT_HYPHEN = "\u00ad"
_MARKS = (0x200B, 0x200E, 0x200F, 0xFEFF)  # zero width space, marks of direction, byte order mark
_INVISIBLE = (0xAD, *_MARKS, *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFFF9, 0xFFFC))
_DROPPED = ("", "invisible character")
_CONTROLS = (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0))
_NONCHARACTERS = (*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF)
_LATIN_LIGATURES = range(0xFB00, 0xFB07)
_COMPATIBLE = (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20))

_JOINERS = "\u200c\u200d"
_JOINED_IN_VAIN = f"[{_JOINERS}](?=[!-~\u3000-\u9fff])"
"""A joiner before a Latin letter or a Chinese character carries nothing."""


def _changes() -> dict[str, tuple[str, str]]:
    """What each wrong character becomes, and why."""
    changes = {chr(code): ("", "control character") for code in _CONTROLS}
    for code in range(0x80, 0xA0):
        try:
            character = bytes([code]).decode("cp1252")
        except UnicodeDecodeError:
            continue
        changes[chr(code)] = (character, "Windows-1252 character read as Latin-1")
    changes |= {chr(code): _DROPPED for code in _INVISIBLE}
    changes |= dict.fromkeys(_SEPARATORS, (" ", "control that separates words"))
    changes |= dict.fromkeys(_FIXED_SPACES, (" ", "no-break space"))
    changes |= {chr(code): ("\ufffd", "code that is no character") for code in _NONCHARACTERS}
    for code in (*_LATIN_LIGATURES, *_COMPATIBLE):
        plain = _RADICALS.get(chr(code)) or unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            changes[chr(code)] = (plain, "compatibility character")
    return changes


_CHANGES = _changes()
_ALWAYS_WRONG = re.escape("".join(sorted(_CHANGES)))
_WRONG = re.compile(f"[{_ALWAYS_WRONG}]|{_JOINED_IN_VAIN}")
_SUSPECTS = frozenset(_CHANGES) | frozenset(_JOINERS)


def repair_controls(dump: Dump) -> Dump:
    """Replace or drop the characters that stand for others or for nothing.

    There is one record per line and reason; the columns that it names are those before the repair.
    """
    lines, repairs = list(dump.lines), list(dump.repairs)
    door = _door(dump.lines)
    for index, line in enumerate(dump.lines):
        if not _SUSPECTS.isdisjoint(line):
            lines[index], found = _repair_line(index + 1, line, door)
            repairs.extend(found)
    return replace(dump, lines=tuple(lines), repairs=tuple(repairs))


def _door(lines: Sequence[str]) -> str:
    """The character for the radical of a door: 户 or 戶, as the dump is written."""
    simplified, traditional = (
        (sum(line.count(char) for line in lines for char in chars) for chars in _TELLING)
        if any(_DOOR in line for line in lines)
        else (0, 0)
    )
    return "戶" if traditional > simplified else "户"


def _repair_line(number: int, line: str, door: str) -> tuple[str, list[Repair]]:
    end = len(line.rstrip())
    found: dict[str, list[tuple[int, str, str]]] = {}

    def change(match: re.Match[str]) -> str:
        old, at = match[0], match.start()
        new, why = _CHANGES.get(old, _DROPPED)
        new = door if old == _DOOR else new
        if old == _SOFT_HYPHEN and at == end - 1:  # the print has a hyphen there
            new, why = "-", "soft hyphen where a word is broken"
        found.setdefault(why, []).append((at + 1, old, new))
        return new

    repaired = _WRONG.sub(change, line)
    return repaired, [_record(number, why, places) for why, places in found.items()]


def _record(number: int, why: str, places: list[tuple[int, str, str]]) -> Repair:
    columns: list[Span] = []
    for column, _, _ in places:
        if columns and columns[-1].end == column - 1:
            columns[-1] = Span(number, number, columns[-1].start, column)
        else:
            columns.append(Span(number, number, column, column))
    old = "".join(old for _, old, _ in places)
    new = "".join(new for _, _, new in places)
    return Repair(src=format_spans(columns), old=old, new=new, why=why)
