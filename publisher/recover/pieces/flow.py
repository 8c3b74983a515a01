"""Tables that extraction gave in reading order: a row on one line with single spaces, each cell
on a line of its own, or anything between.

Under a caption the words are read by a model of tables (``flow_model``) in each number of columns, and what
it explains better than running text is the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby, pairwise

from publisher.recover.measure.line import Line
from publisher.recover.pieces.caption import (
    caption_number,
    is_beside_rows,
    is_continuation,
    is_head_note,
    is_rest_of_caption,
    is_unit,
    join_wrapped,
)
from publisher.recover.pieces.flow_counts import Counts, Manner, State, count
from publisher.recover.pieces.flow_guesses import guesses
from publisher.recover.pieces.flow_model import Model, evidence
from publisher.recover.pieces.flow_words import (
    Background,
    Word,
    background,
    with_breaks,
    words_of,
)
from publisher.recover.pieces.grid import Grid, GridRow
from publisher.recover.pieces.regular_rows import HEADING, rows_under_caption
from publisher.tree.nodes import Removed

_MOST_LINES = 1500
_GLANCE, _SAMPLE = 80, 160
"""Words by which the likely numbers of columns are told, and by which the likeliest is found."""
_ROUNDS = 3
_FINALISTS = 4
"""Guesses that are read until the model settles."""
_NEAR = 20
_LEAST = 12.0
"""Log-odds from which a reading is taken for a table."""
_LEAST_OF_A_WORD = 0.9
_LEAST_LINES = 5
"""Short lines that are more than a heading and a text."""
_FULL = 0.9
"""Share of the measure from which a line can be one of running text."""
_LEAST_ROWS = 3
_MOST_OTHER = 0.2
"""Share of the lines of a table that may be no rows of cells."""


@dataclass(frozen=True, slots=True)
class _Reading:
    score: float
    manner: Manner
    states: tuple[State, ...]


def flow_grids(lines: Sequence[Line], taken: Set[int]) -> Iterator[Grid]:
    """Tables under captions and marks of continued tables, in lines whose index is not ``taken``."""
    ground: Background | None = None
    for index, line in enumerate(lines):
        if not (caption_number(line.text, "table") or is_continuation(line.text)):
            continue
        region = _region(lines, index + 1, taken)
        if len(region) < _LEAST_ROWS:
            continue
        ground = ground or background(lines)
        grid = rows_under_caption(lines, region, ground.measure)
        if not grid and not _is_laid_out(lines, region):
            grid = _grid(lines, region, ground)
        if grid := grid or _lines_alone(lines, region, ground):
            yield grid


def _region(lines: Sequence[Line], start: int, taken: Set[int]) -> range:
    """The lines behind a caption up to one that can be no cell."""
    start += is_rest_of_caption(lines, start) and len(lines[start].text) > 1
    while start < len(lines) and (is_unit(lines[start].text) or is_head_note(lines[start].text)):
        start += 1
    end = start
    while end < min(len(lines), start + _MOST_LINES) and end not in taken and not _stops(lines[end]):
        end += 1
    return range(start, end)


def _lines_alone(lines: Sequence[Line], region: range, ground: Background) -> Grid | None:
    """The short lines that a region opens with, each as a row: they are no text, but no cells are sure."""
    end = region[0]
    while end < region.stop and lines[end].width < _FULL * ground.measure:
        end += 1
    own = lines[region[0] : end]
    while own and HEADING.match(own[-1].text):
        own = own[:-1]
    if len(own) < _LEAST_LINES or 2 * sum(line.width for line in own) > len(own) * ground.measure:
        return None
    rows = tuple(GridRow(index, index, (line.text,)) for index, line in enumerate(own, region[0]))
    return Grid(rows[0].first, rows[-1].last, rows)


def _is_laid_out(lines: Sequence[Line], region: range) -> bool:
    """Whether gaps show where the columns of the page stood, so that words are not in reading order."""
    return 3 * sum("  " in lines[index].text for index in region[:_NEAR]) > len(region[:_NEAR])


def _stops(line: Line) -> bool:
    return (
        "\t" in line.raw
        or bool(caption_number(line.text, "table") or caption_number(line.text, "figure"))
        or is_beside_rows(line.text)
    )


def _grid(lines: Sequence[Line], region: range, ground: Background) -> Grid | None:
    """The rows that a region opens with; None where they cannot be told for certain."""
    again = _heads_again(lines, region)
    own = [index for index in region if not any(index in repeated for repeated in again)]
    best, words = _best(lines, own, ground)
    if best is None or not _is_table(best):
        return None
    rows = list(_rows(words, best))
    head = 0
    if best.states[0].section == "head":
        heads = _head_rows(rows[0], best.manner.columns)
        rows[:1] = heads
        head = len(heads)
    repeated = {
        index: Removed(src=f"L{lines[index].number}", reason="continuation", text=lines[index].text)
        for index in (index for same in again for index in same)
        if index < rows[-1].last
    }
    return Grid(rows[0].first, rows[-1].last, tuple(rows), head, repeated)


def _heads_again(lines: Sequence[Line], region: range) -> list[range]:
    """Where the lines that a region opens with come again, as the header does on each page of a table."""
    first = region[0]
    again: list[range] = []
    for index in region[1:]:
        if _same(lines, index, first):
            end = index
            while (
                end < region.stop and end - index < index - first and _same(lines, end, first + end - index)
            ):
                end += 1
            if end - index > 1 or " " in lines[first].text:
                again.append(range(index, end))
    return again


def _same(lines: Sequence[Line], index: int, other: int) -> bool:
    return lines[index].text == lines[other].text


def _head_rows(row: GridRow, columns: int) -> list[GridRow]:
    """A header; one with more cells than columns is a label and groups, then the columns of the groups.

    What the dump does not tell is how many columns a group has; they are taken to have equally many.
    """
    groups = len(row.cells) - columns
    if groups <= 0:
        return [row]
    size, more = divmod(columns - 1, groups)
    top = [row.cells[0]]
    for number, group in enumerate(row.cells[1 : groups + 1]):
        top += [group, *[""] * (size - 1 + (number >= groups - more))]
    return [
        GridRow(row.first, row.first, tuple(top)),
        GridRow(row.first, row.last, ("", *row.cells[groups + 1 :])),
    ]


def _best(
    lines: Sequence[Line], region: Sequence[int], ground: Background
) -> tuple[_Reading | None, list[Word]]:
    """The best reading of a region, and its words."""
    words = list(words_of(lines, region))
    sample = words[:_SAMPLE]
    ground = with_breaks(ground, sample)
    glances = [
        (reading, counts)
        for counts in guesses(sample)
        if (reading := _read(words[:_GLANCE], counts, ground, 1))
    ]
    glances.sort(key=lambda glance: -glance[0].score)
    readings = [_read(sample, counts, ground) for _, counts in glances[:_FINALISTS]]
    best = max((r for r in readings if r), key=lambda reading: reading.score, default=None)
    if best and len(words) > _SAMPLE:
        best = _read(words, count(words, best.states, best.manner), ground)
    return best, words


def _is_table(reading: _Reading) -> bool:
    """Whether a reading explains the words so much better than running text that it is certain."""
    opening = [state for state in reading.states if state.opens and not state.column]
    other = sum(state.section == "line" for state in opening)
    return (
        reading.score >= max(_LEAST, _LEAST_OF_A_WORD * len(reading.states))
        and len(opening) - other >= _LEAST_ROWS
        and other <= _MOST_OTHER * len(opening)
    )


def _read(
    words: Sequence[Word], counts: Counts, ground: Background, rounds: int = _ROUNDS
) -> _Reading | None:
    """The reading to which the model settles from some first counts."""
    manner = counts.manner
    states: tuple[State, ...] = ()
    for _ in range(rounds):
        before, states = states, Model(counts, ground).read(words)
        if states == before:
            break
        counts = count(words, states, manner)
    scores = evidence(words, states, manner, ground)
    end, score = max(scores, key=lambda at: at[1], default=(-1, 0.0))
    return _Reading(score, manner, states[: end + 1]) if end >= 0 else None


def _rows(words: Sequence[Word], reading: _Reading) -> Iterator[GridRow]:
    """The rows of a reading; a line that is no row is a row of one cell."""
    read = list(zip(words, reading.states, strict=False))
    starts = [
        at
        for at, (word, state) in enumerate(read)
        if state.opens and not state.column and word.before != "space"
    ]
    for start, end in pairwise([*starts, len(read)]):
        row = read[start:end]
        cells = tuple(_cell_text(list(group)) for _, group in groupby(row, key=lambda item: item[1].column))
        yield GridRow(row[0][0].line, row[-1][0].line, cells)


def _cell_text(cell: Sequence[tuple[Word, State]]) -> str:
    parts = [
        " ".join(word.text for word, _ in group) for _, group in groupby(cell, key=lambda item: item[0].line)
    ]
    return join_wrapped(parts)
