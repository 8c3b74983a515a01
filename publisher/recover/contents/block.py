"""The printed contents as a block of the tree."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

import msgspec

from publisher.recover.contents.entry import PrintedContents
from publisher.recover.measure.key import key
from publisher.recover.measure.line import Line
from publisher.recover.pieces.piece import Piece
from publisher.recover.text.places import source_of
from publisher.tree.nodes import AnyBlock, Aside, Block, Contents, ContentsEntry, Document, Removed, Section
from publisher.tree.spans import parse_spans
from publisher.tree.walk import map_blocks, plain, walk


def contents_piece(contents: PrintedContents, lines: Sequence[Line], *, headed: bool) -> Piece:
    """The contents block with its leaders, repeated titles and column heads in the account.

    ``headed`` tells that its title is a heading of the work as others are, and so no part of the block.
    """
    title_lines = () if headed else contents.title_lines
    first = contents.title_lines[-1] + 1 if headed and contents.title_lines else contents.first
    own = lines[first : contents.last + 1]
    entries = tuple(ContentsEntry(title=e.title, level=e.level, page=e.page) for e in contents.entries)
    used = {index for entry in contents.entries for index in entry.lines}
    used.update(title_lines)
    removed = [
        Removed(
            src=source_of([lines[i]]),
            reason="duplicate" if i in contents.repeated else "debris",
            text=lines[i].text,
        )
        for i in range(first, contents.last + 1)
        if i not in used
    ]
    for entry in contents.entries:
        line = lines[entry.lines[-1]]
        stretches = (
            [entry.leader, (entry.end, len(line.raw))] if entry.end else _around_page(line, entry.page)
        )
        for start, end in stretches:
            removed.extend(_leader(line, start, end))
    block = Contents(title=contents.title if title_lines else "", entries=entries, src=source_of(own))
    return Piece(first, contents.last, block, tuple(removed))


def _around_page(line: Line, page: str) -> list[tuple[int, int]]:
    """What stands beside a page number on a line of its own."""
    if not page or page not in line.raw or len(line.text) == len(page) or len(line.text) > len(page) + 4:
        return []
    at = line.raw.index(page)
    return [(0, at), (at + len(page), len(line.raw))]


def _leader(line: Line, start: int, end: int) -> list[Removed]:
    text = line.raw[start:end]
    if not text.strip():
        return []
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    return [Removed(src=f"L{line.number}:{start + 1}-{end}", reason="leader", text=text.strip())]


def with_targets(document: Document, section_lines: Mapping[int, int]) -> Document:
    """The document with the entries of its contents pointing at their sections.

    ``section_lines`` gives for the index of an entry of the work's contents a dump line of its
    heading. Lists of contents inside the work come behind that of the work; their entries point at
    the sections of the same titles that come next.
    """
    blocks = list(walk(document.body))
    lists = [block for block in blocks if isinstance(block, Contents)]
    targets = {id(block): _next_of_same_titles(block, blocks) for block in lists}
    if lists and section_lines:
        targets[id(lists[0])] = _at_lines(section_lines, blocks)

    def point(block: AnyBlock) -> AnyBlock:
        if not isinstance(block, Contents):
            return block
        entries = tuple(
            msgspec.structs.replace(entry, target=targets[id(block)].get(index, ""))
            for index, entry in enumerate(block.entries)
        )
        return msgspec.structs.replace(block, entries=entries)

    return map_blocks(document, point)


def _at_lines(section_lines: Mapping[int, int], blocks: Sequence[Block]) -> dict[int, str]:
    """The section that holds the line given for each entry."""
    ids = {
        line: block.id
        for block in blocks
        if isinstance(block, Section | Aside)
        for span in parse_spans(block.src)
        for line in range(span.first, span.last + 1)
    }
    return {index: ids.get(line, "") for index, line in section_lines.items()}


def _next_of_same_titles(contents: Contents, blocks: Sequence[Block]) -> dict[int, str]:
    """The sections behind a contents list whose titles are those of its entries, in their order."""
    places: dict[str, list[int]] = {}
    for place, block in enumerate(blocks):
        if isinstance(block, Section):
            places.setdefault(key(plain(block.title)), []).append(place)
    result, reached = {}, blocks.index(contents)
    for index, entry in enumerate(contents.entries):
        same = places.get(key(entry.title), [])
        later = bisect_right(same, reached)
        if later < len(same):
            reached = same[later]
            result[index] = blocks[reached].id
    return result
