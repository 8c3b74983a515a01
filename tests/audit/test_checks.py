"""The checks of a finished tree: each finds its slip, and a sound tree has none."""

from __future__ import annotations

import pytest
from hypothesis import given

from publisher.audit.checks import CHECKS, DOUBTS
from publisher.tree.ids import with_ids
from publisher.tree.nodes import (
    AnyBlock,
    Cell,
    Contents,
    ContentsEntry,
    Document,
    Item,
    List,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Repair,
    Section,
    Table,
)
from tests.strategies import documents

LONG = "河港的第一座木桥修于一九〇三年，此后又修了两座，都在东门外的石滩上，"
"""Enough of a sentence for what the checks say about sentences."""


def section(title: str, *children: AnyBlock, level: int = 1, number: str = "") -> Section:
    children = children or (Paragraph(text="有三座桥。"),)
    return Section(id=title, src="L7", level=level, title=title, number=number, children=children)


def chapter(number: str, *children: AnyBlock, level: int = 1) -> Section:
    return section(f"{number}桥梁", *children, level=level, number=number)


def found(*body: AnyBlock) -> list[tuple[str, str]]:
    document = Document(body=body)
    return [(finding.id, finding.message) for check in CHECKS for finding in check(document)]


SOUND: tuple[AnyBlock, ...] = (
    Contents(
        title="目录",
        entries=(
            ContentsEntry(title="第一章 桥梁", page="1", target="第一章桥梁"),
            ContentsEntry(title="第二章 桥梁", page="9", target="第二章桥梁"),
        ),
    ),
    chapter(
        "第一章",
        PageBreak(number="1"),
        Paragraph(text=(LONG, "见注", NoteRef(label="①", target="n-1"), "。")),
        Paragraph(text=LONG[:-1] + "：“都是木桥（见下）。"),
        Paragraph(text="“今已不存。”1）东桥；2）西桥。"),
        Note(id="n-1", label="①", children=(Paragraph(text="旧志。"),)),
        chapter("一、", level=2),
        chapter("二、", level=2),
    ),
    chapter(
        "第二章",
        PageBreak(number="9"),
        chapter("三、", level=2),
        section("附记", level=2),
        chapter("一、", level=2),
        Paragraph(text=LONG[:-1]),
        List(ordered=True, items=(Item(label="1.", text="东桥"), Item(label="2.", text="西桥"))),
        Table(
            head=((Cell(text="桥", rows=2), Cell(text="尺寸", columns=2)), ("长", "宽")),
            body=(("东", "3", "1"),),
        ),
    ),
)


def test_a_sound_tree_has_no_findings() -> None:
    assert found(*SOUND) == []


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        (
            [section("概况", section("沿革", level=3))],
            "H-001",
            "“沿革” has level 3, but the one above it has 1",
        ),
        ([chapter("第一章"), chapter("第三章")], "H-002", "“第三章” follows “第一章”"),
        ([chapter("二、")], "H-002", "“二、” follows no other number"),
        ([chapter("第一章"), section("图录"), chapter("第三章")], "H-002", "“第三章” follows “第一章”"),
        ([chapter("一、"), chapter("一、")], "H-003", "“一、” comes after “一、”"),
        (
            [List(ordered=True, items=(Item(label="（1）", text="东"), Item(label="（3）", text="西")))],
            "H-002",
            "“（3）” follows “（1）”",
        ),
        ([Section(level=1, title="概况")], "H-004", "“概况” has nothing under it"),
        (
            [Contents(entries=(ContentsEntry(title="路", page="8"),))],
            "C-001",
            "the contents names “路” on page 8",
        ),
        ([*SOUND, section("跋")], "C-002", "does not name the heading “跋” of level 1"),
        ([Paragraph(text="桥。" * 1300)], "P-001", "a paragraph of 2600 characters"),
        ([Paragraph(text=LONG + "后来")], "P-002", "石滩上，后来” and no closing mark"),
        ([Paragraph(text="，后来")], "P-003", "begins with “，后来”"),
        ([Paragraph(text="见《河港志）。")], "P-004", "） in “见《河港志）。” has no partner"),
        ([Paragraph(text="“今已不存。"), Paragraph(text="后来")], "P-004", "“ in “"),
        (
            [Paragraph(id="a", src="L4", text=2 * LONG + "今。"), Paragraph(text=2 * LONG + " 今。")],
            "P-005",
            "stands in a (L4)",
        ),
        (
            [Table(body=(("东", "3"), ("西", "4"), ("南",), ("北", "5", "6")))],
            "T-001",
            "2 of 4 rows do not have 2 columns; the first is row 3 with 1",
        ),
        ([Paragraph(text=("桥", NoteRef(label="②")))], "N-001", "no note was found for the mark “②”"),
        ([Note(label="③", children=())], "N-002", "no mark in the text leads to the note “③”"),
        (
            [PageBreak(number="8"), Paragraph(text=("桥", PageBreak(number="7")))],
            "F-001",
            "page 7 comes after page 8",
        ),
        ([Paragraph(text="长〓〓米，宽\ufffd米。")], "X-001", "3 lost: “长〓〓米，宽\ufffd米。”"),
    ],
)
def test_a_slip_is_found(body: list[AnyBlock], kind: str, message: str) -> None:
    findings = found(*body)
    assert [each for each, _ in findings if each == kind] == [kind]
    assert message in dict(findings)[kind]


@pytest.mark.parametrize(
    "body",
    [
        [Paragraph(text="Two bridges of timber crossed the river at"), Paragraph(text="its mouth.")],
        [Paragraph(text=LONG), Paragraph(text="后来又修了一座。")],
    ],
)
def test_a_sentence_cut_in_two_is_found(body: list[AnyBlock]) -> None:
    assert [kind for kind, _ in found(*body)] == ["P-002"]


@pytest.mark.parametrize(
    "body",
    [
        [
            Paragraph(text="The bridges of the river were the following:--"),
            Paragraph(text="the East Bridge."),
        ],
        [Paragraph(text="Of this there are several examples in LINGARD"), Paragraph(text="The next one.")],
        [Paragraph(text=LONG[:-1]), Paragraph(text="（一）东桥。")],
        [Paragraph(text=LONG[:-1], role="standfirst"), Paragraph(text="后来又修了一座。")],
        [Paragraph(text="桥名（旧志作东桥)见下，[注】同。")],
        [Paragraph(text="「今已不存。"), Paragraph(text="「後又重修。」")],
    ],
)
def test_a_look_alike_of_a_cut_or_an_odd_bracket_is_left(body: list[AnyBlock]) -> None:
    assert found(*body) == []


def test_doubts_come_least_sure_first() -> None:
    blocks = [Paragraph(src=f"L{n}", text="桥", confidence=c) for n, c in enumerate((0.7, 0.9, 0.3), 1)]
    repairs = (
        Repair(src="L5:1-1", old="!", new="，", why="lost font code", confidence=0.6),
        Repair(src="L6:1-1", old="#", new="〓", why="lost font code", confidence=0.0),
    )
    document = Document(body=tuple(blocks), repairs=repairs)
    doubts = [doubt for check in DOUBTS for doubt in check(document)]
    assert [(doubt.id, doubt.src) for doubt in doubts] == [
        ("D-001", "L3"),
        ("D-001", "L1"),
        ("D-002", "L5:1-1"),
    ]


@given(documents)
def test_no_tree_is_too_odd_to_be_checked(document: Document) -> None:
    document = with_ids(document)
    for check in (*CHECKS, *DOUBTS):
        for finding in check(document):
            assert finding.message
            assert finding.advice
