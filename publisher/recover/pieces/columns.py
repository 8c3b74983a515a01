"""Rows whose columns are set with spaces or bars, as text layout tools and plain-text books do.

The words of a line that stand two spaces or more apart are its chunks. Where the chunks of
neighbouring lines fall into the same three or more columns, the lines are rows. Two columns are read
without a caption or bars only where they are plain pairs: lists, verse and prose stand in two columns, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from publisher.recover.measure.line import Line
from publisher.recover.pieces.bars import bars_of, cells_between_bars, is_drawing, is_markdown
from publisher.recover.pieces.caption import caption_number, is_beside_rows, is_rest_of_caption
from publisher.recover.pieces.chunks import BARS, RULE
from publisher.recover.pieces.column_pages import best_reading, heads_again
from publisher.recover.pieces.column_rows import read_rows
from publisher.recover.pieces.grid import Grid, GridRow, is_number, opens_page
from publisher.recover.pieces.pairs import are_pairs
from publisher.tree.nodes import Removed

_GAP = re.compile(r"(?<=[^\s.!?:;,])\s{2,}(?=\S)|\s{3,}(?=\S)")
_CROSSING = re.compile("[+\u250c-\u254b\u2552-\u256c]")
_OPENING, _CLOSING = frozenset("┌╔┏"), frozenset("┘╝┛")
"""Corners of boxes at which the first line of a table opens, and its last one ends."""
_BRANCH = re.compile("[├└].*\\w")
"""A branch before a name, as trees of folders are drawn."""
_LABEL = re.compile(r"\(?_?\w{1,4}_?[.)]|[-•*–—]+")
_ORNAMENT = re.compile(r"[\s*·•…※☆★○●◇◆~]+")
_WIDEST = 400
"""Columns; a longer line is no line of a page."""
_BARRED = 0.7
"""Share of the lines of a table with bars that have one."""
_MIN_ROWS = 3
_LONGEST_CELL = 60
"""Mean length of the cells above which the columns are those of a page, not of a table."""
_FAR = 8
"""Columns from the left at which a line can only stand in a column on the right."""
_INSIDE = 2
"""Lines without a gap that may stand between rows: wrapped cells of one column."""


def column_grids(lines: Sequence[Line]) -> Iterator[Grid]:
    """Runs of lines that stand in columns of spaces or between bars."""
    for first, last in _stretches(lines):
        yield from _read_stretch(lines, first, last)


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Runs of lines most of which have a gap inside."""
    first = last = -1
    for index, line in enumerate(lines):
        if first >= 0 and (index - last > _INSIDE + 1 or _breaks(lines, last, index)):
            yield first, last
            first = -1
        if _is_set(line) or (first >= 0 and _hangs(lines, index)):
            first = index if first < 0 else first
            last = index
    if first >= 0:
        yield first, last


def _hangs(lines: Sequence[Line], index: int) -> bool:
    """Whether a line can hold but cells of columns on the right."""
    return not lines[index].blanks and lines[index].indent >= max(_FAR, lines[index - 1].indent + 1)


def _breaks(lines: Sequence[Line], last: int, index: int) -> bool:
    """Whether a line cannot be of the same table as the line ``last`` above it."""
    line = lines[index]
    if "\t" in line.raw or (line.blanks > 2 and not opens_page(lines, index)):
        return True
    if lines[last].text[-1] in _CLOSING or line.text[0] in _OPENING:
        return True
    if line.blanks and _is_set(line) and _bars(line) != _bars(lines[last]):
        return True
    return bool(caption_number(line.text, "table")) or is_beside_rows(line.text)


def _bars(line: Line) -> int:
    """How many bars a line has; in a drawn rule, how many places where it meets one."""
    return bars_of(line) or (len(_CROSSING.findall(line.text)) if RULE.fullmatch(line.text) else 0)


def _is_set(line: Line) -> bool:
    """Whether a line has a gap that is neither the space after a sentence nor that after a label."""
    text = line.text
    if "\t" in line.raw or line.width > _WIDEST or _ORNAMENT.fullmatch(text):
        return False
    if _BRANCH.search(text):
        return False
    if bars_of(line) or (len(text) > 8 and not text[0].isalnum() and RULE.fullmatch(text)):
        return True
    if "  " not in text and "\u3000" not in text:
        return False
    gap = _GAP.search(text)
    while gap and _LABEL.fullmatch(text[: gap.start()]):
        gap = _GAP.search(text, gap.end())
    if not gap:
        return False
    return not (caption_number(text, "table") or is_beside_rows(text))


def _read_stretch(lines: Sequence[Line], first: int, last: int) -> Iterator[Grid]:
    """The grid that a run of lines makes; where it makes none, those of its parts between blank lines."""
    while first < last and not _is_set(lines[first]):
        first += 1
    while first < last and not _is_set(lines[last]):
        last -= 1
    first = _with_opening(lines, first)
    wrapped = _with_wraps(lines, last)
    grid = _grid(lines, first, wrapped) or (_grid(lines, first, last) if wrapped > last else None)
    if grid:
        yield grid
        return
    widest = max((lines[k].blanks for k in range(first + 1, last + 1)), default=0)
    if not widest:
        return
    start = first
    for index in range(first + 1, last + 2):
        if index > last or lines[index].blanks == widest:
            yield from _read_stretch(lines, start, index - 1)
            start = index


def _with_opening(lines: Sequence[Line], first: int) -> int:
    """The first line of a run, or before it the line right under a caption: a wrapped cell of the header."""
    above = lines[max(0, first - 2) : first]
    opens = (
        len(above) == 2
        and not (above[1].blanks or lines[first].blanks)
        and caption_number(above[0].text, "table")
        and not is_beside_rows(above[1].text)
        and not is_rest_of_caption(lines, first - 1)
    )
    return first - 1 if opens else first


def _with_wraps(lines: Sequence[Line], last: int) -> int:
    """The last line of a run, or after it the last of the lines that go on with its right columns."""
    indent = lines[last].indent
    while last + 1 < len(lines):
        line = lines[last + 1]
        if line.blanks or line.indent <= indent + 4 or _breaks(lines, last, last + 1):
            break
        last += 1
    return last


def _grid(lines: Sequence[Line], first: int, last: int) -> Grid | None:
    if last - first + 1 < _MIN_ROWS:
        return None
    barred = _has_bars(lines, first, last)
    captioned = any(caption_number(line.text, "table") for line in lines[max(0, first - 3) : first])
    placed = cells_between_bars(lines, first, last) or best_reading(lines, first, last).placed
    width = len(placed[0][1]) if placed else 0
    if width < 2 or is_drawing(lines, first, last):
        return None
    again = heads_again(lines, first, last)
    placed = [(index, cells) for index, cells in placed if index not in again]
    if is_markdown(lines, first):
        head, rows = 1, [GridRow(index, index, cells) for index, cells in placed if any(cells)]
    else:
        head, rows = read_rows(lines, placed)
    words = not (head or barred or captioned or any(is_number(c) for row in rows for c in row.cells))
    if not _is_tabular(rows, width) or (words and _is_ragged(lines, rows)):
        return None
    if width == 2 and not (barred or captioned or are_pairs(lines, placed, rows)):
        return None
    return Grid(first, last, tuple(rows), head, dict(_rules(lines, first, last, again)))


def _has_bars(lines: Sequence[Line], first: int, last: int) -> bool:
    barred = sum(map(bool, map(_bars, lines[first : last + 1])))
    return barred >= max(_MIN_ROWS, _BARRED * (last - first + 1))


def _is_tabular(rows: Sequence[GridRow], width: int) -> bool:
    cells = [cell for row in rows for cell in row.cells]
    filled = sum(bool(cell) for cell in cells)
    several = sum(sum(map(bool, row.cells)) > 1 for row in rows)
    return (
        len(rows) >= _MIN_ROWS
        and several >= 0.6 * len(rows)
        and 2 * filled >= len(rows) * width
        and sum(map(len, cells)) <= _LONGEST_CELL * filled
    )


def _is_ragged(lines: Sequence[Line], rows: Sequence[GridRow]) -> bool:
    """Whether blank lines stand between some rows and not between others, as in interlinear text."""
    return len({lines[row.first].blanks > 0 for row in rows[1:]}) > 1


def _rules(lines: Sequence[Line], first: int, last: int, again: Set[int]) -> Iterator[tuple[int, Removed]]:
    """What is no cell, by the index of its line: headers that come again, lines and bars that are drawn."""
    for index in range(first, last + 1):
        line = lines[index]
        if index in again:
            yield index, Removed(src=f"L{line.number}", reason="continuation", text=line.text)
            continue
        if RULE.fullmatch(line.text):
            yield index, Removed(src=f"L{line.number}", reason="rule", text=line.text)
            continue
        bars = [k + 1 for k, char in enumerate(line.raw) if char in BARS]
        if bars:
            places = ", ".join(f"L{line.number}:{k}-{k}" for k in bars)
            yield index, Removed(src=places, reason="rule", text="".join(line.raw[k - 1] for k in bars))
