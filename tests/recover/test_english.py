"""English books in plain-text editions: headings by their display, blocks between blank lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.audit.account import audit_account
from publisher.read import Dump, read_dump
from publisher.recover import recover_document
from publisher.recover.measure.line import measure_lines
from publisher.recover.measure.spacing import blank_separated
from publisher.recover.text.places import source_of
from publisher.recover.text.verse import split_text
from publisher.repair import repair_dump
from publisher.tree.nodes import (
    Block,
    Contents,
    Division,
    Document,
    Emphasis,
    Figure,
    List,
    Note,
    Paragraph,
    Quote,
    Section,
    Table,
    Verse,
)
from publisher.tree.walk import as_text, children, plain

_CASES = Path(__file__).parent.parent / "cases" / "english"


def shown(document: Document) -> str:
    """The tree as people read it: a line for every block, headings with their level."""
    return "\n".join(_lines(document.body)) + "\n"


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Section():
                yield f"{'#' * block.level} {plain(block.title)}"
            case Paragraph():
                yield f"{block.role or 'paragraph'}: {plain(block.text)}"
            case Verse():
                yield "verse: " + " / ".join(map(plain, block.lines))
            case List():
                yield "list: " + " | ".join(f"{item.label}{plain(item.text)}" for item in block.items)
            case Contents():
                yield "contents: " + " | ".join(f"{e.level} {e.title}" for e in block.entries)
            case Figure():
                yield f"figure: {plain(block.caption.text) if block.caption else ''}"
            case Table():
                yield f"table: {len(block.head)} + {len(block.body)} rows"
            case Note():
                yield f"note {block.label}"
            case Division():
                yield f"division {block.role}"
            case Quote():
                yield "quote"
            case _:
                yield type(block).__name__.lower()
        if not isinstance(block, List | Division):
            yield from _lines(children(block))


@pytest.mark.parametrize("case", sorted(path.name for path in _CASES.iterdir()))
def test_case(case: str) -> None:
    dump = repair_dump(read_dump(_CASES / case / "input.txt"))
    document = recover_document(dump)
    assert shown(document) == (_CASES / case / "expected.txt").read_text("utf-8")
    assert audit_account(document, dump) == []


def test_lines_stay_where_paragraphs_are_not_separated_by_blank_lines() -> None:
    prose = ["The road goes on between the hedges for a mile and then it comes", "to the mill. "] * 20
    assert not blank_separated(measure_lines(_dump(prose)))
    assert not blank_separated(measure_lines(_dump(["水塔在镇的北面，", "", "建于一九二一年。"] * 20)))


def test_blank_lines_where_pages_end_separate_no_paragraphs() -> None:
    prose = [
        "The road goes on between the hedges for a mile and then it comes",
        "to the mill. The miller has",
    ] * 8
    lines = [line for page in range(20) for line in (*prose, "", str(page), "", "The Mill", *prose[1:])]
    assert not blank_separated(measure_lines(_dump(lines)))


def test_double_spaced_lines_are_no_paragraphs() -> None:
    lines = ["The road goes on between the hedges for a mile and then it comes", ""] * 40
    lines[2::4] = ["to the mill, where the miller has been dead for these ten years."] * 20
    assert not blank_separated(measure_lines(_dump(lines)))


@given(st.lists(st.text("ab _", min_size=1, max_size=12), min_size=1, max_size=5))
def test_a_text_cut_into_lines_keeps_its_characters(lines: list[str]) -> None:
    joined = " ".join(lines)
    inside = Emphasis(text=joined[3:9])
    text = as_text([joined[:3], inside, joined[9:]]) if len(joined) > 9 else joined
    offsets = [sum(len(line) + 1 for line in lines[:count]) for count in range(1, len(lines))]
    cut = split_text(text, offsets)
    assert "".join("".join(map(plain, cut)).split()) == "".join(joined.split())
    assert len(cut) == sum(1 for line in lines if line.strip())


def test_a_cut_line_says_which_part_of_the_dump_it_is() -> None:
    line = measure_lines(_dump(["  Good-bye, then.    [_Exit._"]))[0]
    speech, direction = line.cut(21)
    assert (speech.text, direction.text) == ("Good-bye, then.", "[_Exit._")
    assert source_of([speech]) == "L1:3-17"
    assert source_of([direction]) == "L1:22-29"


def _dump(lines: list[str]) -> Dump:
    return Dump("case.txt", "", "utf-8", tuple(lines))


def test_credits_of_a_dump_without_blank_lines_are_only_their_line() -> None:
    text = [f"The keeper wrote in the log of day {day} that the sea was calm." for day in range(30)]
    lines = ("*** START OF THE PROJECT GUTENBERG EBOOK LOG ***", "Produced by A. Keeper", *text)
    document = recover_document(Dump("log.txt", "", "utf-8", lines))
    assert [entry.src for entry in document.removed] == ["L1-1", "L2-2"]
