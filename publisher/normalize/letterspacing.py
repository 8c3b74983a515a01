"""Short headings that were spaced out for looks are closed up: ``目 录`` is ``目录``.

Only headings, labels and head cells: ``李 明`` in a table is a name, aligned with longer ones.
"""

from __future__ import annotations

import re

from publisher.normalize.characters import HAN
from publisher.normalize.edits import edit_text, substitute
from publisher.tree.nodes import (
    AnyBlock,
    Aside,
    Cell,
    Contents,
    ContentsEntry,
    Document,
    Field,
    Fields,
    Section,
    Table,
)
from publisher.tree.walk import map_blocks, mapped, plain, replaced

_SPACED = re.compile(
    rf"(?:\A|(?<=[章节節篇部编編卷、．.)）】] )|(?<=[、．.)）】]))"
    rf"(?!第)[{HAN}](?: [{HAN}]){{1,5}}(?=[：:]?\Z)"
)
_SHUT = substitute(_SPACED, lambda match: match[0].replace(" ", ""))


def letterspacing(document: Document) -> Document:
    """Spaced-out headings and labels to solid ones."""
    return map_blocks(document, _close_up)


def _close_up(block: AnyBlock) -> AnyBlock:
    match block:
        case Section() | Aside():
            return replaced(block, title=edit_text(block.title, _SHUT))
        case Contents():
            return replaced(block, title=_solid(block.title), entries=mapped(_entry, block.entries))
        case Fields():
            return replaced(block, entries=mapped(_field, block.entries))
        case Table():
            return replaced(block, head=mapped(lambda row: mapped(_cell, row), block.head))
        case _:
            return block


def _solid(text: str) -> str:
    return plain(edit_text(text, _SHUT))


def _entry(entry: ContentsEntry) -> ContentsEntry:
    return replaced(entry, title=_solid(entry.title))


def _field(field: Field) -> Field:
    return replaced(field, label=_solid(field.label))


def _cell(cell: str | Cell) -> str | Cell:
    return _solid(cell) if isinstance(cell, str) else replaced(cell, text=edit_text(cell.text, _SHUT))
