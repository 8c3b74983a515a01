"""What must hold on real dumps: those in the folder that the variable DUMPS names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.run import in_own_process
from publisher import build, check
from tests.pipeline.sound import check_epub, check_html

DUMPS = sorted(Path(os.environ["DUMPS"]).glob("*.txt")) if "DUMPS" in os.environ else []

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(not DUMPS, reason="DUMPS names no folder with real dumps"),
]


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
def test_two_builds_give_the_same_sound_editions(dump: Path, tmp_path: Path) -> None:
    folders = [build(dump, tmp_path / name, formats=["html", "epub", "tables"]).folder for name in "ab"]
    first, second = ({p.relative_to(f): p.read_bytes() for p in f.rglob("*.*")} for f in folders)
    assert first == second
    page, book = (folders[0] / f"{dump.stem}.{ending}" for ending in ("html", "epub"))
    check_html(page.read_bytes())
    check_epub(book.read_bytes())
    check(book)


def test_time_grows_no_faster_than_the_dump() -> None:
    largest = max(DUMPS, key=lambda path: path.stat().st_size)
    once, eightfold = (
        sum(seconds for seconds, _ in in_own_process(largest, times, ["html", "epub", "tables"]).values())
        for times in (1, 8)
    )
    assert eightfold <= 9 * once
