"""Notes and the marks that lead to them."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.audit.findings import Finding, excerpt, make_finding
from publisher.tree.nodes import Block, Document, Note, NoteRef
from publisher.tree.walk import inline_nodes, walk


def marks_without_note(document: Document) -> Iterator[Finding]:
    """Note marks that lead nowhere."""
    for block, mark in note_marks(document):
        if not mark.target:
            yield make_finding("N-001", src=block.src, block=block.id, label=excerpt(mark.label))


def notes_without_mark(document: Document) -> Iterator[Finding]:
    """Notes that nothing leads to."""
    targets = {mark.target for _, mark in note_marks(document)}
    for block in walk(document.body):
        if isinstance(block, Note) and block.id not in targets:
            yield make_finding("N-002", src=block.src, block=block.id, label=excerpt(block.label))


def note_marks(document: Document) -> Iterator[tuple[Block, NoteRef]]:
    """All note marks with the blocks that they stand in, in reading order."""
    for block in walk(document.body):
        for node in inline_nodes(block):
            if isinstance(node, NoteRef):
                yield block, node
