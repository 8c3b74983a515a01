"""Inks: colours of the screen in a PDF file made those of the press."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Name, Operator

from publisher.press.profile import Profile

Mixture = tuple[float, ...]
"""Shares of inks from 0 to 1: of white in one gray, or of four process inks."""
Mix = Callable[[float, float, float], Mixture]
"""A colour of the screen (sRGB, from 0 to 1) as a mixture of inks."""

_SCREEN = {"rg": ("g", "k"), "RG": ("G", "K")}
"""Operators that set a colour of the screen, and those that set gray or process inks instead."""


def black_only(red: float, green: float, blue: float) -> Mixture:
    """One ink: gray as light as the colour (the luma of ITU-R BT.709)."""
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue,)


def process_inks(profile: Profile) -> Mix:
    """Four inks, but gray in black alone, so that small type needs no register."""

    def mix(red: float, green: float, blue: float) -> Mixture:
        is_gray = max(red, green, blue) - min(red, green, blue) < 1 / 255
        return (red,) if is_gray else profile.inks(red, green, blue)

    return mix


def set_inks(pdf: pikepdf.Pdf, mix: Mix) -> None:
    """Replace all colours of the screen in a PDF file: mixed in drawings, gray in pictures."""
    for stream in drawings(pdf):
        instructions = pikepdf.parse_content_stream(stream)
        mixed = [_mixed(one, mix) for one in instructions]
        if any(new is not old for new, old in zip(mixed, instructions, strict=True)):
            stream.write(pikepdf.unparse_content_stream(mixed))
        group = stream.get(Name.Group)
        if group is not None and Name.CS in group:
            del group.CS  # it is blended as the page is, in the inks of the press
    for picture in _pictures(pdf):
        gray = pikepdf.PdfImage(picture).as_pil_image().convert("L")
        picture.write(gray.tobytes())
        picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8


def _mixed(one: Any, mix: Mix) -> Any:
    operators = _SCREEN.get(str(one.operator)) if isinstance(one, ContentStreamInstruction) else None
    if not operators:
        return one
    mixture = mix(*map(float, one.operands))
    shares = [Decimal(f"{share:.4f}").normalize() for share in mixture]
    return ContentStreamInstruction(shares, Operator(operators[len(mixture) > 1]))


def drawings(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The streams of all pages, forms, tiling patterns and drawn glyphs."""
    for page in pdf.pages:
        if Name.Contents in page:
            page.contents_coalesce()
            yield page.Contents
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and (
            item.get(Name.Subtype) == Name.Form or item.get(Name.PatternType) == 1
        ):
            yield item
        elif isinstance(item, pikepdf.Dictionary) and item.get(Name.Subtype) == Name.Type3:
            yield from dict(item.CharProcs.items()).values()


def _pictures(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    """The pictures in colours of the screen."""
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream) or item.get(Name.Subtype) != Name.Image:
            continue
        if item.get(Name.ColorSpace) == Name.DeviceRGB:
            yield item
