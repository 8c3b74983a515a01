"""Pages of a finished PDF as leaves of a book: as they are seen and trimmed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf

from publisher.press.files import open_pdf
from publisher.press.paper import POINT, Size


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the book, as it is seen."""

    page: pikepdf.Page
    size: Size
    """Trimmed, in millimetres."""
    bleed: float
    """What is printed beyond that on all sides, in millimetres."""
    upright: pikepdf.Matrix
    """From the page's own coordinates to those that begin at its lower left corner as it is seen."""

    @classmethod
    def of(cls, page: pikepdf.Page) -> Leaf:
        left, foot, right, head = (float(edge) for edge in page.trimbox)
        outer = [float(edge) for edge in page.get("/BleedBox", page.trimbox)]
        bleed = max(0.0, min(left - outer[0], foot - outer[1], outer[2] - right, outer[3] - head))
        width, height = right - left, head - foot
        matrix = {
            0: pikepdf.Matrix(1, 0, 0, 1, 0, 0),
            90: pikepdf.Matrix(0, -1, 1, 0, 0, width),
            180: pikepdf.Matrix(-1, 0, 0, -1, width, height),
            270: pikepdf.Matrix(0, 1, -1, 0, height, 0),
        }[int(page.get("/Rotate", 0)) % 360]
        size = Size(round(width * POINT, 2), round(height * POINT, 2))
        is_turned = int(page.get("/Rotate", 0)) % 180 != 0
        start = pikepdf.Matrix(1, 0, 0, 1, -left, -foot)
        return cls(page, size.turned if is_turned else size, round(bleed * POINT, 2), start @ matrix)

    def form(self) -> pikepdf.Object:
        """The page as a picture that can be set on another, with all that it prints."""
        form = self.page.as_form_xobject(handle_transformations=False)
        form.BBox = self.page.mediabox
        return form


def extent(path: str | Path) -> tuple[int, Size]:
    """How many pages a PDF file has, and the trimmed size of the first. Raises ``InputError``."""
    with open_pdf(path) as pdf:
        return len(pdf.pages), Leaf.of(pdf.pages[0]).size
