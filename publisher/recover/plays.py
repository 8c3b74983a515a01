"""Plays: the names of speakers on lines of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace

from publisher.recover.display import Display, displays_of
from publisher.recover.furniture import key
from publisher.recover.units import Unit

_FEWEST, _CROWD = 4, 0.1
"""A speaker's name recurs so often, and the names are that share of all blocks."""
_LONGEST, _LONGEST_NAME = 100, 30
_DIRECTION = re.compile(r"\(.*?\)|\[.*?\]")


def mark_speakers(units: Sequence[Unit], headings: Container[int]) -> list[Unit]:
    """The units with those marked that are names over speeches.

    They are short, recur, have no space over them and are many; ``headings`` are none.
    """
    displays = displays_of(units)
    names = {
        index: key(_DIRECTION.sub("", display.text))
        for index, display in enumerate(displays)
        if index not in headings and _may_be_name(units[index], display)
    }
    counts = Counter(names.values())
    close = Counter(name for index, name in names.items() if displays[index].gap == 1)
    found = {
        index
        for index, name in names.items()
        if 0 < len(name) <= _LONGEST_NAME
        and counts[name] >= _FEWEST
        and close[name] >= 0.8 * counts[name]
        and index + 1 < len(units)
    }
    if len(found) < _CROWD * len(units):
        return list(units)
    return [
        replace(unit, role="speaker")
        if i in found
        else replace(unit, setting="")
        if unit.setting == "inset"  # a stage direction, not a quotation
        else unit
        for i, unit in enumerate(units)
    ]


def _may_be_name(unit: Unit, display: Display) -> bool:
    short = bool(unit.text) and len(unit.lines) <= 2 and len(display.text) <= _LONGEST
    return short and (display.caps or display.titled)
