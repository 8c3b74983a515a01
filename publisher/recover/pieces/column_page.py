"""Lines of a page in columns: where the columns stand, and what of each line stands in which.

Extraction sets each page anew; a table that goes over several is read in ``column_pages``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from publisher.recover.measure.line import Line
from publisher.recover.pieces.chunks import Chunk, SetLine, set_line
from publisher.recover.pieces.column_rows import Placed
from publisher.recover.pieces.grid import is_number

_MOST_OVER = 2
"""Lines of header at the top whose cells may span columns."""
_SPARSE = 0.2
"""Share of the lines up to which a column does not count."""
_CROSSED = 0.08
"""Share of the lines that may have text in the gutter between two columns."""
_CROSSED_GAP = 0.3
"""Share of the lines that may have but one space in a gutter."""
_STRAY = 0.1
"""Share of the lines up to which the chunks beside a column are out of place, not a column."""
_NEAR = 2
"""Columns of a gutter between what may be numbers of one column, with fewer and more digits."""
_FEWEST_CHUNKS = 2
"""Chunks of a line that does not fit its table; one that has fewer is no part of a table."""
Columns: TypeAlias = list[tuple[int, int]]
"""Where each column starts and ends."""


class Reading(NamedTuple):
    """How lines are read in columns; none of either where they are no rows."""

    columns: Columns
    placed: list[Placed]
    aligned: float = 0.0
    """Share of the texts that begin or end where their column does, less those of lines that do not fit."""

    @property
    def held(self) -> int:
        """How many columns hold something in more than a few lines."""
        columns = zip(*(cells for _, cells in self.placed), strict=True)
        few = max(_SPARSE * len(self.placed), min(_MOST_OVER, len(self.placed) / 2))
        return sum(sum(map(bool, column)) > few for column in columns)

    def likeliness(self) -> tuple[int, int, float]:
        """By what one reading of the same lines is better than another."""
        return self.held, -len(self.columns), self.aligned


NO_READING = Reading([], [])


def read_page(lines: Sequence[Line], first: int, last: int, *, wide: bool) -> Reading:
    """The reading of the lines of a page that gives the most columns that hold something.

    ``wide`` counts two columns for a full-width character, else one. Readings differ in how many lines at
    the top are a header whose cells may span columns.
    """
    best = NO_READING
    sets = [set_line(index, lines[index], wide) for index in range(first, last + 1)]
    several = [k + 1 for k, line in enumerate(sets) if len(line.chunks) > 1]
    for over in (0, *several[:_MOST_OVER]):
        columns = _columns(sets[over:])
        if len(columns) < max(_FEWEST_CHUNKS, best.held) or not _is_aligned(
            sets[over:], columns, dense=over > 0
        ):
            continue
        reading = _reading(sets, columns, over)
        if reading.likeliness()[:2] > best.likeliness()[:2]:
            best = reading
    return best


def line_alone(index: int, line: Line) -> tuple[Columns, Placed]:
    """A line with each of its chunks as a column."""
    chunks = set_line(index, line, wide=False).chunks
    return [(chunk.start, chunk.end) for chunk in chunks], (index, tuple(chunk.text for chunk in chunks))


def _reading(sets: Sequence[SetLine], columns: Columns, over: int) -> Reading:
    """The reading in some columns; none where lines that are no strays do not fit them."""
    fitting = [_place(line, columns, k < over) for k, line in enumerate(sets)]
    if groups := _groups(sets, columns):
        fitting[0] = groups
    strays = [line for line, cells in zip(sets, fitting, strict=True) if cells is None]
    if len(strays) > _STRAY * len(sets) or any(len(line.chunks) < _FEWEST_CHUNKS for line in strays):
        return NO_READING
    placed = [
        (line.index, cells or _place(line, columns, spans=True) or _all_in_first(line, columns))
        for line, cells in zip(sets, fitting, strict=True)
    ]
    chunks = [(chunk, columns[_nearest(chunk, columns)]) for line in sets for chunk in line.chunks]
    aligned = sum(c.start == start or c.end == end for c, (start, end) in chunks) - sum(
        len(line.chunks) for line in strays
    )
    return Reading(columns, placed, aligned / len(chunks))


def _all_in_first(line: SetLine, columns: Columns) -> tuple[str, ...]:
    """A line that fits no columns, in the first of them."""
    return " ".join(chunk.text for chunk in line.chunks), *[""] * (len(columns) - 1)


def _columns(sets: Sequence[SetLine]) -> Columns:
    """Start and end of the columns: what stands between the gutters that hardly any line crosses."""
    several = [line for line in sets if len(line.chunks) > 1]
    ends = [chunk.end for line in several for chunk in line.chunks]
    ink = [0] * (max(ends, default=0) + 1)
    for line in several:
        for chunk in line.chunks:
            for at in range(chunk.start, chunk.end):
                ink[at] += chunk.text_at(at)
    few = int(_CROSSED * len(several))
    columns: Columns = []
    start = -1
    for at, count in enumerate(ink):
        if count > few:
            start = at if start < 0 else start
        elif start >= 0:
            columns.append((start, at))
            start = -1
    return _without_strays(sets, _between_gaps(several, columns))


def _between_gaps(sets: Sequence[SetLine], columns: Columns) -> Columns:
    """The columns with those put together between which the lines have no gaps but those of words."""
    kept: Columns = []
    for start, end in columns:
        beside = [line for line in sets if any(chunk.end > start for chunk in line.chunks)]
        crossed = sum(any(c.start < start - 1 < c.end - 1 for c in line.chunks) for line in beside)
        if kept and crossed > _CROSSED_GAP * len(beside):
            kept[-1] = kept[-1][0], end
        else:
            kept.append((start, end))
    return kept


def _without_strays(sets: Sequence[SetLine], columns: Columns) -> Columns:
    """Columns put to the neighbour that is empty where they are not: all but empty, or numbers set near."""
    inside = [
        [(k, c) for k, line in enumerate(sets) for c in line.chunks if a <= c.start < b] for a, b in columns
    ]
    filled = [{k for k, _ in chunks} for chunks in inside]
    numbers = [all(is_number(chunk.text) for _, chunk in chunks) for chunks in inside]
    kept: Columns = []
    lines: list[set[int]] = []
    for at, (column, mine) in enumerate(zip(columns, filled, strict=True)):
        apart = lines and not mine & lines[-1]
        near = numbers[at] and at and numbers[at - 1] and column[0] - kept[-1][1] <= _NEAR
        if apart and (near or min(len(mine), len(lines[-1])) <= _STRAY * len(sets)):
            kept[-1] = kept[-1][0], column[1]
            lines[-1] |= mine
        else:
            kept.append(column)
            lines.append(mine)
    return kept


def _place(line: SetLine, columns: Columns, spans: bool) -> tuple[str, ...] | None:
    """The cells of a line; None where it cannot be read so: a chunk over several columns, or two in one."""
    cells = [""] * len(columns)
    parts = [part for whole in line.chunks for part in _parts(whole, columns)]
    whole = len(line.chunks) < _FEWEST_CHUNKS or (spans and len(parts) != len(columns))
    for chunk in line.chunks if whole else parts:
        hit = [k for k, (start, end) in enumerate(columns) if chunk.start < end and start < chunk.end]
        hit = hit or [_nearest(chunk, columns)]
        if (
            (cells[hit[0]] and _distance(chunk, columns[hit[0]]) > 0)
            or (len(hit) > 1 and not spans)
            or (spans and any(cells[k] for k in hit))
        ):
            return None
        cells[hit[0]] = f"{cells[hit[0]]} {chunk.text}".strip()
    return tuple(cells)


def _nearest(chunk: Chunk, columns: Columns) -> int:
    return min(range(len(columns)), key=lambda k: _distance(chunk, columns[k]))


def _distance(chunk: Chunk, column: tuple[int, int]) -> int:
    """Columns between a chunk and a column; 0 or less where they overlap."""
    return max(column[0] - chunk.end, chunk.start - column[1]) + 1


def _groups(sets: Sequence[SetLine], columns: Columns) -> tuple[str, ...] | None:
    """The cells of the first line where it names groups of columns, which stand on the second or third line.

    Where they stand on the third, the second line is that of the labels of the other columns.
    """
    under = next(
        (k for k, line in enumerate(sets[1:3], 1) if line.chunks and line.chunks[0].start >= columns[0][1]), 0
    )
    labels = sets[1].chunks if under == 2 else ()
    others = {_nearest(chunk, columns) for chunk in labels}
    return _over_groups(sets[0], columns, others) if under else None


def _over_groups(line: SetLine, columns: Columns, others: Set[int]) -> tuple[str, ...] | None:
    """The cells of a line whose chunks are centred over groups of columns, each at the first of its group.

    None where a chunk has no columns, or where all chunks begin where columns do. ``others`` are in no group.
    """
    unnamed = {0} if line.chunks and line.chunks[0].start >= columns[0][1] else set()
    own = [column for column in range(len(columns)) if column not in others | unnamed]
    middles = [chunk.start + chunk.end for chunk in line.chunks]
    if not 1 < len(middles) < len(own):
        return None
    nearest = {
        column: min(range(len(middles)), key=lambda k: abs(middles[k] - sum(columns[column])))
        for column in own
    }
    begins = {columns[column][0] + by for column in own for by in (-1, 0, 1)}
    if set(nearest.values()) != set(range(len(middles))) or all(c.start in begins for c in line.chunks[1:]):
        return None
    firsts = {min(c for c in own if nearest[c] == k): chunk.text for k, chunk in enumerate(line.chunks)}
    return tuple(firsts.get(column, "") for column in range(len(columns)))


def _parts(chunk: Chunk, columns: Columns) -> Iterator[Chunk]:
    """A chunk cut where it has a space between two columns."""
    start = 0
    for (_, end), (begin, _) in pairwise(columns):
        low, high = max(end, chunk.start) - chunk.start, min(begin, chunk.end) - chunk.start
        spaces = [at for at in range(max(low, start), high) if chunk.set[at].isspace()]
        if spaces and chunk.start < end and begin < chunk.end:
            yield chunk.part(start, spaces[0])
            start = spaces[0] + 1
    yield chunk.part(start, len(chunk.set)) if start else chunk


def _is_aligned(sets: Sequence[SetLine], columns: Columns, dense: bool) -> bool:
    """Whether in each column most chunks start, end or are centred at two places at most."""
    for start, end in columns:
        chunks = [c for line in sets for c in line.chunks if start <= c.start < end]
        keys = (
            Counter(c.start for c in chunks),
            Counter(c.end for c in chunks),
            Counter((c.start + c.end) // 2 for c in chunks),
        )
        best = max(sum(n for _, n in key.most_common(2)) for key in keys)
        if 2 * best < len(chunks) or (dense and 2 * len(chunks) < len(sets)):
            return False
    return True
