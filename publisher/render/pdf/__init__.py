"""PDF editions, set by WeasyPrint: bookmarks, linked contents, running heads, footnotes, tags (PDF/UA).

A long work is cut into parts that begin on new pages (``cutting``); the parts are set side by side
(``side_by_side``, ``setting``) and joined (``joining``). What depends on the page numbers of other parts is
set when those are known: the parts that hold contents, and the folios of all pages (``paging``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

from publisher.render.characters import LOST_OR_DOUBLED
from publisher.render.chunks import weight
from publisher.render.formulas import drawing
from publisher.render.outline import shallow
from publisher.render.pdf.breaks import with_line_breaks
from publisher.render.pdf.cutting import cut
from publisher.render.pdf.engine import demand_chinese_font, load_weasyprint
from publisher.render.pdf.fitting import Measures, fits, measure
from publisher.render.pdf.footnotes import with_footnotes
from publisher.render.pdf.joining import join
from publisher.render.pdf.paging import Paging
from publisher.render.pdf.setting import ELSEWHERE, Part, SetPart, set_base
from publisher.render.pdf.side_by_side import Setters
from publisher.render.theme import Theme
from publisher.render.view import View, imprint, view
from publisher.tree.nodes import Contents, Document, List, Paragraph, Verse
from publisher.tree.walk import walk

_CONTENTS_ENTRIES = 300
"""Most entries of the contents; deeper levels are left to the bookmarks."""
_ROUNDS = 5
"""How often contents may be set, as their own length moves the pages that they name."""
_WORTH = 150_000
"""Bytes of text and mark-up that take longer to set than a process takes to start."""
_LEAVES = 120
"""Leaves that are set together."""


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


SCREEN = PageStyle(sheets=("pdf/screen.css",))


def render_pdf(document: Document, theme: Theme, style: PageStyle = SCREEN) -> bytes:
    """The PDF file of a document. Raises ``SystemPartError`` where a library or a font is missing."""
    return Book(document, theme, style).pdf()


def _paged(document: Document) -> View:
    """The view of a document for pages: formulas as pictures, Chinese marks compressed, notes at the foot."""
    work = view(document, drawing)
    chinese = work.language.startswith("zh")
    if chinese:
        demand_chinese_font()
        work = replace(work, special=LOST_OR_DOUBLED)
    body, footnotes = with_footnotes(with_line_breaks(work.body, chinese=chinese))
    return replace(work, body=body, footnotes=footnotes)


class Book:
    """A work on its way to pages."""

    def __init__(self, document: Document, theme: Theme, style: PageStyle = SCREEN) -> None:
        work = _paged(document)
        self._theme, self._style = theme, style
        self._css = theme.style("css/text.css", "pdf/book.css", *style.sheets, "css/theme.css") + style.rules
        self._cut = cut(work.body, each=style.right_hand)
        several = len(self._cut.parts) > 1
        self._work = replace(work, files=dict.fromkeys(work.places.ids, ELSEWHERE)) if several else work
        self._numbers = range(len(self._cut.parts))
        self._places = frozenset(work.places.ids.difference(_unnamed(work)))

    def pdf(self) -> bytes:
        """The bytes of the book."""
        with Setters(wanted=sum(map(self._weight, self._numbers)) > _WORTH) as setters:
            load_weasyprint()
            done, paging = self._set(setters)
            leaves = setters.set(
                [(end - start, partial(self._leaves, paging, start, end)) for start, end in _runs(paging)]
            )
        parts = [done[number] for number in self._numbers]
        fonts = [font for part in (*parts, *leaves) for font in part.fonts]
        base = set_base(self._leaves(paging, 0, 1).markup, self._style.variant, fonts)
        return join(base, leaves, list(zip(paging.starts, parts, strict=True)), paging.front)

    def _set(self, setters: Setters) -> tuple[dict[int, SetPart], Paging]:
        """All parts set, those that name pages as soon as these are known."""
        several = len(self._cut.parts) > 1
        late = [number for number in self._numbers if several and self._cut.parts[number].shows_folios]
        done: dict[int, SetPart] = {}
        paging = self._paging(done)
        for _ in range(_ROUNDS):
            numbers = late if done else self._numbers[several:]
            jobs = [(self._weight(number), partial(self.part, number, paging.folios)) for number in numbers]
            done |= zip(numbers, setters.set(jobs), strict=True)
            before, paging = paging, self._paging(done)
            if paging.folios == before.folios or not late:
                break
        return done, paging

    def _weight(self, number: int) -> int:
        part = self._cut.parts[number]
        return sum(map(weight, (*(part.front or ()), *part.body)))

    def _leaves(self, paging: Paging, start: int, end: int) -> Part:
        """Some leaves as a part to be set."""
        markup = self._theme.fill(
            "pdf/leaves.jinja",
            view=self._work,
            leaves=paging.leaves[start:end],
            start=start,
            front=paging.front,
            style=self._css + self._theme.style("pdf/folios.css"),
        )
        return Part(0, markup, self._style.variant, frozenset())

    def part(self, number: int, folios: Mapping[str, str]) -> Part:
        """A part to be set, with the page numbers that are known."""
        return Part(number, self.markup(number, folios), self._style.variant, self._places)

    def markup(self, number: int, folios: Mapping[str, str] | None = None) -> str:
        """The mark-up of a part, with the page numbers that are known."""
        part = self._cut.parts[number]
        return self._theme.fill(
            "pdf/book.jinja",
            view=replace(self._work, folios=folios or {}, fit=partial(fits, page=self._measures)),
            part=part,
            in_parts=len(self._cut.parts) > 1,
            is_book=self._cut.is_book,
            contents=shallow(self._work.outline, _CONTENTS_ENTRIES),
            imprint=imprint(self._work.metadata),
            style=self._css,
        )

    @cached_property
    def _measures(self) -> Measures:
        markup = self._theme.fill("pdf/measures.jinja", view=self._work, style=self._css)
        return measure(markup, self._style.variant)

    def _paging(self, done: Mapping[int, SetPart]) -> Paging:
        front = 1 if len(self._cut.parts) > 1 else 0
        return Paging([done.get(number) for number in self._numbers], front, self._style.right_hand)


def _runs(paging: Paging) -> list[tuple[int, int]]:
    """The leaves that are set together: start and end."""
    count = len(paging.leaves)
    return [(start, min(start + _LEAVES, count)) for start in range(0, count, _LEAVES)]


def _unnamed(work: View) -> Iterator[str]:
    """The addresses of running text, by far the most, unless the contents lead there."""
    blocks = list(walk(work.body))
    targets = {entry.target for b in blocks if isinstance(b, Contents) for entry in b.entries}
    for block in blocks:
        if isinstance(block, Paragraph | List | Verse) and block.id not in targets:
            yield block.id
        if isinstance(block, List):
            yield from (item.id for item in block.items if item.id not in targets)
