"""Who claims which characters of a dump, by place.

Most claims are of whole lines, so lines are kept whole and only those that are claimed in parts
are looked at by column. Blocks and removed entries are two layers: within a layer a character has
one owner at most; where both claim a character it belongs to the removed entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, Union

from publisher.tree.nodes import Block, Removed
from publisher.tree.spans import Span

Owner: TypeAlias = Union[Block, Removed]
Clash: TypeAlias = tuple[Span, Owner, Owner]


@dataclass(slots=True)
class _Layer:
    whole: dict[int, Owner] = field(default_factory=dict)
    """Owners of whole lines by line number."""
    parts: dict[int, list[tuple[int, int, Owner]]] = field(default_factory=dict)
    """First and last column and owner of the parts claimed of a line."""

    def ranges(self, line: int, length: int) -> list[tuple[int, int, Owner]]:
        """All that is claimed of a line of ``length`` columns."""
        whole = self.whole.get(line)
        parts = self.parts.get(line, [])
        return [(1, length, whole), *parts] if whole else parts


class Claims:
    """The claims on the characters of a dump's lines."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._blocks, self._removed = _Layer(), _Layer()
        self._clashes: list[Clash] = []

    def has(self, span: Span) -> bool:
        """Whether a span is a place in the dump."""
        if not 1 <= span.first <= span.last <= len(self._lines):
            return False
        whole = not span.start and not span.end
        return whole or 1 <= span.start <= span.end <= len(self._lines[span.first - 1])

    def put(self, span: Span, owner: Owner) -> None:
        """Claim a place of the dump for an owner."""
        layer = self._removed if isinstance(owner, Removed) else self._blocks
        if span.start:
            self._meet(layer, span, owner, span.start, span.end)
            layer.parts.setdefault(span.first, []).append((span.start, span.end, owner))
            return
        for line in range(span.first, span.last + 1):
            if line in layer.whole or line in layer.parts:
                self._meet(layer, Span(line, line), owner, 1, len(self._lines[line - 1]))
            layer.whole.setdefault(line, owner)

    def _meet(self, layer: _Layer, span: Span, owner: Owner, start: int, end: int) -> None:
        """Note down where a claim meets earlier ones."""
        line = span.first
        for first, last, other in layer.ranges(line, len(self._lines[line - 1])):
            shared = Span(line, line, max(start, first), min(end, last))
            if shared.start <= shared.end and not self.text(shared).isspace():
                self._clashes.append((shared, other, owner))

    def clashes(self) -> Sequence[Clash]:
        """The places with two owners of one layer."""
        return self._clashes

    def gaps(self) -> Iterator[Span]:
        """The places that nobody claims, without white space around them."""
        blocks, removed = self._blocks, self._removed
        for number, line in enumerate(self._lines, 1):
            if number in blocks.whole or number in removed.whole or not line or line.isspace():
                continue
            if number not in blocks.parts and number not in removed.parts:
                yield Span(number, number)
            else:
                yield from self._gaps_in(number, line)

    def _gaps_in(self, number: int, line: str) -> Iterator[Span]:
        parts = self._blocks.parts.get(number, []) + self._removed.parts.get(number, [])
        for start, end in _between(sorted((first, last) for first, last, _ in parts), len(line)):
            text = line[start - 1 : end]
            if not text.isspace():
                first = start + len(text) - len(text.lstrip())
                yield Span(number, number, first, first + len(text.strip()) - 1)

    def text(self, span: Span) -> str:
        """The dump's text at a place."""
        if span.start:
            return self._lines[span.first - 1][span.start - 1 : span.end]
        return "\n".join(self._lines[span.first - 1 : span.last])

    def held(self, span: Span) -> Iterator[tuple[int, str]]:
        """The text that a block's span holds, removed entries left out, with its line numbers."""
        for number in range(span.first, span.last + 1):
            line = self._lines[number - 1]
            if number in self._removed.whole:
                continue
            start, end = (span.start, span.end) if span.start else (1, len(line))
            parts = self._removed.parts.get(number)
            if parts is None:
                yield number, line[start - 1 : end]
                continue
            taken = sorted((first, last) for first, last, _ in parts)
            kept = ((max(start, a), min(end, b)) for a, b in _between(taken, len(line)))
            yield number, " ".join(line[a - 1 : b] for a, b in kept if a <= b)


def _between(taken: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    """The columns from 1 to ``length`` that lie outside some sorted ranges."""
    free = 1
    for first, last in taken:
        if free < first:
            yield free, first - 1
        free = max(free, last + 1)
    if free <= length:
        yield free, length
