"""Numbers that stand alone on a line: over a title, or as the whole heading of a section of a story."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from publisher.recover.numbering import CJK_DIGITS, Number, ordinal_of
from publisher.recover.text.seams import ends_sentence
from publisher.recover.text.units import Unit

LONE = "lone"
"""The style of a number that says nothing of what it counts."""
_NUMERALS = tuple(
    re.compile(rf"({numeral})[.．、]?")
    for numeral in (r"\d{1,3}", "[IVXLC]{1,7}", "[A-Z]", rf"[{CJK_DIGITS[3:]}]{{1,4}}")
)
_FEWEST = 3
"""Numbers of one kind that count on, in a work that sets numbers alone."""
_SHARE = 0.9
"""Share of them that stand behind whole sentences: folios cut through them."""
_PROSE = 30
"""Characters of a text that is more than a title."""


def lone_numbers(units: Sequence[Unit], headed: Collection[int]) -> dict[int, Number]:
    """The units that are a number alone and count on from one another, from one on, with text between.

    ``headed`` are units that open headings: a number may stand right over one, or under it.
    """
    found: dict[int, Number] = {}
    for numeral in _NUMERALS:
        matches = ((i, numeral.fullmatch(unit.text)) for i, unit in enumerate(units) if unit.text)
        own = {i: ordinal_of(match[1]) for i, match in matches if match and i not in headed}
        counted = [i for run in _runs(own, units, headed) for i in run]
        behind = sum(_is_whole(units, i - 1, headed) for i in counted)
        if len(counted) >= _FEWEST and behind >= _SHARE * len(counted):
            found.update((i, Number(LONE, own[i], units[i].text, "")) for i in counted if i not in found)
    return found


def _runs(ordinals: Mapping[int, int], units: Sequence[Unit], headed: Collection[int]) -> Iterator[list[int]]:
    """The numbers parted into runs from one on, each with text under it."""
    run: list[int] = []
    for index, after in pairwise([*ordinals, len(units)]):
        if not any(_is_text(units, i, headed) for i in range(index + 1, after)):
            continue
        if run and ordinals[index] == ordinals[run[-1]] + 1:
            run.append(index)
        elif ordinals[index] == 1:
            if len(run) > 1:
                yield run
            run = [index]
    if len(run) > 1:
        yield run


def _is_text(units: Sequence[Unit], index: int, headed: Collection[int]) -> bool:
    text = units[index].text
    return index in headed or len(text) > _PROSE or (bool(text) and ends_sentence(text))


def _is_whole(units: Sequence[Unit], index: int, headed: Collection[int]) -> bool:
    """Whether nothing is cut off at the end of a unit."""
    if index < 0 or not units[index].text or index in headed or ends_sentence(units[index].text):
        return True
    return len(units[index].text) <= _PROSE and len(units[index].lines) == 1
