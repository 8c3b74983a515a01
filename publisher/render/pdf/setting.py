"""One part of a book set as a PDF file that is made to be joined to others.

Such a part lacks what only the whole can have: it embeds no fonts (it tells which glyphs it needs), its
links to other parts name their targets, and its table cells have names that no other part uses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import pydyf

from publisher.render.pdf.engine import laid_out

if TYPE_CHECKING:
    from publisher.render.pdf.fonts import FontUse

ELSEWHERE = "part:"
"""Before the address of a link that may lead to another part; an address of its own scheme to WeasyPrint."""


@dataclass(frozen=True, slots=True)
class Part:
    """Mark-up to be set by itself."""

    number: int
    markup: str
    variant: str
    """The kind of PDF, as WeasyPrint calls it, such as ``pdf/ua-1``."""
    places: frozenset[str]
    """The addresses, of all parts, that links and readers may go to."""


@dataclass(frozen=True, slots=True)
class SetPart:
    """A part on its pages."""

    pdf: bytes
    sizes: list[tuple[float, float]]
    """Width and height of each page, in CSS px."""
    blanks: frozenset[int]
    """The pages, from 0, that were left blank so that the next is a right-hand one."""
    anchors: dict[str, int]
    """The page, from 0, on which each address of the part stands."""
    fonts: list[FontUse]


def set_part(part: Part) -> SetPart:
    """Set a part. Raises ``SystemPartError`` where WeasyPrint lacks a library."""
    document = laid_out(part.markup, part.variant)
    for page in document.pages:  # WeasyPrint also makes links of all boxes inside a link
        page.links = [link for link in page.links if link[3].link]
    fonts = document.fonts = _left_out()
    pdf = document.write_pdf(pdf_variant=part.variant, finisher=partial(_prepare, part))
    anchors: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for name in page.anchors:
            if name in part.places:
                anchors.setdefault(name, number)
    sizes = [(page.width, page.height) for page in document.pages]
    blanks = frozenset(n for n, page in enumerate(document.pages) if page._page_box.page_type.blank)
    return SetPart(pdf, sizes, blanks, anchors, fonts.uses())


def set_base(markup: str, variant: str, fonts: Iterable[FontUse]) -> bytes:
    """Set what a book is built on: a PDF file with its metadata and all its fonts."""
    from publisher.render.pdf.fonts import take_over  # noqa: PLC0415 (loads WeasyPrint)

    document = laid_out(markup, variant)
    take_over(document, fonts)
    pdf: bytes = document.write_pdf(pdf_variant=variant)
    return pdf


def _left_out() -> Any:
    from publisher.render.pdf.fonts import LeftOut  # noqa: PLC0415 (loads WeasyPrint)

    return LeftOut()


def _prepare(part: Part, _document: Any, pdf: Any) -> None:
    """Make the objects of a part fit to stand beside those of others."""
    from publisher.render.pdf.tagging import dissolve_spans  # noqa: PLC0415 (loads WeasyPrint)

    if "StructTreeRoot" in pdf.catalog:
        dissolve_spans(pdf)
    names = {}
    for item in pdf.objects:
        if not isinstance(item, pydyf.Dictionary):
            continue
        if item.get("Subtype") == "/Link" and "A" in item:
            _lead_elsewhere(item)
        if "ID" in item:
            item["ID"] = _own(part, item["ID"])
            names[item["ID"].string] = item.reference
        if isinstance(cell := item.get("A"), dict) and "Headers" in cell:
            cell["Headers"] = pydyf.Array(_own(part, name) for name in cell["Headers"])
    _name_elements(pdf, names)
    _keep_places(part, pdf)


def _lead_elsewhere(link: Any) -> None:
    """Let a link to an address of the work lead to the named destination."""
    target = link["A"].get("URI")
    if target is not None and target.string.startswith(f"{ELSEWHERE}#"):
        name = target.string.removeprefix(f"{ELSEWHERE}#")
        del link["A"]
        link["Dest"] = pydyf.String(name)


def _own(part: Part, name: Any) -> Any:
    """The name of a table cell, unique in all parts; the names of a later part sort after it."""
    return pydyf.String(f"{part.number:04}-{name.string}")


def _name_elements(pdf: Any, names: dict[str, bytes]) -> None:
    """The tree by which the names of elements are found, which WeasyPrint leaves out."""
    if names:
        number = int(pdf.catalog["StructTreeRoot"].split()[0])
        pairs = (item for name in sorted(names) for item in (pydyf.String(name), names[name]))
        pdf.objects[number]["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(pairs)})


def _keep_places(part: Part, pdf: Any) -> None:
    """Leave out the names of paragraphs and the like, by far the most."""
    named = pdf.catalog.get("Names", {}).get("Dests")
    if named:
        pairs = zip(named["Names"][::2], named["Names"][1::2], strict=True)
        named["Names"] = pydyf.Array(
            item for name, place in pairs if name.string in part.places for item in (name, place)
        )
