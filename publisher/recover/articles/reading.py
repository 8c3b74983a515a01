"""What the rows of a page are: paragraphs, titles, lines beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publisher.recover.articles.blocks import Block
from publisher.recover.articles.columns import blocks_of_columns, find_captions
from publisher.recover.articles.rows import Row
from publisher.recover.articles.whole_lines import blocks_of_lines


def read_blocks(
    rows: Sequence[Row], walls: frozenset[int], rules: frozenset[int], *, wrapped: bool
) -> list[Block]:
    """The blocks of the rows.

    ``walls`` and ``rules`` are the numbers of the lines that furniture, or a rule, stood before.
    """
    found = blocks_of_columns(rows, walls, rules) if wrapped else blocks_of_lines(rows)
    blocks = [
        replace(
            block,
            walled=block.rows[0].first in walls or block.rows[0].edge,
            ruled=block.rows[0].first in rules,
        )
        for block in found
    ]
    return find_captions(blocks) if wrapped else blocks
