"""No line of a dump, however it is ruled, spaced or repeated, can hold up its reading."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from publisher.api import recover

WITHIN = 20
"""Seconds for all lines together; they take less than one, and a pattern that tries all ways takes hours."""
STRETCHES = (
    " ", "\t", "\u3000", ".", ". ", "… ", "-", "- ", "——", "_", "_a_", "*", "=", "|", "、", "，", '"', "“",
    "1", "1 ", "1.", "1,", "(1) ", "[1]", "①", "（", "I", "a", "a ", "a, ", "A. ", "Aa ", "a/", "一", "第",
    "第一章", "年", "王 ", "2019", "#", "/", ":", "：", "a\t", "1\t", ". \t", "-   ",
)  # fmt: skip


def give_up(*_: object) -> None:
    raise TimeoutError


def test_lines_of_one_stretch_are_read_at_once(tmp_path: Path) -> None:
    dump = tmp_path / "dump.txt"
    rows = [f"甲{stretch * 100}{end}" for stretch in STRETCHES for end in ("乙", "|", "7", "7.")]
    dump.write_text("\n".join(row + "\n正文在此。" * 2 for row in rows), "utf-8")
    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(WITHIN)
    try:
        recover(dump)
    except TimeoutError:
        pytest.fail("a line holds up its reading")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
