"""Speeches of a play or an interview: they stand behind the names of speakers as cells of a table do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from publisher.recover.pieces.grid import Grid, GridRow, is_blank, is_number

_OFTEN = 3
"""Rows that a speaker has at least in the whole work."""
_MOST = 0.5
"""Share of the rows of a grid that are speeches of such speakers."""
_MARKS = frozenset(".,;:!?。，；：！？…")
_IN_TURN = 0.7
"""Share of all their rows behind which another speaker has the next: a table has like labels together."""


def speakers(grids: Sequence[Grid]) -> frozenset[str]:
    """What words stand behind again and again, in turn, in all rows of a work; none where that is rare."""
    labels = [[_label(row) for row in grid.rows] for grid in grids]
    counts = Counter(label for grid in labels for label in grid if label)
    names = frozenset(label for label, count in counts.items() if count >= _OFTEN)
    pairs = [pair for grid in labels for pair in pairwise(grid) if pair[0] in names]
    turns = sum(a != b for a, b in pairs)
    return names if turns >= _IN_TURN * len(pairs) else frozenset()


def are_speeches(rows: Sequence[GridRow], names: frozenset[str]) -> bool:
    """Whether most of some rows are speeches of speakers with these names."""
    return sum(_label(row) in names for row in rows) >= _MOST * len(rows)


def _label(row: GridRow) -> str:
    """The first cell of a row whose second is punctuated, where no other but a line number is; else empty."""
    first, second, *others = (*row.cells, "")
    if is_blank(first) or is_number(first) or _MARKS.isdisjoint(second) or is_number(second):
        return ""
    return first if all(is_blank(cell) or is_number(cell) for cell in others) else ""
