"""From lines in columns to rows: which lines are the header, and which go on with the row above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from publisher.recover.measure.line import Line, display_width, room_for
from publisher.recover.pieces.caption import join_wrapped
from publisher.recover.pieces.grid import GridRow, is_blank, is_number

Placed = tuple[int, tuple[str, ...]]
"""A line's index and its cells; a drawn rule has none but empty ones."""

_HEAD_LINES = 6
_BLANK_LINE_HEAD = 3
"""Lines that may stand over the first blank line to be a header."""
_WRAP_FILL = 0.6
"""Share of the cells of the first line that a further line of a header has at most."""
_MOST_LINES = 12
"""Lines of a row."""
_EMPTY, _BLANK_INSIDE, _NUMBERS_JOINED, _UNEVEN = 1.5, 3.0, 4.0, 3.0
"""Costs: an empty cell in a full column, a blank line in a row, numbers joined, middles a line apart."""
_JOINED, _FITS, _SHORT_WRAP, _ENDED = 0.25, 0.5, 3.0, 0.7
"""Costs of a wrap: of any, where the next word had room, for all the room (in addition), after a sentence."""
_SENTENCE_ENDS = "。！？.!?"
_SLACK = 2
"""Columns by which a dump may set a text narrower than its column is, in a column that is not narrow."""
_OPEN = "，、,（(-—:：/"


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
    if taken := _lines_of_groups(placed):
        return [list(placed[: taken - 1]), [placed[taken - 1]]], taken
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


def _lines_of_groups(placed: Sequence[Placed]) -> int:
    """How many lines a header takes that has groups of columns, and on its last line the columns of these.

    The labels of the rows stand on the line of the groups or, in the middle, on a line of their own.
    """
    for count in (2, 3):
        lines = [cells for _, cells in placed[:count]]
        if len(placed) <= count or any(map(is_number, (cell for cells in lines for cell in cells))):
            break
        labels = next((k for k, cell in enumerate(lines[-1]) if cell), 0)
        over = list(zip(*lines[:-1], strict=True))
        filled = [sum(map(bool, column)) for column in over]
        some = 0 < sum(filled[labels:]) < len(filled) - labels
        if some and labels and min(filled[:labels]) == max(filled) == 1 and all(lines[-1][labels:]):
            return count
    return 0


def _body_rows(lines: Sequence[Line], body: Sequence[Placed]) -> list[GridRow]:
    """The rows into which the lines are divided best, with cells set at the top or in the middle of rows."""
    if not body:
        return []
    shape = _shape(lines, body)
    divisions = (_divide(shape, middle=middle) for middle in (False, True))
    _, starts = min(divisions, key=lambda division: division[0])
    return [_join(body[start:end]) for start, end in pairwise([*starts, len(body)])]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the division into rows goes by."""

    cells: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    """By column: columns of its widest line."""
    fill: tuple[float, ...]
    """By column: in how many lines it is not empty, against the column of which most are not."""
    apart: tuple[bool, ...]
    """By line: whether a drawn rule or more blank lines stand before it than before others."""


def _shape(lines: Sequence[Line], body: Sequence[Placed]) -> _Shape:
    """The shape of some lines."""
    cells = tuple(cells for _, cells in body)
    columns = list(zip(*cells, strict=True))
    least = min((lines[index].blanks for index, _ in body[1:]), default=0)
    filled = [sum(map(bool, column)) for column in columns]
    return _Shape(
        cells,
        tuple(max(map(display_width, column)) for column in columns),
        tuple(count / max(filled) for count in filled),
        tuple(
            lines[index].blanks > least or index - before > 1
            for before, index in pairwise([body[0][0] - 1, *(index for index, _ in body)])
        ),
    )


def _divide(shape: _Shape, *, middle: bool) -> tuple[float, list[int]]:
    """The cheapest division into rows: its cost and the first line of each row."""
    costs, starts = [0.0], [0]
    for end in range(1, len(shape.cells) + 1):
        options = [
            (costs[start] + _row_cost(shape, start, end, middle=middle), start)
            for start in range(max(0, end - _MOST_LINES), end)
        ]
        cost, start = min(options)
        costs.append(cost)
        starts.append(start)
    found, end = [], len(shape.cells)
    while end:
        end = starts[end]
        found.append(end)
    return costs[-1], found[::-1]


def _row_cost(shape: _Shape, start: int, end: int, *, middle: bool) -> float:
    """How little lines look like a row: empty cells, cells out of place, ends of lines that are no wraps."""
    cost = _BLANK_INSIDE * sum(shape.apart[start + 1 : end])
    off: list[float] = []
    for column, width in enumerate(shape.widths):
        filled = [line for line in range(start, end) if shape.cells[line][column]]
        if not filled:
            cost += _EMPTY * shape.fill[column]
            continue
        off.append((filled[0] + filled[-1] - start - end + 1) / 2)
        if not middle:
            cost += filled[0] - start + sum(b - a - 1 for a, b in pairwise(filled))
        cost += sum(
            _no_wrap(shape.cells[a][column], shape.cells[b][column], width) for a, b in pairwise(filled)
        )
    return cost


def _no_wrap(text: str, after: str, width: int) -> float:
    """How little the end of a text looks like a wrap in a column of a width."""
    if is_number(text) or is_number(after) or is_blank(text) or is_blank(after):
        return _NUMBERS_JOINED
    if text[-1] in _OPEN:
        return _JOINED
    free = width - display_width(text) - room_for(after) - min(_SLACK, width // 8)
    ended = _ENDED if text[-1] in _SENTENCE_ENDS else 0.0
    return _JOINED + ended + (_FITS + _SHORT_WRAP * free / width if free >= 0 else 0.0)


def _join(part: Sequence[Placed]) -> GridRow:
    """Lines of one row as a row."""
    columns = zip(*(cells for _, cells in part), strict=True)
    cells = tuple(join_wrapped([cell for cell in column if cell]) for column in columns)
    return GridRow(part[0][0], part[-1][0], cells)
