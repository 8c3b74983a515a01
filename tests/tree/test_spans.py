"""The notation of places in a dump."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.tree.spans import Span, format_spans, lines_as_spans, parse_spans
from tests.strategies import sources


def test_the_notation_names_lines_and_columns() -> None:
    spans = (Span(605, 605), Span(607, 609), Span(611, 611, 4, 18))
    assert format_spans(spans) == "L605, L607-609, L611:4-18"
    assert parse_spans("L605, L607-609, L611:4-18") == spans
    assert parse_spans("") == ()


@given(sources())
def test_a_place_is_read_as_it_was_written(src: str) -> None:
    assert format_spans(parse_spans(src)) == src


@given(st.lists(st.integers(1, 99)))
def test_lines_are_put_together_without_losing_one(numbers: list[int]) -> None:
    spans = lines_as_spans(numbers)
    assert [line for span in spans for line in range(span.first, span.last + 1)] == numbers


@pytest.mark.parametrize("src", ["605", "L", "L3-", "L3:4", "L3 L4", "L3-4:1-2", ","])
def test_what_is_no_place_is_refused(src: str) -> None:
    with pytest.raises(ValueError, match="no place in a dump"):
        parse_spans(src)
