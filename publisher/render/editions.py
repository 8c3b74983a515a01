"""All editions by name, and where each is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from publisher.files import write_file
from publisher.press.formats import PrintSetting
from publisher.render.epub import render_epub
from publisher.render.html import render_html
from publisher.render.pdf import render_pdf
from publisher.render.print import render_print
from publisher.render.site import SiteWork, write_site
from publisher.render.site.work import downloads
from publisher.render.tables import FOLDER, write_tables
from publisher.render.theme import Theme
from publisher.tree.nodes import Document

Writer = Callable[[Document, Path, str, Theme], Path]
"""Writes an edition of a document into a work's folder, under a stem; gives the path of what it wrote."""


def _html(document: Document, directory: Path, stem: str, theme: Theme) -> Path:
    path = directory / f"{stem}.html"
    write_file(path, render_html(document, theme))
    return path


def _epub(document: Document, directory: Path, stem: str, theme: Theme) -> Path:
    path = directory / f"{stem}.epub"
    write_file(path, render_epub(document, theme))
    return path


def _pdf(document: Document, directory: Path, stem: str, theme: Theme) -> Path:
    path = directory / f"{stem}.pdf"
    write_file(path, render_pdf(document, theme))
    return path


def _print(document: Document, directory: Path, stem: str, theme: Theme) -> Path:
    return write_print(document, directory, stem, theme, PrintSetting())


def write_print(document: Document, directory: Path, stem: str, theme: Theme, setting: PrintSetting) -> Path:
    """Write the print edition as ``write_edition`` does, with settings of its own."""
    path = directory / f"{stem}-print.pdf"
    write_file(path, render_print(document, theme, setting))
    return path


def _tables(document: Document, directory: Path, stem: str, theme: Theme) -> Path:  # noqa: ARG001
    write_tables(document, directory)
    return directory / FOLDER / "index.csv"


def _site(document: Document, directory: Path, stem: str, theme: Theme) -> Path:
    work = SiteWork(stem, document.metadata, lambda: document, downloads(directory, stem))
    return write_site([work], directory / "site", theme)


FORMATS: dict[str, Writer] = {
    "html": _html,
    "epub": _epub,
    "pdf": _pdf,
    "print": _print,
    "tables": _tables,
    "site": _site,
}
"""In the order in which they are written; the site offers the others to take away."""
USUAL_FORMATS = tuple(name for name in FORMATS if name != "print")
"""Those that are made where none are named; the print edition takes as long as the others together."""


def write_edition(document: Document, format: str, directory: Path, stem: str, theme: Theme) -> Path:
    """Write one edition of a document into the work's folder; gives the path of its main file.

    ``format`` is a key of ``FORMATS``; ``stem`` is the file name without its ending. What stood there is
    replaced as a whole or left whole. Raises ``OutputError``, or ``SystemPartError`` where a part of the
    system is missing that the format needs.
    """
    return FORMATS[format](document, directory, stem, theme)
