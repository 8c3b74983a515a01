"""Tables that extraction gave cell by cell: each on lines of its own, blank lines between them.

Only a caption and a cycle that cannot be chance tell such a table: behind a first row of words the
same columns of each row hold numbers, and the others words, or the first column counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from publisher.recover.measure.line import Line
from publisher.recover.pieces.caption import (
    caption_number,
    is_beside_rows,
    is_head_note,
    is_unit,
    join_wrapped,
)
from publisher.recover.pieces.grid import Grid, GridRow, is_blank, is_number
from publisher.recover.text.seams import ends_sentence

_MOST_COLUMNS = 12
_FEWEST_ROWS = 3
"""Rows behind the header, at the least."""
_MOST_LINES = 6
"""Lines of one cell."""
_LONGEST_CELL = 40
"""Columns of a cell that ends like a sentence."""
_COVERED = 0.8
"""Share of the short lines under a caption that the rows must take up."""


def cell_grids(lines: Sequence[Line]) -> Iterator[Grid]:
    """Runs of cells under the captions of tables, as rows."""
    for index, line in enumerate(lines):
        if caption_number(line.text, "table") and (grid := _grid(_cells(lines, index + 1))):
            yield grid


def _cells(lines: Sequence[Line], start: int) -> list[GridRow]:
    """The cells behind a caption, each as a row of its own, up to what can be none."""
    while start < len(lines) and (is_unit(lines[start].text) or is_head_note(lines[start].text)):
        start += 1
    cells: list[GridRow] = []
    while start < len(lines):
        end = start + 1
        while end < len(lines) and not _stands_apart(lines, end) and end - start <= _MOST_LINES:
            end += 1
        text = join_wrapped([line.text for line in lines[start:end]])
        if end - start > _MOST_LINES or _is_no_cell(text, lines[start]):
            break
        cells.append(GridRow(start, end - 1, (text,)))
        start = end
    return cells


def _stands_apart(lines: Sequence[Line], index: int) -> bool:
    """Whether a blank line, or the end of a page, is before a line."""
    line = lines[index]
    return line.blanks > 0 or line.feed or line.number - lines[index - 1].number > 1


def _is_no_cell(text: str, line: Line) -> bool:
    return (
        "\t" in line.raw
        or (ends_sentence(text) and line.width > _LONGEST_CELL)
        or bool(caption_number(text, "table"))
        or is_beside_rows(text)
    )


def _grid(cells: Sequence[GridRow]) -> Grid | None:
    """The rows that the cells make in the number of columns that takes up most of them."""
    counts = {columns: _count_rows(cells, columns) for columns in range(2, _MOST_COLUMNS + 1)}
    columns = max(counts, key=lambda number: (number * counts[number], -number))
    rows = counts[columns]
    if rows <= _FEWEST_ROWS or columns * rows < _COVERED * len(cells):
        return None
    cut = [cells[at : at + columns] for at in range(0, columns * rows, columns)]
    joined = tuple(
        GridRow(row[0].first, row[-1].last, tuple(text for cell in row for text in cell.cells)) for row in cut
    )
    return Grid(joined[0].first, joined[-1].last, joined, head=1)


def _count_rows(cells: Sequence[GridRow], columns: int) -> int:
    """How many rows agree on which columns hold numbers; 0 where the first is no header over them."""
    kinds = [_kind(cell.cells[0]) for cell in cells]
    header, first = kinds[:columns], kinds[columns : 2 * columns]
    if True in header or True not in first or (False not in first and not _counts(cells, columns)):
        return 0
    rows = 1
    while (rows + 1) * columns <= len(cells):
        row = kinds[rows * columns : (rows + 1) * columns]
        if any({mine, theirs} == {True, False} for mine, theirs in zip(row, first, strict=True)):
            break
        rows += 1
    return rows


def _counts(cells: Sequence[GridRow], columns: int) -> bool:
    """Whether the first column counts, as years and ranks do."""
    labels = [cell.cells[0] for cell in cells[columns::columns]]
    return all(label.isdecimal() for label in labels) and all(
        abs(int(b) - int(a)) == 1 for a, b in pairwise(labels)
    )


def _kind(text: str) -> bool | None:
    """Whether a cell holds a number; None where it holds nothing."""
    return None if is_blank(text) else is_number(text)
