"""Confidences and how they are calibrated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import calibrate
from publisher.recover.confidence import DATA, look_up
from publisher.recover.outline.heading import Heading, Level
from publisher.recover.outline.levels import assign_levels


def test_tables_rise_and_give_shares() -> None:
    for table in json.loads(DATA.read_text("utf-8")).values():
        assert table == sorted(table)
        shares = [share for _, share in table]
        assert shares == sorted(shares)
        assert all(0 < share <= 1 for share in shares)


@pytest.mark.parametrize(("raw", "share"), [(0.25, 0.2), (0.5, 0.4), (0.65, 0.65), (0.8, 0.9), (1.0, 0.9)])
def test_between_the_points_of_a_table(raw: float, share: float) -> None:
    assert look_up([(0.5, 0.4), (0.8, 0.9)], raw) == share


def test_without_a_table_the_raw_confidence_stands() -> None:
    assert look_up([], 0.734) == 0.73


def test_a_dump_and_its_gold_are_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "第一章 水塔\n\n" + "塔上的风很大，看塔的人常常整夜不睡。\n\n" * 3
    gold = {
        "headings": [{"text": "第一章　水塔", "level": 1}],
        "paragraphs": ["塔上的风很大。"],
        "list_items": [],
    }
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "a.gold.json").write_text(json.dumps(gold), "utf-8")
    calibrate.main([str(tmp_path)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 decisions in 1 documents"
    assert any(line.endswith(" 1.000") for line in lines)


def _heading(title: str, style: str, ordinal: int = 0, settled: int = 0) -> Heading:
    return Heading(0, 0, title, style, ordinal, number=title if ordinal else "", settled=settled)


def test_a_level_is_least_sure_where_another_outline_is_nearly_as_good() -> None:
    headings = [
        _heading("第一章", "chapter", 1),
        _heading("一、", "cjk", 1),
        _heading("渡口", "plain"),
        _heading("二、", "cjk", 2),
        _heading("第二章", "chapter", 2),
    ]
    levels = assign_levels(headings, [True] * len(headings))
    assert levels[0] == Level(1)  # the first can stand nowhere else
    assert min(levels, key=lambda level: level.confidence) == levels[2]
    assert levels[2].why == "its level may be 3"
    assert levels[4].confidence > 0.99


def test_a_settled_level_is_certain() -> None:
    headings = [_heading("第一章", "chapter", 1), _heading("渡口", "plain", settled=2)]
    assert assign_levels(headings, [True, True])[1] == Level(2)
