"""Small PDF files to be imposed."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from publisher.press.paper import POINT, Size, papers

A5 = papers()["A5"]


def box(left: float, foot: float, size: Size) -> pikepdf.Rectangle:
    """The box of a page, from millimetres."""
    edges = (left, foot, left + size.width, foot + size.height)
    return pikepdf.Rectangle(*(edge / POINT for edge in edges))


def book(path: Path, pages: int, size: Size = A5, bleed: float = 0.0) -> Path:
    """A PDF file whose pages say their number, from 1, in one corner."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        for number in range(1, pages + 1):
            page = pdf.add_blank_page()
            page.mediabox = box(0, 0, Size(size.width + 2 * bleed, size.height + 2 * bleed))
            page.trimbox = box(bleed, bleed, size)
            name = page.add_resource(pdf.make_indirect(font), pikepdf.Name.Font)
            page.Contents = pdf.make_stream(f"BT {name} 24 Tf 40 40 Td ({number}) Tj ET".encode())
            if bleed:
                page.BleedBox = page.MediaBox
        pdf.save(path)
    return path
