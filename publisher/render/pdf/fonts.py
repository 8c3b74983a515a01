"""Fonts shared by all parts of a book: each part tells what it uses, and the whole embeds it once.

WeasyPrint names a font after its Pango description and keeps the glyph numbers of the font file, so that
the drawing of every part fits a font that holds the glyphs of all. To keep them it leaves an empty glyph for
each that is not used, some 60,000 in a Chinese font, whose places in the file cannot be compressed; fonts
that name their glyphs by number (CID-keyed CFF, as Noto CJK) do without.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

import pydyf
from fontTools.ttLib import TTFont
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, harfbuzz, harfbuzz_subset, pango
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_key

_LAYOUT = (b"GPOS", b"GSUB")
"""Tables that bring glyphs to stand for others."""

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
    """A font that remembers what Pango called it, and holds no copy of its file until it is embedded, without
    gaps where it can be.

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

    @property
    def type(self) -> str:
        """``otf`` or ``ttf``, as WeasyPrint tells font files apart."""
        return "otf" if _is_bare(self.file_content) else str(super().type)

    def _harfbuzz_subset(self, to_unicode: Collection[int], hinting: bool) -> None:
        bare = None if self.missing else _without_gaps(self.hb_face, to_unicode)
        if bare:
            self._subset = bare
        else:
            super()._harfbuzz_subset(to_unicode, hinting)


def _is_bare(content: bytes) -> bool:
    """Whether a font is a CFF table, version 1.0, without the others of an OpenType file."""
    return content[:2] == b"\1\0"


def with_kinds(build_fonts: Callable[..., Any]) -> Callable[..., Any]:
    """A function that writes the fonts of a ``pydyf.PDF``, and says of bare ones that they are such."""

    def build_fonts_dictionary(pdf: Any, *rest: Any) -> Any:
        fonts = build_fonts(pdf, *rest)
        for item in pdf.objects:
            is_font = isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/OpenType"
            if is_font and _is_bare(item.stream[0]):
                item.extra["Subtype"] = "/CIDFontType0C"
        return fonts

    return build_fonts_dictionary


def _without_gaps(face: Any, glyphs: Collection[int]) -> bytes | None:
    """A bare font with only some glyphs, which go by their old numbers; None where it cannot name them so."""
    wanted = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    flags = harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE | harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    harfbuzz_subset.hb_subset_input_set_flags(wanted, flags)
    kind = harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG
    _fill(harfbuzz_subset.hb_subset_input_set(wanted, kind), [int.from_bytes(tag) for tag in _LAYOUT])
    _fill(harfbuzz_subset.hb_subset_input_glyph_set(wanted), glyphs)
    subset = harfbuzz_subset.hb_subset_or_fail(face, wanted)
    if subset == ffi.NULL:
        return None
    font = TTFont(io.BytesIO(get_hb_object_data(ffi.gc(subset, harfbuzz.hb_face_destroy))))
    return bytes(font.getTableData("CFF ")) if _numbers(font).issuperset(glyphs) else None


def _fill(numbers: Any, values: Collection[int]) -> None:
    array = ffi.new(f"hb_codepoint_t[{len(values)}]", sorted(values))
    harfbuzz.hb_set_add_sorted_array(numbers, array, len(values))


def _numbers(font: TTFont) -> set[int]:
    """The numbers by which a font names its glyphs; empty where it does not."""
    cff: Any = font["CFF "].cff[0] if "CFF " in font else None
    if not hasattr(cff, "ROS"):
        return set()
    return {0, *(int(name.removeprefix("cid")) for name in cff.charset[1:])}


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
