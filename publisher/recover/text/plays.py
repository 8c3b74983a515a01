"""Plays: the names of speakers on lines of their own, or in italics before what they say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Literal

from publisher.recover.measure.key import key
from publisher.recover.numbering import read_number
from publisher.recover.outline.display import Display, displays_of
from publisher.recover.outline.titles import STANDING_TITLES
from publisher.recover.text.units import Unit

_FEWEST, _CROWD = 3, 0.08
"""A speaker's name recurs so often, and the names are that share of all blocks."""
_SPEAKER_INSIDE = re.compile(r"_(?P<name>[A-Z][^_]{0,28})_[.:]?\s")
_CROWD_INSIDE, _AGAIN = 0.25, 0.3
"""Shares of the blocks that are speeches, where names stand inside them, and of these by names that recur."""
_LONGEST, _LONGEST_NAME = 100, 30
_SETTINGS: dict[str, Literal["", "verse"]] = {"": "", "inset": "", "lines": "verse", "verse": "verse"}
"""What is set in is a stage direction in a play, no quotation, and what is set line by line is verse."""
_DIRECTION = re.compile(r"\(.*?\)|\[.*?\]")


def mark_speakers(units: Sequence[Unit], headings: Container[int]) -> list[Unit]:
    """The units with those marked that are names over speeches.

    They are short, recur, have no space over or under them and are many; ``headings`` are none.
    """
    displays = displays_of(units)
    names = {
        index: name
        for index, (unit, display) in enumerate(zip(units, displays, strict=True))
        if index not in headings and (name := _name_of(unit, display))
    }
    counts = Counter(names.values())
    close = Counter(name for index, name in names.items() if _is_close(index, units, displays))
    found = {
        index
        for index, name in names.items()
        if counts[name] >= _FEWEST and 2 * close[name] >= counts[name] and index + 1 < len(units)
    }
    if len(found) < _CROWD * len(units):
        return [_in_play(unit) for unit in units] if _speak_inside(units) else list(units)
    return [replace(unit, role="speaker") if i in found else _in_play(unit) for i, unit in enumerate(units)]


def _in_play(unit: Unit) -> Unit:
    return replace(unit, setting=_SETTINGS[unit.setting])


def _speak_inside(units: Sequence[Unit]) -> bool:
    """Whether speeches open with the names of their speakers, in italics."""
    names = Counter(match["name"] for unit in units if (match := _SPEAKER_INSIDE.match(unit.text)))
    again = sum(n for n in names.values() if n >= _FEWEST)
    return names.total() >= _CROWD_INSIDE * len(units) and again >= _AGAIN * names.total()


def _is_close(index: int, units: Sequence[Unit], displays: Sequence[Display]) -> bool:
    """Whether text stands right under a block and over it: no note, as under the signature of a letter,
    and no numeral, as over a title.
    """
    around = displays[index].gap == 1 and index + 1 < len(units) and displays[index + 1].gap == 1
    if not around or not units[index + 1].text:
        return False
    number = read_number(units[index - 1].text) if index else None
    return number is None or bool(number.rest)


def _name_of(unit: Unit, display: Display) -> str:
    """The name that a short block may be, reduced, without directions to the actor; empty if none."""
    if not unit.text or len(unit.lines) > 2 or len(display.text) > _LONGEST:
        return ""
    bare = replace(display, text=_DIRECTION.sub("", display.text))
    name = key(bare.text) if bare.caps or bare.titled else ""
    return name if len(name) <= _LONGEST_NAME and not _is_title(name) else ""


def _is_title(name: str) -> bool:
    """Whether what recurs is no name but a title: of notes, or with a number."""
    return name in STANDING_TITLES or any(map(str.isdigit, name))
