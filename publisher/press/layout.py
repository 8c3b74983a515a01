"""Layout: how many pages a sheet holds, and where on it they stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Literal

from publisher.errors import SettingError
from publisher.press.paper import Size
from publisher.press.schemes import MOST_IN_SIGNATURE, SCHEMES, Sheet, folded, grid, stacked

Binding = Literal["sewn", "saddle", "glued"]
"""Signatures behind each other; one signature, stitched through the fold; single leaves, cut and piled."""

TOLERANCE = 0.5
"""Millimetres by which pages may differ in size, or overhang the sheet."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The grid of pages on both sides of a sheet; millimetres from its lower left corner."""

    sheet: Size
    page: Size
    columns: int
    rows: int
    trim: float
    """What is cut off at the edges of a page that are no spine."""
    paired: bool
    """Whether the sheet is folded: columns meet in pairs at a spine, where nothing is cut off."""

    @property
    def block(self) -> Size:
        """All pages, with what is cut off between them but not around."""
        return Size(
            self.columns * self.page.width + sum(map(self.gap, range(1, self.columns))),
            self.rows * self.page.height + (self.rows - 1) * 2 * self.trim,
        )

    @property
    def fits(self) -> bool:
        """Whether the sheet holds them."""
        return all(ours <= sheet + TOLERANCE for ours, sheet in zip(self.block, self.sheet, strict=True))

    def left(self, column: int) -> float:
        """The left edge of a column of pages."""
        before = sum(self.page.width + self.gap(n) for n in range(1, column + 1))
        return (self.sheet.width - self.block.width) / 2 + before

    def foot(self, row: int) -> float:
        """The lower edge of a row of pages; row 0 is the highest."""
        below = (self.rows - 1 - row) * (self.page.height + 2 * self.trim)
        return (self.sheet.height - self.block.height) / 2 + below

    def spine(self, column: int) -> int:
        """The side of a column on which its spine is: −1 left, 1 right, 0 where nothing is folded."""
        if not self.paired:
            return 0
        return -1 if column % 2 else 1

    def gap(self, column: int) -> float:
        """The space before a column that is not the first."""
        return 0.0 if self.spine(column) < 0 else 2 * self.trim


def plan(
    pages: int, page: Size, trim: float, sheet: Size, binding: Binding, signature: int
) -> tuple[Layout, tuple[Sheet, ...]]:
    """The layout with the most pages to a sheet, and the sheets of a book.

    ``signature`` counts for sewn books only. Raises ``SettingError`` where the pages do not fit.
    """
    if binding == "sewn" and (signature % 4 or not 4 <= signature <= MOST_IN_SIGNATURE):
        advice = f"choose a multiple of 4, up to {MOST_IN_SIGNATURE}"
        raise SettingError(f"a signature cannot have {signature} pages", advice=advice)
    if binding == "glued":
        layout = _most_leaves(page, trim, sheet)
        return layout, tuple(stacked(pages, layout.columns, layout.rows))
    for on_sheet in sorted(SCHEMES, reverse=True):
        for lying in (sheet, sheet.turned):
            layout = Layout(lying, page, *grid(on_sheet), trim, paired=True)
            if layout.fits and (binding == "saddle" or signature % on_sheet == 0):
                length = pages if binding == "saddle" else signature
                return layout, tuple(folded(pages, length, on_sheet))
    raise _too_large(f"two pages of {page} side by side", sheet)


def _most_leaves(page: Size, trim: float, sheet: Size) -> Layout:
    """The layout for single leaves that cuts the most out of a sheet."""
    layouts = [
        Layout(lying, page, columns, rows, trim, paired=False)
        for lying in (sheet, sheet.turned)
        for columns, rows in product(*(range(1, int(a / b) + 2) for a, b in zip(lying, page, strict=True)))
    ]
    fitting = [layout for layout in layouts if layout.fits]
    if not fitting:
        raise _too_large(f"a page of {page}", sheet)
    return max(fitting, key=lambda layout: layout.columns * layout.rows)


def _too_large(what: str, sheet: Size) -> SettingError:
    return SettingError(
        f"{what} is more than a sheet of {sheet} holds",
        advice="take a larger sheet, or print the book in a smaller size",
    )
