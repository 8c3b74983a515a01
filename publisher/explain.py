"""Why a line of a dump became what it is, and which correction would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import yaml

from publisher.corrections import load_corrections
from publisher.errors import InputError
from publisher.read import Dump, read_dump
from publisher.recover import recover_document
from publisher.recover.decisions import Decision, recorded
from publisher.repair import repair_dump
from publisher.tree.nodes import (
    Aside,
    Block,
    Item,
    PageBreak,
    Paragraph,
    Removed,
    Repair,
    Section,
    Table,
)
from publisher.tree.spans import Span, parse_spans
from publisher.tree.walk import children, plain

_OPENING = 12
"""Characters of a line by which a correction finds it again."""
_HEADED = (Section, Aside)


class Explanation(msgspec.Struct, frozen=True):
    """What is known of a line."""

    line: int
    text: str
    """The line after repair."""
    block: Block | None
    """The block that the line belongs to; None where it is in no text."""
    under: tuple[str, ...]
    """The titles of the headings that it stands under, the highest first."""
    removed: tuple[Removed, ...]
    """What of the line is in no text, and why."""
    repairs: tuple[Repair, ...]
    decisions: tuple[Decision, ...]
    """What was decided about the line, in the order of the stages."""
    corrections: tuple[str, ...]
    """Entries for ``lines:`` in the corrections file, each of which would change something."""


def explain(path: str | Path, line: int) -> Explanation:
    """Why a line of the dump at ``path`` became what it is.

    Raises what ``recover`` raises, and ``InputError`` where the dump has no such line or it is blank.
    """
    original = read_dump(path)
    if not 1 <= line <= len(original.lines):
        raise InputError(
            f"there is no line {line}",
            place=str(path),
            advice=f"name a line from 1 to {len(original.lines)}",
        )
    if not original.line(line).strip():
        raise InputError(f"line {line} is blank", place=str(path), advice="name a line with text")
    corrections = load_corrections(path, original)
    dump = repair_dump(original, corrections)
    with recorded() as decisions:
        document = recover_document(dump, corrections)
    found = _find(document.body, line)
    removed = tuple(entry for entry in document.removed if _is_at(entry.src, line))
    return Explanation(
        line,
        dump.line(line).strip(),
        found.block if found else None,
        tuple(plain(b.title) for b in found.above if isinstance(b, _HEADED)) if found else (),
        removed,
        tuple(repair for repair in document.repairs if _is_at(repair.src, line)),
        tuple(dict.fromkeys(decision for decision in decisions if decision.line == line)),
        tuple(_entries(original, line, found, removed)),
    )


def _is_at(src: str, line: int) -> bool:
    return any(span.first <= line <= span.last for span in parse_spans(src))


@dataclass(frozen=True, slots=True)
class _Found:
    """A block and its place in the tree."""

    block: Block
    above: tuple[Block, ...]
    """The blocks that it stands in, the outermost first."""
    before: tuple[Block, ...]
    """The blocks that stand beside it before."""


def _find(blocks: Sequence[Block], line: int, above: tuple[Block, ...] = ()) -> _Found | None:
    """The block that a line belongs to."""
    for index, block in enumerate(blocks):
        if not isinstance(block, PageBreak) and _is_at(block.src, line):
            return _Found(block, above, tuple(blocks[:index]))
        found = _find(children(block), line, (*above, block))
        if found:
            return found
    return None


def _entries(dump: Dump, line: int, found: _Found | None, removed: Sequence[Removed]) -> Iterator[str]:
    """Corrections that would change what a line became."""
    if found is None:
        if any(Span(line, line) in parse_spans(entry.src) for entry in removed):
            yield _entry(dump, line, line, role="paragraph")
        return
    block = found.block
    numbers = [n for span in parse_spans(block.src) for n in (span.first, span.last)]
    first, last = numbers[0], max(numbers)
    if isinstance(block, _HEADED):
        yield _entry(dump, first, last, role="paragraph")
        if block.level > 1:
            yield _entry(dump, first, last, level=block.level - 1)
        if any(isinstance(other, _HEADED) for other in found.before):
            yield _entry(dump, first, last, level=block.level + 1)
    elif isinstance(block, Table):
        yield _entry(dump, first, last, role="table", grid={"head": len(block.head) + 1})
        yield _entry(dump, first, last, role="paragraph")
    else:
        if isinstance(block, Paragraph | Item) and line != first:
            yield _entry(dump, line, line, seam="split")
        elif isinstance(block, Paragraph) and found.before and isinstance(found.before[-1], Paragraph):
            yield _entry(dump, line, line, seam="join")
        depth = sum(isinstance(parent, _HEADED) for parent in found.above)
        yield _entry(dump, line, line, role="heading", level=depth + 1)
        for role in ("paragraph", "item", "verse", "running head"):
            if role != type(block).__name__.lower():
                yield _entry(dump, line, line, role=role)


def _entry(dump: Dump, first: int, last: int, **settled: Any) -> str:
    """An entry for the corrections file, on one line."""
    place = {"line": first if first == last else f"{first}-{last}"}
    entry = {**place, "text": " ".join(dump.line(first).split())[:_OPENING], **settled}
    text: str = yaml.safe_dump(
        [entry], allow_unicode=True, default_flow_style=None, sort_keys=False, width=2**31 - 1
    )
    return text.strip()
