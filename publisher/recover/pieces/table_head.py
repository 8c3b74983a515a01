"""The header of a table: which rows at the top are it, and which of its cells span columns or rows."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.recover.pieces.grid import GridRow, contrasts, fold, is_number
from publisher.tree.nodes import Cell, Row


def head_rows(rows: Sequence[GridRow]) -> int:
    """How many rows at the top are the header."""
    if len(rows) < 2 or len(rows[0].cells) < 2 or not _is_head(rows[0].cells, rows[1:]):
        return 0
    return 2 if len(rows) > 2 and _is_second_head(rows[0].cells, rows[1].cells) else 1


def _is_head(cells: Sequence[str], rows: Sequence[GridRow]) -> bool:
    """A header has words over numbers; where all are words, words that do not come again below."""
    contrast = contrasts(cells, rows)
    if contrast:
        return contrast > 0
    below = [row for row in map(fold, (row.cells for row in rows)) if row != fold(cells)]
    return not any(
        text and any(column < len(row) and row[column] == text for row in below)
        for column, text in enumerate(fold(cells))
    )


def _is_second_head(first: Sequence[str], second: Sequence[str]) -> bool:
    """Words under each column of the header cells that span columns, and nothing under the others."""
    spanning = [not cell and column > 0 for column, cell in enumerate(first)]
    spanning = [here or after for here, after in zip(spanning, [*spanning[1:], False], strict=True)]
    if not any(spanning) or len(second) < len(first):
        return False
    return all(
        (cell and not is_number(cell)) if spanned else not cell
        for cell, spanned in zip(second, spanning, strict=False)
    )


def head_with_spans(head: Sequence[GridRow]) -> tuple[Row, ...]:
    """Header rows; where there are two, empty cells become spans and are left out themselves."""
    if len(head) != 2 or not _is_second_head(head[0].cells, head[1].cells):
        return tuple(row.cells for row in head)
    top, under = head[0].cells, head[1].cells
    cells: list[str | Cell] = []
    for column, text in enumerate(top):
        if not text and column:
            continue
        columns = 1
        while column + columns < len(top) and not top[column + columns]:
            columns += 1
        rows = 1 if under[column] else 2
        cells.append(Cell(text=text, columns=columns, rows=rows) if columns * rows > 1 else text)
    return tuple(cells), tuple(text for text in under if text)
