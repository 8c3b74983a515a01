"""Whether lines in two columns are pairs, a short term and what goes with it: a table that needs no caption.

Verse with a gap in its middle, an index, letter heads, signatures, code with remarks and prose stand in
two columns, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from publisher.recover.measure.line import Line, display_width
from publisher.recover.pieces.column_rows import Placed
from publisher.recover.pieces.grid import GridRow

T = TypeVar("T")
_FEWEST = 4
_MOST = 0.85
"""Share of the rows that have both cells, and of their right cells that stand in line."""
_LONGEST_TERM = 24
"""Mean columns of the left cells."""
_FEW, _HALF = 0.15, 0.5
_VERSE_ENDS = "，。；,;"
_REMARK = "#", "//", "/*", "--", ";"
"""What opens a remark behind a line of a program."""
_INDEX_ENTRY = re.compile(r",\s?\d[\d, –-]*$")


def are_pairs(lines: Sequence[Line], placed: Sequence[Placed], rows: Sequence[GridRow]) -> bool:
    """Whether rows of two cells, which stand in lines as ``placed``, are pairs."""
    pairs = [row.cells for row in rows if all(row.cells)]
    cells = [cell for pair in pairs for cell in pair]
    if len(pairs) < max(_FEWEST, _MOST * len(rows)):
        return False
    verse = (
        _told(_FEW, pairs, lambda pair: pair[0][-1] in _VERSE_ENDS)
        or len(set(map(display_width, cells))) == 1
    )
    index = _told(_HALF, cells, _INDEX_ENTRY.search)
    remarks = _told(_HALF, pairs, lambda pair: pair[1].startswith(_REMARK))
    prose = sum(display_width(term) for term, _ in pairs) > _LONGEST_TERM * len(pairs)
    if verse or index or remarks or prose:
        return False
    return _stand_in_line([(lines[at].raw.rstrip(), right) for at, (_, right) in placed if right])


def _told(least: float, things: Sequence[T], tells: Callable[[T], object]) -> bool:
    """Whether something is told of more than a share of some things."""
    return sum(bool(tells(thing)) for thing in things) > least * len(things)


def _stand_in_line(ends: Sequence[tuple[str, str]]) -> bool:
    """Whether nearly all of the texts at the end of some lines begin, or end, at the same place.

    A full-width character may take one column or two. A text that its line has not as it is, with other
    spaces, stands nowhere.
    """
    placed = [(raw, text) for raw, text in ends if text in raw]
    sides = [raw[: raw.rindex(text)] for raw, text in placed], [raw for raw, _ in placed]
    return bool(placed) and any(
        Counter(map(measure, side)).most_common(1)[0][1] >= _MOST * len(ends)
        for side in sides
        for measure in (len, display_width)
    )
