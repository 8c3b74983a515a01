"""Contents lists without page numbers: their entries are known by standing again in the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce

from publisher.recover.contents.entry import Entry
from publisher.recover.contents.gapped import Recurring
from publisher.recover.contents.titles import are_column_heads
from publisher.recover.measure.key import key
from publisher.recover.measure.line import Line
from publisher.recover.numbering import read_number

LONGEST_TITLE = 110
"""Columns of an entry's title on one line."""
PATIENCE = 3
"""Titles that tell nothing of being entries which may follow one another inside a list."""
_LONGEST_RUNNING_OVER = 3
"""Lines of an entry, at the most."""
_LONGEST = 400
"""Lines of a list, at the most."""
_COLUMN_HEAD = re.compile(r"\s{3,}(?:page|paragraph|section)s?\.?$", re.IGNORECASE)
"""The head over the page numbers, where it stands on the line of an entry."""


def pageless_entries(lines: Sequence[Line], start: int) -> list[Entry]:
    """The entries of a list that begins at an index: lines that stand again, and few others between them."""
    again = Recurring(lines)
    entries: list[Entry] = []
    waiting: list[int] = []
    seen: set[str] = set()
    index = start
    while index < min(len(lines), start + _LONGEST) and len(waiting) <= PATIENCE:
        own = _recurring(lines, index, again)
        title = reduce(join_title, (lines[i].text for i in own or (index,)))
        if entries and (key(title) == key(entries[0].title) or (key(title) in seen and read_number(title))):
            break  # the body has begun
        if own:
            entries.extend(headline_entry(lines[i], i) for i in waiting)
            entries.append(Entry(title, "", lines[index].indent, own))
            seen.add(key(title))
            waiting = []
        elif not are_column_heads(lines[index].text):
            waiting.append(index)
        index += len(own or (index,))
    return entries


def _recurring(lines: Sequence[Line], index: int, again: Recurring) -> tuple[int, ...]:
    """The line at an index, with those that its title runs over, if they stand again behind it."""
    title = ""
    for end in range(index + 1, min(index + _LONGEST_RUNNING_OVER, len(lines)) + 1):
        line = lines[end - 1]
        if line.width > LONGEST_TITLE or not (title or key(line.text)) or (title and read_number(line.text)):
            break
        title = join_title(title, line.text) if title else line.text
        if again.stands_behind(title, end):
            return tuple(range(index, end))
    return ()


def headline_entry(line: Line, index: int) -> Entry:
    """The entry of a line without a page number, but for the head of the column of these."""
    head = _COLUMN_HEAD.search(line.text)
    if not head:
        return Entry(line.text, "", line.indent, (index,))
    end = line.raw.index(line.text) + head.start()
    return Entry(line.text[: head.start()], "", line.indent, (index,), leader=(end, end), end=end)


def join_title(first: str, second: str) -> str:
    """A title with what follows it on the next line."""
    seam = " " if is_section_number(first) or (first[-1].isascii() and second[0].isascii()) else ""
    return first + seam + second


def is_section_number(text: str) -> bool:
    """Whether a line is the number of an entry alone."""
    number = read_number(text)
    return number is not None and not key(number.rest)
