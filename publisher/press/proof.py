"""Contact sheets: all pages of a PDF file in one picture, for a quick look."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from publisher.press.files import open_pdf, saved

_MOST_PIXELS = 40_000_000
"""Of a contact sheet, so that any viewer opens it; pages of very long books come out smaller."""
_SHAPE = 1.5
"""About how much wider than high a contact sheet is."""
_GAP, _LABEL = 8, 14
_TABLE, _INK = "#9a9a9a", "#202020"


def contact_sheet(path: str | Path, width: int = 160) -> bytes:
    """All pages of a PDF file in rows, numbered from 1, as PNG.

    ``width`` is that of the widest page, in pixels. Raises ``InputError`` where the file cannot be read.
    """
    with open_pdf(path) as book:
        for page in book.pages:
            page.cropbox = page.trimbox
        trimmed = saved(book)
    with pypdfium2.PdfDocument(trimmed) as pdf:
        return _drawn(pdf, width)


def _drawn(pdf: Any, width: int) -> bytes:
    sizes = [page.get_size() for page in pdf]
    widest, highest = (max(sides) for sides in zip(*sizes, strict=True))
    scale = min(width / widest, math.sqrt(_MOST_PIXELS / (len(sizes) * widest * highest)))
    cell = math.ceil(widest * scale) + _GAP, math.ceil(highest * scale) + _GAP + _LABEL
    columns = min(len(sizes), math.ceil(math.sqrt(len(sizes) * _SHAPE * cell[1] / cell[0])))
    rows = -(-len(sizes) // columns)
    sheet = Image.new("RGB", (columns * cell[0] + _GAP, rows * cell[1] + _GAP), _TABLE)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(_LABEL - 3)
    for number, page in enumerate(pdf):
        row, column = divmod(number, columns)
        left, top = _GAP + column * cell[0], _GAP + row * cell[1]
        sheet.paste(page.render(scale=scale).to_pil(), (left, top))
        draw.text((left, top + cell[1] - _GAP - _LABEL), str(number + 1), _INK, font)
    file = io.BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue()
