"""Where the characters of a joined text stand in the dump."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import groupby

from publisher.recover.measure.line import Line
from publisher.tree.spans import Span, format_spans, lines_as_spans


def source_of(lines: Sequence[Line]) -> str:
    """The ``src`` of a block made of lines, whole ones or parts."""
    spans: list[Span] = []
    for part, run in groupby(lines, key=lambda line: line.part):
        numbers = [line.number for line in run]
        spans.extend((Span(number, number, *part) for number in numbers) if part else lines_as_spans(numbers))
    return format_spans(spans)


def places_of(lines: Sequence[Line], dropped: Container[tuple[int, int]]) -> list[tuple[int, int]]:
    """(line number, column from 1) of every character that is not white space, but those dropped."""
    return [
        (line.number, column)
        for line in lines
        for column, char in enumerate(line.raw, 1)
        if not char.isspace() and (line.number, column) not in dropped
    ]


def ranges_source(
    joined: str, ranges: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]
) -> list[str]:
    """The ``src`` of each half-open range of a joined text that is not only white space."""
    order: list[int] = []
    count = 0
    for char in joined:
        order.append(count)
        count += not char.isspace()
    result = []
    for start, end in ranges:
        own = [places[order[i]] for i in range(start, end) if not joined[i].isspace()]
        if own:
            result.append(format_spans(_as_spans(own)))
    return result


def solid_length(text: str) -> int:
    """How many characters of a text are not white space."""
    return len("".join(text.split()))


def _as_spans(places: Sequence[tuple[int, int]]) -> list[Span]:
    spans: list[Span] = []
    for line, column in places:
        if spans and spans[-1].first == line and spans[-1].end == column - 1:
            spans[-1] = Span(line, line, spans[-1].start, column)
        else:
            spans.append(Span(line, line, column, column))
    return spans
