"""Folios: numbers that rise over the whole dump and stand where its pages end."""

from __future__ import annotations

import pytest

from publisher.read import Dump
from publisher.recover.measure.line import Line, measure_lines
from publisher.recover.pages.folios import find_folios

SENTENCE = "The mill had stood idle since the spring, and nobody looked at the wheel."
CUT = "The mill had stood idle since the spring, and nobody looked at"


def measured(rows: list[str]) -> tuple[Line, ...]:
    return measure_lines(Dump("mill.txt", "", "utf-8", tuple(rows)))


@pytest.mark.parametrize("word", ["CHAPTER", "Chapter", "PART"])
def test_a_number_under_the_word_that_it_counts_is_no_folio(word: str) -> None:
    rows = [row for n in range(1, 9) for row in (word, str(n), "", *[SENTENCE] * 20, "")]
    assert not find_folios(measured(rows))


def test_a_number_under_a_head_or_a_cut_sentence_is_one() -> None:
    rows = [row for n in range(1, 9) for row in (*[SENTENCE] * 20, CUT, "", "MILLS", str(n), "")]
    assert sorted(find_folios(measured(rows)).values()) == [*"12345678"]
