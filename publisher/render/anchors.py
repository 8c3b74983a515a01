"""Addresses: an id fit for mark-up on every block, printed page and note mark of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from publisher.tree.ids import with_ids
from publisher.tree.nodes import (
    AnyBlock,
    AnyInline,
    Contents,
    Document,
    Emphasis,
    Link,
    List,
    Note,
    NoteRef,
    PageBreak,
    Text,
)
from publisher.tree.walk import as_text, inline_nodes, inlines, map_blocks, map_texts, replaced, walk

RESERVED = ("text", "about", "toc")
"""Addresses that the templates use themselves."""

_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")


class AnchoredRef(NoteRef, frozen=True, kw_only=True, tag="anchoredref"):
    """A note mark with an address of its own, so that the note can lead back to it."""

    anchor: str


@dataclass
class Places:
    """Where everything is in a document whose addresses are given."""

    ids: set[str] = field(default_factory=set)
    pages: list[PageBreak] = field(default_factory=list)
    """The certain pages, in reading order."""
    backlinks: dict[str, list[str]] = field(default_factory=dict)
    """The addresses of the marks of each note, in reading order."""


def anchor(name: str) -> str:
    """An id that is valid in XML and needs no escaping in an address, the same for the same name."""
    return name if _SAFE.fullmatch(name) else f"x-{name.encode().hex()}"


def with_anchors(document: Document) -> Document:
    """The document with a unique, valid id on every block and page, and addresses on its note marks.

    Hand-edited ids may be anything; marks and contents entries that lead nowhere lose their target.
    """
    used: Counter[str] = Counter(RESERVED)

    def unique(name: str) -> str:
        used[name] += 1
        return name if used[name] == 1 else unique(f"{name}-{used[name]}")

    def give(block: AnyBlock) -> AnyBlock:
        if isinstance(block, List):
            items = tuple(replaced(i, id=unique(anchor(i.id))) for i in block.items)
            block = replaced(block, items=items)
        wanted = f"page-{block.number}" if isinstance(block, PageBreak) else block.id
        return replaced(block, id=unique(anchor(wanted)))

    document = map_blocks(with_ids(document), give)
    blocks = list(walk(document.body))
    notes = {block.id for block in blocks if isinstance(block, Note)}
    targets = {block.id for block in blocks}

    def inline(node: AnyInline) -> AnyInline:
        match node:
            case PageBreak():
                return replaced(node, id=unique(anchor(f"page-{node.number}")))
            case NoteRef() if anchor(node.target) in notes:
                note = anchor(node.target)
                return AnchoredRef(label=node.label, target=note, anchor=unique(f"ref-{note}"))
            case NoteRef():
                return NoteRef(label=node.label)
            case Emphasis():
                return replaced(node, text=text(node.text))
            case Link():
                return replaced(node, text=text(_unlinked(node.text)))
            case _:
                return node

    def text(value: Text) -> Text:
        return value if isinstance(value, str) else as_text(map(inline, value))

    def settle(block: AnyBlock) -> AnyBlock:
        if not isinstance(block, Contents):
            return block
        entries = (
            replaced(entry, target=target if target in targets else "")
            for entry in block.entries
            for target in [anchor(entry.target)]
        )
        return replaced(block, entries=tuple(entries))

    return map_blocks(map_texts(document, text), settle)


def find_places(blocks: Iterable[AnyBlock]) -> Places:
    """The addresses in some blocks of a document that ``with_anchors`` made."""
    places = Places()
    for block in walk(blocks):
        places.ids.add(block.id)
        if isinstance(block, PageBreak) and block.certain:
            places.pages.append(block)
        for node in inline_nodes(block):
            if isinstance(node, PageBreak) and node.certain:
                places.ids.add(node.id)
                places.pages.append(node)
            elif isinstance(node, AnchoredRef):
                places.ids.add(node.anchor)
                places.backlinks.setdefault(node.target, []).append(node.anchor)
    return places


def _unlinked(text: Text) -> Text:
    """A text without links and linked note marks, as mark-up allows none inside a link."""
    if isinstance(text, str):
        return text
    parts: list[AnyInline] = []
    for node in text:
        match node:
            case Link():
                parts += inlines(_unlinked(node.text) or node.href)
            case NoteRef():
                parts.append(NoteRef(label=node.label))
            case Emphasis():
                parts.append(replaced(node, text=_unlinked(node.text)))
            case _:
                parts.append(node)
    return as_text(parts)
