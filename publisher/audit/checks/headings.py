"""Headings: their levels, their series of numbers, what is under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publisher.audit.findings import Finding, excerpt, make_finding
from publisher.recover.numbering import Number, read_number
from publisher.tree.nodes import Block, Document, Item, List, Section
from publisher.tree.walk import children, plain, walk


def level_jumps(document: Document) -> Iterator[Finding]:
    """Sections that lie more than one level below the section around them."""
    yield from _level_jumps(document.body, 0)


def _level_jumps(blocks: Sequence[Block], above: int) -> Iterator[Finding]:
    for block in blocks:
        level = block.level if isinstance(block, Section) else above
        if isinstance(block, Section) and level > above + 1:
            title = excerpt(plain(block.title))
            yield make_finding("H-001", src=block.src, block=block.id, title=title, level=level, above=above)
        yield from _level_jumps(children(block), level)


def empty_sections(document: Document) -> Iterator[Finding]:
    """Sections without a block."""
    for block in walk(document.body):
        if isinstance(block, Section) and not block.children:
            yield make_finding("H-004", src=block.src, block=block.id, title=excerpt(plain(block.title)))


def series(document: Document) -> Iterator[Finding]:
    """Gaps and repeats in the numbers of sections and list items."""
    yield from _sections(document.body, {})
    for block in walk(document.body):
        if isinstance(block, List) and block.ordered:
            yield from _items(block.items)


def _sections(blocks: Sequence[Block], running: dict[tuple[int, str], Number]) -> Iterator[Finding]:
    """Gaps among some blocks and those under them.

    ``running`` has the last number of each level and style: a series may start at one or go on
    under the next heading.
    """
    here: dict[str, Number] = {}
    for block in blocks:
        number = read_number(plain(block.title)) if isinstance(block, Section) and block.number else None
        if isinstance(block, Section) and number is None:
            here.clear()  # after a heading without number a new series may start
        elif isinstance(block, Section) and number and number.ordinal:
            key = block.level, number.style
            last = here.get(number.style)
            if last or number.ordinal != 1:
                yield from _step(block, last or running.get(key), number)
            here[number.style] = running[key] = number
        yield from _sections(children(block), running)


def _items(items: Sequence[Item]) -> Iterator[Finding]:
    last: Number | None = None
    for item in items:
        number = read_number(f"{item.label} {plain(item.text)}") if item.label else None
        if number and last and number.style == last.style:
            yield from _step(item, last, number)
        last = number if number and number.ordinal else None


def _step(block: Block, last: Number | None, number: Number) -> Iterator[Finding]:
    """A finding where a number does not follow the last of its series."""
    if number.ordinal != (last.ordinal if last else 0) + 1:
        kind = "H-003" if last and number.ordinal <= last.ordinal else "H-002"
        before = excerpt(last.text) if last else "no other number"
        yield make_finding(kind, src=block.src, block=block.id, number=excerpt(number.text), before=before)
