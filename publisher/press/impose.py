"""Imposed sheets: the pages of a finished PDF on sheets that are printed on both sides, folded and bound."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pikepdf

from publisher.errors import InputError, SettingError
from publisher.press.files import open_pdf, saved
from publisher.press.layout import TOLERANCE, Binding, Layout, plan
from publisher.press.leaf import Leaf
from publisher.press.marks import collation_mark, sheet_marks
from publisher.press.paper import POINT, Size
from publisher.press.schemes import Place

Edge = Literal["long", "short"]

_MOST_CREEP = 0.1
"""Of the page's width; more would move the text into the spine."""


def impose(
    path: str | Path,
    sheet: Size,
    *,
    binding: Binding = "sewn",
    signature: int = 16,
    creep: float = 0.0,
    flip: Edge = "long",
) -> bytes:
    """The pages of a PDF file on sheets, as a PDF file of which every two pages are a sheet.

    ``signature`` is how many pages a sewn signature has; ``creep`` is the thickness of the paper in
    millimetres, by which the pages of each inner leaf are moved towards the spine; ``flip`` is the edge of
    the sheet over which it is turned to print the back. Where the pages have a bleed it is kept, and so
    much is left between pages for cutting. Missing pages are left blank. Raises ``InputError`` for a file
    that cannot be imposed, ``SettingError`` where page, sheet and signature do not go together.
    """
    with open_pdf(path) as book:
        leaves = [Leaf.of(page) for page in book.pages]
        _check_sizes(leaves, str(path))
        layout, sheets = plan(len(leaves), leaves[0].size, leaves[0].bleed, sheet, binding, signature)
        _check_creep(creep, layout.page, max(place.depth for one in sheets for place in one.front))
        pdf = pikepdf.new()
        forms = [pdf.copy_foreign(leaf.form()) for leaf in leaves]
        marks = sheet_marks(layout)
        half_turn = (flip == "long") == (layout.sheet.width > layout.sheet.height)
        for one in sheets:
            front = marks
            if binding == "sewn" and one.number == 0:
                first = next(place for place in one.front if place.page % signature == 1)
                front += collation_mark(layout, first.column, one.signature)
            for side, drawn, turned in ((one.front, front, False), (one.back, marks, half_turn)):
                page = pdf.add_blank_page()
                page.mediabox = pikepdf.Rectangle(
                    0, 0, layout.sheet.width / POINT, layout.sheet.height / POINT
                )
                content = drawn + "".join(
                    _set(page, place, layout, leaves[place.page - 1], forms[place.page - 1], creep)
                    for place in side
                    if place.page <= len(leaves)
                )
                page.Contents = pdf.make_stream((_half_turn(layout.sheet) * turned + content).encode("ascii"))
        _tell_printer(pdf, flip)
        if "/Title" in book.docinfo:
            pdf.docinfo["/Title"] = pikepdf.String(str(book.docinfo["/Title"]))
        return saved(pdf)


def _check_sizes(leaves: Sequence[Leaf], place: str) -> None:
    first = leaves[0].size
    for number, leaf in enumerate(leaves, 1):
        if not (_same(leaf.size, first) or _same(leaf.size.turned, first)):
            raise InputError(
                f"page {number} measures {leaf.size}, the first {first}",
                place=place,
                advice="give all pages of the book one size",
            )


def _same(one: Size, other: Size) -> bool:
    return all(abs(a - b) <= TOLERANCE for a, b in zip(one, other, strict=True))


def _check_creep(creep: float, page: Size, deepest: int) -> None:
    if creep * deepest > _MOST_CREEP * page.width:
        raise SettingError(
            f"a creep of {creep:g} mm moves the innermost page by {creep * deepest:.1f} mm",
            advice="give the thickness of one leaf of paper, about 0.1mm, or make smaller signatures",
        )


def _set(
    page: pikepdf.Page, place: Place, layout: Layout, leaf: Leaf, form: pikepdf.Object, creep: float
) -> str:
    """Operators that set a leaf at its place on a sheet, cut off where its neighbours begin."""
    spine = layout.spine(place.column)
    left, foot = layout.left(place.column), layout.foot(place.row)
    matrix = leaf.upright
    if not _same(leaf.size, layout.page):  # a page across is turned with its head to the left
        matrix @= pikepdf.Matrix(0, 1, -1, 0, leaf.size.height / POINT, 0)
    if place.upside_down:
        matrix @= pikepdf.Matrix(-1, 0, 0, -1, layout.page.width / POINT, layout.page.height / POINT)
    shift = left + spine * place.depth * creep
    matrix @= pikepdf.Matrix(1, 0, 0, 1, shift / POINT, foot / POINT)
    cut = (
        left - layout.trim * (spine >= 0),
        foot - layout.trim,
        layout.page.width + layout.trim * (2 - abs(spine)),
        layout.page.height + 2 * layout.trim,
    )
    clip = " ".join(f"{edge / POINT:.3f}" for edge in cut)
    placed = " ".join(f"{value:.5f}" for value in matrix.shorthand)
    name = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(f"/P{place.page}"))
    return f"q {clip} re W n {placed} cm {name} Do Q\n"


def _half_turn(sheet: Size) -> str:
    return f"-1 0 0 -1 {sheet.width / POINT:.3f} {sheet.height / POINT:.3f} cm\n"


def _tell_printer(pdf: pikepdf.Pdf, flip: Edge) -> None:
    """Let the dialogue of a printer open with what the sheets need."""
    turned = pikepdf.Name.DuplexFlipLongEdge if flip == "long" else pikepdf.Name.DuplexFlipShortEdge
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(Duplex=turned, PrintScaling=pikepdf.Name("/None"))
