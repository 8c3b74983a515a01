"""Where lines of running text may end."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from publisher.render.characters import with_breaks, with_last_kept
from publisher.tree.nodes import AnyBlock, AnyInline, Document, List, PageBreak, Paragraph, Text
from publisher.tree.walk import as_text, inlines, map_blocks, replaced


def with_line_breaks(body: tuple[AnyBlock, ...], *, chinese: bool) -> tuple[AnyBlock, ...]:
    """The body with running text, but no heading, that can be broken where it should be."""

    def change(text: Text) -> Text:
        parts = _with_spaces_after_pages(inlines(text))
        return as_text(_as_chinese(parts) if chinese else parts)

    return map_blocks(Document(body=body), lambda block: _changed(block, change)).body


def _changed(block: AnyBlock, change: Callable[[Text], Text]) -> AnyBlock:
    match block:
        case Paragraph():
            return replaced(block, text=change(block.text))
        case List():
            items = (replaced(item, text=change(item.text)) for item in block.items)
            return replaced(block, items=tuple(items))
        case _:
            return block


def _with_spaces_after_pages(parts: Iterable[AnyInline]) -> list[AnyInline]:
    """A text with no space before the start of a printed page, but after it.

    WeasyPrint does not break a line at a space that an empty element follows.
    """
    found: list[AnyInline] = []
    for part in parts:
        before = found[-1] if found else ""
        if isinstance(part, PageBreak) and isinstance(before, str) and before.endswith(" "):
            found[-1:] = [before.removesuffix(" "), part, " "]
        else:
            found.append(part)
    return found


def _as_chinese(parts: list[AnyInline]) -> list[AnyInline]:
    changed = [with_breaks(node) if isinstance(node, str) else node for node in parts]
    if changed and isinstance(changed[-1], str):
        changed[-1] = with_last_kept(changed[-1])
    return changed
