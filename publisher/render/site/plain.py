"""The plain text of a page: for reading aloud, for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from publisher.render.characters import gap
from publisher.render.grid import rectangle
from publisher.tree.nodes import (
    Block,
    Caption,
    Contents,
    Fields,
    Figure,
    List,
    Note,
    PageBreak,
    Quote,
    Table,
    Text,
    ThematicBreak,
)
from publisher.tree.walk import children, plain, texts


def plain_text(blocks: Iterable[Block]) -> str:
    """The blocks as text, with an empty line between them, printed pages in brackets, cells after tabs."""
    return "\n\n".join(_blocks(blocks)) + "\n"


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        text = "\n".join(filter(None, _lines(block)))
        if text and not isinstance(block, Quote):
            yield text
        if not isinstance(block, Note | List):
            yield from _blocks(children(block))
        if text and isinstance(block, Quote):
            yield text


def _lines(block: Block) -> Iterator[str]:
    """The lines of a block without the blocks in it, but of a list with its items."""
    match block:
        case PageBreak():
            yield f"[{block.number}]" if block.certain else ""
        case ThematicBreak():
            yield "* * *"
        case List():
            for item in block.items:
                yield f"{item.label}{gap(item.label)}{plain(item.text)}"
                yield from _blocks(item.children)
        case Note():
            yield f"{block.label} " + "\n".join(_blocks(block.children))
        case Table():
            yield from _captioned(block.caption, (block.unit,))
            yield from ("\t".join(row) for row in rectangle(block))
            yield from _captioned(None, (*block.notes, block.source))
        case Figure():
            yield from _captioned(block.caption, (*block.notes, block.source))
        case Fields():
            yield from (f"{entry.label}\t{plain(entry.value)}" for entry in block.entries)
        case Contents():
            yield block.title
            yield from (f"{entry.title}\t{entry.page}".rstrip() for entry in block.entries)
        case _:
            yield from texts(block)


def _captioned(caption: Caption | None, rest: Iterable[Text]) -> Iterator[str]:
    if caption:
        yield plain(caption.text)
    yield from map(plain, rest)
