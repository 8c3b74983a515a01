"""Preflight: is a PDF file what a press needs? The points of PDF/X-4 (ISO 15930-7) that can go wrong."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Name
from PIL import ImageCms

from publisher.press.files import open_pdf
from publisher.press.inks import drawings

_DATES = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "dc:title")
_SCREEN_COLOURS = "rg RG"
_SPACES = (Name.DeviceRGB, Name.CalRGB)
_FONT_FILES = (Name.FontFile, Name.FontFile2, Name.FontFile3)
_TOLERANCE = 0.01


def preflight(path: str | Path) -> list[str]:
    """What keeps a PDF file from being PDF/X-4, in words; nothing where it is.

    Raises ``InputError`` where the file cannot be read.
    """
    with open_pdf(path) as pdf:
        return [*_of_file(pdf), *_of_pages(pdf), *_of_fonts(pdf), *_of_colours(pdf)]


def is_pdfx(path: str | Path) -> bool:
    """Whether a PDF file says that it is PDF/X. Raises ``InputError``."""
    with open_pdf(path) as pdf, pdf.open_metadata() as about:
        return bool(about.pdfx_status)


def _of_file(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "the file is encrypted"
    with pdf.open_metadata() as about:
        if about.pdfx_status != "PDF/X-4":
            yield "the metadata do not say PDF/X-4"
        yield from (f"the metadata have no {name}" for name in _DATES if not about.get(name))
        if about.get("pdf:Trapped") not in {"True", "False"}:
            yield "the metadata do not say whether colours are trapped"
    intents = [one for one in pdf.Root.get(Name.OutputIntents, []) if one.get(Name.S) == Name.GTS_PDFX]
    if len(intents) != 1 or Name.DestOutputProfile not in intents[0]:
        yield "there is no output intent with the profile of a press"
        return
    data = io.BytesIO(intents[0].DestOutputProfile.read_bytes())
    if ImageCms.getOpenProfile(data).profile.device_class != "prtr":
        yield "the profile of the output intent is not that of a press"
    for name in (Name.OpenAction, Name.AA, Name.AcroForm):
        if name in pdf.Root:
            yield f"the file has {name}, which cannot be printed"


def _of_pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        if Name.TrimBox not in page:
            yield f"page {number} does not say where it is trimmed"
            continue
        media, bleed, trim = ([float(v) for v in box] for box in (page.mediabox, page.bleedbox, page.trimbox))
        if not _inside(trim, bleed) or not _inside(bleed, media):
            yield f"page {number}: trimmed page, bleed and sheet do not lie in each other"
        for annotation in page.get("/Annots", []):
            yield f"page {number} has a {str(annotation.get(Name.Subtype, '/?'))[1:]} annotation"


def _inside(inner: list[float], outer: list[float]) -> bool:
    return all(
        low >= least - _TOLERANCE and high <= most + _TOLERANCE
        for low, least, high, most in zip(inner[:2], outer[:2], inner[2:], outer[2:], strict=True)
    )


def _of_fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get(Name.Type) != Name.Font:
            continue
        if item.get(Name.Subtype) in {Name.Type0, Name.Type3}:
            continue  # the one has descendants, the other draws its glyphs
        descriptor: Any = item.get(Name.FontDescriptor, {})
        if not any(name in descriptor for name in _FONT_FILES):
            yield f"the font {str(item.get(Name.BaseFont, '/?'))[1:]} is not embedded"


def _of_colours(pdf: pikepdf.Pdf) -> Iterator[str]:
    if any(pikepdf.parse_content_stream(stream, _SCREEN_COLOURS) for stream in drawings(pdf)):
        yield "a drawing has colours of the screen"
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
            space = item.get(Name.ColorSpace) or item.get(Name.CS)
            if space in _SPACES or (isinstance(space, pikepdf.Array) and space[0] in _SPACES):
                yield f"a {str(item.get(Name.Subtype, '/shading'))[1:].lower()} has colours of the screen"
