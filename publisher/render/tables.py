"""The tables edition: every table as a CSV file, and ``index.csv`` that says what each one is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher.files import staged_folder
from publisher.render.characters import legal
from publisher.render.grid import rectangle
from publisher.render.interface import words_for
from publisher.tree.nodes import Block, Document, PageBreak, Section, Table
from publisher.tree.walk import children, own_texts, plain

FOLDER = "tables"


@dataclass(frozen=True, slots=True)
class Found:
    """A table with the place where it starts."""

    table: Table
    page: str
    """The printed page, where it is certain."""
    section: str
    """The heading that it stands under."""


def find_tables(document: Document) -> list[Found]:
    """All tables of a document, in reading order."""
    return list(_Finder().find(document.body, ""))


class _Finder:
    """Walks the tree in reading order and remembers the page it is on."""

    def __init__(self) -> None:
        self._page = ""

    def find(self, blocks: Iterable[Block], section: str) -> Iterator[Found]:
        for block in blocks:
            if isinstance(block, PageBreak):
                self._turn(block)
            if isinstance(block, Table):
                yield Found(block, self._page, section)
            for text in own_texts(block):
                for node in text if isinstance(text, tuple) else ():
                    if isinstance(node, PageBreak):
                        self._turn(node)
            inner = plain(block.title) if isinstance(block, Section) else section
            yield from self.find(children(block), inner)

    def _turn(self, page: PageBreak) -> None:
        self._page = page.number if page.certain else ""


def write_tables(document: Document, directory: Path) -> None:
    """Write the folder ``tables`` into ``directory``; its files are named by their order, never by text.

    Raises ``OutputError``.
    Numbers stand as printed. Excel takes UTF-8 only with a byte order mark, so each file starts with one.
    """
    words = words_for(document.metadata.language)
    index = [[words[name] for name in ("file", "caption", "unit", "source", "page_number", "section")]]
    with staged_folder(directory) as stage:
        folder = stage / FOLDER
        folder.mkdir()
        for number, found in enumerate(find_tables(document), 1):
            name, table = f"table-{number:03}.csv", found.table
            (folder / name).write_bytes(_csv(rectangle(table)))
            caption = plain(table.caption.text) if table.caption else ""
            index.append([name, caption, table.unit, plain(table.source), found.page, found.section])
        (folder / "index.csv").write_bytes(_csv(index))


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    """CSV in which no cell is a formula to a spreadsheet: text that would be one is quoted by a ``'``."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_inert(cell) for cell in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode("utf-8")


def _inert(cell: str) -> str:
    cell = legal(" ".join(cell.split()))
    dangerous = cell[:1] in {"=", "@"} or (cell[:1] in {"+", "-"} and any(c in cell for c in "(!|"))
    return f"'{cell}" if dangerous else cell
