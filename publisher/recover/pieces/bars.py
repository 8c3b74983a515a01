"""Lines with bars between their cells: boxes that are drawn, Markdown, and rows that only bars set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.recover.measure.line import Line
from publisher.recover.pieces.chunks import BARS, RULE
from publisher.recover.pieces.column_rows import Placed

_BAR = re.compile(f"[{BARS}]")
_GAP = re.compile(r"\s{2}")
_MOST_GAPS = 0.1
"""Cells with a gap inside against lines."""
_DELIMITERS = re.compile(r"[|]?\s*:?-+:?\s*(?:[|]\s*:?-+:?\s*)+[|]?")
_BOXES_APART = re.compile(r"[+┐┘╗╝┓┛]\s+[+┌└╔╚┏┗]")


def bars_of(line: Line) -> int:
    """How many bars a line has."""
    return len(_BAR.findall(line.text))


def cells_between_bars(lines: Sequence[Line], first: int, last: int) -> list[Placed]:
    """The cells of lines that all have as many bars, but for drawn rules; none where they have not.

    So cells need not stand in line. Bars around the whole are those that all lines begin or end with. Where
    cells have gaps inside, columns stand between the bars, too.
    """
    drawn = {index for index in range(first, last + 1) if RULE.fullmatch(lines[index].text)}
    texts = {index: lines[index].text for index in range(first, last + 1) if index not in drawn}
    counts = {bars_of(lines[index]) for index in texts}
    if len(counts) != 1 or counts == {0}:
        return []
    opened = all(text[0] in BARS for text in texts.values())
    closed = all(text[-1] in BARS for text in texts.values())
    width = counts.pop() + 1 - opened - closed
    cells = {
        index: tuple(cell.strip() for cell in _BAR.split(text)[opened : opened + width])
        for index, text in texts.items()
    }
    if sum(_GAP.search(cell) is not None for row in cells.values() for cell in row) > _MOST_GAPS * len(cells):
        return []
    return [(index, cells.get(index, ("",) * width)) for index in range(first, last + 1)]


def is_markdown(lines: Sequence[Line], first: int) -> bool:
    """Whether the line under the first is the one by which Markdown sets off the header of a table."""
    return len(lines) > first + 1 and _DELIMITERS.fullmatch(lines[first + 1].text) is not None


def is_drawing(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether boxes stand beside one another, as in a diagram."""
    return any(_BOXES_APART.search(line.text) for line in lines[first : last + 1])
