"""Tables whose cells are blocks of lines with gaps between them, one after another in rows.

Extraction in reading order sets off each cell as it sets off paragraphs. What is not told is how many columns
there are: in the right number, the cells of each column are of a kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from math import log

from publisher.recover.measure.line import Line, display_width
from publisher.recover.pieces.caption import join_wrapped
from publisher.recover.pieces.flow_words import kind_of
from publisher.recover.pieces.grid import Grid, GridRow, is_blank, is_number, is_year, opens_page

Block = tuple[int, int]
"""The first and the last line of a cell."""

_ENDS = "。：:！？"
"""Ends of lines behind which a text does not go on, though no gap may part it from the first cell."""
_COLUMNS = range(2, 13)
_FEWEST_ROWS = 4
_MOST_LINES = 5
"""Lines of a cell."""
_LONGEST_CELL = 40
"""Mean columns of the cells; there are dumps whose paragraphs stand on one line."""
_TEXT = 0.8
"""Share of the measure from which a line is one of running text."""
_SPARE = 2
"""Blocks behind the table that may be short, such as a heading."""
_LEAST, _SPARED = 2.5, 1.5
"""Log-odds from which blocks are a table, and against each one left over."""
_OF_A_KIND = 0.8
"""Share of the cells of a column that are of its kind."""


def block_grids(lines: Sequence[Line], taken: Set[int], measure: int) -> Iterator[Grid]:
    """The tables among runs of short blocks, or of short lines where no gaps part the cells."""
    for blocks in (*_runs(lines, taken, measure), *_lines_alone(lines, taken, measure)):
        for first in range(_SPARE + 1):
            if len(blocks) - first >= _FEWEST_ROWS * _COLUMNS[0] and (grid := _grid(lines, blocks[first:])):
                yield grid
                break


def _lines_alone(lines: Sequence[Line], taken: Set[int], measure: int) -> Iterator[list[Block]]:
    """Runs of short lines without gaps, each as a block."""
    blocks: list[Block] = []
    for index, line in enumerate(lines):
        short = line.width < _TEXT * measure and line.text[-1] not in _ENDS and index not in taken
        if not short or line.blanks:
            yield blocks
            blocks = []
        if short:
            blocks.append((index, index))
    yield blocks


def _runs(lines: Sequence[Line], taken: Set[int], measure: int) -> Iterator[list[Block]]:
    """Runs of short blocks; the first may be the last line of the block before, as no gap need part them."""
    blocks: list[Block] = []
    starts = [index for index in range(len(lines)) if not index or _is_apart(lines, index)]
    for first, end in pairwise([*starts, len(lines)]):
        own = range(first, end)
        short = [lines[k].width < _TEXT * measure and k not in taken for k in own]
        ended = any(lines[k].text[-1] in _ENDS for k in own[:-1])
        if len(own) <= _MOST_LINES and all(short) and not ended:
            blocks.append((first, end - 1))
            continue
        yield blocks
        blocks = [(end - 1, end - 1)] if short[-1] else []
    yield blocks


def _is_apart(lines: Sequence[Line], index: int) -> bool:
    return lines[index].blanks > 0 or opens_page(lines, index)


def _grid(lines: Sequence[Line], blocks: Sequence[Block]) -> Grid | None:
    """The table that blocks make, but for some at their end; None where it is not certain."""
    cells = [join_wrapped([lines[k].text for k in range(first, last + 1)]) for first, last in blocks]
    if sum(map(display_width, cells)) > _LONGEST_CELL * len(cells):
        return None
    kinds = [kind_of(cell.split()[0]) for cell in cells]
    best, found = _LEAST, (0, 0)
    for spare in range(_SPARE + 1):
        count = len(blocks) - spare
        for columns in _COLUMNS:
            if count % columns or count < _FEWEST_ROWS * columns:
                continue
            score = coherence(kinds[columns:count], columns) - _SPARED * spare
            if score > best and _is_head(cells[:columns]) and _tells(cells[columns:count], columns):
                best, found = score, (columns, count)
    columns, count = found
    if not columns:
        return None
    rows = [
        GridRow(blocks[at][0], blocks[at + columns - 1][1], tuple(cells[at : at + columns]))
        for at in range(0, count, columns)
    ]
    return Grid(rows[0].first, rows[-1].last, tuple(rows))


def coherence(kinds: Sequence[str], columns: int) -> float:
    """The log-odds for cells being in columns of a kind each, every cell judged by those before it."""
    base = Counter(kinds)
    met = [Counter[str]() for _ in range(columns)]
    total = 0.0
    for at, kind in enumerate(kinds):
        column = met[at % columns]
        usual = base[kind] / len(kinds)
        total += log((column[kind] + usual) / (column.total() + 1) / usual)
        column[kind] += 1
    return total


def _is_head(cells: Sequence[str]) -> bool:
    """Whether cells can be a header: words, or behind the first years."""
    return not is_number(cells[0]) and not any(is_number(cell) and not is_year(cell) for cell in cells)


def _tells(cells: Sequence[str], columns: int) -> bool:
    """Whether nearly all filled cells of each column are numbers or words of a script, and not all alike.

    So a short text and a longer one in turn, as speakers and speeches are, are no rows.
    """
    filled = [[script(cell) for cell in cells[k::columns] if not is_blank(cell)] for k in range(columns)]
    usual = [Counter(column).most_common(1) for column in filled]
    told = all(
        kind and kind[0][1] >= _OF_A_KIND * len(column) for kind, column in zip(usual, filled, strict=True)
    )
    return told and len({kind[0][0] for kind in usual}) > 1


def script(cell: str) -> str:
    """Whether a cell is a number, in Chinese or in other words; marks that a text opens with do not count."""
    if is_number(cell) or is_blank(cell):
        return "number"
    first = next(filter(str.isalpha, cell), "")
    return "han" if first > "\u2e7f" else "other"
