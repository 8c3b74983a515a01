"""PDF editions, set by WeasyPrint: bookmarks, linked contents, running heads, footnotes, tags (PDF/UA).

A long work is cut into parts that begin on new pages (``cutting``); the parts are set side by side
(``side_by_side``, ``setting``) and joined (``joining``). What depends on the page numbers of other parts is
set when those are known: the parts that hold contents, and the folios of all pages (``paging``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from publisher.render.characters import LOST_OR_DOUBLED, with_quote_breaks
from publisher.render.formulas import drawing
from publisher.render.outline import shallow
from publisher.render.pdf.cutting import cut
from publisher.render.pdf.engine import demand_chinese_font, load_weasyprint
from publisher.render.pdf.footnotes import with_footnotes
from publisher.render.pdf.joining import join
from publisher.render.pdf.paging import Paging
from publisher.render.pdf.setting import ELSEWHERE, Part, SetPart, set_leaves
from publisher.render.pdf.side_by_side import set_parts
from publisher.render.theme import Theme
from publisher.render.view import View, imprint, view
from publisher.tree.nodes import AnyBlock, Contents, Document, List, Paragraph, Text, Verse
from publisher.tree.walk import as_text, inlines, map_blocks, replaced, walk

_CONTENTS_ENTRIES = 300
"""Most entries of the contents; deeper levels are left to the bookmarks."""
_ROUNDS = 4
"""How often contents may be set anew because their own length has moved the pages that they name."""


@dataclass(frozen=True, slots=True)
class PageStyle:
    """How the pages of an edition look. All measures stand in style sheets."""

    sheets: tuple[str, ...] = ()
    """Style sheets of the theme that follow ``css/text.css`` and ``pdf/book.css``."""
    rules: str = ""
    """CSS after all sheets, such as an ``@page`` rule with the measures of a preset."""
    variant: str = "pdf/ua-1"
    """The kind of PDF, as WeasyPrint calls it."""
    right_hand: bool = False
    """Whether chapters open on right-hand pages, with a blank page before them where one is needed."""


SCREEN = PageStyle()


def render_pdf(document: Document, theme: Theme, style: PageStyle = SCREEN) -> bytes:
    """The PDF file of a document. Raises ``SystemPartError`` where a library or a font is missing."""
    load_weasyprint()
    return Book(document, theme, style).pdf()


def _paged(document: Document) -> View:
    """The view of a document for pages: formulas as pictures, Chinese marks compressed, notes at the foot."""
    work = view(document, drawing)
    if work.language.startswith("zh"):
        demand_chinese_font()
        work = replace(work, special=LOST_OR_DOUBLED, body=_with_quote_breaks(work))
    body, footnotes = with_footnotes(work.body)
    return replace(work, body=body, footnotes=footnotes)


class Book:
    """A work on its way to pages."""

    def __init__(self, document: Document, theme: Theme, style: PageStyle = SCREEN) -> None:
        work = _paged(document)
        self._theme, self._style = theme, style
        self._css = theme.style("css/text.css", "pdf/book.css", *style.sheets) + style.rules
        self._cut = cut(work.body, each=style.right_hand)
        several = len(self._cut.parts) > 1
        self._work = replace(work, files=dict.fromkeys(work.places.ids, ELSEWHERE)) if several else work
        self._places = frozenset(work.places.ids.difference(_unnamed(work)))

    def pdf(self) -> bytes:
        """The bytes of the book."""
        parts = range(len(self._cut.parts))
        late = [number for number in parts if len(parts) > 1 and self._cut.parts[number].shows_folios]
        done = self._set([number for number in parts if number != 0 or not late], {})
        paging = self._paging(done)
        for _ in range(_ROUNDS if late else 0):
            done |= self._set(late, paging.folios)
            before, paging = paging, self._paging(done)
            if paging.folios == before.folios:
                break
        leaves = self._theme.fill(
            "pdf/leaves.jinja",
            view=self._work,
            leaves=paging.leaves,
            style=self._css + self._theme.style("pdf/folios.css"),
        )
        fonts = [font for number in sorted(done) for font in done[number].fonts]
        placed = [(paging.starts[number], done[number]) for number in sorted(done)]
        return join(set_leaves(leaves, self._style.variant, fonts), placed, paging.front)

    def _set(self, numbers: list[int], folios: Mapping[str, str]) -> dict[int, SetPart]:
        """Some parts set, with the page numbers that are known."""
        parts = [
            Part(number, self.markup(number, folios), self._style.variant, self._places) for number in numbers
        ]
        return dict(zip(numbers, set_parts(parts), strict=True))

    def markup(self, number: int, folios: Mapping[str, str] | None = None) -> str:
        """The mark-up of a part, with the page numbers that are known."""
        part = self._cut.parts[number]
        return self._theme.fill(
            "pdf/book.jinja",
            view=replace(self._work, folios=folios or {}),
            part=part,
            in_parts=len(self._cut.parts) > 1,
            is_book=self._cut.is_book,
            contents=shallow(self._work.outline, _CONTENTS_ENTRIES),
            imprint=imprint(self._work.metadata),
            style=self._css,
        )

    def _paging(self, done: Mapping[int, SetPart]) -> Paging:
        front = 1 if len(self._cut.parts) > 1 else 0
        return Paging([done.get(n) for n in range(len(self._cut.parts))], front, self._style.right_hand)


def _unnamed(work: View) -> Iterator[str]:
    """The addresses of running text, by far the most, unless the contents lead there."""
    blocks = list(walk(work.body))
    targets = {entry.target for b in blocks if isinstance(b, Contents) for entry in b.entries}
    for block in blocks:
        if isinstance(block, Paragraph | List | Verse) and block.id not in targets:
            yield block.id
        if isinstance(block, List):
            yield from (item.id for item in block.items if item.id not in targets)


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
