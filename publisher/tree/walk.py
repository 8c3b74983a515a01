"""Ways through a document tree: children, plain text, rebuilding with changed texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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


TextChange = Callable[[Text], Text]


def map_blocks(document: Document, change: Callable[[AnyBlock], AnyBlock]) -> Document:
    """The document with ``change`` applied to every block but list items, innermost first."""

    def one(block: AnyBlock) -> AnyBlock:
        match block:
            case Section() | Aside() | Division() | Quote() | Note():
                block = msgspec.structs.replace(block, children=tuple(map(one, block.children)))
            case List():
                items = (
                    msgspec.structs.replace(item, children=tuple(map(one, item.children)))
                    for item in block.items
                )
                block = msgspec.structs.replace(block, items=tuple(items))
        return change(block)

    return msgspec.structs.replace(document, body=tuple(map(one, document.body)))


def map_texts(document: Document, change: TextChange) -> Document:
    """The document with ``change`` applied to every text of running matter.

    Verbatim matter is left as it is: code, formulas, links' addresses, note labels, folios.
    """
    return map_blocks(document, lambda block: _with_texts(block, change))


def map_strings(text: Text, change: Callable[[str], str]) -> Text:
    """A text with ``change`` applied to each of its strings, those inside emphasis included."""

    def one(node: AnyInline) -> AnyInline:
        match node:
            case str():
                return change(node)
            case Emphasis() | Link():
                return msgspec.structs.replace(node, text=map_strings(node.text, change))
            case _:
                return node

    return as_text(map(one, inlines(text)))


def _with_texts(block: AnyBlock, change: TextChange) -> AnyBlock:
    replace = msgspec.structs.replace
    match block:
        case Section() | Aside():
            return replace(block, title=change(block.title))
        case Paragraph():
            return replace(block, text=change(block.text))
        case List():
            return replace(block, items=tuple(replace(item, text=change(item.text)) for item in block.items))
        case Table():
            return replace(
                block,
                caption=_with_caption(block.caption, change),
                unit=plain(change(block.unit)),
                head=_with_rows(block.head, change),
                body=_with_rows(block.body, change),
                notes=tuple(map(change, block.notes)),
                source=change(block.source),
            )
        case Figure():
            return replace(
                block,
                caption=_with_caption(block.caption, change),
                notes=tuple(map(change, block.notes)),
                source=change(block.source),
            )
        case Quote():
            return replace(block, attribution=change(block.attribution))
        case Verse():
            return replace(block, lines=tuple(map(change, block.lines)))
        case Fields():
            entries = (Field(label=plain(change(e.label)), value=change(e.value)) for e in block.entries)
            return replace(block, entries=tuple(entries))
        case Contents():
            entries_ = (replace(entry, title=plain(change(entry.title))) for entry in block.entries)
            return replace(block, entries=tuple(entries_), title=plain(change(block.title)))
        case Division() | Note() | PageBreak() | Preformatted() | Formula():
            return block


def _with_caption(caption: Caption | None, change: TextChange) -> Caption | None:
    return msgspec.structs.replace(caption, text=change(caption.text)) if caption else None


def _with_rows(rows: tuple[Row, ...], change: TextChange) -> tuple[Row, ...]:
    def one(cell: str | Cell) -> str | Cell:
        if isinstance(cell, Cell):
            return msgspec.structs.replace(cell, text=change(cell.text))
        return plain(change(cell))

    return tuple(tuple(map(one, row)) for row in rows)
