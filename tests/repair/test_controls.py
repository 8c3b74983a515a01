"""Controls and look-alikes are put right, and each change is on record."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.audit.repairs import audit_repairs
from publisher.read import Dump
from publisher.repair.controls import repair_controls
from publisher.tree.spans import parse_spans


def dump_of(*lines: str) -> Dump:
    return Dump("dump.txt", "0" * 64, "utf-8", lines)


@pytest.mark.parametrize(
    ("line", "repaired"),
    [
        ("页\x00码\x07", "页码"),
        ("\ufeff第\u200b一\u2060章", "第一章"),
        ("⼀⽉⻋站", "一月车站"),
        ("\uf967\ufa0e", "不\ufa0e"),
        ("ﬁnal oﬃce", "final office"),
        ("\x93It\x92s\x94", "“It’s”"),
        ("exam\u00adple of a bro\u00ad ", "example of a bro- "),
        ("a\x0bb\x85c\u2028d", "a b c d"),
        ("5\u00a0km\u202fa", "5 km a"),
        ("\ufdd0", "\ufffd"),
        ("f\u200cl 汉\u200d字", "fl 汉字"),
    ],
)
def test_characters_are_put_right(line: str, repaired: str) -> None:
    dump = repair_controls(dump_of("前", line))
    assert dump.lines == ("前", repaired)
    assert dump.repairs
    assert all(parse_spans(repair.src)[0].first == 2 for repair in dump.repairs)


@pytest.mark.parametrize("line", ["\t一\f二\ufffd三", "می\u200cخواهم", "👩\u200d🔬", "café – “œuvre” ①Ⅳ℃"])
def test_characters_that_are_right_stay(line: str) -> None:
    assert repair_controls(dump_of(line)) == dump_of(line)


def test_one_record_tells_all_places_of_a_line() -> None:
    dump = repair_controls(dump_of("⼀、⼆⼗年"))
    assert [(r.src, r.old, r.new) for r in dump.repairs] == [("L1:1-1, L1:3-4", "⼀⼆⼗", "一二十")]


ODD = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\n\r")
    | st.characters(min_codepoint=0x2E80, max_codepoint=0x2FDF)
    | st.sampled_from("\x00\x80\x93\u00ad\u200b\u200d\ufb01\ufb03\uf900\u2028 a汉")
)


@given(st.lists(ODD, max_size=4))
def test_the_records_lead_from_the_file_to_the_repaired_dump(lines: list[str]) -> None:
    before = dump_of(*lines)
    after = repair_controls(before)
    assert audit_repairs(before, after) == []
    assert repair_controls(after).lines == after.lines


def test_a_large_dump_takes_no_time() -> None:
    dump = dump_of(*["汉字与 Latin text，数字 2017 年。" * 3] * 20_000)
    start = time.perf_counter()
    repair_controls(dump)
    assert time.perf_counter() - start < 1


def test_the_radical_of_a_door_is_written_as_the_dump_is() -> None:
    simplified = repair_controls(Dump("a", "", "utf-8", ("这是用\u2f3e的手册。",)))
    traditional = repair_controls(Dump("a", "", "utf-8", ("這是用\u2f3e的手冊。",)))
    assert simplified.lines == ("这是用户的手册。",)
    assert traditional.lines == ("這是用戶的手冊。",)
