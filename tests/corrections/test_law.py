"""What holds for all corrections: they keep the account whole, and what was found anyway changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.audit.account import audit_account
from publisher.corrections.entries import Correction, CorrectionsFile, Furniture, TextRole
from publisher.corrections.place import place_entries
from publisher.errors import CorrectionError
from publisher.read import Dump, read_dump
from publisher.recover import recover_document
from publisher.repair import repair_dump
from publisher.tree.nodes import Block, Document, Item, List, Paragraph, Section, Table
from publisher.tree.spans import parse_spans
from publisher.tree.walk import map_blocks
from publisher.tree.yaml_form import dumps, loads

ROLES = [*get_args(TextRole), *get_args(Furniture)]
SAMPLES = [
    "yearbook-with-contents",
    "book-with-notes",
    "english-book-with-verse",
    "newspaper-page-1",
    "newspaper-page-2",
]


@pytest.mark.parametrize("sample", SAMPLES)
@given(data=st.data())
@settings(max_examples=8)
def test_settling_what_was_found_changes_nothing(sample: str, data: st.DataObject) -> None:
    dump, document, statements = found(sample)
    chosen = data.draw(
        st.lists(st.sampled_from(statements), max_size=12, unique_by=lambda s: (s.line, s.seam))
    )
    file = CorrectionsFile(lines=tuple(chosen))
    corrections = place_entries(file, frozenset(), range(len(chosen)), dump, "corrections.yaml")
    assert bare(recover_document(dump, corrections)) == bare(document)


@pytest.mark.parametrize("sample", SAMPLES)
@given(data=st.data())
@settings(max_examples=8)
def test_the_account_stays_whole(sample: str, data: st.DataObject) -> None:
    check_account(sample, data)


@pytest.mark.heavy
@pytest.mark.parametrize("sample", SAMPLES)
@given(data=st.data())
@settings(max_examples=150)
def test_the_account_stays_whole_under_many_corrections(sample: str, data: st.DataObject) -> None:
    check_account(sample, data)


def check_account(sample: str, data: st.DataObject) -> None:
    """Any corrections of any lines are kept, or refused by name; no character is lost."""
    dump, _, _ = found(sample)
    numbers = [number for number, line in enumerate(dump.lines, 1) if line.strip()]
    place = st.sampled_from(numbers).map(lambda n: {"line": str(n), "text": dump.line(n)})
    settled = st.fixed_dictionaries(
        {},
        optional={
            "role": st.sampled_from(ROLES),
            "seam": st.sampled_from(["join", "split"]),
            "after": place,
            "level": st.integers(1, 3),
        },
    ).filter(bool)
    chosen = data.draw(st.lists(st.tuples(place, st.integers(0, 3), settled), min_size=1, max_size=3))
    entries = [_entry(*parts) for parts in chosen]
    file = msgspec.convert({"lines": entries}, CorrectionsFile)
    with suppress(CorrectionError):
        corrections = place_entries(file, frozenset(), range(len(entries)), dump, "corrections.yaml")
        document = recover_document(dump, corrections)
        assert audit_account(document, dump) == []
        assert loads(dumps(document)) == document


def _entry(place: dict[str, str], more: int, settled: dict[str, object]) -> dict[str, object]:
    first = int(place["line"])
    return {**place, "line": f"{first}-{first + more}", **settled}


@cache
def found(sample: str) -> tuple[Dump, Document, list[Correction]]:
    """A sample, its tree, and what could be said of its lines."""
    path = Path(__file__).parents[2] / "seeds" / f"{sample}.txt"
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
