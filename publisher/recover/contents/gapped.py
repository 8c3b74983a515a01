"""Contents lists in dumps whose parts are separated by blank lines: they end at a gap.

Between the title and the gap all lines belong to the list, page numbers or not: entries, groups of
entries, synopses of chapters. What stands again behind it are headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from publisher.recover.contents.entry import Entry, entry_number, wordings
from publisher.recover.contents.titles import are_column_heads, list_role
from publisher.recover.measure.key import key
from publisher.recover.measure.line import Line
from publisher.recover.measure.spacing import common_right
from publisher.recover.numbering import Number, read_labelled, read_number

_GAPS = 3, 4
"""Blank lines behind a contents list, at the least and at the most."""
_FULL = 0.75
"""Share of the right edge from which the next line goes on with a line."""
_MOST_LINES = 3
"""Lines of a heading."""
_LONGEST = 110
"""Columns of a heading."""
_REMARK = re.compile(r"[\W_]*\(.*\)[\W_]*|[\W\d_]+")
"""What stands under a title but is none: a date, ``(Continued.)``."""
_FEWEST_LINES = 3
"""Lines of a part of a list behind a gap."""
_FOUND_IN_PART = 0.4
"""Share of them that stand again behind the list, at the least."""


def end_of_list(lines: Sequence[Line], title_at: int) -> int:
    """Index of the line behind the gap that ends a list; 0 where there is none.

    A list in parts goes on behind a gap as long as many of its lines stand again.
    """
    least, most = _GAPS
    wide = min(max(least, lines[title_at].blanks), most)
    gaps = [i for i in range(title_at + 1, len(lines)) if lines[i].blanks >= wide]
    if not gaps:
        return 0
    again = Recurring(lines)
    for end, following in pairwise(gaps):
        if list_role(lines[end].text) is not None:
            return end
        found = sum(again.stands_behind(line.text, following) for line in lines[end:following])
        if following - end < _FEWEST_LINES or found < _FOUND_IN_PART * (following - end):
            return end
    return gaps[-1]


class Recurring:
    """Where texts stand for the last time: up to three lines together, as headings may have them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._last: dict[str, int] = {}
        keys = [key(line.text) if line.width <= _LONGEST else None for line in lines]
        for index in range(len(lines)):
            text = ""
            for end in range(index, min(index + _MOST_LINES, len(lines))):
                own = keys[end]
                if own is None or (end > index and lines[end].blanks):
                    break
                text += own
                self._last[text] = index

    def stands_behind(self, title: str, end: int) -> bool:
        """Whether a title stands again, with its number or without, at an index or behind it."""
        return any(word and self._last.get(word, -1) >= end for word in wordings(title))


def gapped_entries(lines: Sequence[Line], start: int, end: int) -> list[Entry]:
    """The lines up to a gap as entries; a number waits for its title, and full lines go on."""
    right = common_right(lines)
    entries: list[Entry] = []
    for index in range(start, end):
        line, before = lines[index], entries[-1] if entries else None
        if are_column_heads(line.text):
            continue
        if before and (_waits(before, line) or _goes_on(lines[index - 1], line, right)):
            entries[-1] = replace(before, title=f"{before.title} {line.text}", lines=(*before.lines, index))
        else:
            entries.append(Entry(line.text, "", line.indent, (index,)))
    return entries


def with_titles(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries where a number with nothing or a date behind it has the title from the line under it, and the
    dates and remarks under its title.
    """
    joined: list[Entry] = []
    for entry in entries:
        before = joined[-1] if joined else None
        if before and not before.page and not entry.page and _belongs(entry, before):
            lines = (*before.lines, *entry.lines)
            joined[-1] = replace(before, title=f"{before.title} {entry.title}", lines=lines)
        else:
            joined.append(entry)
    return tuple(joined)


def _belongs(entry: Entry, over: Entry) -> bool:
    number = _number(over)
    if not number:
        return False
    titled = any(map(str.isalpha, number.rest))
    remark = _REMARK.fullmatch(entry.title) is not None
    return remark if titled else not _number(entry)


def _number(entry: Entry) -> Number | None:
    """The number that an entry opens with, be it counted by a word of the work's own."""
    return entry_number(entry.title) or read_labelled(entry.title)


def _waits(entry: Entry, line: Line) -> bool:
    """Whether an entry is a number whose title a line is."""
    number = read_number(entry.title)
    return number is not None and not number.rest and not read_number(line.text)


def _goes_on(before: Line, line: Line, right: int) -> bool:
    full = before.indent + before.width >= _FULL * right and not read_number(line.text)
    return not line.blanks and (full or line.text[0].islower())
