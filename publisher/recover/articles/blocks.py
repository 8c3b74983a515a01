"""Blocks: what the rows of a page are, before it is known which article they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from publisher.recover.articles import marks
from publisher.recover.articles.rows import JumpMark, Row
from publisher.recover.text.seams import join
from publisher.recover.text.units import Unit, UnitRole

HASHES = re.compile(r"(#{1,6})\s+(?=\S)")


class Kind(Enum):
    """What a block is."""

    TEXT = "text"
    TITLE = "title"
    POINT = "point"
    """Words pulled out of the text, or a point of a summary, with a bullet."""
    CREDIT = "credit"
    BYLINE = "byline"
    SIGNATURE = "signature"
    DATE = "dateline"
    CAPTION = "caption"
    KICKER = "kicker"


_ROLES: dict[Kind, UnitRole] = {
    Kind.CREDIT: "credit",
    Kind.BYLINE: "byline",
    Kind.SIGNATURE: "signature",
    Kind.DATE: "dateline",
    Kind.CAPTION: "caption",
    Kind.KICKER: "kicker",
}


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that are one paragraph, title or other line."""

    kind: Kind
    rows: tuple[Row, ...]
    text: str
    offsets: tuple[int, ...]
    """Where the text of each row begins in ``text``."""
    walled: bool = False
    """Furniture or a page's edge stands before it."""
    ruled: bool = False
    """A rule stands before it."""

    @property
    def comes(self) -> JumpMark | None:
        """The mark before it that says where its text comes from."""
        return self.rows[0].comes

    @property
    def goes(self) -> JumpMark | None:
        """The mark behind it that says where its text goes on."""
        return self.rows[-1].goes

    @property
    def bare(self) -> str:
        """The text without Markdown heading marks."""
        return HASHES.sub("", self.text, count=1)

    @property
    def hashes(self) -> int:
        """The depth of its Markdown heading mark; 0 without one."""
        match = HASHES.match(self.text)
        return len(match[1]) if match else 0


def make_block(kind: Kind, rows: Sequence[Row]) -> Block:
    """A block of some rows, their texts joined."""
    text = ""
    offsets: list[int] = []
    for row in rows:
        text = join(text, row.text, ())
        offsets.append(len(text) - len(row.text))
    return Block(kind, tuple(rows), text, tuple(offsets))


def as_unit(blocks: Sequence[Block]) -> Unit:
    """The blocks that make one paragraph or title, as a unit."""
    text = ""
    offsets: list[int] = []
    for block in blocks:
        text = join(text, block.text, ())
        start = len(text) - len(block.text)
        for row, at in zip(block.rows, block.offsets, strict=True):
            offsets.extend(start + at + offset for offset in row.offsets)
    lines = tuple(part for block in blocks for row in block.rows for part in row.parts)
    dropped = frozenset(
        (line.number, len(line.raw.rstrip()))
        for line, (start, end) in zip(lines, pairwise(offsets), strict=False)
        if line.text.endswith("-") and not text[start:end].rstrip().endswith("-")
    )
    role = _ROLES.get(blocks[0].kind, "")
    return Unit(lines, text, offsets=tuple(offsets), dropped=dropped, role=role)


def kind_apart(text: str) -> Kind | None:
    """What a row is that belongs to no paragraph or title."""
    if marks.is_credit(text):
        return Kind.CREDIT
    if marks.is_signature(text):
        return Kind.SIGNATURE
    if marks.is_caption(text):
        return Kind.CAPTION
    if marks.is_issue_date(text):
        return Kind.DATE
    return None


def is_name(text: str) -> bool:
    """Whether a line names who wrote an article, with or without a post."""
    return marks.is_byline(text) or marks.is_posted_name(text)
