"""The way from the file to the repaired dump: only what is on record may differ."""

import pytest

from publisher.audit.repairs import audit_repairs
from publisher.read import Dump
from publisher.tree.nodes import Repair

FILE = ("⼤河流过平原", "年份\x02份额", "第 3 页")


def make_dump(*lines: str, repairs: tuple[Repair, ...] = ()) -> Dump:
    return Dump("river.txt", "0" * 64, "utf-8", lines, repairs)


RADICAL = Repair(src="L1:1-1", old="⼤", new="大", why="compatibility character")
CONTROL = Repair(src="L2:3-3", old="\x02", new="", why="control character")


@pytest.mark.parametrize(
    ("lines", "repairs", "places"),
    [
        (FILE, (), []),
        (("大河流过平原", "年份份额", "第 3 页"), (RADICAL, CONTROL), []),
        (("大河流过平原", "年份份额", "第3页"), (RADICAL,), ["L2"]),
        (("大河流过平原", "年份\x02份额", "第 8 页"), (RADICAL,), ["L3"]),
        (FILE, (RADICAL,), ["L1"]),
        (("大大河流过平原", *FILE[1:]), (RADICAL,), ["L1"]),
        (FILE[:2], (), [""]),
    ],
)
def test_changes_need_a_record_and_records_a_change(
    lines: tuple[str, ...], repairs: tuple[Repair, ...], places: list[str]
) -> None:
    findings = audit_repairs(make_dump(*FILE), make_dump(*lines, repairs=repairs))
    assert [(finding.id, finding.src) for finding in findings] == [("A-008", place) for place in places]


def test_two_repairs_may_follow_each_other() -> None:
    steps = (RADICAL, Repair(src="L1:1-1", old="大", new="小", why="misread"))
    assert audit_repairs(make_dump("⼤河"), make_dump("小河", repairs=steps)) == []
