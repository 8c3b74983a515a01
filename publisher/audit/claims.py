"""Who claims which characters of a dump, by place.

Most claims are of whole lines, so lines are kept whole and only those that are claimed in parts
are looked at by column. Blocks and removed entries are two layers: within a layer a character has
one owner at most; where both claim a character it belongs to the removed entry.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TypeAlias, Union

from publisher.tree.nodes import Block, Removed
from publisher.tree.spans import Span

Owner: TypeAlias = Union[Block, Removed]
Clash: TypeAlias = tuple[Span, Owner, Owner]
_Part: TypeAlias = tuple[int, int, Owner]
"""First and last column and owner."""


@dataclass(slots=True)
class _Layer:
    whole: dict[int, Owner] = field(default_factory=dict)
    """Owners of whole lines by line number."""
    parts: dict[int, list[_Part]] = field(default_factory=dict)
    """The parts claimed of a line."""


class Claims:
    """The claims on the characters of a dump's lines."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._blocks, self._removed = _Layer(), _Layer()
        self._clashes: list[Clash] = []
        self._kept: dict[int, list[tuple[int, int]]] = {}

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
            layer.parts.setdefault(span.first, []).append((span.start, span.end, owner))
            return
        for line in range(span.first, span.last + 1):
            if line in layer.whole and self._lines[line - 1].strip():
                self._clashes.append((Span(line, line), layer.whole[line], owner))
            layer.whole.setdefault(line, owner)

    def clashes(self) -> Iterator[Clash]:
        """The places with two owners of one layer."""
        yield from self._clashes
        for layer in (self._blocks, self._removed):
            for line, parts in layer.parts.items():
                yield from self._clashes_in(line, _sorted(parts), layer.whole.get(line))

    def _clashes_in(self, line: int, parts: list[_Part], whole: Owner | None) -> Iterator[Clash]:
        if whole:
            parts = [(1, len(self._lines[line - 1]), whole), *parts]
        _, reach, other = parts[0]
        for first, last, owner in parts[1:]:
            shared = Span(line, line, first, min(last, reach))
            if shared.start <= shared.end and not self.text(shared).isspace():
                yield shared, other, owner
            if last > reach:
                reach, other = last, owner

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
        for start, end in _between(_sorted(parts), len(line)):
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
        """The text that a block's span holds, removed entries left out, with its line numbers.

        To be asked for when all claims have been put.
        """
        for number in range(span.first, span.last + 1):
            line = self._lines[number - 1]
            if number in self._removed.whole:
                continue
            start, end = (span.start, span.end) if span.start else (1, len(line))
            if number in self._removed.parts:
                yield number, " ".join(line[a - 1 : b] for a, b in self._kept_in(number, start, end))
            else:
                yield number, line[start - 1 : end]

    def _kept_in(self, number: int, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The columns from ``start`` to ``end`` of a line that are not removed, as ranges."""
        if number not in self._kept:
            parts, length = _sorted(self._removed.parts[number]), len(self._lines[number - 1])
            self._kept[number] = list(_between(parts, length))
        kept = self._kept[number]
        for at in range(bisect_left(kept, start, key=itemgetter(1)), len(kept)):
            first, last = kept[at]
            if first > end:
                break
            yield max(start, first), min(end, last)


def _sorted(parts: list[_Part]) -> list[_Part]:
    return sorted(parts, key=itemgetter(0, 1))


def _between(taken: Iterable[_Part], length: int) -> Iterator[tuple[int, int]]:
    """The columns from 1 to ``length`` that lie outside some sorted parts."""
    free = 1
    for first, last, _ in taken:
        if free < first:
            yield free, first - 1
        free = max(free, last + 1)
    if free <= length:
        yield free, length
