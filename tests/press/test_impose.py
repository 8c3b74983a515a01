"""Imposed sheets, folded and bound in software, are a book that reads from 1 to the end."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.errors import InputError, SettingError
from publisher.press.impose import Edge, impose
from publisher.press.paper import Size, papers
from publisher.press.schemes import SCHEMES, Sheet, folded, grid, stacked
from tests.press.books import A5, book, box
from tests.press.folding import Leaf, Paper, PrintedSides, inset, read
from tests.press.folding import folded as fold

A3, A4, A6 = (papers()[name] for name in ("A3", "A4", "A6"))


def printed(sheet: Sheet, rows: int, columns: int, pages: int) -> Paper:
    """A sheet as it lies on its front."""
    backs = {(place.row, place.column): place for place in sheet.back}
    fronts = {(place.row, columns - 1 - place.column): place for place in sheet.front}
    faces = [
        {
            at: (str(place.page), -1 if place.upside_down else 1) if place.page <= pages else None
            for at, place in side.items()
        }
        for side in (backs, fronts)
    ]
    return [
        [[Leaf(faces[0][row, column], faces[1][row, column])] for column in range(columns)]
        for row in range(rows)
    ]


def gathered(sheets: Sequence[tuple[int, Paper]]) -> list[str]:
    """What one reads in sheets, each with the number of its signature, when they are folded and gathered."""
    groups = itertools.groupby(sheets, key=lambda one: one[0])
    return [text for _, group in groups for text in read(inset([fold(paper) for _, paper in group]))]


def sound(reading: Sequence[str], pages: int) -> None:
    """Every page once, in order, and blanks only behind the last."""
    assert list(reading[:pages]) == [str(number) for number in range(1, pages + 1)]
    assert not any(reading[pages:])


@given(st.integers(1, 200), st.sampled_from(sorted(SCHEMES)), st.integers(1, 8))
def test_signatures_of_any_size_read_in_order(pages: int, on_sheet: int, sheets: int) -> None:
    columns, rows = grid(on_sheet)
    signatures = list(folded(pages, sheets * on_sheet, on_sheet))
    reading = gathered([(one.signature, printed(one, rows, columns, pages)) for one in signatures])
    sound(reading, pages)
    assert len(reading) - pages < on_sheet


@given(st.integers(1, 200), st.integers(1, 4), st.integers(1, 4))
def test_cut_piles_read_in_order(pages: int, columns: int, rows: int) -> None:
    sheets = [printed(one, rows, columns, pages) for one in stacked(pages, columns, rows)]
    piles = [
        [leaf.over_vertical() for sheet in sheets for leaf in sheet[row][columns - 1 - column]]
        for row in range(rows)
        for column in range(columns)
    ]
    sound(read(itertools.chain(*piles)), pages)


def sheets_of(pdf: bytes, rows: int, columns: int, flip: Edge) -> list[Paper]:
    sides = PrintedSides(pdf, rows, columns)
    assert sides.count % 2 == 0
    return [sides.sheet(number, flip) for number in range(sides.count // 2)]


@pytest.mark.parametrize("flip", ["long", "short"])
@pytest.mark.parametrize(
    ("page", "bleed", "rows", "columns"),
    [(papers()["16开"], 0.0, 1, 2), (A5, 0.0, 2, 2), (Size(100, 140), 3.0, 2, 4)],
)
def test_printed_sheets_read_in_order(
    tmp_path: Path, page: Size, bleed: float, rows: int, columns: int, flip: Edge
) -> None:
    path = book(tmp_path / "book.pdf", 37, page, bleed)
    papers = sheets_of(impose(path, A3, signature=16, creep=0.1, flip=flip), rows, columns, flip)
    per_signature = 16 // (2 * rows * columns)
    sound(gathered([(number // per_signature, paper) for number, paper in enumerate(papers)]), 37)


def test_saddle_stitched_sheets_are_one_signature(tmp_path: Path) -> None:
    path = book(tmp_path / "book.pdf", 50)
    papers = sheets_of(impose(path, A4, binding="saddle"), 1, 2, "long")
    assert len(papers) == 13
    sound(gathered([(0, paper) for paper in papers]), 50)


def test_glued_leaves_fill_a_sheet(tmp_path: Path) -> None:
    path = book(tmp_path / "book.pdf", 21, A6)
    papers = sheets_of(impose(path, A4, binding="glued"), 2, 2, "long")
    piles = [[paper[row][1 - column] for paper in papers] for row in range(2) for column in range(2)]
    leaves = [leaf.over_vertical() for pile in piles for cell in pile for leaf in cell]
    sound(read(leaves), 21)


def test_pages_across_are_set_with_their_heads_to_the_left(tmp_path: Path) -> None:
    path = book(tmp_path / "book.pdf", 4)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[1].mediabox = pdf.pages[1].trimbox = box(0, 0, A5.turned)
        pdf.pages[2].Rotate = 180
        pdf.save(path)
    sides = PrintedSides(impose(path, A4, flip="short"), 1, 2)
    assert sides.cells(0) == [[("4", 1), ("1", 1)]]
    assert sides.cells(1) == [[("2", 1), ("3", -1)]]


@pytest.mark.parametrize(
    ("page", "sheet", "options", "message"),
    [
        (A5, A4, {"signature": 6}, "a signature cannot have 6 pages .choose a multiple of 4, up to 32"),
        (A5, A4, {"signature": 64}, "cannot have 64 pages"),
        (A4, A4, {}, "two pages of 210 × 297 mm side by side is more than a sheet of 210 × 297 mm holds"),
        (A4, A5, {"binding": "glued"}, "a page of 210 × 297 mm is more"),
        (A5, A4, {"creep": 10.0}, "moves the innermost page by 30.0 mm"),
    ],
)
def test_settings_that_do_not_go_together_are_explained(
    tmp_path: Path, page: Size, sheet: Size, options: dict[str, object], message: str
) -> None:
    with pytest.raises(SettingError, match=message):
        impose(book(tmp_path / "book.pdf", 16, page), sheet, **options)  # type: ignore[arg-type]


def test_files_that_are_no_book_are_explained(tmp_path: Path) -> None:
    path = book(tmp_path / "book.pdf", 3)
    with pikepdf.open(path) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
        pdf.pages[2].mediabox = pdf.pages[2].trimbox = box(0, 0, Size(100, 100))
        pdf.save(tmp_path / "mixed.pdf")
    (tmp_path / "broken.pdf").write_bytes(path.read_bytes()[:200])
    for name, message in {
        "locked.pdf": "locked by a password",
        "mixed.pdf": "page 3 measures 100 × 100 mm",
        "broken.pdf": "not a PDF file, or a damaged one",
        "none.pdf": "cannot be read: No such file",
    }.items():
        with pytest.raises(InputError, match=message):
            impose(tmp_path / name, A4)


def test_same_book_gives_same_bytes(tmp_path: Path) -> None:
    path = book(tmp_path / "book.pdf", 9)
    assert impose(path, A4) == impose(path, A4)
