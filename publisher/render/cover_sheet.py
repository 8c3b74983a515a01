"""The cover of a printed book in one piece: back, spine and front, with the barcode of its ISBN."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from barcode import EAN13

from publisher.errors import SettingError
from publisher.press.inks import process_inks
from publisher.press.paper import Size
from publisher.press.pdfx import Delivery, as_pdfx
from publisher.press.spine import LEAST_FOR_TEXT
from publisher.render.characters import em_width
from publisher.render.cover import cover
from publisher.render.dates import edition_date
from publisher.render.formulas import drawing
from publisher.render.isbn import valid_isbn
from publisher.render.pdf.engine import laid_out
from publisher.render.theme import Theme
from publisher.render.view import View, view
from publisher.tree.nodes import Document

_UPRIGHT = re.compile(r"[\u2e80-\u9fff\uf900-\uffef]|[^\u2e80-\u9fff\uf900-\uffef]+")
_LARGEST, _SHARE = 7.0, 0.55
"""Of type on the spine: millimetres, and of its width."""
_SPINE_MARGIN = 14.0
_LONGEST = 80
"""Characters of a text on the spine."""
_NARROW_BAR, _BAR_HEIGHT = 0.33, 22.85
"""Millimetres of an EAN-13 symbol at its nominal size (ISO/IEC 15420)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text on the spine: a character that stands, or words that lie."""

    text: str
    lies: bool
    start: float
    """Where it begins, in em from the first piece."""


@dataclass(frozen=True, slots=True)
class Spine:
    """The text on the spine."""

    width: float
    size: float
    """Of type, in millimetres; 0 where the spine is too narrow for any."""
    head: tuple[Piece, ...]
    foot: tuple[Piece, ...]
    foot_length: float
    """Em."""
    margin: float = _SPINE_MARGIN


@dataclass(frozen=True, slots=True)
class Barcode:
    """An EAN-13 symbol."""

    bars: tuple[tuple[float, float, bool], ...]
    """Of each bar: from the left and width, in millimetres, and whether it is a guard, which is longer."""
    digits: str
    printed: str
    """The ISBN as the work prints it."""
    width: float = 95 * _NARROW_BAR
    height: float = _BAR_HEIGHT
    module: float = _NARROW_BAR


def render_cover(
    document: Document,
    theme: Theme,
    page: Size,
    spine: float,
    delivery: Delivery,
) -> bytes:
    """The cover of a book as PDF/X-4 in process inks, for pages of a size and a spine of a width, in mm.

    Raises ``SettingError`` where the work's ISBN is wrong, ``SystemPartError`` where a library is missing.
    """
    work = view(document, drawing)
    whole = Size(2 * page.width + spine, page.height)
    markup = theme.fill(
        "pdf/cover.jinja",
        view=work,
        cover=cover(work),
        page=page,
        whole=whole,
        bleed=delivery.bleed,
        spine=_spine(work, spine, page.height),
        barcode=barcode(work.metadata.isbn),
    )
    pdf = laid_out(markup, "").write_pdf()
    folds = (page.width, page.width + spine)
    inks = process_inks(delivery.profile)
    return as_pdfx(pdf, inks, delivery, edition_date(work.metadata), folds=folds)


def barcode(printed: str) -> Barcode | None:
    """The symbol of a printed ISBN; None where there is none. Raises ``SettingError`` where it is wrong."""
    if not printed:
        return None
    digits = valid_isbn(printed)
    if not digits:
        advice = "mend 'isbn' in the tree, or leave it empty for a cover without a barcode"
        raise SettingError(f"{printed!r} is no ISBN, or its check digit is wrong", advice=advice)
    symbol = EAN13((digits if len(digits) == 13 else f"978{digits}")[:12], guardbar=True)
    (modules,) = symbol.build()
    bars = (
        (run.start() * _NARROW_BAR, len(run[0]) * _NARROW_BAR, run[0][0] == "G")
        for run in re.finditer(r"1+|G+", modules)
    )
    return Barcode(tuple(bars), str(symbol), printed.upper().removeprefix("ISBN").strip(" :："))


def _spine(work: View, width: float, height: float) -> Spine:
    """Title and first maker at the head, publisher at the foot, as large as there is room."""
    if width < LEAST_FOR_TEXT:
        return Spine(width, 0, (), (), 0)
    makers = [creator.name for creator in work.metadata.creators[:1]]
    head, head_length = _pieces(work, "\u3000".join([work.title, *makers]))
    foot, foot_length = _pieces(work, work.metadata.publisher)
    room = height - 2 * _SPINE_MARGIN
    size = min(_LARGEST, _SHARE * width, room / (head_length + foot_length + 2))
    return Spine(width, round(size, 2), head, foot, foot_length)


def _pieces(work: View, text: str) -> tuple[tuple[Piece, ...], float]:
    """A text down the spine, and its length in em: Chinese characters stand, all else lies."""
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    pieces, end = [], 0.0
    for part in _parts(work, text):
        stands = work.language.startswith("zh") and len(part) == 1 and em_width(part) == 1
        pieces.append(Piece(part, not stands, round(end, 2)))
        end += 1.05 if stands else em_width(part) + 0.2
    return tuple(pieces), end


def _parts(work: View, text: str) -> Iterator[str]:
    return iter(_UPRIGHT.findall(text) if work.language.startswith("zh") else [text] if text else [])
