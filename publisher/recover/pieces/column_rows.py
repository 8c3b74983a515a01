"""From lines in columns to rows: which lines are the header, and which go on with the row above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from publisher.recover.measure.line import Line, display_width, room_for
from publisher.recover.pieces.caption import join_wrapped
from publisher.recover.pieces.grid import GridRow, is_blank, is_number, opens_group, opens_page

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
_GROUP, _PLAIN_GROUP = 1.5, 0.1
"""Costs of a row that is but a label, as over a group of rows: of any, of one with a colon or number."""
_CUT_FULL, _CUT_OPEN = 0.8, 2.0
"""Costs of a row's end at a cell whose line is full, and at one that is open or that goes on with a mark."""
_LEAST_WRAPPED = 8
"""Columns of a column in which texts are wrapped."""
_FULL_SHARE = 0.45, 0.85
"""Shares of full lines between which a column may be one of wrapped texts; more have codes of a width."""
_FEWEST_FULL, _WIDE = 3, 0.7
"""Full lines that a column of wrapped texts has at least, and the share of its width that these take."""
_MARKS = frozenset("，。；：、,.;:")
_FEWEST_MARKED = 0.2
"""Share of the lines of wrapped texts that have a mark of punctuation."""
_SENTENCE_ENDS = "。！？.!?"
_SLACK = 2
"""Columns by which a dump may set a text narrower than its column is, in a column that is not narrow."""
_OPEN = "，、,（(-—/"
_COLON = "：:"
_CLOSE = "，。、；：！？）》」』”’,.;:!?)]"


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
    groups = _groups(placed)
    if ends and few:
        cut = ends[-1]
        if [line for line in top[:cut] if any(line[1])] == [line for group in groups for line in group]:
            return groups, cut
    elif groups:
        return groups, placed.index(groups[1][0]) + 1
    else:
        gaps = [k for k in range(1, len(placed)) if lines[placed[k][0]].blanks]
        lone = gaps and gaps[0] <= min(_BLANK_LINE_HEAD, numbers) and 2 * len(gaps) < len(placed)
        cut = gaps[0] if lone else 0
        filled = [sum(map(bool, cells)) for _, cells in placed[:cut]]
        if any(count > _WRAP_FILL * filled[0] for count in filled[1:]):
            cut = 0
    parts = [list(group) for filled, group in groupby(top[:cut], lambda line: any(line[1])) if filled]
    return parts, cut


def _groups(placed: Sequence[Placed]) -> list[list[Placed]]:
    """The lines of a header row with groups of columns, and the line with the columns of these; else none.

    The labels of other columns stand on the line of the groups or, in the middle, on a line of their own;
    that of the rows may be missing.
    """
    first = next((k for k, (_, cells) in enumerate(placed) if any(cells)), 0)
    for count in (2, 3):
        lines = placed[first : first + count]
        if len(lines) < count or any(map(is_number, (cell for _, cells in lines for cell in cells))):
            break
        under = lines[-1][1]
        over = [sum(map(bool, column)) for column in zip(*(cells for _, cells in lines[:-1]), strict=True)]
        groups = [filled for filled, cell in zip(over, under, strict=True) if cell]
        labels = [filled for filled, cell in zip(over, under, strict=True) if not cell]
        if labels and not over[0]:
            labels[0] = 1  # a header need not name the rows
        if 0 < sum(groups) < len(groups) and max(groups) == 1 and set(labels) <= {1}:
            return [list(lines[:-1]), [lines[-1]]]
    return []


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
    stub: int
    """The first line with something in the first column; lines above it are a header without a label."""
    apart: tuple[bool, ...]
    """By line: whether a drawn rule or more blank lines stand before it than before others."""
    cut: tuple[float, ...]
    """By line: the cost of a row that begins with it, as far as the cells before it seem to go on."""


def _shape(lines: Sequence[Line], body: Sequence[Placed]) -> _Shape:
    """The shape of some lines."""
    cells = tuple(cells for _, cells in body)
    columns = list(zip(*cells, strict=True))
    least = min((lines[index].blanks for index, _ in body[1:]), default=0)
    filled = [sum(map(bool, column)) for column in columns]
    widths = tuple(max(map(display_width, column)) for column in columns)
    cuts = [_cuts(column, width) for column, width in zip(columns, widths, strict=True)]
    return _Shape(
        cells,
        widths,
        tuple(count / max(filled) for count in filled),
        next((k for k, cell in enumerate(columns[0]) if cell), 0),
        tuple(
            not opens_page(lines, index) and (lines[index].blanks > least or index - before > 1)
            for before, index in pairwise([body[0][0] - 1, *(index for index, _ in body)])
        ),
        tuple(map(sum, zip(*cuts, strict=True))),
    )


def _cuts(column: Sequence[str], width: int) -> list[float]:
    """By line: the cost of a row's end before it, as the cells of a column tell."""
    pairs = list(pairwise(["", *column]))
    words = [not any(is_blank(cell) or is_number(cell) for cell in pair) for pair in pairs]
    full = [told and _is_full(*pair, width) for told, pair in zip(words, pairs, strict=True)]
    least, most = (share * sum(words) for share in _FULL_SHARE)
    marked = sum(not _MARKS.isdisjoint(cell) for cell in column)
    wrapped = (
        width >= _LEAST_WRAPPED
        and max(_FEWEST_FULL, least) <= sum(full) <= most
        and _FEWEST_MARKED * sum(map(bool, column)) <= marked
    )
    return [
        _CUT_OPEN if told and (a[-1] in _OPEN or b[0] in _CLOSE) else _CUT_FULL if ends and wrapped else 0.0
        for told, ends, (a, b) in zip(words, full, pairs, strict=True)
    ]


def _is_full(text: str, after: str, width: int) -> bool:
    """Whether a line of a cell looks as if it went on only because it is full."""
    wide = display_width(text) >= _WIDE * width
    anew = text[-1] in _SENTENCE_ENDS or after[0].isupper()
    return wide and not anew and _free(text, after, width) < 0


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
    cost = _BLANK_INSIDE * sum(shape.apart[start + 1 : end]) + shape.cut[start]
    if not any(cell for line in shape.cells[start:end] for cell in line[1:]):
        plain = shape.cells[end - 1][0][-1] in _COLON or opens_group(shape.cells[start][0])
        empty = _EMPTY * sum(shape.fill[1:])
        return cost + min(empty, _PLAIN_GROUP if plain else _GROUP) + _wraps(shape, 0, range(start, end))
    off: list[float] = []
    for column in range(len(shape.widths)):
        filled = [line for line in range(start, end) if shape.cells[line][column]]
        if not filled:
            cost += _EMPTY * shape.fill[column] if column or end > shape.stub else 0.0
            continue
        off.append((filled[0] + filled[-1] - start - end + 1) / 2)
        if not middle:
            cost += filled[0] - start + sum(b - a - 1 for a, b in pairwise(filled))
        cost += _wraps(shape, column, filled)
    return cost


def _wraps(shape: _Shape, column: int, filled: Sequence[int]) -> float:
    """How little the lines of a cell look like a wrapped text."""
    texts = [shape.cells[line][column] for line in filled]
    return sum(_no_wrap(a, b, shape.widths[column]) for a, b in pairwise(texts))


@lru_cache(maxsize=4096)  # the same two lines are weighed in each row that may hold both
def _no_wrap(text: str, after: str, width: int) -> float:
    """How little the end of a text looks like a wrap in a column of a width."""
    if is_number(text) or is_number(after) or is_blank(text) or is_blank(after):
        return _NUMBERS_JOINED
    if text[-1] in _OPEN:
        return _JOINED
    free = _free(text, after, width)
    ended = _ENDED if text[-1] in _SENTENCE_ENDS else 0.0
    return _JOINED + ended + (_FITS + _SHORT_WRAP * free / width if free >= 0 else 0.0)


def _free(text: str, after: str, width: int) -> int:
    """Columns left behind a text if the first word of the line after it stood there, too."""
    return width - display_width(text) - room_for(after) - min(_SLACK, width // 8)


def _join(part: Sequence[Placed]) -> GridRow:
    """Lines of one row as a row."""
    columns = zip(*(cells for _, cells in part), strict=True)
    cells = tuple(join_wrapped([cell for cell in column if cell]) for column in columns)
    return GridRow(part[0][0], part[-1][0], cells)
