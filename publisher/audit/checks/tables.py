"""Tables: rows that do not fit the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from publisher.audit.findings import Finding, make_finding
from publisher.tree.nodes import Cell, Document, Row, Table
from publisher.tree.walk import walk


def unequal_rows(document: Document) -> Iterator[Finding]:
    """Tables with a row that is wider or narrower than most."""
    for block in walk(document.body):
        if not isinstance(block, Table):
            continue
        widths = _widths((*block.head, *block.body))
        usual = Counter(widths).most_common(1)[0][0] if widths else 0
        odd = [number for number, width in enumerate(widths, 1) if width != usual]
        if odd:
            yield make_finding(
                "T-001",
                src=block.src,
                block=block.id,
                count=len(odd),
                rows=len(widths),
                usual=usual,
                row=odd[0],
                width=widths[odd[0] - 1],
            )


def _widths(rows: Sequence[Row]) -> list[int]:
    """The columns of each row, those included that cells of rows above reach down into."""
    widths = []
    reaching: list[tuple[int, int]] = []
    for row in rows:
        cells = [(cell.columns, cell.rows) if isinstance(cell, Cell) else (1, 1) for cell in row]
        widths.append(sum(columns for columns, _ in (*cells, *reaching)))
        reaching = [(columns, left - 1) for columns, left in (*cells, *reaching) if left > 1]
    return widths
