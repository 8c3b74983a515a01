"""EPUB packages, written by EbookLib: the only module that knows it.

EbookLib writes the container, the package document and the NCX. ``Package`` adds what it leaves out:
the language of the package, and equal bytes for equal input. All XHTML comes from our
templates and goes in as it is, because EbookLib's own navigation takes notes for pages.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from ebooklib import epub
from lxml import etree

from publisher.render.characters import legal
from publisher.render.outline import Entry

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


class Package:
    """An EPUB publication that is being put together."""

    def __init__(self, identifier: str, title: str, language: str) -> None:
        self._book = epub.EpubBook()
        self._book.set_identifier(identifier)
        self._book.title = legal(title)
        self.describe("title", title, id="title")
        self.declare("title-type", "main", refines="#title")
        self._book.set_language(language)

    def describe(self, name: str, value: str, **attributes: str) -> None:
        """Add a Dublin Core element."""
        self._book.add_metadata("DC", name, legal(value), attributes)

    def declare(self, name: str, value: str, **attributes: str) -> None:
        """Add a ``meta`` element with a property."""
        self._book.add_metadata("OPF", "meta", legal(value), {"property": name, **attributes})

    def add(self, name: str, media_type: str, content: str, *properties: str) -> None:
        """Add a file."""
        item = epub.EpubItem(_id(name), name, media_type, content.encode())
        item.properties = list(properties)
        self._book.add_item(item)

    def navigate(self, entries: Sequence[Entry], href: Callable[[str], str]) -> None:
        """Add the navigation for old reading systems: its entries, and what gives the link to an id."""

        def node(entry: Entry) -> object:
            link, title = href(entry.id), legal(entry.title)
            if not entry.children:
                return epub.Link(link, title, f"ncx-{entry.id}")
            return epub.Section(title, link), [node(child) for child in entry.children]

        self._book.toc = [node(entry) for entry in entries]
        self._book.add_item(epub.EpubNcx())

    def packed(self, reading_order: Iterable[str], beside: Iterable[str], modified: datetime) -> bytes:
        """The file: with its files in reading order, those that are read beside it, and its date."""
        self._book.spine = [(_id(name), "yes") for name in reading_order] + [
            (_id(name), "no") for name in beside
        ]
        file = io.BytesIO()
        _Writer(file, self._book, {"mtime": modified}).write()
        return file.getvalue()


def _id(name: str) -> str:
    return name.replace(".", "-")


class _Writer(epub.EpubWriter):  # type: ignore[misc]
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
