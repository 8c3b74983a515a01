"""Printers' marks, as drawing operators of PDF: where to cut, where to fold, in which order to gather.

All of them are black lines outside what remains after cutting, but the collation mark, which lies on the fold
and shows on the spine of a gathered book.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publisher.press.layout import Layout
from publisher.press.paper import POINT, Size

OFFSET, LENGTH = 3.0, 5.0
"""Millimetres from the trimmed page to a mark, and its length."""
_LEAST = 1.0
"""A shorter mark is not drawn."""
_WIDTH = 0.1
_DASHES = "[3 2]"
_COLLATION = Size(1.6, 4.0)

Line = tuple[float, float, float, float]


def crop_marks(sheet: Size, page: Size, bleed: float, folds: Sequence[float] = ()) -> str:
    """Marks at the corners of a page that stands in the middle of a sheet, and where it is folded."""
    layout = Layout(sheet, page, 1, 1, bleed, paired=False)
    folded = {layout.left(0) + fold for fold in folds}
    return _lines(_ticks(layout, *_cuts(layout)), "[]") + _lines(_ticks(layout, folded, set()), _DASHES)


def sheet_marks(layout: Layout) -> str:
    """Marks for cutting, solid, and for folding, dashed, of an imposed sheet."""
    return _lines(_ticks(layout, *_cuts(layout)), "[]") + _lines(_ticks(layout, *_folds(layout)), _DASHES)


def collation_mark(layout: Layout, column: int, signature: int) -> str:
    """The mark on the spine beside page 1 of a signature: each a step lower than that of the one before."""
    steps = max(1, int(layout.page.height / _COLLATION.height) - 2)
    x = layout.left(column) - _COLLATION.width / 2
    y = layout.foot(layout.rows - 1) + layout.page.height - (signature % steps + 2) * _COLLATION.height
    return f"q 0 g {_points(x, y, *_COLLATION)} re f Q\n"


def _cuts(layout: Layout) -> tuple[set[float], set[float]]:
    """Where a sheet is cut: from the left, and from the foot."""
    across = {
        layout.left(column) + (layout.page.width if side > 0 else 0)
        for column in range(layout.columns)
        for side in (-1, 1)
        if side != layout.spine(column)
    }
    upright = {
        layout.foot(row) + height for row in range(layout.rows) for height in (0.0, layout.page.height)
    }
    folds = _folds(layout)
    return across - folds[0], upright - folds[1]


def _folds(layout: Layout) -> tuple[set[float], set[float]]:
    """Where a sheet is folded: from the left, and from the foot."""
    if not layout.paired:
        return set(), set()
    across = {layout.left(column) - layout.gap(column) / 2 for column in range(1, layout.columns)}
    upright = {layout.foot(row) - layout.trim for row in range(layout.rows - 1)}
    return across, upright


def _ticks(layout: Layout, across: set[float], upright: set[float]) -> Iterator[Line]:
    """Short lines around all pages, at some places along both edges."""
    sheet, offset = layout.sheet, max(OFFSET, layout.trim)
    left, foot = layout.left(0), layout.foot(layout.rows - 1)
    for low, length, places, swap in (
        (foot, sheet.height, across, False),
        (left, sheet.width, upright, True),
    ):
        start, end = low - offset, max(0.0, low - offset - LENGTH)
        if start - end < _LEAST:
            continue
        for place in sorted(places):
            for one, two in ((start, end), (length - start, length - end)):
                yield (one, place, two, place) if swap else (place, one, place, two)


def _lines(lines: Iterator[Line], dashes: str) -> str:
    drawn = "".join(f"{_points(x1, y1)} m {_points(x2, y2)} l S\n" for x1, y1, x2, y2 in lines)
    return f"q 0 G {_points(_WIDTH)} w {dashes} 0 d\n{drawn}Q\n" if drawn else ""


def _points(*lengths: float) -> str:
    """Millimetres in the unit of PDF."""
    return " ".join(f"{length / POINT:.3f}" for length in lengths)
