"""Places in a dump: the notation of ``src`` and what it means.

A span is a run of whole lines, or a part of one line. Lines and columns count from 1 and both ends
are included, as editors show them: ``L605``, ``L605-607``, ``L605:4-18``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SPAN = re.compile(r"L(\d+)(?:-(\d+)|:(\d+)-(\d+))?")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Whole lines ``first`` to ``last``, or columns ``start`` to ``end`` of line ``first``."""

    first: int
    last: int
    start: int = 0
    """First column; 0 for whole lines."""
    end: int = 0
    """Last column; 0 for whole lines."""

    def __str__(self) -> str:
        if self.start:
            return f"L{self.first}:{self.start}-{self.end}"
        return f"L{self.first}" if self.first == self.last else f"L{self.first}-{self.last}"


def format_spans(spans: Iterable[Span]) -> str:
    """The notation of some spans, in their order."""
    return ", ".join(map(str, spans))


def parse_spans(text: str) -> tuple[Span, ...]:
    """The spans that a ``src`` names. Raises ``ValueError`` where it is not in the notation."""
    return tuple(_parse_span(part.strip()) for part in text.split(",")) if text.strip() else ()


def _parse_span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no place in a dump: write L605, L605-607 or L605:4-18")
    first, last, start, end = (int(group) if group else 0 for group in match.groups())
    return Span(first, last or first, start, end)


def lines_as_spans(numbers: Iterable[int]) -> tuple[Span, ...]:
    """Whole lines by number, neighbours in rising order put together."""
    spans: list[Span] = []
    for number in numbers:
        if spans and spans[-1].last == number - 1:
            spans[-1] = Span(spans[-1].first, number)
        else:
            spans.append(Span(number, number))
    return tuple(spans)
