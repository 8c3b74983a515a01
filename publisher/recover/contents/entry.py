"""What a printed contents list says: its entries and where they stand."""

from __future__ import annotations

from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class PrintedContents:
    """The contents list of a work. Indexes count in the lines that were given."""

    first: int
    last: int
    """Inclusive."""
    title: str
    title_lines: tuple[int, ...]
    repeated: tuple[int, ...]
    """Lines of the title where it comes again."""
    entries: tuple[Entry, ...]
