"""Confidences and how they are calibrated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import calibrate
from publisher.recover.confidence import DATA, look_up


def test_tables_rise_and_give_shares() -> None:
    for table in json.loads(DATA.read_text("utf-8")).values():
        assert table == sorted(table)
        shares = [share for _, share in table]
        assert shares == sorted(shares)
        assert all(0 < share <= 1 for share in shares)


@pytest.mark.parametrize(("raw", "share"), [(0.1, 0.4), (0.5, 0.4), (0.79, 0.4), (0.8, 0.9), (1.0, 0.9)])
def test_the_step_of_a_table(raw: float, share: float) -> None:
    assert look_up([(0.5, 0.4), (0.8, 0.9)], raw) == share


def test_without_a_table_the_raw_confidence_stands() -> None:
    assert look_up([], 0.734) == 0.73


def test_a_dump_and_its_gold_are_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "第一章 水塔\n\n" + "塔上的风很大，看塔的人常常整夜不睡。\n\n" * 3
    gold = {"headings": [{"text": "第一章　水塔"}], "paragraphs": ["塔上的风很大。"], "list_items": []}
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "a.gold.json").write_text(json.dumps(gold), "utf-8")
    calibrate.main([str(tmp_path)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1 decisions in 1 documents"
    assert any(line.endswith(" 1.000") for line in lines)
