"""Ways through a document tree: children, plain text, rebuilding with changed texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import is_
from typing import TypeVar

import msgspec

from publisher.tree.nodes import (
    AnyBlock,
    AnyInline,
    Aside,
    Block,
    Caption,
    Cell,
    Code,
    Contents,
    Division,
    Document,
    Emphasis,
    Field,
    Fields,
    Figure,
    Formula,
    Item,
    Link,
    List,
    Math,
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


def inlines(text: Text) -> tuple[AnyInline, ...]:
    """A text as a sequence of inline nodes, also where it is one plain string."""
    return (text,) if isinstance(text, str) else text


def as_text(parts: Iterable[AnyInline]) -> Text:
    """Inline nodes as a text in its canonical form: neighbouring strings joined, empty ones gone."""
    joined: list[AnyInline] = []
    for part in parts:
        if part == "":
            continue
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    if not joined:
        return ""
    if len(joined) == 1 and isinstance(joined[0], str):
        return joined[0]
    return tuple(joined)


def plain(text: Text) -> str:
    """The characters of a text that stand in the dump: note marks and LaTeX source included."""
    return text if isinstance(text, str) else "".join(map(_plain_inline, text))


def _plain_inline(node: AnyInline) -> str:
    match node:
        case str():
            return node
        case Emphasis():
            return plain(node.text)
        case NoteRef():
            return node.label
        case Link():
            return plain(node.text) or node.href
        case Math():
            return node.latex
        case Code():
            return node.text
        case PageBreak():
            return ""


def children(block: Block) -> tuple[Block, ...]:
    """The blocks directly under a block, in reading order."""
    match block:
        case Section() | Aside() | Division() | Quote() | Note() | Item():
            return block.children
        case List():
            return block.items
        case _:
            return ()


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks in reading order, each before those under it."""
    for block in blocks:
        yield block
        yield from walk(children(block))


def texts(block: Block) -> Iterator[str]:
    """The block's own characters (not its children's), piece by piece, in the order of print."""
    return map(plain, own_texts(block))


def own_texts(block: Block) -> Iterator[Text]:
    """The block's own texts with their inline nodes, in the order of print."""
    match block:
        case Section() | Aside():
            yield block.title
        case Paragraph():
            yield block.text
        case Item():
            yield block.label
            yield block.text
        case Table():
            yield from _caption(block.caption)
            yield block.unit
            for row in (*block.head, *block.body):
                yield from (cell if isinstance(cell, str) else cell.text for cell in row)
            yield from block.notes
            yield block.source
        case Figure():
            yield from _caption(block.caption)
            yield from block.notes
            yield block.source
        case Quote():
            yield block.attribution
        case Note():
            yield block.label
        case Verse():
            yield from block.lines
        case Preformatted():
            yield block.text
        case Formula():
            yield block.latex
        case Fields():
            for entry in block.entries:
                yield entry.label
                yield entry.value
        case Contents():
            yield block.title
            for line in block.entries:
                yield line.title
                yield line.page
        case _:
            return


def _caption(caption: Caption | None) -> Iterator[Text]:
    if caption:
        yield caption.text


def inline_nodes(block: Block) -> Iterator[AnyInline]:
    """All inline nodes in the block's own texts, each before those inside it."""
    for text in own_texts(block):
        if not isinstance(text, str):
            yield from _nested(text)


def _nested(text: Text) -> Iterator[AnyInline]:
    for node in inlines(text):
        yield node
        if isinstance(node, Emphasis | Link):
            yield from _nested(node.text)


TextChange = Callable[[Text], Text]
T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)


def map_blocks(document: Document, change: Callable[[AnyBlock], AnyBlock]) -> Document:
    """The document with ``change`` applied to every block but list items, innermost first.

    Nodes that nothing changes in are the same objects as before.
    """

    def item(node: Item) -> Item:
        return replaced(node, children=mapped(one, node.children))

    def one(block: AnyBlock) -> AnyBlock:
        match block:
            case Section() | Aside() | Division() | Quote() | Note():
                block = replaced(block, children=mapped(one, block.children))
            case List():
                block = replaced(block, items=mapped(item, block.items))
        return change(block)

    return replaced(document, body=mapped(one, document.body))


def mapped(change: Callable[[T], T], nodes: tuple[T, ...]) -> tuple[T, ...]:
    """The nodes changed; the same tuple where none is."""
    changed = tuple(map(change, nodes))
    return nodes if all(map(is_, nodes, changed)) else changed


def replaced(node: S, **fields: object) -> S:
    """The node with other values in some fields; the same node where they are its own."""
    if all(getattr(node, name) is value for name, value in fields.items()):
        return node
    return msgspec.structs.replace(node, **fields)


def map_texts(document: Document, change: TextChange) -> Document:
    """The document with ``change`` applied to every text of running matter.

    The numbers of sections and captions are changed like the titles that they open. Verbatim
    matter is left as it is: code, formulas, links' addresses, labels, folios.
    """
    return map_blocks(document, lambda block: _with_texts(block, change))


def _with_texts(block: AnyBlock, change: TextChange) -> AnyBlock:
    match block:
        case Paragraph():
            return replaced(block, text=change(block.text))
        case Section():
            return replaced(block, title=change(block.title), number=plain(change(block.number)))
        case Aside():
            return replaced(block, title=change(block.title))
        case List():
            return replaced(
                block, items=mapped(lambda item: replaced(item, text=change(item.text)), block.items)
            )
        case Table():
            return replaced(
                block,
                caption=_with_caption(block.caption, change),
                unit=plain(change(block.unit)),
                head=_with_rows(block.head, change),
                body=_with_rows(block.body, change),
                notes=mapped(change, block.notes),
                source=change(block.source),
            )
        case Figure():
            return replaced(
                block,
                caption=_with_caption(block.caption, change),
                notes=mapped(change, block.notes),
                source=change(block.source),
            )
        case Quote():
            return replaced(block, attribution=change(block.attribution))
        case Verse():
            return replaced(block, lines=mapped(change, block.lines))
        case Fields():
            return replaced(block, entries=mapped(lambda entry: _with_field(entry, change), block.entries))
        case Contents():
            entries = mapped(lambda entry: replaced(entry, title=plain(change(entry.title))), block.entries)
            return replaced(block, entries=entries, title=plain(change(block.title)))
        case Division() | Note() | PageBreak() | ThematicBreak() | Preformatted() | Formula():
            return block


def _with_field(entry: Field, change: TextChange) -> Field:
    return replaced(entry, label=plain(change(entry.label)), value=change(entry.value))


def _with_caption(caption: Caption | None, change: TextChange) -> Caption | None:
    if caption is None:
        return None
    return replaced(caption, text=change(caption.text), number=plain(change(caption.number)))


def _with_rows(rows: tuple[Row, ...], change: TextChange) -> tuple[Row, ...]:
    def one(cell: str | Cell) -> str | Cell:
        if isinstance(cell, Cell):
            return replaced(cell, text=change(cell.text))
        return plain(change(cell))

    return mapped(lambda row: mapped(one, row), rows)
