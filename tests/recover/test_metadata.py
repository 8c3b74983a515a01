"""Metadata and front matter: what dumps state about themselves, and what they do not."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.audit.account import audit_account
from publisher.read import Dump
from publisher.recover.front.language import detect_language
from publisher.recover.front.matter import find_colophon_pieces, find_front_pieces
from publisher.recover.front.metadata import read_metadata
from publisher.recover.front.printed_values import date_of, isbn_of, issn_of
from publisher.recover.measure.line import Line, measure_lines
from publisher.recover.pieces.piece import Piece
from publisher.tree.nodes import AnyBlock, Division, Document, Fields, Metadata, Paragraph
from publisher.tree.walk import plain

CASES = sorted((Path(__file__).parents[1] / "cases" / "metadata").glob("*.txt"))
HEADINGS = ("序言", "PREFACE", "INTRODUCTION", "渡口夜灯全部换新", "目录")


def show_metadata(metadata: Metadata) -> list[str]:
    values = {name: getattr(metadata, name) for name in metadata.__struct_fields__ if name != "creators"}
    shown = {name: f"{name}: {value}" for name, value in values.items() if value}
    if metadata.creators:
        shown["creators"] = "creators: " + ", ".join(f"{c.role} {c.name}" for c in metadata.creators)
    return [shown[name] for name in metadata.__struct_fields__ if name in shown]


def show_piece(piece: Piece) -> list[str]:
    assert isinstance(piece.block, Division)
    shown = [f"{piece.block.role}:"]
    for child in piece.block.children:
        if isinstance(child, Fields):
            shown += [f"  {entry.label} = {plain(entry.value)}" for entry in child.entries]
        elif isinstance(child, Paragraph):
            shown.append(f"  {plain(child.text)}")
    return shown


def balance(dump: Dump, lines: tuple[Line, ...], pieces: list[Piece]) -> list[str]:
    inside = {i for piece in pieces for i in range(piece.first, piece.last + 1)}
    rest: list[AnyBlock] = [
        Paragraph(text=line.text, src=f"L{line.number}") for i, line in enumerate(lines) if i not in inside
    ]
    removed = tuple(entry for piece in pieces for entry in piece.removed)
    document = Document(body=(*rest, *(piece.block for piece in pieces)), removed=removed)
    return [f"{finding.id} {finding.src} {finding.message}" for finding in audit_account(document, dump)]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    text, _, expected = path.read_text("utf-8").partition("=====\n")
    before, _, after = text.rpartition("%%\n")
    header = measure_lines(Dump("case.txt", "", "utf-8", tuple(before.split("\n"))))
    dump = Dump("case.txt", "", "utf-8", tuple(after.split("\n")))
    lines = measure_lines(dump)
    front_end = next(i for i, line in enumerate(lines) if line.text in HEADINGS)
    pieces = [*find_front_pieces(lines, front_end), *find_colophon_pieces(lines, front_end)]
    shown = show_metadata(read_metadata(lines, front_end, header))
    for piece in pieces:
        shown += show_piece(piece)
    assert "\n".join(shown) == expected.rstrip("\n")
    assert balance(dump, lines, pieces) == []


TEXTS = """
渡船考|2019|（总第3卷）|张帆 著|by|EDITH GANNET|浪花出版社|版权信息|ISBN 0-306-40615-2|书名：慢_河_
* * *|定 价：42 元  印张：3|地址：码头路1号|# 标题|序言|普通的一行|2021年3月15日 星期一|第3期
江州市 主办|图书在版编目（CIP）数据|甲 / 乙著. —江州：浪花出版社，2019.6
这一行是很长的一段正文，有逗号，也有句号。它一直写到六十栏以外，不是题名页上的东西。"""
LINES = st.lists(st.sampled_from(TEXTS.replace("\n", "|").split("|")), max_size=20)


@given(LINES, st.integers(0, 25))
def test_any_lines_are_read_and_accounted_for(text: list[str], front_end: int) -> None:
    dump = Dump("case.txt", "", "utf-8", tuple(text))
    lines = measure_lines(dump)
    metadata = read_metadata(lines, front_end)
    assert msgspec.convert(msgspec.to_builtins(metadata), Metadata) == metadata
    front = find_front_pieces(lines, front_end)
    assert all(piece.last < front_end for piece in front)
    assert balance(dump, lines, [*front, *find_colophon_pieces(lines, front_end)]) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2018 年 11 月第 1 版", "2018-11"),
        ("2021年3月15日 星期一", "2021-03-15"),
        ("二〇一九年十二月", "2019-12"),
        ("２０１９．０６", "2019-06"),
        ("November 10, 2004", "2004-11-10"),
        ("1911", "1911"),
        ("2019年第13期", "2019"),
        ("电话 12345678", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert date_of(text) == date


def test_only_identifiers_that_check_are_taken() -> None:
    assert isbn_of("ISBN 978-0-306-40615-7") == "978-0-306-40615-7"
    assert isbn_of("ISBN 978-0-306-40615-8 / 0-8044-2957-X") == "0-8044-2957-X"
    assert isbn_of("邮购电话 010-88254888") == ""
    assert issn_of("ISSN 0378-5955") == "0378-5955"
    assert issn_of("ISSN 0378-5956") == issn_of("1885-1886") == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("这条河的水闸和渡口", "zh-Hans"),
        ("這條河的水閘和渡口", "zh-Hant"),
        ("The weir is the oldest of the works of man upon the river.", "en"),
        ("Das Wehr ist das älteste Werk des Menschen am Fluss.", "und"),
        ("これは川の渡し船です", "und"),
        ("1911 — 12", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language
