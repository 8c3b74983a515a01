"""Runs of lines that stand in columns, before it is decided whether they are a table.

``tab_grids`` reads rows whose cells are set off by tabs. The columns of a page set with spaces or
bars are read in ``columns``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from publisher.recover.measure.line import Line
from publisher.recover.pieces.caption import caption_number, is_beside_rows, is_unit, join_wrapped
from publisher.scripts import compile_for_both
from publisher.tree.nodes import Removed


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row and the lines (indices, both included) that it stands on."""

    first: int
    last: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows that follow one another."""

    first: int
    last: int
    rows: tuple[GridRow, ...]
    head: int = 0
    """Rows that a rule sets off as the head; 0 where no rule tells."""
    rules: Mapping[int, Removed] = field(default_factory=dict)
    """What stands between the cells, by the index of its line: lines and bars, a header that comes again."""


_NUMBER = compile_for_both(r"[<>＜＞≥≤±+＋\-−–↑↓▲▼~～约$￥¥£(（\s]*\d[\d,.，．\s/:]*[%％‰℃°)）*\s]*")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_GROUP = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、]|[A-Z][.．]"
)
_SHORT = 40
"""Characters of a line without tabs that can belong to a row."""
_BLANK = {"", "-", "—", "——", "–", "…", "……", "...", "--", "/", "／", '"', "〃"}


def is_number(cell: str) -> bool:
    """Whether a cell is a number, with its sign and unit mark."""
    return bool(_NUMBER.fullmatch(cell))


def is_year(cell: str) -> bool:
    """Whether a cell is a year, as headers have them, too."""
    return bool(_YEAR.fullmatch(cell))


def opens_group(text: str) -> bool:
    """Whether a text opens with a number as a heading over a group of rows does."""
    return bool(_GROUP.match(text))


def is_blank(cell: str) -> bool:
    """Whether a cell is empty or holds a mark that stands for nothing."""
    return cell in _BLANK


def opens_page(lines: Sequence[Line], index: int) -> bool:
    """Whether a page ends, or page furniture stood, before a line."""
    line = lines[index]
    return line.feed or line.before != lines[index - 1].number


def fold(cells: Sequence[str]) -> tuple[str, ...]:
    """Cells without white space, as a repeated header is compared."""
    texts = ["".join(cell.split()) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def usual_width(rows: Sequence[GridRow]) -> int:
    """The number of cells that most rows have."""
    return Counter(len(row.cells) for row in rows).most_common(1)[0][0]


def contrasts(head: Sequence[str], rows: Sequence[GridRow]) -> int:
    """Columns with words in ``head`` over numbers in the rows, less those with a number over numbers."""
    years = [cell for cell in head[1:] if cell]
    if years and all(map(is_year, years)) and len(set(years)) == len(years):
        head = [cell and f"year {cell}" for cell in head]
    score = 0
    for column, cell in enumerate(head):
        below = [row.cells[column] for row in rows if column < len(row.cells)]
        below = [text for text in below if not is_blank(text)]
        if below and not is_blank(cell) and 2 * sum(map(is_number, below)) > len(below):
            score += -1 if is_number(cell) else 1
    return score


def tab_grids(lines: Sequence[Line]) -> Iterator[Grid]:
    """Runs of rows whose cells are set off by tabs; more blank lines than between the rows end a run."""
    run: list[GridRow] = []
    for index, line in enumerate(lines):
        cells = _tab_cells(line.raw) if "\t" in line.raw else ()
        if run and not cells and _is_between_rows(lines, index, run):
            _take_line(run, index, line.text)
            continue
        if run and not (cells and _goes_on(lines, run)):
            yield from _split_run(run)
            run = []
        if cells:
            run.append(GridRow(index, index, cells))
    if run:
        yield from _split_run(run)


def _is_between_rows(lines: Sequence[Line], index: int, run: Sequence[GridRow]) -> bool:
    """Whether a line without tabs stands, without a blank line, between rows of the same width."""
    around = lines[index : index + 2]
    text, width = lines[index].text, usual_width(run)
    if len(around) < 2 or any(line.blanks for line in around) or len(text) > _SHORT:
        return False
    return (
        (len(run) > 1 or opens_group(text))
        and len(run[-1].cells) == width == len(_tab_cells(around[1].raw))
        and not caption_number(text, "table")
        and not is_beside_rows(text)
    )


def _take_line(run: list[GridRow], index: int, text: str) -> None:
    """Adds a line without tabs: a heading over a group of rows, else the rest of the last cell."""
    *cells, last = run[-1].cells
    if is_number(last) or is_blank(last) or opens_group(text):
        run.append(GridRow(index, index, (text,)))
    else:
        run[-1] = GridRow(run[-1].first, index, (*cells, join_wrapped([last, text])))


def _tab_cells(raw: str) -> tuple[str, ...]:
    """The cells of a line; none where the only tabs are its indent, or set off a caption's unit."""
    cells = tuple(cell.strip() for cell in raw.strip(" \f\r\n\u3000").split("\t"))
    if cells[-1] and not any(cells[:-1]) and len(cells) <= 2:
        return ()
    if all(is_unit(cell) for cell in cells[1:]) and caption_number(cells[0], "table"):
        return ()
    return cells


def _goes_on(lines: Sequence[Line], run: Sequence[GridRow]) -> bool:
    """Whether the line after a run has no more blank lines before it than the last row of the run."""
    following = run[-1].last + 1
    usual = lines[run[-1].first].blanks if len(run) > 1 else 1
    return lines[following].blanks <= usual


def _split_run(run: Sequence[GridRow]) -> Iterator[Grid]:
    """The run as one grid, or as several where the number of cells changes for good at a new head."""
    start = 0
    for cut in range(2, len(run) - 1):
        before, after = run[max(start, cut - 2) : cut], run[cut : cut + 2]
        widths = {len(row.cells) for row in before}, {len(row.cells) for row in after}
        settled = len(before) == 2 and all(len(kinds) == 1 for kinds in widths) and widths[0] != widths[1]
        if settled and contrasts(run[cut].cells, run[cut + 1 : cut + 4]) > 0:
            yield Grid(run[start].first, run[cut - 1].last, tuple(run[start:cut]))
            start = cut
    yield Grid(run[start].first, run[-1].last, tuple(run[start:]))
