"""The PDF edition for the screen: bookmarks, linked contents, running heads, tags (PDF/UA), by WeasyPrint."""

from __future__ import annotations

import gc
import shutil
import subprocess
from dataclasses import replace
from typing import Any

from publisher.errors import SystemPartError
from publisher.render.characters import LOST_OR_DOUBLED, with_quote_breaks
from publisher.render.footnotes import with_footnotes
from publisher.render.formulas import drawing
from publisher.render.outline import shallow
from publisher.render.theme import Theme
from publisher.render.view import View, imprint, view
from publisher.tree.nodes import AnyBlock, Division, Document, List, Paragraph, Section, Text
from publisher.tree.walk import as_text, inlines, map_blocks, replaced, texts, walk

_VARIANT = "pdf/ua-1"
_CONTENTS_ENTRIES = 300
"""Most entries of the contents; deeper levels are left to the bookmarks."""
_BOOK, _CHAPTER = 12_000, 2_500
"""Characters: a work that has more, and more in each outermost section on average, is set as a book."""
_LIBRARIES = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_FONTS = "apt-get install -y fonts-noto-cjk"


def render_pdf(document: Document, theme: Theme) -> bytes:
    """The PDF file of a document. Raises ``SystemPartError`` where a library or a font is missing."""
    weasyprint = load_weasyprint()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    markup = _markup(_paged(document), theme)
    pages = weasyprint.HTML(string=markup, url_fetcher=fetcher).render(pdf_variant=_VARIANT)
    gc.collect()  # a long book needs a tenth less memory without the garbage of its layout
    pdf: bytes = pages.write_pdf(pdf_variant=_VARIANT)
    return pdf


def _paged(document: Document) -> View:
    """The view of a document for pages: formulas as pictures, Chinese marks compressed, notes at the foot."""
    work = view(document, drawing)
    if work.language.startswith("zh"):
        _demand_chinese_font()
        work = replace(work, special=LOST_OR_DOUBLED, body=_with_quote_breaks(work))
    body, footnotes = with_footnotes(work.body)
    return replace(work, body=body, footnotes=footnotes)


def _markup(work: View, theme: Theme) -> str:
    chapters = [block for block in work.body if isinstance(block, Section)]
    length = sum(len(text) for block in walk(chapters) for text in texts(block))
    front = _front(work)
    return theme.fill(
        "pdf/book.jinja",
        view=work,
        front=work.body[:front],
        body=work.body[front:],
        contents=shallow(work.outline, _CONTENTS_ENTRIES),
        is_book=length > max(_BOOK, _CHAPTER * len(chapters)),
        imprint=imprint(work.metadata),
        style=theme.style("css/text.css", "pdf/book.css"),
    )


def _with_quote_breaks(work: View) -> tuple[AnyBlock, ...]:
    """The body with running text, but no heading, made breakable at quotes."""

    def change(text: Text) -> Text:
        return as_text(with_quote_breaks(n) if isinstance(n, str) else n for n in inlines(text))

    def one(block: AnyBlock) -> AnyBlock:
        match block:
            case Paragraph():
                return replaced(block, text=change(block.text))
            case List():
                items = (replaced(item, text=change(item.text)) for item in block.items)
                return replaced(block, items=tuple(items))
            case _:
                return block

    return map_blocks(Document(body=work.body), one).body


def _front(work: View) -> int:
    """How many blocks stand before the contents: those up to the last title page at the work's start."""
    front = 0
    for number, block in enumerate(work.body, 1):
        if isinstance(block, Section):
            break
        if isinstance(block, Division):
            front = number
    return front


def load_weasyprint() -> Any:
    """WeasyPrint, which loads Pango and others from the system as soon as it is imported."""
    try:
        import weasyprint  # noqa: PLC0415 (see above)

        from publisher.render.typesetting import complete_weasyprint  # noqa: PLC0415
    except OSError as error:
        raise SystemPartError(f"a library for PDF is missing: {error}", advice=_LIBRARIES) from None
    complete_weasyprint()
    return weasyprint


def _demand_chinese_font() -> None:
    """Without a Chinese font every character would be an empty box."""
    fontconfig = shutil.which("fc-list")
    if not fontconfig:
        return
    fonts = subprocess.run(
        [fontconfig, ":lang=zh", "family"], capture_output=True, text=True, check=False
    ).stdout
    if not fonts.strip():
        raise SystemPartError("no font for Chinese is installed", advice=_FONTS)
