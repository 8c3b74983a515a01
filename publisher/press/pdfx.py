"""PDF/X-4 (ISO 15930-7): finished pages as presses take them.

The file says for which printing condition it is made, has no colour that the press has no ink for, embeds its
fonts, tells the trimmed page and its bleed, and holds nothing that is not printed.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publisher.press.files import saved
from publisher.press.inks import Mix, set_inks
from publisher.press.marks import LENGTH, OFFSET, crop_marks
from publisher.press.paper import POINT, Size
from publisher.press.profile import Profile

_VERSION = "1.6"
_REGISTRY = "http://www.color.org"
_NOT_ON_PAPER = (Name.Annots, Name.StructParents, Name.Tabs)
_NOT_PRINTED = (Name.Outlines, Name.Names, Name.StructTreeRoot, Name.MarkInfo, Name.PageMode, Name.OpenAction)
_PDFX = "http://www.npes.org/pdfx/ns/id/"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a press asks of the files that it is given."""

    profile: Profile = field(default_factory=Profile.standard)
    """Of the printing condition."""
    bleed: float = 0.0
    """What the pages print beyond the trimmed page on each side, in millimetres."""
    marks: bool = False
    """Whether crop marks stand around the pages."""


def as_pdfx(
    data: bytes, mix: Mix, delivery: Delivery, date: datetime, *, folds: Sequence[float] = ()
) -> bytes:
    """A PDF file, whose pages are as large as trimmed page and bleed, made PDF/X-4.

    ``mix`` makes inks of colours; ``date`` is that of the edition, with its time zone; ``folds`` are places
    to be marked, in millimetres from the left of the trimmed page. Title and author are those that the file
    has. The same input gives the same bytes.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for name in _NOT_PRINTED:
            if name in pdf.Root:
                del pdf.Root[name]
        for page in pdf.pages:
            for name in _NOT_ON_PAPER:
                if name in page:
                    del page[name]
            _set_boxes(page, delivery, folds)
        set_inks(pdf, mix)
        _declare(pdf, delivery.profile, date)
        pdf.remove_unreferenced_resources()
        return saved(pdf, _VERSION)


def _set_boxes(page: pikepdf.Page, delivery: Delivery, folds: Sequence[float]) -> None:
    """Tell what is trimmed and what bleeds, and make room for marks around."""
    left, foot, right, head = (float(edge) * POINT for edge in page.mediabox)
    bleed = delivery.bleed
    trimmed = Size(right - left - 2 * bleed, head - foot - 2 * bleed)
    page.BleedBox = page.CropBox = page.MediaBox
    page.trimbox = _box(left + bleed, foot + bleed, trimmed)
    if not delivery.marks:
        return
    room = max(OFFSET, bleed) + LENGTH + 1
    left, foot = left + bleed - room, foot + bleed - room
    sheet = Size(trimmed.width + 2 * room, trimmed.height + 2 * room)
    page.mediabox = _box(left, foot, sheet)
    page.CropBox = page.MediaBox
    marks = crop_marks(sheet, trimmed, bleed, folds)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"Q\n1 0 0 1 {left / POINT:.3f} {foot / POINT:.3f} cm\n{marks}".encode("ascii"))


def _box(left: float, foot: float, size: Size) -> pikepdf.Rectangle:
    """A box of a page, from millimetres."""
    edges = (left, foot, left + size.width, foot + size.height)
    return pikepdf.Rectangle(*(edge / POINT for edge in edges))


def _declare(pdf: pikepdf.Pdf, profile: Profile, date: datetime) -> None:
    """Say what the file is and for which press."""
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(profile.condition),
        Info=String(profile.name),
        DestOutputProfile=pdf.make_stream(profile.data, N=4),
    )
    if profile.is_registered:
        intent.RegistryName = String(_REGISTRY)
    pdf.Root.OutputIntents = Array([intent])
    title, author = (str(pdf.docinfo.get(name, "")) for name in (Name.Title, Name.Author))
    if Name.Metadata in pdf.Root:
        del pdf.Root.Metadata
    if Name.Info in pdf.trailer:
        del pdf.trailer.Info
    identity = hashlib.sha256(repr((title, author, date)).encode()).hexdigest()
    with pdf.open_metadata(set_pikepdf_as_editor=False) as about:
        about["dc:title"] = title
        if author:
            about["dc:creator"] = [author]
        about["xmp:CreateDate"] = about["xmp:ModifyDate"] = about["xmp:MetadataDate"] = date.isoformat()
        about["xmpMM:DocumentID"] = f"uuid:{UUID(identity[:32])}"
        about["xmpMM:VersionID"], about["xmpMM:RenditionClass"] = "1", "default"
        about["pdf:Producer"], about["pdf:Trapped"] = "publisher", "False"
        about[f"{{{_PDFX}}}GTS_PDFXVersion"] = "PDF/X-4"
    pdf.docinfo[Name.Trapped] = Name("/False")
