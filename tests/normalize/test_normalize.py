"""Normalization: cases that people can read, and the laws that hold for every document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.errors import PublisherError
from publisher.normalize import PASSES, normalize
from publisher.tree.nodes import (
    Caption,
    Document,
    Emphasis,
    Link,
    Math,
    NoteRef,
    PageBreak,
    Paragraph,
    Section,
    Table,
    Text,
)
from publisher.tree.walk import as_text, own_texts, plain, walk
from tests.strategies import documents

CASES = Path(__file__).parent / "cases"


def read_cases() -> Iterator[object]:
    """The cases of all passes: a title, the texts before and after, each part ended by a point."""
    for name, _ in PASSES:
        for case in (CASES / f"{name}.txt").read_text("utf-8").strip("\n").split("\n\n"):
            title, before, after = case.split("\n.\n")
            yield pytest.param(name, before, after, id=f"{name}: {title}")


def make_document(lines: str) -> Document:
    """A paragraph per line; lines with ``# `` are headings."""
    return Document(
        body=tuple(
            Section(level=1, title=line[2:]) if line.startswith("# ") else Paragraph(text=line)
            for line in lines.split("\n")
        )
    )


@pytest.mark.parametrize(("name", "before", "after"), list(read_cases()))
def test_case(name: str, before: str, after: str) -> None:
    result = dict(PASSES)[name](make_document(before))
    assert result == make_document(after)


def change(text: Text, language: str = "und") -> Text:
    paragraph = normalize(Document(body=(Paragraph(text=text),))).body[0]
    assert isinstance(paragraph, Paragraph)
    return paragraph.text


def test_neighbours_are_seen_through_emphasis_and_note_marks() -> None:
    mark, page = NoteRef(label="1"), PageBreak(number="17")
    text = ("见《", Emphasis(text="河 港志"), "》", mark, ",", page, '又"', Emphasis(text='好"'), ".")
    assert change(text) == (
        *("见《", Emphasis(text="河 港志"), "》", mark, "，", page),
        *("又“", Emphasis(text="好”"), "."),
    )


def test_formulas_and_addresses_stay() -> None:
    formula, address = Math(latex="a,b(c)"), Link(href="http://a.example/,中")
    assert change(("令 ", formula, " 为", address, ",见", Link(href="b", text="港,桥"), "。")) == (
        *("令", formula, "为", address, "，见", Link(href="b", text="港，桥"), "。"),
    )


def test_numbers_of_captions_and_sections_follow_their_titles() -> None:
    prose = Paragraph(text="2016 年有 30 座桥。")
    table = Table(caption=Caption(text="表1—2 桥", number="表1—2"), body=(("１，２３４", " 5 , 6 "),))
    section = Section(level=1, title="第１章 桥", number="第１章")
    result = normalize(Document(body=(prose, table, section)))
    assert result.body[1:] == (
        msgspec.structs.replace(table, caption=Caption(text="表 1—2 桥", number="表 1—2")),
        msgspec.structs.replace(section, title="第 1 章 桥", number="第 1 章"),
    )


def test_a_pass_can_be_left_out_by_name() -> None:
    document = make_document('桥,"路"')
    assert normalize(document, skip=["quotes"]).body == (Paragraph(text='桥，"路"'),)
    assert normalize(document, skip=[name for name, _ in PASSES]) is document
    with pytest.raises(PublisherError, match="there is no pass 'quote'"):
        normalize(document, skip=["quote"])


PIECES = (
    *"桥路港一第章年月，。、；：！？（）《》“”‘’「」…—　 \t\n",
    *",;:!?()'\".-─…．１Ａab1％%+́",
    *("http://a.b/c,d", "a@b.cd", "the old bridge was", "--", "...", "2016 年", "[J]", "'s"),
)
strings = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
texts = st.one_of(
    strings,
    st.lists(
        st.one_of(
            strings,
            st.builds(Emphasis, text=strings),
            st.builds(Link, href=strings, text=strings),
            st.builds(NoteRef, label=strings),
            st.builds(Math, latex=strings),
        ),
        max_size=4,
    ).map(as_text),
)
typeset = st.builds(
    Document,
    body=st.lists(
        st.builds(Paragraph, text=texts)
        | st.builds(Section, level=st.just(1), title=texts, number=strings)
        | st.builds(Table, body=st.lists(st.lists(strings, max_size=3).map(tuple), max_size=2).map(tuple)),
        max_size=5,
    ).map(tuple),
)


def letters_and_digits(document: Document) -> list[str]:
    """Those of each text, full-width forms as half-width ones."""
    return [
        "".join(unicodedata.normalize("NFKC", char) for char in plain(text) if char.isalnum())
        for block in walk(document.body)
        for text in own_texts(block)
    ]


@given(documents | typeset)
def test_no_letter_or_digit_is_ever_changed(document: Document) -> None:
    assert letters_and_digits(normalize(document)) == letters_and_digits(document)


@given(typeset)
def test_a_second_time_changes_nothing(document: Document) -> None:
    once = normalize(document)
    assert normalize(once) is once or normalize(once) == once


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "（",
        "()",
        '"',
        "'",
        ",",
        ", ",
        "桥, ",
        "桥(",
        "a, ",
        " ",
        "--",
        ".",
        "…",
        "桥 ",
        "a@",
        "www.a ",
        "a",
    ],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    """A hundred thousand characters; would take minutes if a pass were quadratic."""
    long = "桥" + unit * (100_000 // len(unit))
    normalize(Document(body=(Paragraph(text=long), Paragraph(text=(Emphasis(text="桥"), unit) * 10_000))))
