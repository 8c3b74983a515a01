"""Tables: rows in columns with their caption, unit, header, notes and source.

A table that goes over several pages comes out as one: what repeats its head (续表, the header rows)
is removed with the reason ``continuation``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

import msgspec

from publisher.recover.confidence import calibrated
from publisher.recover.decisions import record
from publisher.recover.measure.line import Line
from publisher.recover.pieces.above import Above, read_above
from publisher.recover.pieces.caption import (
    is_note,
    read_tail,
)
from publisher.recover.pieces.columns import column_grids
from publisher.recover.pieces.delimited import delimited_grids
from publisher.recover.pieces.flow import flow_grids
from publisher.recover.pieces.flow_blocks import block_grids
from publisher.recover.pieces.flow_words import usual_measure
from publisher.recover.pieces.grid import (
    Grid,
    GridRow,
    contrasts,
    fold,
    opens_page,
    tab_grids,
    usual_width,
)
from publisher.recover.pieces.piece import Piece
from publisher.recover.pieces.regular_rows import regular_grids
from publisher.recover.pieces.speeches import are_speeches, speakers
from publisher.recover.pieces.table_head import head_rows, head_with_spans
from publisher.tree.nodes import Cell, Removed, Row, Table
from publisher.tree.spans import format_spans, lines_as_spans

_LABEL_VALUE = re.compile(r".*[:：]")
_LIST_LABEL = re.compile(
    r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）.、．]|[•●·▪◆■○*–-]|[①-⑳]"
)
_PAGE = re.compile(r"\d{1,4}|[ivxlc]{1,6}")
_NO_CELLS = 0.3
"""Raw confidence of a table that is but lines."""


def find_tables(lines: Sequence[Line]) -> list[Piece]:
    """The tables of a sequence of lines, in order.

    Running heads, folios and printed contents must have been taken out of the lines; line numbers
    show where they stood.
    """
    drafts: list[_Draft] = []
    grids = [*tab_grids(lines), *column_grids(lines)]
    grids += delimited_grids(lines, _lines_in(grids))
    grids += flow_grids(lines, _lines_in(grids))
    grids += regular_grids(lines, _lines_in(grids))
    grids += block_grids(lines, _lines_in(grids), usual_measure(lines))
    names = speakers(grids)
    for grid in sorted(grids, key=lambda grid: grid.first):
        floor = drafts[-1].last + 1 if drafts else 0
        if grid.first < floor:  # columns inside the cells of the table before
            continue
        above = read_above(lines, grid.first, floor)
        if drafts and above.first == floor and _continues(drafts[-1], grid, above, lines):
            _extend(drafts[-1], grid, above, lines)
        elif _is_table(grid, above, names, lines):
            drafts.append(_start(grid, above, lines))
    return [_finish(draft, lines) for draft in drafts]


def _lines_in(grids: Sequence[Grid]) -> set[int]:
    """The indexes of the lines of some grids."""
    return {index for grid in grids for index in range(grid.first, grid.last + 1)}


def table_of(lines: Sequence[Line], grid: Grid, head: int | None) -> Piece:
    """The table that a grid is known to be, with what stands over and under it among the lines."""
    return _finish(_start(grid, read_above(lines, grid.first, 0), lines, head), lines)


@dataclass(slots=True)
class _Draft:
    """A table while its parts are being put together."""

    above: Above
    first: int
    last: int
    head: list[GridRow]
    body: list[GridRow]
    notes: list[str] = field(default_factory=list)
    source: str = ""
    removed: list[Removed] = field(default_factory=list)


# ------------------------------------------------------------------------------ what is a table


def _is_table(grid: Grid, above: Above, names: frozenset[str], lines: Sequence[Line]) -> bool:
    fault = _no_table(grid, above, names)
    record(lines[grid.first].number, "table", f"no: {fault}" if fault else "yes: rows and columns")
    return not fault


def _no_table(grid: Grid, above: Above, names: frozenset[str]) -> str:
    """Why a grid is no table; empty where it is one. ``names`` are those of speakers, if any speak."""
    rows = grid.rows
    width = usual_width(rows)
    if above.caption or above.continued or grid.rules:
        return "" if len(rows) > 1 or width > 2 else "a single row of two cells"
    if len(rows) < (3 if width == 2 and not above.unit else 2) or width <= 1:
        return "too few rows or columns, and no caption"
    if sum(len(row.cells) == width for row in rows) < 0.6 * len(rows):
        return "rows of unequal length, and no caption"
    if are_speeches(rows, names):
        return "speeches behind the names of speakers"
    return "a list in columns" if _is_list(rows, width) else ""


def _is_list(rows: Sequence[GridRow], width: int) -> bool:
    """Contents entries, labelled entries and list items also have tabs."""
    full = [row.cells for row in rows if len(row.cells) == width]
    pages = [int(cells[-1]) for cells in full if cells[-1].isdigit()]
    if all(_PAGE.fullmatch(cells[-1]) for cells in full) and pages == sorted(pages):
        return True
    if width != 2:
        return False
    return any(
        sum(bool(pattern.fullmatch(cells[0])) for cells in full) >= 0.7 * len(full)
        for pattern in (_LABEL_VALUE, _LIST_LABEL)
    )


# ------------------------------------------------------------------------------ over several pages


def _continues(draft: _Draft, grid: Grid, above: Above, lines: Sequence[Line]) -> bool:
    """Whether rows that follow a table directly belong to it."""
    if above.continued:
        own = draft.above.caption.number if draft.above.caption else ""
        return not above.number or not own or own.endswith(above.number)
    if above.caption and above.caption != draft.above.caption:
        return False
    if _repeats_head(draft, grid):
        return True
    if draft.notes or draft.source or above.unit:
        return False
    if usual_width(grid.rows) != usual_width(draft.body or draft.head):
        return False
    contrast = contrasts(grid.rows[0].cells, grid.rows[1:] or draft.body)
    return not head_rows(grid.rows) or (contrast <= 0 and opens_page(lines, grid.first))


def _repeats_head(draft: _Draft, grid: Grid) -> int:
    """How many rows at the top of a grid repeat the header of a table."""
    count = 0
    for mine, theirs in zip(draft.head or draft.body[:1], grid.rows, strict=False):
        if fold(mine.cells) != fold(theirs.cells):
            break
        count += 1
    return count


def _extend(draft: _Draft, grid: Grid, above: Above, lines: Sequence[Line]) -> None:
    """Adds the rows of a continued table to it and removes what they repeat."""
    draft.removed += map(_removed, lines[above.first : grid.first])
    repeated = {fold(row.cells) for row in grid.rows[: _repeats_head(draft, grid)]}
    _take_rows(draft, grid, grid.rows, repeated, lines)


def _removed(line: Line) -> Removed:
    return Removed(src=f"L{line.number}", reason="continuation", text=line.text)


# ------------------------------------------------------------------------------ putting together


def _start(grid: Grid, above: Above, lines: Sequence[Line], head: int | None = None) -> _Draft:
    """A table that opens with a grid; ``head`` rows are its header where that is known."""
    draft = _Draft(above, above.first, grid.last, [], [], notes=list(above.notes))
    if above.continued:
        draft.removed.append(_removed(lines[above.first]))
    if head is None:
        head = grid.head or head_rows(grid.rows)
    draft.head = list(grid.rows[:head])
    _take_rows(draft, grid, grid.rows[head:], set(), lines)
    return draft


def _take_rows(
    draft: _Draft,
    grid: Grid,
    rows: Sequence[GridRow],
    repeated: Set[tuple[str, ...]],
    lines: Sequence[Line],
) -> None:
    """Adds rows but those that repeat the header, then the notes and the source under them."""
    repeated = repeated | {fold(row.cells) for row in draft.head}
    rules = dict(grid.rules)
    for row in rows:
        if fold(row.cells) in repeated:
            for index in range(row.first, row.last + 1):
                rules[index] = _removed(lines[index])
        elif is_note(row.cells[0]) and not any(row.cells[1:]):
            draft.notes.append(row.cells[0])
        else:
            draft.body.append(row)
    draft.removed += [rules[index] for index in sorted(rules)]
    tail = read_tail(lines, grid.last + 1)
    draft.last = max(grid.last, tail.last)
    draft.notes += tail.notes
    if draft.source and tail.source:
        draft.notes.append(tail.source)
    draft.source = draft.source or tail.source


def _body_row(cells: tuple[str, ...], width: int) -> Row:
    """A row; one without tabs is a heading over the rows of its group, as wide as the table."""
    return (Cell(text=cells[0], columns=width),) if len(cells) == 1 < width else cells


def _finish(draft: _Draft, lines: Sequence[Line]) -> Piece:
    numbers = [line.number for line in lines[draft.first : draft.last + 1]]
    width = usual_width([*draft.head, *draft.body])
    table = Table(
        src=format_spans(lines_as_spans(numbers)),
        caption=draft.above.caption,
        unit=draft.above.unit,
        head=head_with_spans(draft.head),
        body=tuple(_body_row(row.cells, width) for row in draft.body),
        notes=tuple(draft.notes),
        source=draft.source,
    )
    if width < 2:
        sure = calibrated("table of lines", _NO_CELLS, numbers[0])
        table = msgspec.structs.replace(table, confidence=sure, why="its cells cannot be told")
    return Piece(draft.first, draft.last, table, tuple(draft.removed))
