"""Blocks: what the rows of a page are, before it is known which article they belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby, pairwise

from publisher.recover.articles import marks
from publisher.recover.articles.rows import JumpMark, Row
from publisher.recover.articles.setting import OPENS_ITEM, Role, assign_roles, closes, measure_rows
from publisher.recover.measure.cohesion import Cohesion
from publisher.recover.measure.line import display_width
from publisher.recover.numbering import read_number
from publisher.recover.text.seams import CLOSING, join
from publisher.recover.text.units import Unit, UnitRole

HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
PULL = re.compile(r"[●■◆▪•★]\s*(?=\S)|[-*+]\s+(?=\S)")
_LONGEST_TITLE = 84
_LONGEST_LEDE = 44
_FEWEST_CAPTIONS = 3
"""Rows of captions that stand together, at the least."""
_AT_EDGE, _AT_HEAD = 0.7, 2.0
"""What speaks for a title at a page's edge, and behind a credit, a rule or a jump mark."""


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


def read_blocks(
    rows: Sequence[Row], walls: frozenset[int], rules: frozenset[int], *, wrapped: bool
) -> list[Block]:
    """The blocks of the rows.

    ``walls`` and ``rules`` are the numbers of the lines that furniture, or a rule, stood before.
    """
    blocks = [
        replace(
            block,
            walled=block.rows[0].first in walls or block.rows[0].edge,
            ruled=block.rows[0].first in rules,
        )
        for block in (_of_columns(rows, _heads(rows, walls, rules)) if wrapped else _of_lines(rows))
    ]
    return _captions(blocks) if wrapped else blocks


# ---- rows broken at the measure of a column


def _heads(rows: Sequence[Row], walls: frozenset[int], rules: frozenset[int]) -> dict[int, float]:
    """What speaks for a title at the rows where an article may begin, by number."""
    found = {row.first: _AT_EDGE for row in rows if row.edge or row.first in walls}
    for before, row in pairwise(rows):
        if row.first in rules or _apart(before.text) is Kind.CREDIT or before.goes:
            found[row.first] = _AT_HEAD
    return found


def _of_columns(rows: Sequence[Row], heads: Mapping[int, float]) -> list[Block]:
    """The blocks of the rows, whether first lines show their indent or have lost it: what costs less."""
    cohesion = Cohesion(row.text for row in rows)
    groups = [(kind, list(own)) for kind, own in groupby(rows, key=lambda row: _apart(row.text))]
    readings = []
    for lost in (True, False):
        measures = measure_rows(rows, lost_indent=lost)
        total, at, roles = 0.0, 0, list[list[Role]]()
        for kind, own in groups:
            if not kind:
                cost, found = assign_roles(own, measures[at : at + len(own)], heads)
                total += cost
                roles.append(found)
            at += len(own)
        readings.append((total, roles))
    chosen = iter(min(readings)[1])
    blocks: list[Block] = []
    for kind, own in groups:
        if kind:
            blocks.extend(make_block(kind, [row]) for row in own)
        else:
            blocks.extend(_gather(own, next(chosen), cohesion))
    return _split_bylines(blocks)


def _apart(text: str) -> Kind | None:
    """What a row is that belongs to no paragraph or title."""
    if marks.is_credit(text):
        return Kind.CREDIT
    if marks.is_signature(text):
        return Kind.SIGNATURE
    if marks.is_issue_date(text):
        return Kind.DATE
    return None


def _gather(rows: Sequence[Row], roles: Sequence[Role], cohesion: Cohesion) -> list[Block]:
    grouped: list[tuple[Kind, list[Row]]] = []
    for row, role in zip(rows, roles, strict=True):
        if role is Role.OPENS or not grouped:
            grouped.append((Kind.TEXT if role <= Role.GOES_ON else Kind.TITLE, [row]))
        elif role is not Role.TITLE or (
            grouped[-1][0] is Kind.TITLE and _one_title(grouped[-1][1][-1], row, cohesion)
        ):
            grouped[-1][1].append(row)
        else:
            grouped.append((Kind.TITLE, [row]))
    return [make_block(kind, own) for kind, own in grouped]


def _one_title(first: Row, second: Row, cohesion: Cohesion) -> bool:
    """Whether two rows next to one another are lines of one title."""
    if read_number(second.text) or first.text[-1] in "？！。?" or first.goes or second.comes or second.edge:
        return False
    return cohesion.between(first.text[-1], second.text[0]) > -1.5


def _split_bylines(blocks: Sequence[Block]) -> list[Block]:
    """Bylines that were read as the last lines of a title stand for themselves."""
    result: list[Block] = []
    for block in blocks:
        rows = list(block.rows)
        tail: list[Row] = []
        while block.kind is Kind.TITLE and rows and _names(rows[-1].text):
            tail.insert(0, rows.pop())
        if rows:
            result.append(block if not tail else make_block(block.kind, rows))
        result.extend(make_block(Kind.BYLINE, [row]) for row in tail)
    return result


def _names(text: str) -> bool:
    return marks.is_byline(text) or marks.is_posted_name(text)


def _captions(blocks: Sequence[Block]) -> list[Block]:
    """Titles that stand together behind a credit, with no text under them, were captions."""
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        result.append(blocks[at])
        end = at + 1
        while end < len(blocks) and blocks[end].kind is Kind.TITLE and not blocks[end].walled:
            end += 1
        rows = [row for title in blocks[at + 1 : end] for row in title.rows]
        over_text = end < len(blocks) and blocks[end].kind is Kind.TEXT and not blocks[end].walled
        if blocks[at].kind is Kind.CREDIT and len(rows) >= _FEWEST_CAPTIONS and not over_text:
            result.extend(_of_captions(rows))
            at = end
        else:
            at += 1
    return result


def _of_captions(rows: Sequence[Row]) -> list[Block]:
    """Captions of some rows; a row much shorter than the one before is the rest of its caption."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and 2 * row.width < groups[-1][-1].width:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [make_block(Kind.CAPTION, group) for group in groups]


# ---- lines that are whole paragraphs, or pieces of them that a column end cut


def _of_lines(rows: Sequence[Row]) -> list[Block]:
    cohesion = Cohesion(row.text for row in rows)
    blocks: list[Block] = []
    for index, row in enumerate(rows):
        after = rows[index + 1] if index + 1 < len(rows) else None
        kind = Kind.TITLE if _over_byline(rows[index : index + 4]) else _kind(row, after, cohesion)
        if kind is Kind.BYLINE and not marks.is_reporter(row.text) and not _may_name(blocks, after):
            kind = Kind.TEXT
        blocks.append(make_block(kind, [row]))
    return _offices(blocks)


def _over_byline(rows: Sequence[Row]) -> bool:
    """Whether a line stands over a byline that has a text under it, with at most an office between."""
    row, *under = rows
    if _apart(row.text) or _names(row.text) or PULL.match(row.text) or not _may_be_title(row.text):
        return False
    if len(under) > 2 and marks.is_office(under[0].text) and marks.is_posted_name(under[1].text):
        return display_width(under[2].text) > _LONGEST_TITLE
    return (
        len(under) > 1 and marks.is_reporter(under[0].text) and display_width(under[1].text) > _LONGEST_TITLE
    )


def _may_be_title(text: str) -> bool:
    """Whether a line is short enough for a title, and no sentence."""
    return display_width(text) <= _LONGEST_TITLE and "。" not in text and text[-1] not in "，、；：,;:"


def _may_name(blocks: Sequence[Block], after: Row | None) -> bool:
    """Whether names may stand here: under a title or an office, or at the end of a text."""
    before = blocks[-1] if blocks else None
    return before is not None and (
        before.kind is not Kind.TEXT
        or display_width(before.text) <= _LONGEST_LEDE
        or (closes(before.text) and (after is None or bool(HASHES.match(after.text))))
    )


def _kind(row: Row, after: Row | None, cohesion: Cohesion) -> Kind:
    text = row.text
    kind = _apart(text)
    if kind:
        return kind
    if PULL.match(text):
        return Kind.POINT
    if _names(text) and not HASHES.match(text):
        return Kind.BYLINE
    return Kind.TITLE if title_score(text, after.text if after else "", cohesion) > 0 else Kind.TEXT


def title_score(text: str, after: str, cohesion: Cohesion) -> float:
    """How much a line looks like a title rather than a piece of text; above 0 it does."""
    bare = HASHES.sub("", text, count=1)
    width = display_width(bare)
    closed = closes(bare) and bare[-1] not in "？！?!"
    if width > _LONGEST_TITLE or closed or "。" in bare:
        return -5.0
    score = 3.0 if bare != text else 0.0
    score += 1.0 if width <= _LONGEST_LEDE else -1.0
    score += 1.5 if re.search("[\u3400-\u9fff0-9%”] [“\u3400-\u9fff]", bare) else 0.0
    score -= 2.0 if bare[0] != "“" and marks.opens_as_paragraph(bare) else 0.0
    score -= 1.0 * len(re.findall("[，；,]", bare)) + 0.7 * len(re.findall("、", bare))
    if bare[-1] in "，、；：,":
        score -= 3.0
    score -= 4.0 if OPENS_ITEM.match(bare) else 0.0
    if after and not closes(bare):
        score -= 6.0 if after[0] in CLOSING else 0.0
        score -= 1.2 * max(-1.0, cohesion.between(bare[-1], after[0]))
    return score


def _offices(blocks: Sequence[Block]) -> list[Block]:
    """A line between a title and a post with a name is the office, and belongs to the byline."""
    result = list(blocks)
    for index in range(1, len(result) - 1):
        before, block, after = result[index - 1 : index + 2]
        if (
            after.kind is Kind.BYLINE
            and block.kind in (Kind.TITLE, Kind.TEXT)
            and before.kind in (Kind.TITLE, Kind.POINT)
            and not block.hashes
            and marks.is_office(block.text)
        ):
            result[index] = replace(block, kind=Kind.BYLINE)
    return result
