"""A document tree told in a few lines, so that an editor can read what was recovered."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import msgspec

from publisher.read import Dump
from publisher.tree.nodes import (
    Aside,
    Block,
    Contents,
    Division,
    Document,
    Emphasis,
    Fields,
    Figure,
    Formula,
    Item,
    Link,
    List,
    Math,
    Metadata,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Preformatted,
    Quote,
    Row,
    Section,
    Table,
    Text,
    ThematicBreak,
    Verse,
)
from publisher.tree.spans import Span, parse_spans
from publisher.tree.walk import children, inlines, own_texts, plain, walk

_OPENING, _ENDING = 16, 8
"""Characters shown of a long text."""
_STEP = "  "
_SHOWN = 12
"""Removed texts shown of each reason."""


def without_figures(told: str) -> str:
    """A summary whose doubts are told without a figure: calibration may change it."""
    return re.sub(r"  \?0\.\d\d$", "  ?", told, flags=re.MULTILINE)


def summary(document: Document, dump: Dump) -> str:
    """Metadata, then every block on a line, then what was removed from the dump and repaired in it."""
    targets = {block.id: _name(block) for block in walk(document.body)}
    body = [line for block in document.body for line in _block(block, "", targets)]
    parts = [_metadata(document.metadata), body, _removed(document, dump), _repairs(document)]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _metadata(metadata: Metadata) -> list[str]:
    found = {name: value for name, value in msgspec.to_builtins(metadata).items() if name != "creators"}
    people = [f"{creator.role}: {creator.name}" for creator in metadata.creators]
    return [*(f"{name}: {value}" for name, value in found.items()), *people]


def _name(block: Block) -> str:
    match block:
        case Section() | Aside():
            return _short(block.title)
        case Note():
            return f"{block.label} {_short(plain(next(own_texts(next(iter(block.children))), '')))}"
        case _:
            return type(block).__name__.lower()


def _block(block: Block, indent: str, targets: dict[str, str]) -> Iterator[str]:
    """The line of a block, with its marks, and the lines of the blocks under it."""
    doubt = "  ?" if block.confidence < 0.8 else ""
    yield f"{indent}{_own(block)}{doubt}"
    for text in own_texts(block):
        yield from (f"{indent}{_STEP}{mark}" for mark in _marks(text, targets))
    for line in _parts(block, targets):
        yield f"{indent}{_STEP}{line}"
    for child in children(block):
        yield from _block(child, indent + _STEP, targets)


def _own(block: Block) -> str:
    match block:
        case Section():
            number = f"  number {block.number}" if block.number else ""
            return f"{'#' * block.level} {plain(block.title)}{number}{_role(block.role)}"
        case Aside():
            return f"{'#' * block.level} aside: {plain(block.title)}"
        case Paragraph():
            return f"¶ {_short(block.text)}{_role(block.role)}"
        case Item():
            return f"{block.label or '·'} {_short(block.text)}"
        case List():
            return "list, ordered" if block.ordered else "list"
        case Table():
            widths = sorted(
                {sum(getattr(cell, "columns", 1) for cell in row) for row in (*block.head, *block.body)}
            )
            size = f"{len(block.head)}+{len(block.body)} rows of {'/'.join(map(str, widths))} cells"
            return f"table, {size}"
        case PageBreak():
            return f"| page {block.number}{'' if block.certain else ' (inferred)'}"
        case Quote():
            return f"quote{_role(block.role)}"
        case Note():
            return f"note {block.label}"
        case ThematicBreak():
            return "* * *"
        case Preformatted():
            return f"listing, {len(block.text.splitlines())} lines"
        case Formula():
            return f"formula {block.latex}"
        case Division():
            return f"division{_role(block.role)}"
        case Contents():
            return f"{'list of ' if block.role else ''}{block.role or 'contents'} {block.title}"
        case _:
            return type(block).__name__.lower()


def _parts(block: Block, targets: dict[str, str]) -> Iterator[str]:
    """Lines for what a block is made of, other than blocks."""
    match block:
        case Table() | Figure():
            if block.caption:
                yield f"caption: {plain(block.caption.text)}"
            if isinstance(block, Table):
                if block.unit:
                    yield f"unit: {block.unit}"
                yield from (f"head: {_row(row)}" for row in block.head)
                yield from (f"row: {_row(row)}" for row in (*block.body[:1], *block.body[1:][-1:]))
            yield from (f"note: {plain(note)}" for note in block.notes)
            if block.source:
                yield f"source: {plain(block.source)}"
        case Quote() if block.attribution:
            yield f"attribution: {plain(block.attribution)}"
        case Verse():
            yield from (f"/ {_short(line)}" for line in block.lines)
        case Fields():
            yield from (f"{entry.label} = {plain(entry.value)}" for entry in block.entries)
        case Contents():
            for entry in block.entries:
                target = targets.get(entry.target, "nowhere")
                yield f"{'-' * entry.level} {entry.title} … {entry.page} → {target}"


def _row(row: Row) -> str:
    return " | ".join(
        cell if isinstance(cell, str) else f"{plain(cell.text)} ({cell.columns}×{cell.rows})" for cell in row
    )


def _marks(text: Text, targets: dict[str, str]) -> Iterator[str]:
    """Lines for the inline nodes of a text."""
    for node in inlines(text):
        match node:
            case NoteRef():
                yield f"^ {node.label} → {targets.get(node.target, 'nowhere')}"
            case PageBreak():
                yield _own(node)
            case Math():
                yield f"math {node.latex}"
            case Link():
                yield f"link {node.href}"
            case Emphasis():
                yield f"{'strong' if node.strong else 'emphasis'} {plain(node.text)}"
                yield from _marks(node.text, targets)


def _short(text: Text) -> str:
    """A text, or its opening and ending with its length."""
    whole = plain(text).replace("\n", "⏎")
    if len(whole) <= _OPENING + _ENDING + 4:
        return whole
    return f"{whole[:_OPENING]}…{whole[-_ENDING:]} ({len(whole)})"


def _role(role: str) -> str:
    return f"  [{role}]" if role else ""


def _removed(document: Document, dump: Dump) -> list[str]:
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for entry in document.removed:
        by_reason[entry.reason].append(
            " ".join(_dumped(span, dump).strip() for span in parse_spans(entry.src))
        )
    return [f"removed as {reason}: {_counted(found)}" for reason, found in sorted(by_reason.items())]


def _dumped(span: Span, dump: Dump) -> str:
    """The dump's text at a place."""
    if span.start:
        return dump.line(span.first)[span.start - 1 : span.end]
    return " ".join(dump.lines[span.first - 1 : span.last])


def _repairs(document: Document) -> list[str]:
    by_why: defaultdict[str, list[str]] = defaultdict(list)
    for repair in document.repairs:
        by_why[repair.why].append(f"{repair.old}→{repair.new}")
    return [f"repaired, {why}: {_counted(found)}" for why, found in sorted(by_why.items())]


def _counted(found: list[str]) -> str:
    """The distinct texts in order of appearance, with their numbers."""
    counts = Counter(found)
    shown = [f"{_short(text)} ×{count}" if count > 1 else _short(text) for text, count in counts.items()]
    more = [f"and {len(shown) - _SHOWN} more"] if len(shown) > _SHOWN else []
    return " · ".join([*shown[:_SHOWN], *more])
