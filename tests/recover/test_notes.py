"""Notes: dumps in which they are found or not, their account, and marks linked to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.audit.account import audit_account
from publisher.read import Dump
from publisher.recover.measure.line import Line, measure_lines
from publisher.recover.notes.find import PrintedMarks, find_notes, link_notes, printed_marks
from publisher.recover.pieces.piece import Piece
from publisher.tree.ids import with_ids
from publisher.tree.nodes import (
    AnyBlock,
    Document,
    Emphasis,
    Item,
    List,
    Note,
    NoteRef,
    Paragraph,
    Section,
    Text,
)
from publisher.tree.walk import inlines, own_texts, plain, walk

CASES = sorted((Path(__file__).parents[1] / "cases" / "notes").glob("*.txt"))
PAGE = "%%"
"""A line of a case where a page begins."""


def read_lines(text: str) -> tuple[Dump, tuple[Line, ...], list[int]]:
    """The lines of a case and the indexes at which pages begin."""
    kept: list[str] = []
    first: list[int] = []
    for line in text.split("\n"):
        if line == PAGE:
            first.append(len(kept) + 1)
        else:
            kept.append(line)
    dump = Dump("case.txt", "", "utf-8", tuple(kept))
    lines = measure_lines(dump)
    starts = [next(i for i, line in enumerate(lines) if line.number >= number) for number in first]
    return dump, lines, starts


def show(piece: Piece) -> str:
    assert isinstance(piece.block, Note)
    return f"{piece.block.label} | {show_text(piece.block)}"


def show_text(note: Note) -> str:
    return " ¶ ".join(plain(child.text) for child in note.children if isinstance(child, Paragraph))


def balance(dump: Dump, lines: tuple[Line, ...], pieces: list[Piece]) -> list[str]:
    """What the account finds wrong, with the lines outside the pieces as paragraphs."""
    inside = {i for piece in pieces for i in range(piece.first, piece.last + 1)}
    rest: list[AnyBlock] = [
        Paragraph(text=line.text, src=f"L{line.number}") for i, line in enumerate(lines) if i not in inside
    ]
    document = Document(
        body=(*rest, *(piece.block for piece in pieces)),
        removed=tuple(entry for piece in pieces for entry in piece.removed),
    )
    return [f"{finding.id} {finding.src} {finding.message}" for finding in audit_account(document, dump)]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    text, _, expected = path.read_text("utf-8").partition("=====\n")
    dump, lines, starts = read_lines(text)
    pieces = find_notes(lines, starts, set())
    assert "".join(f"{show(piece)}\n" for piece in pieces) == expected
    assert balance(dump, lines, pieces) == []


TEXTS = (
    "正文^①|正文[1]。|text*|[1] note|① 注|1. 见《志》。|2. See p. 3|* star|[Footnote 1: a|b]|[Footnote: c]"
)
TEXTS += "|注释||-|续行|hyphen-|ated $x$|[^1]: key|text[^1]"
LINES = st.lists(st.sampled_from(TEXTS.split("|")), max_size=30)


@given(LINES, st.sets(st.integers(0, 29)), st.sets(st.integers(0, 29), max_size=3))
def test_pieces_are_apart_and_accounted_for(text: list[str], pages: set[int], taken: set[int]) -> None:
    dump = Dump("case.txt", "", "utf-8", tuple(text))
    lines = measure_lines(dump)
    pieces = find_notes(lines, pages, taken)
    own = [i for piece in pieces for i in range(piece.first, piece.last + 1)]
    assert own == sorted(set(own))
    assert taken.isdisjoint(own)
    assert balance(dump, lines, pieces) == []


def test_printed_marks_are_those_that_notes_answer() -> None:
    _, lines, _ = read_lines("甲①乙[1]丙②\n参见[9]\n① 甲的注。\n")
    assert printed_marks(lines, find_notes(lines, [3], set())).labels == {"①"}
    _, lines, _ = read_lines("甲^①乙，占地3亩①\n1. 资料来源：年报。\n")
    assert printed_marks(lines, find_notes(lines, [], set())) == PrintedMarks()


def test_plain_digits_are_marks_where_they_count_on_as_the_notes_do() -> None:
    _, lines, starts = read_lines("占地2亩，共3处1，分给2户。2\n1 甲的注。\n2 乙的注。\n%%\n又有3户。\n")
    notes = find_notes(lines, starts, set())
    assert printed_marks(lines, notes).digits == {1: ((8, 9), (15, 16))}


def ref(label: str) -> NoteRef:
    return NoteRef(label=label)


def note(label: str, text: str) -> Note:
    return Note(label=label, children=(Paragraph(text=text),))


def links(*body: AnyBlock) -> list[str]:
    """Each mark with the text of the note that it is linked to."""
    document = link_notes(with_ids(Document(body=body)))
    notes = {block.id: block for block in walk(document.body) if isinstance(block, Note)}
    marks = [mark for block in walk(document.body) for text in own_texts(block) for mark in marks_in(text)]
    return [f"{mark.label}→{show_text(notes[mark.target]) if mark.target else ''}" for mark in marks]


def marks_in(text: Text) -> Iterator[NoteRef]:
    for node in inlines(text):
        if isinstance(node, Emphasis):
            yield from marks_in(node.text)
        elif isinstance(node, NoteRef):
            yield node


def test_labels_that_begin_anew_on_every_page() -> None:
    one = Paragraph(text=("a", ref("①"), "b", ref("②")))
    two = Paragraph(text=("c", Emphasis(text=("d", ref("①")))))
    assert links(one, note("①", "A"), note("②", "B"), two, note("①", "C")) == ["①→A", "②→B", "①→C"]


def test_marks_in_another_form_than_the_labels() -> None:
    items = List(items=(Item(text=("x", ref("^[1]"))), Item(text=("y", ref("²")))))
    assert links(items, note("1.", "A"), note("2.", "B")) == ["^[1]→A", "²→B"]


def test_marks_counted_by_page_and_notes_by_chapter() -> None:
    text = Paragraph(text=(ref("①"), "a", ref("①"), "b", ref("②")))
    assert links(text, note("1.", "A"), note("2.", "B"), note("3.", "C")) == ["①→A", "①→B", "②→C"]


def test_notes_of_all_chapters_at_the_end() -> None:
    chapters = [
        Section(level=1, title=str(n), children=(Paragraph(text=("a", ref("[1]"))),)) for n in range(2)
    ]
    notes = Section(level=1, title="Notes", children=(note("1", "A"), note("1", "B")))
    assert links(*chapters, notes) == ["[1]→A", "[1]→B"]


def test_a_mark_whose_note_is_lost_stays_unlinked() -> None:
    first = Section(level=1, title="1", children=(Paragraph(text=("a", ref("①"))),))
    second = Section(level=1, title="2", children=(Paragraph(text=("b", ref("①"))), note("①", "B")))
    assert links(first, second) == ["①→", "①→B"]


def test_several_marks_share_a_note() -> None:
    text = Paragraph(text=("a", ref("*"), "b", ref("*")))
    assert links(text, note("*", "A"), Paragraph(text=("c", ref("*")))) == ["*→A", "*→A", "*→A"]
