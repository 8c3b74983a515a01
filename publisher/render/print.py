"""The print edition: pages for a press, as PDF/X-4 in black ink.

The inner margin follows from the number of pages, and that from the inner margin: the pages are set with the
margin of an estimate, and once more where their number asks for another.
"""

from __future__ import annotations

from publisher.press.files import page_count
from publisher.press.formats import Format, PrintSetting, TypeArea
from publisher.press.inks import black_only
from publisher.press.pdfx import as_pdfx
from publisher.render.characters import em_width
from publisher.render.dates import edition_date
from publisher.render.pdf import PageStyle, render_pdf
from publisher.render.theme import Theme
from publisher.tree.nodes import Document
from publisher.tree.walk import texts, walk

_ROUNDS = 3
"""Most times that the pages are set, should margin and number not settle before."""
_FILLED = 0.6
"""Of the type areas, that text fills in most books."""


def render_print(document: Document, theme: Theme, setting: PrintSetting) -> bytes:
    """The print edition of a document. Raises ``SystemPartError`` where a library or a font is missing."""
    area = setting.format.area(_estimate(document, setting.format))
    for again in range(_ROUNDS):
        pdf = render_pdf(document, theme, _style(setting, area, theme))
        wanted = setting.format.area(page_count(pdf))
        if wanted == area or (again and wanted.inner < area.inner):
            break
        area = wanted
    return as_pdfx(pdf, black_only, setting.delivery, edition_date(document.metadata))


def _estimate(document: Document, format: Format) -> int:
    """About how many pages a document fills."""
    area = format.area(1)
    ems = sum(em_width(text) for block in walk(document.body) for text in texts(block))
    return int(ems / (area.line * area.lines * _FILLED)) + 1


def _style(setting: PrintSetting, area: TypeArea, theme: Theme) -> PageStyle:
    rules = theme.fill(
        "pdf/print-page.css.jinja", format=setting.format, area=area, bleed=setting.delivery.bleed
    )
    return PageStyle(sheets=("pdf/print.css",), rules=rules, right_hand=True)
