"""A work cut into parts that can be set by themselves: each begins on a new page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publisher.render.chunks import weight
from publisher.tree.nodes import AnyBlock, Contents, Division, Section
from publisher.tree.walk import texts, walk

_BOOK, _CHAPTER = 12_000, 2_500
"""Characters: a work that has more, and more in each outermost section on average, is set as a book."""
_PART = 120_000
"""Bytes of text and mark-up (estimated) that make a part; about fifty pages."""


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that are set together."""

    body: tuple[AnyBlock, ...]
    front: tuple[AnyBlock, ...] | None = None
    """What stands before the contents, in the part that opens the work."""

    @property
    def shows_folios(self) -> bool:
        """Whether the part names pages of the book."""
        return self.front is not None or any(map(_shows_folios, self.body))


@dataclass(frozen=True, slots=True)
class Cut:
    """A work in parts."""

    is_book: bool
    """Its outermost sections are chapters that open new pages."""
    parts: tuple[Part, ...]
    """In reading order. Where there are several, the first is the front matter alone."""

    @property
    def several(self) -> bool:
        """Whether there is more than one part."""
        return len(self.parts) > 1


def cut(body: tuple[AnyBlock, ...], *, each: bool) -> Cut:
    """The parts of a work; short neighbouring chapters share one, unless ``each`` is to have its own.

    The cuts follow from the work alone, so that its pages are the same on every machine.
    """
    is_book = _is_book(body)
    front = _front(body)
    runs = list(_runs(body[front:], 0 if each and is_book else _PART))
    if not is_book and len(runs) < 2:
        return Cut(is_book, (Part(body[front:], body[:front]),))
    return Cut(is_book, (Part((), body[:front]), *map(Part, runs)))


def _shows_folios(block: AnyBlock) -> bool:
    """Whether there are contents in a block that lead anywhere."""
    contents = (inner for inner in walk((block,)) if isinstance(inner, Contents))
    return any(entry.target for inner in contents for entry in inner.entries)


def _is_book(body: Iterable[AnyBlock]) -> bool:
    chapters = [block for block in body if isinstance(block, Section)]
    length = sum(len(text) for block in walk(chapters) for text in texts(block))
    return length > max(_BOOK, _CHAPTER * len(chapters))


def _front(body: Iterable[AnyBlock]) -> int:
    """How many blocks stand before the contents: those up to the last title page at the work's start."""
    front = 0
    for number, block in enumerate(body, 1):
        if isinstance(block, Section):
            break
        if isinstance(block, Division):
            front = number
    return front


def _runs(blocks: Iterable[AnyBlock], enough: int) -> Iterator[tuple[AnyBlock, ...]]:
    """Blocks that are enough for a part; a part begins with an outermost section, or with the work."""
    run: list[AnyBlock] = []
    length = 0
    for block in blocks:
        if isinstance(block, Section) and length > enough:
            yield tuple(run)
            run, length = [], 0
        run.append(block)
        length += weight(block)
        if _shows_folios(block):
            length = max(length, enough + 1)  # such a part is set twice, so it had better be short
    if run:
        yield tuple(run)
