"""Imposition: which page stands where on which sheet, so that the folded sheets read in order.

The schemes are those of the binder's handbooks for sheets that are folded once (folio), twice (quarto) and
three times (octavo), each fold across the one before it. A signature of several sheets is made by putting
folded sheets into each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

MOST_IN_SIGNATURE = 32
"""Pages; a thicker fold of paper cannot be sewn or pressed flat."""

_Rows = tuple[tuple[int, ...], ...]

SCHEMES: dict[int, tuple[_Rows, _Rows]] = {
    4: (((4, 1),), ((2, 3),)),
    8: (((5, 4), (8, 1)), ((3, 6), (2, 7))),
    16: (((5, 12, 9, 8), (4, 13, 16, 1)), ((7, 10, 11, 6), (2, 15, 14, 3))),
}
"""By the pages on a sheet: the front, which page 1 is on, and the back as it shows when the sheet is turned
like a page. Of two rows the upper stands upside down; columns pair up at the spines: 1 and 2, 3 and 4."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page on one side of a sheet."""

    page: int
    """From 1 in the whole book; pages above its number are blank."""
    column: int
    row: int
    upside_down: bool = False
    depth: int = 0
    """How many leaves of the signature lie around this one on either side."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper with the places on both sides, the back as it shows when turned like a page."""

    signature: int
    """From 0."""
    number: int
    """Within the signature, from 0: the outermost."""
    front: tuple[Place, ...]
    back: tuple[Place, ...]


def grid(on_sheet: int) -> tuple[int, int]:
    """Columns and rows of pages on a side of a sheet that carries so many pages."""
    front, _ = SCHEMES[on_sheet]
    return len(front[0]), len(front)


def folded(pages: int, signature: int, on_sheet: int) -> Iterator[Sheet]:
    """The sheets of a book in signatures, in the order in which they are gathered.

    ``signature`` is a multiple of ``on_sheet``, a key of ``SCHEMES``. The last signature is as small as
    whole sheets allow.
    """
    for index, first in enumerate(range(0, pages, signature)):
        sheets = -(-min(signature, pages - first) // on_sheet)
        for number in range(sheets):
            front, back = (
                tuple(_places(rows, first, number, sheets, on_sheet)) for rows in SCHEMES[on_sheet]
            )
            yield Sheet(index, number, front, back)


def _places(rows: _Rows, first: int, number: int, sheets: int, on_sheet: int) -> Iterator[Place]:
    """The places of one side of a sheet that lies inside ``number`` others."""
    half = on_sheet // 2
    size = sheets * on_sheet
    for row, pages in enumerate(rows):
        for column, local in enumerate(pages):
            inside = number * half + local if local <= half else size - (number + 1) * half + local - half
            depth = (min(inside, size + 1 - inside) - 1) // 2
            yield Place(first + inside, column, row, row + 1 < len(rows), depth)


def stacked(pages: int, columns: int, rows: int) -> Iterator[Sheet]:
    """The sheets of a book that is cut and glued.

    When the printed stack is cut, the piles laid on each other, row by row from the left, are the book.
    """
    cells = columns * rows
    sheets = -(-pages // (2 * cells))
    for number in range(sheets):
        front, back = [], []
        for row, column in product(range(rows), range(columns)):
            page = 2 * ((row * columns + column) * sheets + number) + 1
            front.append(Place(page, column, row))
            back.append(Place(page + 1, columns - 1 - column, row))
        yield Sheet(0, number, tuple(front), tuple(back))
