"""What a printed contents list says: its entries and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publisher.recover.measure.key import key
from publisher.recover.numbering import Number, ordinal_of, read_number
from publisher.tree.nodes import ListRole

_BARE = re.compile(r"(?P<number>[IVXLC]{1,7}|\d{1,3})\s+(?=\S)")
"""A number without a full stop, as only contents lists have it before a title."""
_SHORTEST = 2
"""Characters of a title that tells enough without its number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the printed contents."""

    title: str
    page: str
    indent: int
    lines: tuple[int, ...]
    """Indexes of its lines."""
    level: int = 1
    leader: tuple[int, int] = (0, 0)
    """Columns between title and page number in the raw text of its last line, half-open from 0."""
    end: int = 0
    """Column behind the page number there; 0 where title and number stand on lines of their own."""
    byline: tuple[int, int] = (0, 0)
    """Columns of the names that stand there between leader and page number, inside of ``leader``."""


@dataclass(frozen=True, slots=True)
class PrintedContents:
    """The contents list of a work, or a list of its illustrations, tables or maps.

    Indexes count in the lines that were given.
    """

    first: int
    last: int
    """Inclusive."""
    title: str
    title_lines: tuple[int, ...]
    repeated: tuple[int, ...]
    """Lines of the title where it comes again."""
    entries: tuple[Entry, ...]
    role: ListRole = ""


def entry_number(title: str) -> Number | None:
    """The number that an entry opens with."""
    if number := read_number(title):
        return number
    match = _BARE.match(title)
    value = ordinal_of(match["number"]) if match else 0
    return Number("bare", value, match["number"], title[match.end() :]) if match and value else None


def counted(title: str) -> str:
    """What a title with a number counts, whatever the form of the number; empty where it has none."""
    number = entry_number(title)
    rest = key(number.rest) if number else ""
    return f"{number.ordinal} {rest}" if number and number.ordinal and rest else ""


def wordings(title: str) -> list[str]:
    """An entry's title as its heading may have it, as by ``key``: whole, or else without the number."""
    number = entry_number(title)
    rest = key(number.rest) if number else ""
    return [key(title), *([rest] if len(rest) >= _SHORTEST else [])]
