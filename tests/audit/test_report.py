"""The report of a small work, and the list of findings in the documentation."""

from __future__ import annotations

import json
from pathlib import Path

from publisher.audit.findings import kinds_table
from publisher.audit.report import find, make_report, report_as_json
from publisher.read import Dump
from publisher.tree.nodes import Document, NoteRef, PageBreak, Paragraph, Removed, Repair, Section, Source

FILE = Dump("town.txt", "0" * 64, "utf-8", ("第一章 桥", "⼤桥①有**三**座。", "— 17 —", "遗失", "（"))
REPAIR = Repair(src="L2:1-1", old="⼤", new="大", why="compatibility character")
DUMP = Dump("town.txt", "0" * 64, "utf-8", (FILE.lines[0], "大桥①有**三**座。", *FILE.lines[2:]), (REPAIR,))
TREE = Document(
    source=Source(file="town.txt", sha256="0" * 64, encoding="utf-8", lines=5, characters=22),
    body=(
        Section(
            id="s-1",
            src="L1",
            level=1,
            title="第一章 桥",
            number="第一章",
            children=(
                Paragraph(id="p-1", src="L2", text=("大桥", NoteRef(label="①"), "有三座。")),
                PageBreak(id="g-1", src="L3", number="17"),
                Paragraph(id="p-2", src="L5", text="（", confidence=0.5, why="stands alone"),
            ),
        ),
    ),
    removed=(
        Removed(src="L2:5-6, L2:8-9", reason="markup"),
        Removed(src="L3", reason="folio", text="— 17 —"),
    ),
    repairs=(REPAIR,),
)


def test_report_of_a_small_work() -> None:
    report = make_report(TREE, DUMP, find(TREE, DUMP, FILE))
    assert report["figures"] == {
        "lines": 5,
        "characters": 22,
        "characters in text": 14,
        "characters removed": {"folio": 4, "markup": 4},
        "repairs": {"compatibility character": 1},
        "blocks": {"pagebreak": 1, "paragraph": 2, "section": 1},
        "headings by level": {"1": 1},
        "contents entries": {},
        "note marks": {"without target": 1},
        "notes": 0,
        "pages": {"certain": 1},
    }
    assert report["severities"] == {"error": 1, "warning": 1, "note": 1}
    assert [(entry["id"], entry["src"]) for entry in report["findings"]] == [
        ("A-001", "L4"),
        ("N-001", "L2"),
        ("P-004", "L5"),
    ]
    assert [(entry["id"], entry["block"]) for entry in report["doubts"]] == [("D-001", "p-2")]
    assert json.loads(report_as_json(report)) == report


def test_the_documented_list_of_findings_is_current() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "findings.md").read_text("utf-8")
    assert documented == kinds_table(), "renew it: make findings"
