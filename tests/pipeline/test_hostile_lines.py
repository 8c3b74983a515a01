"""No line of a dump, however it is ruled, spaced or repeated, can hold up its reading."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from publisher.api import recover

WITHIN = 20
"""Seconds for a dump; it takes a few, and trying all ways to read it takes a minute, or hours."""
STRETCHES = (
    " ", "\t", "\u3000", ".", ". ", "… ", "-", "- ", "——", "_", "_a_", "*", "=", "|", "、", "，", '"', "“",
    "1", "1 ", "1.", "1,", "(1) ", "[1]", "①", "（", "I", "a", "a ", "a, ", "A. ", "Aa ", "a/", "一", "第",
    "第一章", "年", "王 ", "2019", "#", "/", ":", "：", "a\t", "1\t", ". \t", "-   ",
)  # fmt: skip
REPEATED = ('"a": 1,', "1 2 3", "一、", "第一章 城", "\\item 甲", "| a | b |", "甲：乙", "- a", "> a", "城 1")
"""Lines of which thousands follow one another."""


@contextmanager
def soon() -> Iterator[None]:
    """Fail where what is done takes longer than ``WITHIN``."""

    def give_up(*_: object) -> None:
        pytest.fail("a line holds up its reading")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(WITHIN)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def test_lines_of_one_stretch_are_read_at_once(tmp_path: Path) -> None:
    dump = tmp_path / "dump.txt"
    rows = [f"甲{stretch * 100}{end}" for stretch in STRETCHES for end in ("乙", "|", "7", "7.")]
    dump.write_text("\n".join(row + "\n正文在此。" * 2 for row in rows), "utf-8")
    with soon():
        recover(dump)


@pytest.mark.parametrize("line", REPEATED)
def test_thousands_of_one_line_are_read_as_fast_as_others(tmp_path: Path, line: str) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_text("They are as follows\n" + f"{line}\n" * 3000, "utf-8")
    with soon():
        recover(dump)
