"""What an editor settles as it was found anyway changes nothing but the confidence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.corrections.entries import Correction, CorrectionsFile
from publisher.corrections.place import place_entries
from publisher.read import Dump, read_dump
from publisher.recover import recover_document
from publisher.repair import repair_dump
from publisher.tree.nodes import Block, Document, Item, List, Paragraph, Section, Table
from publisher.tree.spans import parse_spans
from publisher.tree.walk import map_blocks

BOOKS = ["yearbook-with-contents", "book-with-notes", "english-book-with-verse"]


@pytest.mark.parametrize("book", BOOKS)
@given(data=st.data())
@settings(max_examples=8)
def test_settling_what_was_found_changes_nothing(book: str, data: st.DataObject) -> None:
    dump, document, statements = found(book)
    chosen = data.draw(
        st.lists(st.sampled_from(statements), max_size=12, unique_by=lambda s: (s.line, s.seam))
    )
    file = CorrectionsFile(lines=tuple(chosen))
    corrections = place_entries(file, frozenset(), range(len(chosen)), dump, "corrections.yaml")
    assert bare(recover_document(dump, corrections)) == bare(document)


@cache
def found(book: str) -> tuple[Dump, Document, list[Correction]]:
    """A sample, its tree, and what could be said of its lines."""
    path = Path(__file__).parents[2] / "seeds" / f"{book}.txt"
    dump = repair_dump(read_dump(path))
    document = recover_document(dump)
    return dump, document, list(_statements(document, dump))


def _statements(document: Document, dump: Dump) -> Iterator[Correction]:
    for removed in document.removed:
        if removed.reason in ("running head", "folio"):
            yield from _lines(removed.src, dump, role=removed.reason)
    for block in _of_text(document.body):
        match block:
            case Section():
                yield from _lines(block.src, dump, role="heading", level=block.level)
            case Paragraph(role=""):
                yield from _lines(block.src, dump, role="paragraph")
            case Table():
                yield from _lines(block.src, dump, role="table")
            case Item():
                yield from _lines(block.src, dump, role="item")
        if isinstance(block, Paragraph | Item):
            numbers = [n for span in parse_spans(block.src) for n in range(span.first, span.last + 1)]
            for number in numbers:
                yield from _lines(f"L{number}", dump, seam="split" if number == numbers[0] else "join")


def _of_text(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks that stand in sections or lists."""
    for block in blocks:
        if isinstance(block, Section):
            yield from (block, *_of_text(block.children))
        elif isinstance(block, List):
            yield from block.items
        else:
            yield block


def _lines(src: str, dump: Dump, **settled: object) -> Iterator[Correction]:
    """A correction of the lines of a source that is one run of whole lines."""
    spans = parse_spans(src)
    if len(spans) == 1 and not spans[0].start and dump.line(spans[0].first).strip():
        line = str(spans[0]).removeprefix("L")
        text = dump.line(spans[0].first).strip()
        yield msgspec.convert({"line": line, "text": text, **settled}, Correction)


def bare(document: Document) -> Document:
    """A tree without confidences."""

    def strip(block: Block) -> Block:
        if isinstance(block, List):
            items = tuple(msgspec.structs.replace(item, confidence=1.0, why="") for item in block.items)
            block = msgspec.structs.replace(block, items=items)
        return msgspec.structs.replace(block, confidence=1.0, why="")

    return map_blocks(document, strip)  # type: ignore[arg-type]
