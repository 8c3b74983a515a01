"""Fonts shared by all parts of a book: each part tells what it uses, and the whole embeds it once.

WeasyPrint names a font after its Pango description and keeps the glyph numbers of the font file, so that
the drawing of every part fits a font that holds the glyphs of all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_key

ffi.cdef("PangoFontDescription* pango_font_description_from_string(const char* text);")


@dataclass(frozen=True, slots=True)
class FontUse:
    """What a part uses of a font."""

    description: str
    """As Pango writes it: family, style, weight, variations."""
    size: float
    """At which the font was first met, in px."""
    widths: dict[int, float]
    to_unicode: dict[int, str]
    missing: dict[int, int]


class DescribedFont(Font):  # type: ignore[misc]
    """A font that remembers what Pango called it, and holds no copy of its file until it is embedded.

    The files of Chinese fonts are large, and parts embed none.
    """

    _subset: bytes | None = None

    def __init__(self, pango_font: Any, description: Any, font_size: float) -> None:
        super().__init__(pango_font, description, font_size)
        self._subset = None
        self.description = ffi.string(pango.pango_font_description_to_string(description)).decode()

    @property
    def file_content(self) -> Any:
        """The font file, or what has been made of it to be embedded."""
        return self._subset or get_hb_object_data(self.hb_face)

    @file_content.setter
    def file_content(self, content: bytes) -> None:
        self._subset = content


class LeftOut(dict[Any, Any]):
    """The fonts of a part while it is drawn; none of them is embedded."""

    def values(self) -> Any:
        """Nothing to embed."""
        return ()

    def uses(self) -> list[FontUse]:
        """What the part has used of each font."""
        return [
            FontUse(font.description, font.font_size, font.widths, font.to_unicode, font.missing)
            for font in dict.values(self)
        ]


def take_over(document: Any, uses: Iterable[FontUse]) -> None:
    """Give a ``weasyprint.Document`` that is to be drawn the fonts of all parts, with their glyphs."""
    fonts: dict[str, Font] = {}
    context = ffi.gc(
        pango.pango_font_map_create_context(document.font_config.font_map), gobject.g_object_unref
    )
    for use in uses:
        font = fonts.get(use.description)
        if font is None:
            key, font = _load(document, context, use)
            fonts[use.description] = document.fonts.setdefault(key, font)
        for name in ("widths", "to_unicode", "missing"):
            setattr(font, name, {**getattr(use, name), **getattr(font, name)})


def _load(document: Any, context: Any, use: FontUse) -> tuple[int, Font]:
    description = ffi.gc(
        pango.pango_font_description_from_string(use.description.encode()), pango.pango_font_description_free
    )
    pango.pango_font_description_set_absolute_size(description, use.size * TO_UNITS)
    font = pango.pango_font_map_load_font(document.font_config.font_map, context, description)
    key, found, size = get_pango_font_key(font)
    return key, DescribedFont(font, found, size)
