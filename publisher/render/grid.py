"""Tables as grids: which cell stands in which column, what heads it, where numbers are aligned.

Cells that reach beyond the table are cut and rows that are too short are filled with empty cells, so
that every edition gets a regular table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from publisher.render.characters import em_width
from publisher.scripts import compile_for_both
from publisher.tree.nodes import Row, Table, Text
from publisher.tree.walk import plain

_NUMERIC = compile_for_both(
    r"[-+−－±<>≥≤≈约]?\s*[\d０-９〓][\d０-９〓\s,，.．/:：%％‰—–-]*[A-Za-z℃]{0,3}\s*[*＊]*"
)
_DECIMAL = re.compile(r"[-+−－±]?\s*\d[\d,，\s]*(?:\.(?P<decimals>\d+))?")
_MOST_DECIMALS = 6
"""Numbers with more are not aligned: the room before them would be too wide."""
SHORT = 8.0
"""Em; a name or number that is no wider stays on one line."""
_PADDING = 1.0
"""Em beside each cell."""
_PAGE = 48.0
"""Em of a table's type that a printed page is wide."""
_TALL = 300.0
"""Em of a text that fills a good part of a page in a column."""
_BRIEF = 14
"""Lines of text on about a third of a page."""
_TELEPHONE = 26.0
"""Em of a table's type that the screen of a telephone is wide."""
_LEAST = 3.0
"""Em that a column needs whatever is in it."""
_NOTHING = re.compile(r"[\s\-—–－…·.．/]*")
"""What stands in a cell without a number: a dash, dots, nothing."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell at its place."""

    text: Text
    column: int
    columns: int = 1
    rows: int = 1
    scope: str = ""
    """What a head cell heads: ``col``, ``colgroup`` or ``row``; empty for a data cell."""
    numeric: bool = False
    """In, or over, a column of numbers."""
    short: bool = False
    """So short that it need not be broken into lines."""
    lacks: str = ""
    """What a number lacks of the decimals of its column: set unseen after it, it aligns the points."""
    label: str = ""
    """What heads a data cell of a broad table, for screens on which each row is a list."""


Line = tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with every cell at its place."""

    head: tuple[Line, ...]
    body: tuple[Line, ...]
    columns: int
    broad: bool
    """Too wide for a telephone if no short cell is broken."""
    wide: bool
    """Too wide for a page if no short cell is broken."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A grid as it is set."""

    grid: Grid
    kind: str
    """How it is made to fit: the class of the table."""
    widths: tuple[float, ...] = ()
    """Of the columns, in percent; none where the engine finds them."""


def unfitted(grid: Grid) -> list[Fit]:
    """A grid as it is set where there are no pages: whole, its columns as wide as they like."""
    kinds = {"broad": grid.broad, "wide": grid.wide}
    return [Fit(grid, " ".join(kind for kind, holds in kinds.items() if holds))]


def grid(table: Table) -> Grid:
    """The grid of a table. Its first column heads the rows if it holds no numbers under a head."""
    width = max(_width(table.head), _width(table.body))
    head, body = _placed(table.head, width), _placed(table.body, width)
    numeric = {column for column in range(width) if _is_numeric(body, column)}
    decimals = {column: _most_decimals(body, column) for column in numeric}
    row_heads = bool(head) and width > 1 and 0 not in numeric
    needed = sum(_needed(body, column) for column in range(width))
    labels = _labels(head) if needed > _TELEPHONE else {}
    return Grid(
        head=tuple(tuple(_as_head(cell, numeric) for cell in line) for line in head),
        body=tuple(tuple(_as_data(cell, decimals, row_heads, labels) for cell in line) for line in body),
        columns=width,
        broad=needed > _TELEPHONE,
        wide=needed > _PAGE,
    )


def is_tall(line: Line) -> bool:
    """Whether a row holds so much that it may have to be broken between pages."""
    return any(em_width(plain(cell.text)) > _TALL for cell in line)


def is_brief(table: Grid) -> bool:
    """Whether a table is so low that it had better stand on one page."""
    return sum(map(_lines, (*table.head, *table.body))) <= _BRIEF


def _lines(line: Line) -> int:
    """About how many lines of text a row takes on a page."""
    widths = (em_width(plain(cell.text)) / cell.columns for cell in line)
    return max(1, math.ceil(max(widths, default=0) * len(line) / _PAGE))


def rectangle(table: Table) -> list[list[str]]:
    """The cells of a table as plain text, row by row; a cell that spans stands in its first place only."""
    lines = grid(table)
    rows = []
    for line in (*lines.head, *lines.body):
        row = [""] * lines.columns
        for cell in line:
            row[cell.column] = plain(cell.text)
        rows.append(row)
    return rows


def _width(rows: Sequence[Row]) -> int:
    return max((cell.column + cell.columns for line in _placed(rows, 0) for cell in line), default=0)


def _placed(rows: Sequence[Row], width: int) -> list[Line]:
    """Each cell in the leftmost column that no cell from above covers, and empty cells up to ``width``."""
    covered: dict[int, int] = {}  # column -> rows that a cell from above still reaches down
    lines = []
    for index, row in enumerate(rows):
        line, column = [], 0
        below = {at: left - 1 for at, left in covered.items() if left > 1}
        for cell in row:
            while column in covered:
                column += 1
            if isinstance(cell, str):
                line.append(GridCell(cell, column))
                column += 1
                continue
            columns = next((n for n in range(1, cell.columns) if column + n in covered), cell.columns)
            depth = min(cell.rows, len(rows) - index)
            line.append(GridCell(cell.text, column, columns, depth))
            if depth > 1:
                below.update(dict.fromkeys(range(column, column + columns), depth - 1))
            column += columns
        line += [GridCell("", at) for at in range(column, width) if at not in covered]
        lines.append(tuple(line))
        covered = below
    return lines


def _as_head(cell: GridCell, numeric: Collection[int]) -> GridCell:
    if not plain(cell.text).strip():
        return cell
    if cell.columns > 1:
        return replace(cell, scope="colgroup")
    return replace(cell, scope="col", numeric=cell.column in numeric)


def _as_data(
    cell: GridCell, decimals: Mapping[int, int], row_heads: bool, labels: Mapping[int, str]
) -> GridCell:
    if cell.columns > 1:
        return cell
    return replace(
        cell,
        scope="row" if row_heads and cell.column == 0 and cell.text else "",
        numeric=cell.column in decimals,
        lacks=_lacking(cell.text, decimals.get(cell.column, 0)),
        short=_is_short(cell.text),
        label=labels.get(cell.column, ""),
    )


def _most_decimals(lines: list[Line], column: int) -> int:
    """The most decimals that a number in a column has."""
    texts = (plain(cell.text).strip() for line in lines for cell in line if cell.column == column)
    found = (len(match["decimals"] or "") for match in map(_DECIMAL.fullmatch, texts) if match)
    return max(found, default=0)


def _lacking(text: Text, decimals: int) -> str:
    """The zeros that a number lacks, with the point if it has none."""
    match = _DECIMAL.fullmatch(plain(text).strip())
    if not match or not 0 < decimals <= _MOST_DECIMALS:
        return ""
    own = match["decimals"] or ""
    return "0" * (decimals - len(own)) if own else "." + "0" * decimals


def _labels(head: list[Line]) -> dict[int, str]:
    """What heads each column, from the top down."""
    labels: dict[int, list[str]] = {}
    for cell in (cell for line in head for cell in line):
        for column in range(cell.column, cell.column + cell.columns):
            labels.setdefault(column, []).append(" ".join(plain(cell.text).split()))
    return {column: " ".join(filter(None, parts)) for column, parts in labels.items()}


def _is_short(text: Text) -> bool:
    return em_width(plain(text)) <= SHORT


def _needed(lines: list[Line], column: int) -> float:
    """The width of a column if no short cell is broken, in em."""
    texts = (plain(cell.text) for line in lines for cell in line if cell.column == column)
    short = max((width for width in map(em_width, texts) if width <= SHORT), default=0)
    return max(short, _LEAST) + _PADDING


def _is_numeric(lines: list[Line], column: int) -> bool:
    """Whether most filled cells of a column are numbers."""
    texts = [plain(cell.text).strip() for line in lines for cell in line if cell.column == column]
    filled = [text for text in texts if not _NOTHING.fullmatch(text)]
    return sum(bool(_NUMERIC.fullmatch(text)) for text in filled) * 2 > len(filled)
