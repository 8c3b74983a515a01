"""Headings: levels that are skipped, numbers that are skipped, headings with nothing under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from publisher.audit.findings import Finding, excerpt, make_finding
from publisher.recover.numbering import Number, read_number
from publisher.tree.nodes import Block, Document, Item, List, PageBreak, Section
from publisher.tree.walk import children, plain, walk

_LONG_JUMP = 2
"""Numbers left out of a series; where more seem to be, the number is more likely no number of it."""


def level_jumps(document: Document) -> Iterator[Finding]:
    """Headings more than one level below the heading that they stand under."""
    yield from _jumps(document.body, 0)


def _jumps(blocks: Iterable[Block], above: int) -> Iterator[Finding]:
    for block in blocks:
        level = above
        if isinstance(block, Section):
            level = block.level
            if above and level > above + 1:
                title = excerpt(plain(block.title))
                yield make_finding(
                    "H-001", src=block.src, block=block.id, title=title, level=level, above=above
                )
        yield from _jumps(children(block), level)


def series_gaps(document: Document) -> Iterator[Finding]:
    """Headings under one parent, and items of one list, whose numbers leave some out."""
    yield from _gaps([block for block in document.body if isinstance(block, Section)])
    for block in walk(document.body):
        if isinstance(block, List):
            if block.ordered:
                yield from _gaps(block.items)
        else:
            yield from _gaps([child for child in children(block) if isinstance(child, Section)])


def _gaps(blocks: Sequence[Section | Item]) -> Iterator[Finding]:
    """Gaps between neighbours of each style of number; a number that goes back begins a new series."""
    last: dict[str, Number] = {}
    for block in blocks:
        number = _number(block)
        if number is None or not number.ordinal:
            continue
        before = last.get(number.style)
        last[number.style] = number
        if before and 1 < number.ordinal - before.ordinal <= 1 + _LONG_JUMP:
            yield make_finding("H-002", src=block.src, block=block.id, number=number.text, before=before.text)


def _number(block: Section | Item) -> Number | None:
    if isinstance(block, Section):
        return read_number(plain(block.title)) if block.number else None
    return read_number(f"{block.label} {plain(block.text)}") if block.label else None


def empty_sections(document: Document) -> Iterator[Finding]:
    """Headings with nothing under them."""
    for block in walk(document.body):
        if isinstance(block, Section) and all(isinstance(child, PageBreak) for child in block.children):
            yield make_finding("H-004", src=block.src, block=block.id, title=excerpt(plain(block.title)))
