"""Footnotes at the foot of the page: in a paged edition a note goes with its mark, wherever it stood."""

from __future__ import annotations

from publisher.render.anchors import AnchoredRef
from publisher.tree.nodes import (
    AnyBlock,
    AnyInline,
    Document,
    List,
    Note,
    NoteRef,
    Paragraph,
    Text,
)
from publisher.tree.walk import as_text, inlines, map_blocks, replaced, walk


class Footnote(NoteRef, frozen=True, kw_only=True, tag="footnote"):
    """A note mark that carries its note, which stands in place of the ``Note`` block."""

    paragraphs: tuple[Text, ...]


def with_footnotes(body: tuple[AnyBlock, ...]) -> tuple[tuple[AnyBlock, ...], frozenset[str]]:
    """The blocks with each note of plain paragraphs at its first mark in running text, and their ids.

    Other notes stay where they are: those without a mark, with other blocks in them, or whose mark
    stands in a heading, a table or another note. Further marks lead to the note.
    """
    document = Document(body=body)
    notes = {block.id: block for block in walk(body) if isinstance(block, Note)}
    inside = {child.id for note in notes.values() for child in walk(note.children)}
    ready = {name: found for name, note in notes.items() if (found := _paragraphs(note))}
    placed: set[str] = set()

    def inline(node: AnyInline) -> AnyInline:
        if not isinstance(node, AnchoredRef) or node.target not in ready or node.target in placed:
            return node
        placed.add(node.target)
        return Footnote(label=node.label, target=node.target, paragraphs=ready[node.target])

    def text(value: Text) -> Text:
        return value if isinstance(value, str) else as_text(map(inline, inlines(value)))

    def place(block: AnyBlock) -> AnyBlock:
        match block:
            case Paragraph() if block.id not in inside:
                return replaced(block, text=text(block.text))
            case List() if block.id not in inside:
                items = tuple(replaced(item, text=text(item.text)) for item in block.items)
                return replaced(block, items=items)
            case _:
                return block

    return map_blocks(document, place).body, frozenset(placed)


def _paragraphs(note: Note) -> tuple[Text, ...]:
    """The texts of a note that has paragraphs alone."""
    texts = tuple(child.text for child in note.children if isinstance(child, Paragraph))
    return texts if len(texts) == len(note.children) else ()
