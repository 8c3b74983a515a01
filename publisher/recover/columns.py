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

from publisher.recover.caption import caption_number, is_note, is_source, is_unit, join_wrapped
from publisher.recover.grid import Grid, GridRow, is_blank, is_number
from publisher.recover.line import Line, display_width
from publisher.tree.nodes import Removed

_BARS = "|│┃"
_GAP = re.compile(r"(?<=[^\s.!?:;,])\s{2,}(?=\S)|\s{3,}(?=\S)")
_CHUNK = re.compile(rf"[^\s{_BARS}]+(?:[^\S\n][^\s{_BARS}]+)*")
_RULE = re.compile(rf"[\s{_BARS}+:]*(?:[-=_─━—┼┬┴├┤+{_BARS}]{{3,}}[\s{_BARS}+:]*)+")
_LABEL = re.compile(r"\(?_?\w{1,4}_?[.)]|[-•*–—]+")
_ORNAMENT = re.compile(r"[\s*·•…※☆★○●◇◆~]+")
_FILL = "\ue000"
_MIN_ROWS = 3
_MOST_OVER = 2
"""Lines of header at the top whose cells may span columns."""
_LONGEST_CELL = 60
_WRAP_FILL = 0.6
"""A line that only goes on with its row has at most this share of the cells of a row."""
_INSIDE = 2
"""Lines without a gap that may stand between rows: cells wrapped in one column only."""


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
        if not _is_set(line):
            continue
        if first >= 0 and (
            index - last > _INSIDE + 1 or any(x.blanks > 2 for x in lines[last + 1 : index + 1])
        ):
            yield first, last
            first = -1
        if first < 0:
            first = index
        last = index
    if first >= 0:
        yield first, last


def _is_set(line: Line) -> bool:
    """Whether a line has a gap that is neither the space after a sentence nor that after a label."""
    text = line.text
    if "\t" in line.raw or _ORNAMENT.fullmatch(text):
        return False
    if any(bar in text for bar in _BARS) or (len(text) > 8 and _RULE.fullmatch(text)):
        return True
    if "  " not in text and "\u3000" not in text:
        return False
    gap = _GAP.search(text)
    while gap and _LABEL.fullmatch(text[: gap.start()]):
        gap = _GAP.search(text, gap.end())
    if not gap:
        return False
    return not (caption_number(text, "table") or is_unit(text) or is_note(text) or is_source(text))


def _read_stretch(lines: Sequence[Line], first: int, last: int) -> Iterator[Grid]:
    """The grid that a run of lines makes; where it makes none, those of its parts between blank lines."""
    grid = _grid(lines, first, last)
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


def _grid(lines: Sequence[Line], first: int, last: int) -> Grid | None:
    if last - first + 1 < _MIN_ROWS:
        return None
    barred = _has_bars(lines, first, last)
    captioned = any(caption_number(line.text, "table") for line in lines[max(0, first - 3) : first])
    sets, columns, over = _best_columns(lines, first, last)
    if len(columns) < (2 if barred or captioned else 3):
        return None
    placed = [(line.index, _place(line, columns, k < over)) for k, line in enumerate(sets)]
    if any(cells is None for _, cells in placed) or not _is_aligned(sets[over:], columns):
        return None
    head, rows = _rows(lines, [(index, cells) for index, cells in placed if cells is not None])
    if not _is_tabular(rows, len(columns)):
        return None
    return Grid(first, last, tuple(rows), head, tuple(_rules(lines[first : last + 1])))


def _best_columns(
    lines: Sequence[Line], first: int, last: int
) -> tuple[list[_Set], list[tuple[int, int]], int]:
    """The lines as they are set, their columns, and how many lines at the top span columns.

    Of the readings (full-width characters one or two columns wide, none to two spanning lines) the
    one with the most columns wins.
    """
    best: tuple[list[_Set], list[tuple[int, int]], int] = [], [], 0
    for wide in (False, True):
        sets = [_set_line(index, lines[index], wide) for index in range(first, last + 1)]
        texts = [k for k, line in enumerate(sets) if line.chunks]
        for over in (0, *(k + 1 for k in texts[:_MOST_OVER])):
            columns = _columns(sets[over:])
            if len(columns) > len(best[1]) and len(texts) > over + 1:
                best = sets, columns, over
    return best


def _has_bars(lines: Sequence[Line], first: int, last: int) -> bool:
    barred = sum(any(bar in line.text for bar in _BARS) for line in lines[first : last + 1])
    return barred >= _MIN_ROWS


def _set_line(index: int, line: Line, wide: bool) -> _Set:
    """The chunks of a line; ``wide`` counts two columns for a full-width character, else one."""
    text = line.raw.replace("\f", "").rstrip()
    if _RULE.fullmatch(text):
        return _Set(index, ())
    if wide and not text.isascii():
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


def _columns(sets: Sequence[_Set]) -> list[tuple[int, int]]:
    """Start and end of the columns: chunks of the rows that overlap stand in the same one."""
    columns: list[tuple[int, int]] = []
    spans = sorted((c.start, c.end) for line in sets if len(line.chunks) > 1 for c in line.chunks)
    for start, end in spans:
        if columns and start < columns[-1][1]:
            columns[-1] = columns[-1][0], max(end, columns[-1][1])
        else:
            columns.append((start, end))
    return columns


def _place(line: _Set, columns: Sequence[tuple[int, int]], spans: bool) -> tuple[str, ...] | None:
    """The cells of a line; None where a chunk stands over several columns and may not."""
    cells = [""] * len(columns)
    for chunk in line.chunks:
        hit = [k for k, (start, end) in enumerate(columns) if chunk.start < end and start < chunk.end]
        if not hit or (len(hit) > 1 and not spans):
            return None
        cells[hit[0]] = f"{cells[hit[0]]} {chunk.text}".strip()
    return tuple(cells)


def _is_aligned(sets: Sequence[_Set], columns: Sequence[tuple[int, int]]) -> bool:
    """Whether in each column most chunks start, end or are centred at the same place."""
    for start, end in columns:
        chunks = [c for line in sets for c in line.chunks if start <= c.start < end]
        keys = (
            Counter(c.start for c in chunks),
            Counter(c.end for c in chunks),
            Counter((c.start + c.end) // 2 for c in chunks),
        )
        best = max(sum(n for _, n in key.most_common(2)) for key in keys)
        if 2 * best < len(chunks):
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
        and max(map(len, cells)) <= _LONGEST_CELL * 3
        and sum(map(len, cells)) <= _LONGEST_CELL * filled
    )


# ------------------------------------------------------------------------------ lines to rows


def _rows(lines: Sequence[Line], placed: Sequence[tuple[int, tuple[str, ...]]]) -> tuple[int, list[GridRow]]:
    """The rows, wrapped cells joined, and how many of them a rule or a lone blank line sets off as head."""
    cut = _head_end(lines, placed)
    spaced = _is_spaced(lines, [(index, cells) for index, cells in placed[cut:] if any(cells)])
    rows: list[GridRow] = []
    head = _join_rows([(index, cells) for index, cells in placed[:cut] if any(cells)])
    for index, cells in placed[cut:]:
        if not any(cells):
            continue
        wrapped = bool(rows) and lines[index].blanks == 0 and (spaced or _is_wrapped(rows[-1].cells, cells))
        if wrapped:
            joined = _join_rows([(rows[-1].first, rows[-1].cells), (index, cells)])
            rows[-1:] = joined
        else:
            rows.append(GridRow(index, index, cells))
    return len(head), [*head, *rows]


def _head_end(lines: Sequence[Line], placed: Sequence[tuple[int, tuple[str, ...]]]) -> int:
    """How many of the lines at the top are the header; 0 where neither rule nor blank line tells."""
    seen = False
    for count, (_, cells) in enumerate(placed):
        if count > 5 or any(is_number(cell) for cell in cells):
            break
        if seen and not any(cells):
            return count
        seen = seen or any(cells)
    inside = [k for k in range(1, len(placed)) if lines[placed[k][0]].blanks]
    words = inside and not any(is_number(cell) for _, cells in placed[: inside[0]] for cell in cells)
    return inside[0] if words and inside[0] <= 3 and 2 * len(inside) < len(placed) else 0


def _is_spaced(lines: Sequence[Line], placed: Sequence[tuple[int, tuple[str, ...]]]) -> bool:
    """Whether blank lines stand between the rows, so that the emptier lines between are wraps."""
    filled: dict[bool, list[int]] = {True: [], False: []}
    for index, cells in placed[1:]:
        filled[lines[index].blanks > 0].append(sum(map(bool, cells)))
    starts, wraps = filled[True], filled[False]
    return len(starts) >= _MIN_ROWS - 1 and (
        not wraps or sum(wraps) * len(starts) <= _WRAP_FILL * sum(starts) * len(wraps)
    )


def _is_wrapped(row: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a line goes on with the cells of the row above: no first cell, and only words under words."""
    return not cells[0] and all(
        above and not is_blank(cell) and not is_number(cell)
        for above, cell in zip(row, cells, strict=True)
        if cell
    )


def _join_rows(parts: Sequence[tuple[int, tuple[str, ...]]]) -> list[GridRow]:
    """Lines of one row as a row; none for no lines."""
    if not parts:
        return []
    columns = zip(*(cells for _, cells in parts), strict=True)
    joined = tuple(join_wrapped([cell for cell in column if cell]) for column in columns)
    return [GridRow(parts[0][0], parts[-1][0], joined)]


def _rules(lines: Sequence[Line]) -> Iterator[Removed]:
    """Lines and bars drawn between the cells."""
    for line in lines:
        if _RULE.fullmatch(line.text):
            yield Removed(src=f"L{line.number}", reason="rule", text=line.text)
            continue
        bars = [k + 1 for k, char in enumerate(line.raw) if char in _BARS]
        if bars:
            places = ", ".join(f"L{line.number}:{k}-{k}" for k in bars)
            yield Removed(src=places, reason="rule", text="".join(line.raw[k - 1] for k in bars))
