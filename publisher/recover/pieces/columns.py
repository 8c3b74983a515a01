"""Rows whose columns are set with spaces or bars, as text layout tools and plain-text books do.

The words of a line that stand two spaces or more apart are its chunks. Where the chunks of
neighbouring lines fall into the same three or more columns, the lines are rows. Two columns are read
only under a caption or between bars, for lists, verse and letter heads stand in two columns, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.recover.measure.line import Line, display_width
from publisher.recover.pieces.caption import caption_number, is_beside_rows
from publisher.recover.pieces.column_rows import Placed, read_rows
from publisher.recover.pieces.grid import Grid, GridRow, is_number
from publisher.tree.nodes import Removed

_BARS = "|│┃"
_BAR = re.compile(rf"[{_BARS}]")
_GAP = re.compile(r"(?<=[^\s.!?:;,])\s{2,}(?=\S)|\s{3,}(?=\S)")
_CHUNK = re.compile(rf"[^\s{_BARS}]+(?:[^\S\n][^\s{_BARS}]+)*")
_CROSSING = re.compile("[+┼┬┴├┤┌┐└┘]")
_RULE = re.compile(rf"(?=.*[-=_─━—]{{3}})[\s{_BARS}+:=_─━—┼┬┴├┤┌┐└┘-]+")
_LABEL = re.compile(r"\(?_?\w{1,4}_?[.)]|[-•*–—]+")
_ORNAMENT = re.compile(r"[\s*·•…※☆★○●◇◆~]+")
_WIDEST = 400
"""Columns; a longer line is no line of a page."""
_FILL = "\ufdd0"
"""Stands for the second column of a full-width character; no character itself."""
_MIN_ROWS = 3
_MOST_OVER = 2
"""Lines of header at the top whose cells may span columns."""
_LONGEST_CELL = 60
"""Mean length of the cells above which the columns are those of a page, not of a table."""
_STRAY = 0.1
"""Share of the lines up to which the chunks beside a column are out of place, not a column."""
_INSIDE = 2
"""Lines without a gap that may stand between rows: wrapped cells of one column."""


@dataclass(frozen=True, slots=True)
class _Chunk:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Set:
    """A line as it is set: its chunks by position; a rule or a line of bars has none."""

    index: int
    chunks: tuple[_Chunk, ...]


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
        if _is_set(line):
            first = index if first < 0 else first
            last = index
    if first >= 0:
        yield first, last


def _breaks(lines: Sequence[Line], last: int, index: int) -> bool:
    """Whether a line cannot be of the same table as the line ``last`` above it."""
    line = lines[index]
    if "\t" in line.raw or line.blanks > 2:
        return True
    if line.blanks and _is_set(line) and _bars(line) != _bars(lines[last]):
        return True
    return bool(caption_number(line.text, "table")) or is_beside_rows(line.text)


def _bars(line: Line) -> int:
    """How many bars a line has; in a drawn rule, how many places where it meets one."""
    bars = _BAR.findall(line.text)
    return len(bars) or (len(_CROSSING.findall(line.text)) if _RULE.fullmatch(line.text) else 0)


def _is_set(line: Line) -> bool:
    """Whether a line has a gap that is neither the space after a sentence nor that after a label."""
    text = line.text
    if "\t" in line.raw or line.width > _WIDEST or _ORNAMENT.fullmatch(text):
        return False
    if _BAR.search(text) or (len(text) > 8 and not text[0].isalnum() and _RULE.fullmatch(text)):
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


def _with_wraps(lines: Sequence[Line], last: int) -> int:
    """The last line of a run, or after it the last of the lines that go on with its right columns."""
    indent = lines[last].indent
    while last + 1 < len(lines):
        line = lines[last + 1]
        if line.blanks or "\t" in line.raw or line.indent <= indent + 4:
            break
        last += 1
    return last


def _grid(lines: Sequence[Line], first: int, last: int) -> Grid | None:
    if last - first + 1 < _MIN_ROWS:
        return None
    barred = _has_bars(lines, first, last)
    captioned = any(caption_number(line.text, "table") for line in lines[max(0, first - 3) : first])
    columns, placed = _best_reading(lines, first, last)
    if len(columns) < (2 if barred or captioned else 3):
        return None
    head, rows = read_rows(lines, placed)
    words = not (head or barred or captioned or any(is_number(c) for row in rows for c in row.cells))
    if not _is_tabular(rows, len(columns)) or (words and _is_ragged(lines, rows)):
        return None
    return Grid(first, last, tuple(rows), head, dict(_rules(lines, first, last)))


_Columns = list[tuple[int, int]]


def _best_reading(lines: Sequence[Line], first: int, last: int) -> tuple[_Columns, list[Placed]]:
    """The columns and the cells of each line in the reading that gives the most columns.

    Readings differ in the width of a full-width character (one or two columns) and in how many lines
    at the top are a header whose cells may span columns.
    """
    best: tuple[_Columns, list[Placed]] = [], []
    for wide in (False, True):
        sets = [_set_line(index, lines[index], wide) for index in range(first, last + 1)]
        several = [k + 1 for k, line in enumerate(sets) if len(line.chunks) > 1]
        for over in (0, *several[:_MOST_OVER]):
            columns = _columns(sets[over:])
            if len(columns) <= len(best[0]) or not _is_aligned(sets[over:], columns, dense=over > 0):
                continue
            placed = [(line.index, _place(line, columns, k < over)) for k, line in enumerate(sets)]
            if all(cells is not None for _, cells in placed):
                best = columns, [(index, cells) for index, cells in placed if cells is not None]
    return best


def _has_bars(lines: Sequence[Line], first: int, last: int) -> bool:
    barred = sum(map(bool, map(_bars, lines[first : last + 1])))
    return barred >= _MIN_ROWS


def _set_line(index: int, line: Line, wide: bool) -> _Set:
    """The chunks of a line; ``wide`` counts two columns for a full-width character, else one."""
    text = line.raw.replace("\f", "").rstrip()
    if _RULE.fullmatch(text):
        return _Set(index, ())
    if wide and not text.isascii() and _FILL not in text:
        text = "".join(
            char if display_width(char) < 2 else char + (" " if char.isspace() else _FILL) for char in text
        )
    return _Set(
        index,
        tuple(
            _Chunk(match.start(), match.end(), match[0].replace(_FILL, "").strip())
            for match in _CHUNK.finditer(text)
        ),
    )


def _columns(sets: Sequence[_Set]) -> _Columns:
    """Start and end of the columns: chunks of the rows that overlap stand in the same one."""
    columns: _Columns = []
    spans = sorted((c.start, c.end) for line in sets if len(line.chunks) > 1 for c in line.chunks)
    for start, end in spans:
        if columns and start < columns[-1][1]:
            columns[-1] = columns[-1][0], max(end, columns[-1][1])
        else:
            columns.append((start, end))
    return _without_strays(sets, columns)


def _without_strays(sets: Sequence[_Set], columns: _Columns) -> _Columns:
    """Columns that hold next to nothing put to the neighbour that stands empty where they do not."""
    filled = [{k for k, line in enumerate(sets) for c in line.chunks if a <= c.start < b} for a, b in columns]
    kept: _Columns = []
    lines: list[set[int]] = []
    for column, mine in zip(columns, filled, strict=True):
        stray = lines and not mine & lines[-1] and min(len(mine), len(lines[-1])) <= _STRAY * len(sets)
        if stray:
            kept[-1] = kept[-1][0], column[1]
            lines[-1] |= mine
        else:
            kept.append(column)
            lines.append(mine)
    return kept


def _place(line: _Set, columns: _Columns, spans: bool) -> tuple[str, ...] | None:
    """The cells of a line; None where it cannot be read so: a chunk over several columns, or two in one."""
    cells = [""] * len(columns)
    for chunk in line.chunks:
        hit = [k for k, (start, end) in enumerate(columns) if chunk.start < end and start < chunk.end]
        if not hit or (len(hit) > 1 and not spans) or (spans and any(cells[k] for k in hit)):
            return None
        cells[hit[0]] = f"{cells[hit[0]]} {chunk.text}".strip()
    return tuple(cells)


def _is_aligned(sets: Sequence[_Set], columns: _Columns, dense: bool) -> bool:
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


def _rules(lines: Sequence[Line], first: int, last: int) -> Iterator[tuple[int, Removed]]:
    """Lines and bars drawn between the cells, each with the index of its line."""
    for index in range(first, last + 1):
        line = lines[index]
        if _RULE.fullmatch(line.text):
            yield index, Removed(src=f"L{line.number}", reason="rule", text=line.text)
            continue
        bars = [k + 1 for k, char in enumerate(line.raw) if char in _BARS]
        if bars:
            places = ", ".join(f"L{line.number}:{k}-{k}" for k in bars)
            yield index, Removed(src=places, reason="rule", text="".join(line.raw[k - 1] for k in bars))
