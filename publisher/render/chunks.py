"""A work cut into files: one per chapter, none so long that a reading system slows down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from publisher.tree.nodes import AnyBlock, Block, Section, Table
from publisher.tree.walk import children, plain, texts, walk

_LONGEST = 240_000
"""Bytes of text and mark-up (estimated) above which a section is cut at the sections in it."""
_TAGS = 45
"""Bytes of mark-up around a block, roughly."""
_CELL_TAGS = 12
"""Bytes of mark-up around a table cell, roughly."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Blocks that go into one file; a section cut into several files has only its opening here."""

    blocks: tuple[AnyBlock, ...]

    @property
    def title(self) -> str:
        """The first heading in it; empty where there is none."""
        headings = (plain(block.title) for block in walk(self.blocks) if isinstance(block, Section))
        return next(headings, "")


def chunks(body: Sequence[AnyBlock]) -> list[Chunk]:
    """The files of a work: each outermost section its own, long ones cut at deeper sections or blocks."""
    return [Chunk(blocks) for blocks in _cut(body, together=0)]


def _cut(blocks: Iterable[AnyBlock], together: int) -> Iterator[tuple[AnyBlock, ...]]:
    """Runs of blocks; neighbouring sections share a file while they stay within ``together`` bytes."""
    run: list[AnyBlock] = []
    size = 0
    for block in blocks:
        longer = _size(block)
        limit = together if any(isinstance(b, Section) for b in (block, *run[-1:])) else _LONGEST
        if run and size + longer > limit:
            yield tuple(run)
            run, size = [], 0
        if isinstance(block, Section) and longer > _LONGEST and block.children:
            if run:
                yield tuple(run)
            yield from _cut_section(block)
            run, size = [], 0
        else:
            run.append(block)
            size += longer
    if run:
        yield tuple(run)


def _cut_section(section: Section) -> Iterator[tuple[AnyBlock, ...]]:
    """A long section: its opening, then what follows. Deep sections are small and many: they share files."""
    first = next((n for n, child in enumerate(section.children) if isinstance(child, Section)), None)
    together = 0 if section.level == 1 else _LONGEST // 2
    pieces = _cut(section.children if first is None else section.children[:first], together)
    opening = next(pieces, ())
    yield (msgspec.structs.replace(section, children=opening),)
    yield from pieces
    if first is not None:
        yield from _cut(section.children[first:], together)


def _size(block: Block) -> int:
    own = sum(len(text.encode()) for text in texts(block)) + _TAGS
    if isinstance(block, Table):
        own += _CELL_TAGS * sum(map(len, (*block.head, *block.body)))
    return own + sum(map(_size, children(block)))
