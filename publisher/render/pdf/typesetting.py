"""What WeasyPrint lacks for a long Chinese book: justified lines, fonts that can be shared, fuller tags in
linear time, small files.

Each replaces a private function of WeasyPrint 70.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pydyf
from weasyprint import pdf as weasyprint_pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.pdf import stream
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from publisher.render.characters import BETWEEN_SCRIPTS, UNSEEN
from publisher.render.pdf.fonts import DescribedFont, with_kinds
from publisher.render.pdf.glyph_runs import with_size, with_spacing
from publisher.render.pdf.tagging import complete_tags

_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_UNSEEN = re.compile(f"[{UNSEEN}]")
_SHARE = 0.25
"""Of Chinese characters in a line that is spread as Chinese."""
_WIDEST = 0.25
"""Em that may come between two characters; a line that needs more stays ragged."""
_GAP = 0.2
"""Em between Chinese and Latin characters."""


@cache
def complete_weasyprint() -> None:
    """Put our functions into WeasyPrint, once."""
    inline.justify_line = _justifier(inline.justify_line)
    Layout.set_text = _with_gaps(Layout.set_text)
    complete_tags()
    stream.Font = DescribedFont
    weasyprint_pdf.build_fonts_dictionary = with_kinds(weasyprint_pdf.build_fonts_dictionary)
    stream.Stream.set_font_size = with_size(stream.Stream.set_font_size)
    stream.Stream.show_text = with_spacing(stream.Stream.show_text)
    pydyf.PDF.page_references = property(_page_references)


def _page_references(document: Any) -> tuple[bytes, ...]:
    """What ``pydyf`` gives, but not made anew for every element of every page."""
    kids = document.pages["Kids"]
    known: tuple[bytes, ...] = document.__dict__.get("_known_references", ())
    if len(known) * 3 != len(kids):
        known = tuple(f"{number} 0 R".encode() for number in kids[::3])
        document.__dict__["_known_references"] = known
    return known


def _justifier(at_spaces: Any) -> Any:
    """A function that spreads Chinese lines between all characters, and others as WeasyPrint does."""

    def justify_line(context: Any, line: Any, extra: float) -> None:
        text = "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox))
        if len(_HAN.findall(text)) < _SHARE * len(text):
            at_spaces(context, line, extra)
            return
        spacing = extra / max(1, _visible(text) - 1)
        if spacing <= _WIDEST * line.style["font_size"]:
            _spread(line, spacing, 0)

    return justify_line


def _spread(box: Any, spacing: float, shift: float) -> float:
    """Move a box by ``shift`` and add ``spacing`` after each character in it; gives the shift after it."""
    if isinstance(box, boxes.TextBox):
        box.position_x += shift
        added = spacing * _visible(box.text)
        box.width += added
        box.pango_layout = _SpreadLayout(box.text, box.style, spacing)
        return shift + added
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += shift
        end = shift
        for child in box.children:
            if child.is_in_normal_flow():
                end = _spread(child, spacing, end)
        box.width += end - shift
        return end
    box.translate(shift, 0)
    return shift


def _visible(text: str) -> int:
    """How many characters of a text have width."""
    return len(text) - sum(map(text.count, UNSEEN))


def _with_gaps(set_text: Any) -> Any:
    """A function that lays out a text with gaps between scripts, but at its ends, and no spacing elsewhere
    after characters without width."""

    def set_with_gaps(layout: Any, text: str, justify: bool = False) -> None:
        set_text(layout, text, justify)
        text = layout.text
        if any(char in text for char in UNSEEN):
            gap = int(_GAP * layout.style["font_size"] * TO_UNITS)
            spaces = dict.fromkeys((match.start() for match in _UNSEEN.finditer(text)), 0)
            spaces |= dict.fromkeys((match.start() for match in BETWEEN_SCRIPTS.finditer(text)), gap)
            _set_spaces(layout.layout, text, spaces)

    return set_with_gaps


def _set_spaces(layout: Any, text: str, spaces: dict[int, int]) -> None:
    """Give some characters of three bytes, by their places, spaces of their own after them."""
    attributes = pango.pango_layout_get_attributes(layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for place, space in spaces.items():
        start = len(text[:place].encode())
        attribute = pango.pango_attr_letter_spacing_new(space)
        attribute.start_index, attribute.end_index = start, start + 3
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout, attributes)


class _SpreadLayout(Layout):  # type: ignore[misc]
    """The layout of a text in a line, with space after each character."""

    def __init__(self, text: str, style: Any, spacing: float) -> None:
        self._spacing = spacing
        super().__init__(style)
        self.set_text(text)
        self.deactivate()

    def setup(self, style: Any) -> None:
        super().setup(style)
        self.style = _SpreadStyle(style, self._spacing)


class _SpreadStyle:
    """A style with another letter spacing: a copy for every line would take half of the memory."""

    def __init__(self, style: Any, spacing: float) -> None:
        self._style, self._spacing = style, spacing

    def __getitem__(self, name: str) -> Any:
        return self._spacing if name == "letter_spacing" else self._style[name]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._style, name)
