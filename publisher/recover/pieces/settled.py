"""Tables and captions that the editor has settled, and tables around lines that are settled otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

import msgspec

from publisher.corrections import Corrections, Settled
from publisher.recover.measure.line import Line
from publisher.recover.pieces.caption import caption_number, is_beside_rows, join_wrapped
from publisher.recover.pieces.figures import figure_of
from publisher.recover.pieces.grid import Grid, GridRow
from publisher.recover.pieces.piece import Piece
from publisher.recover.pieces.tables import find_tables, table_of
from publisher.recover.text.places import source_of
from publisher.tree.nodes import Figure, Table
from publisher.tree.walk import plain

_GAP = re.compile(r"\t|\s{2,}")


def settled_tables(lines: Sequence[Line], corrections: Corrections) -> list[Piece]:
    """The tables that entries name: read as any table where that takes in just their lines."""
    return [
        _shifted(_settled_table(lines[first : last + 1], settled, corrections), first)
        for settled, first, last in _places(lines, corrections, "table")
    ]


def _settled_table(own: Sequence[Line], settled: Settled, corrections: Corrections) -> Piece:
    joins = [bool(corrections.seam(a.number, b.number)) for a, b in zip([own[0], *own], own, strict=False)]
    grid = settled.entry.grid
    if grid is None and not any(joins):
        found = find_tables(own)
        if len(found) == 1 and (found[0].first, found[0].last) == (0, len(own) - 1):
            return found[0]
    inner = [i for i, line in enumerate(own) if not _is_beside(line)] or list(range(len(own)))
    rows: list[GridRow] = []
    for index in range(inner[0], inner[-1] + 1):
        cells = _cells(own[index], grid.columns if grid else ())
        if rows and joins[index]:
            rows[-1] = GridRow(rows[-1].first, index, tuple(_joined(rows[-1].cells, cells)))
        else:
            rows.append(GridRow(index, index, cells))
    return table_of(own, Grid(inner[0], inner[-1], tuple(rows)), grid.head if grid else None)


def _is_beside(line: Line) -> bool:
    """Whether a line of a table stands over or under its rows."""
    return bool(caption_number(line.text, "table")) or is_beside_rows(line.text)


def _cells(line: Line, columns: Sequence[int]) -> tuple[str, ...]:
    """The cells of a line: from column to column of the dump, or else as tabs and gaps set them off."""
    if not columns:
        return tuple(cell.strip() for cell in _GAP.split(line.text))
    bounds = [0, *(column - 1 for column in columns[1:]), len(line.raw)]
    return tuple(line.raw[a:b].strip() for a, b in pairwise(bounds))


def _joined(first: Sequence[str], second: Sequence[str]) -> Iterator[str]:
    """The cells of a row that stands on two lines."""
    for column in range(max(len(first), len(second))):
        yield join_wrapped(
            [part for cells in (first, second) if (part := "".join(cells[column : column + 1]))]
        )


def tables_around(lines: Sequence[Line], settled: Set[int], captions: Set[int]) -> list[Piece]:
    """The tables among the lines; one that holds a settled line is read anew between such lines.

    ``captions`` are those of the ``settled`` lines that are captions: a table may keep its own.
    """
    return [part for piece in find_tables(lines) for part in _around(piece, lines, settled, captions)]


def _around(piece: Piece, lines: Sequence[Line], settled: Set[int], captions: Set[int]) -> list[Piece]:
    foreign = [
        index
        for index in range(piece.first, piece.last + 1)
        if index in settled and not (index in captions and _has_caption(piece, lines[index]))
    ]
    if not foreign:
        return [piece]
    bounds = zip([piece.first, *(i + 1 for i in foreign)], [*foreign, piece.last + 1], strict=True)
    return [_shifted(part, first) for first, end in bounds for part in find_tables(lines[first:end])]


def _has_caption(piece: Piece, line: Line) -> bool:
    caption = piece.block.caption if isinstance(piece.block, Table) else None
    return caption is not None and line.text in plain(caption.text)


def with_captions(pieces: Sequence[Piece], lines: Sequence[Line], corrections: Corrections) -> list[Piece]:
    """The pieces with a figure, or the table under it, for each caption that no piece has yet."""
    result = list(pieces)
    for _, first, last in _places(lines, corrections, "caption"):
        if any(piece.first <= first <= piece.last for piece in result):
            continue
        number = caption_number(lines[first].text, "figure") or caption_number(lines[first].text, "table")
        piece = figure_of(lines, first, last, number)
        below = next((other for other in result if other.first == piece.last + 1), None)
        if below and isinstance(below.block, Table) and not below.block.caption:
            result.remove(below)
            piece = _captioned(below, piece, lines)
        result.append(piece)
    return result


def _captioned(table: Piece, figure: Piece, lines: Sequence[Line]) -> Piece:
    """A table with the caption that stands over it."""
    assert isinstance(figure.block, Figure)
    block = msgspec.structs.replace(
        table.block, caption=figure.block.caption, src=source_of(lines[figure.first : table.last + 1])
    )
    return Piece(figure.first, table.last, block, table.removed)


def _places(lines: Sequence[Line], corrections: Corrections, role: str) -> Iterator[tuple[Settled, int, int]]:
    """The entries with a role, and the indexes of their first and last line."""
    index_of = {line.number: index for index, line in enumerate(lines)} if corrections.settled else {}
    for settled in corrections.blocks():
        own = [index_of[number] for number in settled.lines if number in index_of]
        if settled.entry.role == role and own:
            yield settled, own[0], own[-1]


def _shifted(piece: Piece, by: int) -> Piece:
    return Piece(piece.first + by, piece.last + by, piece.block, piece.removed)
