"""What the editor has settled about a page: what its blocks are, where they end, what heads an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from publisher.corrections import Corrections, TextRole
from publisher.recover.articles.blocks import Block, Kind, make_block
from publisher.recover.articles.rows import Row

_KINDS: dict[TextRole, Kind] = {
    "heading": Kind.TITLE,
    "kicker": Kind.KICKER,
    "byline": Kind.BYLINE,
    "dateline": Kind.DATE,
    "credit": Kind.CREDIT,
    "signature": Kind.SIGNATURE,
    "caption": Kind.CAPTION,
    "pull quote": Kind.POINT,
    "item": Kind.POINT,
}
"""Blocks of other roles are texts."""


def settle_blocks(blocks: Sequence[Block], corrections: Corrections) -> list[Block]:
    """The blocks, cut where seams are settled to be ends; those whose role is settled are of its kind."""
    if not corrections.settled:
        return list(blocks)
    parts = (part for block in blocks for part in _parts(block, corrections))
    return [_settled(part, corrections) for part in parts]


def _parts(block: Block, corrections: Corrections) -> Iterator[Block]:
    """A block cut where its rows are settled to be several."""
    parts: list[list[Row]] = [[]]
    for row in block.rows:
        before = parts[-1][-1] if parts[-1] else None
        if before and corrections.seam(before.parts[-1].number, row.first) is False:
            parts.append([])
        parts[-1].append(row)
    first, *others = (make_block(block.kind, rows) for rows in parts)
    yield replace(first, walled=block.walled, ruled=block.ruled)
    yield from others


def _settled(block: Block, corrections: Corrections) -> Block:
    """A block of the kind that its first line is settled to be; what goes on with a text is one."""
    number = block.rows[0].first
    role: TextRole = corrections.role(number) or "paragraph"
    stated = corrections.role(number) or corrections.stated_join(number)
    return replace(block, kind=_KINDS.get(role, Kind.TEXT)) if stated else block


def _last(block: Block) -> int:
    """The number of a block's last line."""
    return block.rows[-1].parts[-1].number


def settle_links(blocks: Sequence[Block], links: dict[int, int], corrections: Corrections) -> dict[int, int]:
    """For each text that breaks off the one that it goes on in, as far as that is settled.

    A text that is settled to go on with another, and was linked with none or is to be read elsewhere,
    goes on with the block before it.
    """
    if not corrections.settled:
        return links
    kept = {end: start for end, start in links.items() if not _apart(blocks[end], blocks[start], corrections)}
    moved = {settled.first for settled in corrections.moves()}
    for start in range(1, len(blocks)):
        number = blocks[start].rows[0].first
        if corrections.stated_join(number) and (number in moved or start not in kept.values()):
            kept = {end: other for end, other in kept.items() if other != start and end != start - 1}
            if not _leads(kept, start, start - 1):
                kept[start - 1] = start
    return kept


def _leads(links: Mapping[int, int], start: int, end: int) -> bool:
    """Whether a text goes on, over others, in another."""
    while start in links:
        start = links[start]
        if start == end:
            return True
    return False


def _apart(end: Block, start: Block, corrections: Corrections) -> bool:
    """Whether a block is settled to open a text, or one of two is no text."""
    number = start.rows[0].first
    roles = corrections.role(_last(end)), corrections.role(number)
    return corrections.seam(_last(end), number) is False or any(
        role is not None and role != "paragraph" for role in roles
    )


def settle_articles(blocks: Sequence[Block], articles: set[int], corrections: Corrections) -> set[int]:
    """Indexes of the titles that head an article: those settled at level 1, and none of other levels."""
    for index, block in enumerate(blocks):
        level = corrections.level(block.rows[0].first)
        if level == 1:
            articles = articles | {index}
        elif level or corrections.role(block.rows[0].first) not in (None, "heading"):
            articles = articles - {index}
    return articles
