"""Tables fitted to the page: smaller type, a page turned sideways, or columns in several tables.

How wide a page is follows from the style sheets: it is measured, not assumed. Columns get their widths from
what stands in them, so that the engine need not weigh every cell (its time for that grows with the square of
the longest one).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from publisher.render.characters import em_width
from publisher.render.grid import SHORT, Fit, Grid, GridCell, Line
from publisher.render.pdf.engine import laid_out
from publisher.tree.walk import plain

_WORD = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef-]+")
"""What is not broken into lines; between Chinese characters a line may end anywhere."""
_LONGEST_WORD = 14.0
"""Em; longer words, such as addresses, are broken."""
_LEAST, _LEAST_HEAD = 4.0, 2.0
"""Em that a text, or a head, gets at least, if it is that long."""
_MOST = 40.0
"""Em beyond which a longer text makes its column no wider."""
_PADDING = 1.0
"""Em beside each cell."""


@dataclass(frozen=True, slots=True)
class Measures:
    """How wide the text area is, in em of a table's type."""

    normal: float
    small: float
    turned: float
    """On a page turned sideways; no more than ``small`` where an edition has none."""


def measure(markup: str, variant: str) -> Measures:
    """Measure the tables of the mark-up: one of class none, ``small`` and ``turned`` each."""
    widths: dict[str, float] = {}
    for page in laid_out(markup, variant).pages:
        for box in page._page_box.descendants():
            if box.element_tag == "table" and box.element.get("class") not in widths:
                widths[box.element.get("class")] = page._page_box.width / box.style["font_size"]
    return Measures(widths["normal"], widths["small"], widths["turned"])


def fits(grid: Grid, page: Measures) -> list[Fit]:
    """The tables as which a grid is set: one, or several where its columns do not fit on any page."""
    columns = _columns(grid)
    least, nice = sum(c.least for c in columns), sum(min(c.most, _MOST) for c in columns)
    if grid.wide is False and least <= page.normal and nice <= page.normal * 1.5:
        return [_fit(grid, columns, "", page.normal)]
    if least <= page.small:
        return [_fit(grid, columns, "small", page.small)]
    if least <= page.turned:
        return [_fit(grid, columns, "turned", page.turned)]
    return [
        _fit(_only(grid, group), [columns[at] for at in group], "small", page.small)
        for group in _groups(columns, page.small)
    ]


@dataclass(slots=True)
class _Column:
    """What a column needs, in em."""

    least: float = 0
    whole: float = 0
    """With no short text broken into lines."""
    most: float = 0


def _columns(grid: Grid) -> list[_Column]:
    columns = [_Column() for _ in range(grid.columns)]
    for head, lines in ((True, grid.head), (False, grid.body)):
        for cell in (cell for line in lines for cell in line if cell.columns == 1):
            _widen(columns[cell.column], cell, head)
    for column in columns:
        column.least += _PADDING
        column.whole = max(column.whole + _PADDING, column.least)
        column.most = max(column.most + _PADDING, column.whole)
    return columns


def _widen(column: _Column, cell: GridCell, head: bool) -> None:
    text = plain(cell.text)
    width = em_width(text)
    word = min(max(map(em_width, _WORD.findall(text)), default=0), _LONGEST_WORD)
    column.least = max(column.least, word, min(width, _LEAST_HEAD if head else _LEAST))
    if width <= SHORT and not head:
        column.whole = max(column.whole, width)
    column.most = max(column.most, min(width, _LEAST) if head else width)


def _fit(grid: Grid, columns: Sequence[_Column], kind: str, width: float) -> Fit:
    """A grid with the widths of its columns: what each needs, the rest by what each could use."""
    widths = [column.least for column in columns]
    for wanted in ([c.whole for c in columns], [min(c.most, _MOST) for c in columns]):
        widths = _widened(widths, wanted, width - sum(widths))
    left = max(0.0, width - sum(widths)) / len(columns)
    total = sum(widths) + left * len(columns) or 1
    return Fit(grid, kind, tuple(round(100 * (w + left) / total, 2) for w in widths))


def _widened(widths: Sequence[float], wanted: Sequence[float], left: float) -> list[float]:
    """Widths as wanted, or as far towards that as what is left goes."""
    wishes = [max(0.0, wish - width) for width, wish in zip(widths, wanted, strict=True)]
    share = min(1.0, max(0.0, left) / (sum(wishes) or 1))
    return [width + share * wish for width, wish in zip(widths, wishes, strict=True)]


def _groups(columns: Sequence[_Column], width: float) -> list[list[int]]:
    """The columns of each table; the first column, which says what a row is, stands in all of them."""
    rest = sum(column.least for column in columns[1:])
    room = max(width - columns[0].least, 1)
    share = rest / math.ceil(rest / room)  # so that all tables are about as wide
    groups: list[list[int]] = []
    used = room
    for at, column in enumerate(columns[1:], 1):
        if not groups or used + column.least > room or used >= share:
            groups.append([0])
            used = 0
        groups[-1].append(at)
        used += column.least
    return groups


def _only(grid: Grid, group: list[int]) -> Grid:
    """A grid with some of its columns; a cell over several keeps those that are left."""

    def kept(lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(tuple(_narrowed(line, group)) for line in lines)

    return replace(grid, head=kept(grid.head), body=kept(grid.body), columns=len(group))


def _narrowed(line: Line, group: list[int]) -> Iterator[GridCell]:
    for cell in line:
        places = [n for n, at in enumerate(group) if cell.column <= at < cell.column + cell.columns]
        if places:
            yield replace(cell, column=places[0], columns=len(places))
