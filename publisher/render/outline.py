"""The outline of a work: its headings as nested entries, for contents and navigation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from publisher.tree.nodes import Aside, Block, NoteRef, Section, Text
from publisher.tree.walk import as_text, children, inlines, plain

_LONGEST = 200
"""Characters of a heading that contents show."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading, and the headings under it."""

    id: str
    title: str
    depth: int
    """1 for the outermost headings."""
    children: tuple[Entry, ...]


def outline(blocks: Iterable[Block], depth: int = 1) -> tuple[Entry, ...]:
    """The headings of sections and boxes; a heading without a letter or digit shown is passed over."""
    entries: list[Entry] = []
    for block in blocks:
        if isinstance(block, Section | Aside) and (title := _words(block.title)):
            entries.append(Entry(block.id, title, depth, outline(block.children, depth + 1)))
        else:
            entries.extend(outline(children(block), depth))
    return tuple(entries)


def _words(title: Text) -> str:
    """A heading on one line, without note marks, and cut where it is a text rather than a heading."""
    nodes = (node for node in inlines(title) if not isinstance(node, NoteRef))
    words = " ".join(plain(as_text(nodes)).split())
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"


def shallow(entries: tuple[Entry, ...], most: int) -> tuple[Entry, ...]:
    """An outline cut to the deepest level, at least one, at which it has no more than ``most`` entries."""
    counts: Counter[int] = Counter()
    _count(entries, counts)
    total, deepest = 0, 0
    for depth in sorted(counts):
        total += counts[depth]
        if total > most and deepest:
            break
        deepest = depth
    return _cut(entries, deepest)


def _count(entries: tuple[Entry, ...], counts: Counter[int]) -> None:
    for entry in entries:
        counts[entry.depth] += 1
        _count(entry.children, counts)


def _cut(entries: tuple[Entry, ...], deepest: int) -> tuple[Entry, ...]:
    return tuple(
        Entry(entry.id, entry.title, entry.depth, _cut(entry.children, deepest))
        for entry in entries
        if entry.depth <= deepest
    )
