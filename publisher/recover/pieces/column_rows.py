"""From lines in columns to rows: which lines are the header, and which go on with the row above."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from publisher.recover.measure.line import Line
from publisher.recover.pieces.caption import join_wrapped
from publisher.recover.pieces.grid import GridRow, is_blank, is_number

Placed = tuple[int, tuple[str, ...]]
"""A line's index and its cells; a drawn rule has none but empty ones."""

_HEAD_LINES = 6
_BLANK_LINE_HEAD = 3
"""Lines that may stand over the first blank line to be a header."""
_WRAP_FILL = 0.6
"""A line that only goes on with its row has at most this share of the cells of a row."""


def read_rows(lines: Sequence[Line], placed: Sequence[Placed]) -> tuple[int, list[GridRow]]:
    """The rows, with their wrapped cells joined, and how many of them are set off as header."""
    groups, cut = _head(lines, placed)
    body = [(index, cells) for index, cells in placed[cut:] if any(cells)]
    head = [_join(group) for group in groups]
    return len(head), head + _body_rows(lines, body)


def _head(lines: Sequence[Line], placed: Sequence[Placed]) -> tuple[list[list[Placed]], int]:
    """The lines of each header row, and how many lines (rules included) the header takes.

    Drawn rules or a lone blank line set the header off; where neither does, it has no lines here.
    """
    top = list(placed[: _HEAD_LINES + 1])
    rules = [k for k, (_, cells) in enumerate(top) if not any(cells)]
    few = 2 * sum(not any(cells) for _, cells in placed) < len(placed)
    numbers = next((k for k, (_, cells) in enumerate(top) if any(map(is_number, cells))), len(top))
    ends = [k for k in rules if 0 < k < numbers and any(any(cells) for _, cells in top[:k])]
    if ends and few:
        cut = ends[-1]
    else:
        gaps = [k for k in range(1, len(placed)) if lines[placed[k][0]].blanks]
        lone = gaps and gaps[0] <= min(_BLANK_LINE_HEAD, numbers) and 2 * len(gaps) < len(placed)
        cut = gaps[0] if lone else 0
        filled = [sum(map(bool, cells)) for _, cells in placed[:cut]]
        if any(count > _WRAP_FILL * filled[0] for count in filled[1:]):
            cut = 0
    groups = [list(group) for filled, group in groupby(top[:cut], lambda line: any(line[1])) if filled]
    return groups, cut


def _body_rows(lines: Sequence[Line], body: Sequence[Placed]) -> list[GridRow]:
    spaced = _is_spaced(lines, body)
    parts: list[list[Placed]] = []
    for index, cells in body:
        goes_on = parts and lines[index].blanks == 0
        if goes_on and (spaced or _is_wrapped(_join(parts[-1]).cells, cells)):
            parts[-1].append((index, cells))
        else:
            parts.append([(index, cells)])
    return [_join(part) for part in parts]


def _is_spaced(lines: Sequence[Line], body: Sequence[Placed]) -> bool:
    """Whether blank lines stand between the rows, so that the emptier lines between are wraps."""
    starts = [sum(map(bool, cells)) for index, cells in body[1:] if lines[index].blanks]
    wraps = [sum(map(bool, cells)) for index, cells in body[1:] if not lines[index].blanks]
    if len(starts) < 2:
        return False
    return not wraps or sum(wraps) / len(wraps) <= _WRAP_FILL * sum(starts) / len(starts)


def _is_wrapped(row: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a line goes on with the row above: no first cell, and words under words only."""
    return not cells[0] and all(
        above and not is_blank(cell) and not is_number(cell)
        for above, cell in zip(row, cells, strict=True)
        if cell
    )


def _join(part: Sequence[Placed]) -> GridRow:
    """Lines of one row as a row."""
    columns = zip(*(cells for _, cells in part), strict=True)
    cells = tuple(join_wrapped([cell for cell in column if cell]) for column in columns)
    return GridRow(part[0][0], part[-1][0], cells)
