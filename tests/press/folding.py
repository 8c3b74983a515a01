"""Paper that can be printed, turned, folded and leafed through: a model that knows nothing of imposition.

A printed sheet is a grid of cells, each with what is on its upper and on its lower face and how the head of
that lies. Folding lays one half, turned over, on the other; cells become piles of leaves.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdf
from pypdf.generic import ContentStream

Face = tuple[str, int] | None
"""What a face shows, and where its head points: 1 up, −1 down. None where it is blank."""


@dataclass(frozen=True)
class Leaf:
    upper: Face
    lower: Face

    def over_vertical(self) -> Leaf:
        """Turned over like a page: left becomes right, heads keep their direction."""
        return Leaf(self.lower, self.upper)

    def over_horizontal(self) -> Leaf:
        """Turned over head to foot: heads change their direction."""
        return Leaf(_other_way(self.lower), _other_way(self.upper))


def _other_way(face: Face) -> Face:
    return face and (face[0], -face[1])


Pile = list[Leaf]
"""From the top."""
Paper = list[list[Pile]]
"""Rows of piles, from the head."""


def left_over_right(paper: Paper) -> Paper:
    half = len(paper[0]) // 2
    return [
        [[leaf.over_vertical() for leaf in reversed(row[half - 1 - n])] + row[half + n] for n in range(half)]
        for row in paper
    ]


def right_over_left(paper: Paper) -> Paper:
    half = len(paper[0]) // 2
    return [
        [[leaf.over_vertical() for leaf in reversed(row[-1 - n])] + row[n] for n in range(half)]
        for row in paper
    ]


def head_over_foot(paper: Paper) -> Paper:
    half = len(paper) // 2
    return [
        [
            [leaf.over_horizontal() for leaf in reversed(upper)] + lower
            for upper, lower in zip(paper[half - 1 - n], paper[half + n], strict=True)
        ]
        for n in range(half)
    ]


FOLDS = {(1, 2): "L", (2, 2): "HL", (2, 4): "RHL"}
"""By rows and columns: how a sheet lies with page 1 underneath, and is folded until page 1 is on top."""
_FOLD = {"L": left_over_right, "R": right_over_left, "H": head_over_foot}


def folded(paper: Paper) -> Pile:
    """A sheet folded to the size of one page."""
    for fold in FOLDS[len(paper), len(paper[0])]:
        paper = _FOLD[fold](paper)
    ((pile,),) = paper
    return pile


def inset(piles: Iterable[Pile]) -> Pile:
    """Folded sheets put into each other, the first outermost."""
    book: Pile = []
    for pile in reversed(list(piles)):
        half = len(pile) // 2
        book = pile[:half] + book + pile[half:]
    return book


def read(book: Iterable[Leaf]) -> list[str]:
    """What one reads when leafing through; every page must stand upright."""
    faces = [face for leaf in book for face in (leaf.upper, leaf.lower)]
    assert all(face is None or face[1] == 1 for face in faces)
    return ["" if face is None else face[0] for face in faces]


class PrintedSides:
    """The sides of sheets in a PDF file: what stands in each cell of a grid."""

    def __init__(self, pdf: bytes, rows: int, columns: int) -> None:
        self._reader = pypdf.PdfReader(io.BytesIO(pdf))
        self._rows, self._columns = rows, columns
        self.count = len(self._reader.pages)

    def cells(self, number: int) -> list[list[Face]]:
        """The texts set on a side, by rows from the head, with the direction of their heads."""
        page = self._reader.pages[number]
        resources: Any = page["/Resources"]
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        cells: list[list[Face]] = [[None] * self._columns for _ in range(self._rows)]
        for name, matrix in self._placed(page):
            form = resources["/XObject"][name].get_object()
            left, foot, right, head = map(float, form["/BBox"])
            x, y = matrix.apply_on(((left + right) / 2, (foot + head) / 2))
            row, column = int((height - y) * self._rows / height), int(x * self._columns / width)
            assert cells[row][column] is None, "two pages in one place"
            upright = matrix.ctm[3] if matrix.ctm[1] == 0 else matrix.ctm[1]
            cells[row][column] = (page.extract_xform_text(form).strip(), 1 if upright > 0 else -1)
        return cells

    def _placed(self, page: pypdf.PageObject) -> Iterator[tuple[str, pypdf.Transformation]]:
        """The forms that a page paints, each with the way from its coordinates to the page's."""
        stack, current = [], pypdf.Transformation()
        contents = page.get_contents()
        assert contents is not None
        for operands, operator in ContentStream(contents, self._reader).operations:
            match operator:
                case b"q":
                    stack.append(current)
                case b"Q":
                    current = stack.pop()
                case b"cm":
                    current = _transformation(operands).transform(current)
                case b"Do":
                    yield operands[0], current

    def sheet(self, number: int, flip: str) -> Paper:
        """A printed sheet, lying on its front as a printer has turned it over an edge."""
        page = self._reader.pages[2 * number]
        is_lying = page.mediabox.width > page.mediabox.height
        front, back = self.cells(2 * number), self.cells(2 * number + 1)
        if (flip == "long") == is_lying:  # the edge at the head: what was at the head comes to the foot
            back = [[_other_way(face) for face in reversed(row)] for row in reversed(back)]
        return [
            [[Leaf(back[row][column], front[row][-1 - column])] for column in range(self._columns)]
            for row in range(self._rows)
        ]


def _transformation(operands: Iterable[Any]) -> pypdf.Transformation:
    a, b, c, d, e, f = map(float, operands)
    return pypdf.Transformation((a, b, c, d, e, f))
