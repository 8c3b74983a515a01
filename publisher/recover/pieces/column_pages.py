"""Tables in columns that go over several pages: extraction sets the columns of each page anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise

from publisher.recover.measure.line import Line
from publisher.recover.pieces.column_page import NO_READING, Columns, Reading, line_alone, read_page
from publisher.recover.pieces.column_rows import Placed
from publisher.recover.pieces.grid import opens_page

_WIDTHS = (False, True)
"""Whether full-width characters take two columns, as dumps differ in."""
_MOST_HEAD_LINES = 6


def best_reading(lines: Sequence[Line], first: int, last: int) -> Reading:
    """The columns and the cells of each line, of all lines together or page by page."""
    whole = max((read_page(lines, first, last, wide=wide) for wide in _WIDTHS), key=Reading.likeliness)
    starts = [first, *(k for k in range(first + 1, last + 1) if opens_page(lines, k)), last + 1]
    if len(starts) == 2:
        return whole
    pages = [[read_page(lines, a, b - 1, wide=wide) for a, b in pairwise(starts)] for wide in _WIDTHS]
    agreed = _agreed(max(pages, key=_agreement), lines, starts)
    return agreed if whole.held <= len(agreed.columns) else whole


def heads_again(lines: Sequence[Line], first: int, last: int) -> frozenset[int]:
    """The lines at the top of pages that repeat those a table opens with."""
    opening = ["".join(line.text.split()) for line in lines[first : min(last + 1, first + _MOST_HEAD_LINES)]]
    again: set[int] = set()
    for start in range(first + 1, last + 1):
        if opens_page(lines, start):
            for index, text in zip(range(start, last + 1), opening, strict=False):
                if "".join(lines[index].text.split()) != text:
                    break
                again.add(index)
    return frozenset(again)


def _agreement(pages: Sequence[Reading]) -> tuple[int, int]:
    """On how many lines of several pages the same number of columns is read, and that number."""
    votes: Counter[int] = Counter()
    for reading in pages:
        votes[len(reading.columns)] += len(reading.placed)
    return max((lines, columns) for columns, lines in votes.items())


def _agreed(pages: Sequence[Reading], lines: Sequence[Line], starts: Sequence[int]) -> Reading:
    """All pages read in the number of columns that most lines have, if it is any and no page has more."""
    _, count = _agreement(pages)
    if not count:
        return NO_READING
    usual = [reading for reading in pages if len(reading.columns) == count]
    columns = usual[0].columns
    cells = [cells for reading in usual for _, cells in reading.placed]
    fill = [sum(map(bool, column)) / len(cells) for column in zip(*cells, strict=True)]
    agreed: list[Placed] = []
    for (first, end), page in zip(pairwise(starts), pages, strict=True):
        own = [(page.columns, line) for line in page.placed]
        if not 0 < len(page.columns) <= count:  # too few lines to tell the columns by
            own = [line_alone(index, lines[index]) for index in range(first, end)]
        if any(len(places) > count for places, _ in own):
            return NO_READING
        for places, (index, texts) in own:
            held = dict(zip(_filled(places, columns, fill), texts, strict=True))
            agreed.append((index, tuple(held.get(column, "") for column in range(count))))
    return Reading(columns, agreed)


def _filled(places: Columns, columns: Columns, fill: Sequence[float]) -> tuple[int, ...]:
    """Which of the columns have something on a page or line that may not have something in all.

    Empty are those that seldom hold something elsewhere, unless others would stand far from their places.
    """

    def cost(filled: tuple[int, ...]) -> float:
        empty = sum(fill) - sum(fill[column] for column in filled)
        moved = sum(abs(places[k][0] - columns[column][0]) for k, column in enumerate(filled))
        return empty + moved / columns[-1][1]

    return min(combinations(range(len(columns)), len(places)), key=cost)
