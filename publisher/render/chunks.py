"""A work cut into files: one per chapter, none so long that a reading system slows down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from publisher.tree.nodes import (
    AnyBlock,
    Block,
    Cell,
    Contents,
    Fields,
    List,
    Note,
    NoteRef,
    PageBreak,
    Section,
    Table,
    Verse,
)
from publisher.tree.walk import as_text, children, inline_nodes, inlines, plain, replaced, texts, walk

_LONGEST = 240_000
"""Bytes of text and mark-up (estimated) that a reading system takes at once without slowing down."""
_TAGS = 45
"""Bytes of mark-up around a block, roughly."""
_CELL_TAGS = 55
"""Bytes of mark-up around a table cell, roughly."""
_MARK_TAGS, _NOTE_TAGS = 120, 300
"""The same around the mark of a note, and around a note with its way back."""

_PARTED: dict[type, str] = {
    Contents: "entries",
    Fields: "entries",
    List: "items",
    Table: "body",
    Verse: "lines",
}
"""Blocks that may be so long that they go on in the next file, and the field that holds their parts."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How long files may be, in bytes of text and mark-up (estimated)."""

    longest: int = _LONGEST
    """Above it a section is cut at the sections in it, or at its blocks."""
    whole: int = _LONGEST
    """Above it an outermost section is cut at the sections in it."""

    def most(self, section: Section) -> int:
        """The length above which a section is cut."""
        return self.whole if section.level == 1 else self.longest


@dataclass(frozen=True, slots=True)
class Chunk:
    """Blocks that go into one file; a section cut into several files has only its opening here."""

    blocks: tuple[AnyBlock, ...]

    @property
    def title(self) -> str:
        """The first heading in it; empty where there is none."""
        headings = (plain(block.title) for block in walk(self.blocks) if isinstance(block, Section))
        return next(headings, "")


def chunks(body: Sequence[AnyBlock], sizes: Sizes = Sizes()) -> list[Chunk]:
    """The files of a work: each outermost section its own, long ones cut at deeper sections or blocks."""
    return [Chunk(blocks) for blocks in _turned(_cut(body, 0, sizes))]


def _turned(runs: Iterable[tuple[AnyBlock, ...]]) -> Iterator[tuple[AnyBlock, ...]]:
    """The runs, with each page break that ends one at the start of the next: it opens what follows."""
    held: tuple[AnyBlock, ...] = ()
    breaks: tuple[AnyBlock, ...] = ()
    for run in runs:
        blocks = (*breaks, *run)
        end = next((n for n in range(len(blocks), 0, -1) if not isinstance(blocks[n - 1], PageBreak)), 0)
        breaks = blocks[end:]
        if end and held:
            yield held
        held = blocks[:end] or held
    if held or breaks:
        yield (*held, *breaks)


def parted(
    blocks: Iterable[AnyBlock], continued: str, *, longest: int = _LONGEST, tables: bool = True
) -> Iterator[AnyBlock]:
    """The blocks, each that is longer than a file may be in parts, of which the first keeps its address.

    A table goes on under its head, unless ``tables`` are to stay whole; ``continued`` follows its caption.
    """
    for block in blocks:
        if isinstance(block, Section):
            inner = parted(block.children, continued, longest=longest, tables=tables)
            yield replaced(block, children=tuple(inner))
            continue
        field = _PARTED.get(type(block), "") if tables or not isinstance(block, Table) else ""
        parts = _runs(block, getattr(block, field), longest) if field and weight(block) > longest else []
        for number, part in enumerate(parts, 1):
            piece = replaced(block, **{field: part})
            if isinstance(piece, Table):
                piece = _table_part(piece, continued if number > 1 else "", last=number == len(parts))
            yield piece if number == 1 else replaced(piece, id=f"{block.id}.{number}")
        if not parts:
            yield block


def _runs(block: Block, parts: Sequence[Any], longest: int) -> list[tuple[Any, ...]]:
    """Runs of a block's parts that fit into a file; rows that a cell joins stay together."""
    most = max(1, len(parts) * longest // (2 * weight(block)))
    runs: list[tuple[Any, ...]] = []
    start, joined = 0, 0
    for index, part in enumerate(parts):
        if index - start >= most and index >= joined:
            runs.append(tuple(parts[start:index]))
            start = index
        depths = [cell.rows for cell in part if isinstance(cell, Cell)] if isinstance(block, Table) else []
        joined = max(joined, index + max(depths, default=1))
    return [*runs, tuple(parts[start:])]


def _table_part(table: Table, continued: str, *, last: bool) -> Table:
    """A part of a table: later ones say so, and notes and source stand under the last."""
    if continued and table.caption:
        caption = replaced(table.caption, text=as_text((*inlines(table.caption.text), continued)))
        table = replaced(table, caption=caption)
    return table if last else replaced(table, notes=(), source="")


def _cut(blocks: Iterable[AnyBlock], together: int, sizes: Sizes) -> Iterator[tuple[AnyBlock, ...]]:
    """Runs of blocks; neighbouring sections share a file while they stay within ``together`` bytes."""
    run: list[AnyBlock] = []
    size = 0
    for block in blocks:
        longer = weight(block)
        limit = together if any(isinstance(b, Section) for b in (block, *run[-1:])) else sizes.longest
        if run and size + longer > limit:
            yield tuple(run)
            run, size = [], 0
        if isinstance(block, Section) and longer > sizes.most(block) and block.children:
            if run:
                yield tuple(run)
            yield from _cut_section(block, sizes)
            run, size = [], 0
        else:
            run.append(block)
            size += longer
    if run:
        yield tuple(run)


def _cut_section(section: Section, sizes: Sizes) -> Iterator[tuple[AnyBlock, ...]]:
    """A long section: its opening, then what follows. Deep sections are small and many: they share files."""
    first = next((n for n, child in enumerate(section.children) if isinstance(child, Section)), None)
    together = 0 if section.level == 1 else sizes.longest // 2
    pieces = _cut(section.children if first is None else section.children[:first], together, sizes)
    opening = next(pieces, ())
    yield (replaced(section, children=opening),)
    yield from pieces
    if first is not None:
        yield from _cut(section.children[first:], together, sizes)


def weight(block: Block) -> int:
    """Bytes of a block's text and mark-up, estimated."""
    own = sum(len(text.encode()) for text in texts(block)) + _TAGS
    if isinstance(block, Table):
        own += _CELL_TAGS * sum(map(len, (*block.head, *block.body)))
    elif isinstance(block, Note):
        own += _NOTE_TAGS
    own += _MARK_TAGS * sum(isinstance(node, NoteRef) for node in inline_nodes(block))
    return own + sum(map(weight, children(block)))
