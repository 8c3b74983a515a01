"""The EPUB 3.3 edition: a file for each chapter, with cover and contents.

The words are those of the work; only where characters are lost does a page at the end explain their mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from publisher.render.anchors import find_places
from publisher.render.chunks import Chunk, chunks, parted
from publisher.render.cover import draw_cover
from publisher.render.dates import edition_date
from publisher.render.epub.metadata import about, describe, facts, identifier
from publisher.render.epub.package import Package
from publisher.render.formulas import mathml
from publisher.render.matter import LANDMARKS, LISTS, function, matters
from publisher.render.outline import Entry, shallow
from publisher.render.theme import Theme
from publisher.render.view import View, imprint, view
from publisher.tree.nodes import Contents, Document, Section
from publisher.tree.walk import walk

_NCX_ENTRIES = 1000
"""Most entries of the navigation for old reading systems, which load it as a whole."""
_TEXT, _ABOUT = "text", "about"
"""Addresses of the text and of the page about the edition."""
_ABOUT_PAGE = "about.xhtml"


@dataclass(frozen=True, slots=True)
class _Part:
    """A file of the text."""

    name: str
    chunk: Chunk
    matter: str
    """``frontmatter``, ``bodymatter`` or ``backmatter``."""


def render_epub(document: Document, theme: Theme) -> bytes:
    """The EPUB file of a document; the same bytes for the same document and theme."""
    work = view(document, mathml)
    parts = _parts(work)
    work = _addressed(work, parts)
    pages = _pages(work, parts, theme)
    entries = work.outline or (Entry(_TEXT, work.title, 1, ()),)
    if _ABOUT_PAGE in pages:
        entries = (*entries, Entry(_ABOUT, work.words["about"]["title"], 1, ()))

    package = Package(identifier(document, work.title), work.title, work.language)
    describe(package, work)
    style = theme.style("css/text.css", "css/screen.css", "epub/book.css", "css/theme.css")
    package.add("style.css", "text/css", style)
    package.add("cover.svg", "image/svg+xml", draw_cover(work, theme), "cover-image")
    for name, content in pages.items():
        package.add(name, "application/xhtml+xml", content, *(["mathml"] if "<math" in content else []))
    nav = theme.fill("epub/nav.jinja", view=work, entries=entries, landmarks=_landmarks(work))
    package.add("nav.xhtml", "application/xhtml+xml", nav, "nav")
    package.navigate(shallow(entries, _NCX_ENTRIES), work.href)
    order = list(pages)
    if not work.has_contents:
        order.insert(order.index(parts[0].name), "nav.xhtml")
    return package.packed(order, {"nav.xhtml"} - set(order), edition_date(work.metadata))


def _parts(work: View) -> list[_Part]:
    """The files of the text in reading order."""
    matter_of = {
        block.id: matter
        for outermost, matter in zip(work.body, matters(work.body), strict=True)
        for block in walk([outermost])
    }
    body = tuple(parted(work.body, work.words["continued"]))
    parts: list[_Part] = []
    for number, chunk in enumerate(chunks(body) or [Chunk(())], 1):
        before = parts[-1].matter if parts else "bodymatter"
        matter = matter_of.get(chunk.blocks[-1].id, before) if chunk.blocks else before
        parts.append(_Part(f"text-{number:03}.xhtml", chunk, matter))
    return parts


def _addressed(work: View, parts: Sequence[_Part]) -> View:
    """The view with the file of each address."""
    files = {place: part.name for part in parts for place in find_places(part.chunk.blocks).ids}
    start = next((part for part in parts if part.matter == "bodymatter"), parts[0])
    files |= {_TEXT: start.name, _ABOUT: _ABOUT_PAGE}
    places = replace(work.places, ids=work.places.ids | {_TEXT, _ABOUT})
    return replace(work, epub=True, files=files, places=places)


def _pages(work: View, parts: Sequence[_Part], theme: Theme) -> dict[str, str]:
    """The pages by their file names, in reading order."""
    pages = {"cover.xhtml": theme.fill("epub/cover.jinja", view=work)}
    if work.needs_title_page:
        pages["title.xhtml"] = theme.fill("epub/title.jinja", view=work, imprint=imprint(work.metadata))
    for part in parts:
        title = " ".join(part.chunk.title.split()) or work.title
        pages[part.name] = theme.fill(
            "epub/text.jinja", view=work, title=title, matter=part.matter, body=part.chunk.blocks
        )
    if "lost" in facts(work):
        pages[_ABOUT_PAGE] = theme.fill("epub/about.jinja", view=work, about=about(work))
    return pages


def _landmarks(work: View) -> list[tuple[str, str, str]]:
    """The function, link and title of what a reader may want to go to from anywhere."""
    found: dict[str, tuple[str, str, str]] = {}
    titles = {entry.id: entry.title for entry in work.outline}
    for block in walk(work.body):
        if isinstance(block, Contents) and block.role:
            term, title = LISTS[block.role], block.title or str(work.words[block.role])
            found.setdefault(term, (term, work.href(block.id), title))
    for block in work.body:
        if isinstance(block, Section) and block.id in titles and (term := function(block)) in LANDMARKS:
            found.setdefault(term, (term, work.href(block.id), titles[block.id]))
    return list(found.values())
