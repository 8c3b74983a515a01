"""Rows whose cells are set apart by commas or semicolons, as in files of data, some in quotation marks.

Lists and verse have commas, too: here no space stands behind one, all lines have as many of them, and some
column is of numbers under its header while another has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from publisher.recover.measure.line import Line
from publisher.recover.pieces.grid import Grid, GridRow, is_blank, is_number
from publisher.tree.nodes import Removed

_DELIMITERS = ",;"
_QUOTE = '"'
_THOUSANDS = re.compile(r"\s\W{0,2}\d{1,3}(?:,\d{3})+(?!\d)")
"""A number whose digits commas part, behind a space."""
_FEWEST_ROWS, _FEWEST_CELLS = 4, 3


def delimited_grids(lines: Sequence[Line], taken: Set[int]) -> Iterator[Grid]:
    """Runs of such rows, in lines whose index is not ``taken``."""
    for delimiter in _DELIMITERS:
        run: list[GridRow] = []
        for index, line in enumerate(lines):
            if (
                line.text.count(delimiter) < _FEWEST_CELLS - 1
                or index in taken
                or _THOUSANDS.search(line.text)
            ):
                continue
            cells = _cells(line.text, delimiter)
            if run and (index > run[-1].last + 1 or line.blanks or len(cells) != len(run[-1].cells)):
                yield from _grid(lines, run, delimiter)
                run = []
            run.append(GridRow(index, index, cells))
        yield from _grid(lines, run, delimiter)


def _grid(lines: Sequence[Line], run: Sequence[GridRow], delimiter: str) -> Iterator[Grid]:
    if len(run) >= _FEWEST_ROWS and len(run[0].cells) >= _FEWEST_CELLS and _is_tabular(run):
        rules = {row.first: _between_cells(lines[row.first], delimiter) for row in run}
        yield Grid(run[0].first, run[-1].last, tuple(run), rules=rules)


def _is_tabular(rows: Sequence[GridRow]) -> bool:
    """Whether the columns differ, and no cell is the rest of a sentence."""
    columns = [
        [cell for cell in column if not is_blank(cell)]
        for column in zip(*(row.cells for row in rows[1:]), strict=True)
    ]
    numbers = [all(is_number(cell) or is_blank(cell) for cell in column) for column in columns]
    words = [not any(map(is_number, column)) for column in columns]
    return any(numbers) and any(words) and not any(cell[:1].isspace() for row in rows for cell in row.cells)


def _outside(text: str) -> Iterator[tuple[int, str]]:
    """The characters that stand in no quotation marks, and these marks, with their places."""
    inside = False
    for at, char in enumerate(text):
        if char == _QUOTE:
            inside = not inside
        if char == _QUOTE or not inside:
            yield at, char


def _cells(text: str, delimiter: str) -> tuple[str, ...]:
    """The cells of a line, without the quotation marks around them."""
    if _QUOTE not in text:
        return tuple(text.split(delimiter))
    cuts = [-1, *(at for at, char in _outside(text) if char == delimiter), len(text)]
    return tuple(text[a + 1 : b].replace(_QUOTE, "") for a, b in pairwise(cuts))


def _between_cells(line: Line, delimiter: str) -> Removed:
    """The delimiters and quotation marks of a line."""
    offset = line.raw.index(line.text) + 1
    marks = [(at + offset, char) for at, char in _outside(line.text) if char in (_QUOTE, delimiter)]
    places = ", ".join(f"L{line.number}:{at}-{at}" for at, _ in marks)
    return Removed(src=places, reason="rule", text="".join(char for _, char in marks))
