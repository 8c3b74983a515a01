"""The proof that what is settled has been kept, on the tree that came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publisher.corrections.place import Corrections, Settled
from publisher.errors import CorrectionError
from publisher.tree.nodes import (
    Aside,
    Block,
    Document,
    Figure,
    Item,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    Table,
    Verse,
)
from publisher.tree.spans import parse_spans
from publisher.tree.walk import children

_ADVICE = "'publisher explain' tells what the line is; settle that first, or delete the entry"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands in the tree."""

    block: Block
    parent: Block | None
    order: int
    """Counts lines in reading order."""
    opens: bool
    """Whether the block begins with the line."""


def check_kept(document: Document, corrections: Corrections) -> None:
    """Raise ``CorrectionError`` naming the first entry that the tree does not agree with."""
    if not corrections.settled:
        return
    places = _places(document)
    reasons = {
        number: entry.reason
        for entry in document.removed
        for span in parse_spans(entry.src)
        if not span.start
        for number in range(span.first, span.last + 1)
    }
    for settled in corrections.settled:
        problem = _problem(settled, places, reasons)
        if problem:
            raise CorrectionError(
                f"line {settled.first} (“{settled.entry.text}”) {problem}",
                place=settled.place,
                advice=_ADVICE,
            )


def _places(document: Document) -> dict[int, _Place]:
    """The first place of each line, by its number."""
    places: dict[int, _Place] = {}
    for block, parent in _with_parents(document.body, None):
        opens = True
        for span in parse_spans(block.src):
            for number in range(span.first, span.last + 1):
                places.setdefault(number, _Place(block, parent, len(places), opens))
                opens = False
    return places


def _with_parents(blocks: tuple[Block, ...], parent: Block | None) -> Iterator[tuple[Block, Block | None]]:
    for block in blocks:
        if not isinstance(block, PageBreak):
            yield block, parent
            yield from _with_parents(children(block), block)


def _problem(settled: Settled, places: Mapping[int, _Place], reasons: Mapping[int, str]) -> str:
    """What an entry says that the tree does not; empty where they agree."""
    entry = settled.entry
    if settled.furniture:
        strays = [number for number in settled.lines if number in places]
        wrong = [n for n in settled.lines if n in reasons and reasons[n] != settled.furniture]
        return f"is no {settled.furniture}" if strays or wrong else ""
    own = [places[number] for number in settled.lines if number in places]
    if not own:
        is_text = entry.role or entry.level or entry.seam or entry.after
        return "is in no text of the work" if is_text else ""
    block = own[0].block
    if entry.role and not all(_has_role(place, entry.role) for place in own):
        return f"is no {entry.role}, but part of a block of type {type(block).__name__.lower()}"
    if entry.level and not isinstance(block, Section | Aside):
        return "has no level: it is no heading"
    if entry.level and isinstance(block, Section | Aside) and block.level != entry.level:
        return (
            f"is a heading of level {block.level}: a level of {entry.level} is impossible here, for a heading"
            " stands one level below the one that it is under"
        )
    if entry.seam and entry.seam != ("split" if own[0].opens else "join"):
        return "opens a text of its own" if own[0].opens else "goes on with the text before it"
    return _misplaced(settled, places)


def _has_role(place: _Place, role: str) -> bool:
    block, parent = place.block, place.parent
    match role:
        case "heading":
            return isinstance(block, Section | Aside)
        case "item":
            return isinstance(block, Item)
        case "verse":
            return isinstance(block, Verse)
        case "caption":
            return isinstance(block, Table | Figure) and block.caption is not None
        case "table":
            return isinstance(block, Table)
        case "quote":
            return isinstance(parent, Quote) and not parent.role
        case "pull quote":
            return isinstance(parent, Quote) and parent.role == "pull"
        case "paragraph":
            return isinstance(block, Paragraph) and not block.role
        case _:
            return isinstance(block, Paragraph) and block.role == role


def _misplaced(settled: Settled, places: Mapping[int, _Place]) -> str:
    """Whether lines are read elsewhere than they are to be; tables and notes may stand between."""
    if not settled.after:
        return ""
    before, own = places.get(settled.after), places[settled.first]
    between = [
        place
        for place in places.values()
        if before and before.order < place.order < own.order and place.block is not before.block
    ]
    fits = before and before.order < own.order
    if fits and all(isinstance(place.block, Table | Figure | Note) for place in between):
        return ""
    return f"is not read after line {settled.after}"
