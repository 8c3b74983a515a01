"""The EPUB 3.3 edition, packed by EbookLib.

EbookLib writes the container, the package document and the NCX. All XHTML comes from our templates and
goes in as it is, because EbookLib's own navigation takes notes for pages. ``_Packer`` adds what it leaves
out: the language of the package, and equal bytes for equal input.
"""

from __future__ import annotations

import io
import os
import uuid
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

from ebooklib import epub
from lxml import etree

from publisher.render.anchors import find_places
from publisher.render.characters import legal
from publisher.render.chunks import chunks, parted
from publisher.render.cover import title_lines
from publisher.render.formulas import mathml
from publisher.render.isbn import valid_isbn
from publisher.render.outline import Entry, shallow
from publisher.render.theme import Theme
from publisher.render.view import View, imprint, view
from publisher.tree.nodes import Document, Metadata

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMESPACE = uuid.UUID("6f1c4f0e-5b0c-5d39-9a58-0d6f1a1f2f0b")
"""Names the works that have no digest of a dump; an arbitrary, fixed UUID."""
_NCX_ENTRIES = 1000
"""Most entries of the navigation for old reading systems, which load it as a whole."""
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_RELATORS = {
    "author": "aut",
    "editor": "edt",
    "translator": "trl",
    "compiler": "com",
    "illustrator": "ill",
    "contributor": "ctb",
}
"""MARC codes of the roles of creators."""


def render_epub(document: Document, theme: Theme) -> bytes:
    """The EPUB file of a document; the same bytes for the same document and theme."""
    work = view(document, mathml)
    body = tuple(parted(work.body, work.words["continued"]))
    parts = {f"text-{n:03}.xhtml": chunk for n, chunk in enumerate(chunks(body), 1)}
    files = {place: name for name, chunk in parts.items() for place in find_places(chunk.blocks).ids}
    work = replace(work, epub=True, files=files)

    book = epub.EpubBook()
    _add_metadata(book, document, work)
    _add(book, "style.css", "text/css", theme.style("css/text.css", "css/screen.css", "epub/book.css"))
    _add(book, "cover.svg", "image/svg+xml", _cover(work, theme), "cover-image")
    pages = {"cover.xhtml": theme.fill("epub/cover.jinja", view=work)}
    if not work.has_title_page:
        pages["title.xhtml"] = theme.fill("epub/title.jinja", view=work, imprint=imprint(work.metadata))
    for name, chunk in parts.items():
        title = " ".join(chunk.title.split()) or work.title
        pages[name] = theme.fill("epub/text.jinja", view=work, title=title, body=chunk.blocks)
    for name, content in pages.items():
        _add(book, name, "application/xhtml+xml", content, *(["mathml"] if "<math" in content else []))
    names = list(pages)
    start = files.get(work.outline[0].id, "") if work.outline else names[-1]
    nav = theme.fill("epub/nav.jinja", view=work, start=start)
    _add(book, "nav.xhtml", "application/xhtml+xml", nav, "nav")
    book.add_item(epub.EpubNcx())
    book.toc = [_ncx(entry, work) for entry in shallow(work.outline, _NCX_ENTRIES)] or [
        epub.Link(start, legal(work.title), "toc")
    ]
    book.spine = [item.id for item in book.items if item.file_name in pages] + [("nav-xhtml", "no")]

    file = io.BytesIO()
    _Packer(file, book, {"mtime": _modified(work.metadata)}).write()
    return file.getvalue()


class _Packer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer with a package language and fixed times."""

    def _write_opf_file(self, root: etree._Element) -> None:
        root.set(_XML_LANG, self.book.language)
        super()._write_opf_file(root)

    def write(self) -> None:
        """Write the archive: the media type first and stored, as EPUB demands, then all files in order."""
        with _Archive(self.file_name, "w", zipfile.ZIP_DEFLATED) as self.out:
            self.out.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()


class _Archive(zipfile.ZipFile):
    """A ZIP file that does not tell when it was written."""

    def writestr(  # type: ignore[override]
        self, name: str, data: bytes | str, compress_type: int = zipfile.ZIP_DEFLATED
    ) -> None:
        """Add a file from its bytes or text."""
        info = zipfile.ZipInfo(name, _ZIP_TIME)
        info.external_attr = 0o644 << 16
        super().writestr(info, data, compress_type)


def _add(book: epub.EpubBook, name: str, media_type: str, content: str, *properties: str) -> None:
    item = epub.EpubItem(name.replace(".", "-"), name, media_type, content.encode())
    item.properties = list(properties)
    book.add_item(item)


def _cover(work: View, theme: Theme) -> str:
    return theme.fill(
        "epub/cover.svg.jinja", view=work, title=title_lines(work.title), imprint=imprint(work.metadata)
    )


def _ncx(entry: Entry, work: View) -> object:
    href, title = work.href(entry.id), legal(entry.title)
    if not entry.children:
        return epub.Link(href, title, f"ncx-{entry.id}")
    return epub.Section(title, href), [_ncx(child, work) for child in entry.children]


def _add_metadata(book: epub.EpubBook, document: Document, work: View) -> None:
    """Dublin Core, then what EPUB Accessibility 1.1 asks for, as far as it is true of this work."""
    data = work.metadata
    isbn = valid_isbn(data.isbn)
    digest = document.source.sha256 if document.source else work.title
    book.set_identifier(f"urn:uuid:{uuid.uuid5(_NAMESPACE, digest)}")
    book.set_title(legal(work.title))
    book.set_language(work.language)
    for name, value in (
        ("identifier", f"urn:isbn:{isbn}" if isbn else ""),
        ("publisher", data.publisher),
        ("date", data.date if _date(data) else ""),
        ("source", _printed_source(data, isbn)),
    ):
        if value:
            book.add_metadata("DC", name, legal(value))
    for number, creator in enumerate(data.creators, 1):
        who = f"creator-{number}"
        book.add_metadata("DC", "creator", legal(creator.name), {"id": who})
        _meta(book, "role", _RELATORS[creator.role], refines=f"#{who}", scheme="marc:relators")
    features = ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability"]
    if work.pages:
        features += ["pageBreakMarkers", "pageNavigation"]
        _meta(book, "pageBreakSource", legal(_printed_source(data, isbn) or work.title))
    _meta(book, "schema:accessMode", "textual")
    _meta(book, "schema:accessModeSufficient", "textual")
    for feature in features:
        _meta(book, "schema:accessibilityFeature", feature)
    _meta(book, "schema:accessibilityHazard", "none")
    _meta(book, "schema:accessibilitySummary", work.words["summary"])


def _meta(book: epub.EpubBook, name: str, value: str, **attributes: str) -> None:
    book.add_metadata("OPF", "meta", value, {"property": name, **attributes})


def _printed_source(work: Metadata, isbn: str) -> str:
    """What names the printed edition: its ISBN, else publisher and date."""
    return f"urn:isbn:{isbn}" if isbn else ", ".join(filter(None, (work.title, work.publisher, work.date)))


def _modified(work: Metadata) -> datetime:
    """The date of the edition: ``SOURCE_DATE_EPOCH``, else the work's date, never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC)
    return _date(work) or _NO_DATE


def _date(work: Metadata) -> datetime | None:
    """The first day of the work's date; None where it gives none in the form that it should have."""
    try:
        return datetime.strptime((work.date + "-01-01")[:10], "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None
