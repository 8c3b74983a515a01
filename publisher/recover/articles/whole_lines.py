"""Blocks of lines that are whole paragraphs, or pieces of them that a column end cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from publisher.recover.articles import marks
from publisher.recover.articles.blocks import HASHES, Block, Kind, is_name, kind_apart, make_block
from publisher.recover.articles.rows import Row
from publisher.recover.articles.setting import OPENS_ITEM
from publisher.recover.measure.cohesion import Cohesion
from publisher.recover.measure.line import display_width
from publisher.recover.text.seams import CLOSING
from publisher.scripts import compile_for_both

PULL = re.compile(r"[●■◆▪•★]\s*(?=\S)|[-*+]\s+(?=\S)")
_INSTITUTION = compile_for_both(
    "(?:局|厅|部|委|委员会|院|所|处|社|学会|协会|大学|学校|馆|台|站|中心|公司|集团|办公室)$"
)
_LONGEST_TITLE = 84
_LONGEST_LEDE = 44


def blocks_of_lines(rows: Sequence[Row]) -> list[Block]:
    cohesion = Cohesion(row.text for row in rows)
    blocks: list[Block] = []
    for index, row in enumerate(rows):
        after = rows[index + 1] if index + 1 < len(rows) else None
        kind = Kind.TITLE if _heads_article(rows[index : index + 4]) else _kind(row, after, cohesion)
        if kind is Kind.BYLINE and not marks.is_reporter(row.text) and not _may_name(blocks, after):
            kind = Kind.TEXT
        blocks.append(make_block(kind, [row]))
    return _offices(blocks)


def _heads_article(rows: Sequence[Row]) -> bool:
    """Whether a line stands over what stands only under the title of an article.

    That is a dateline, a text from elsewhere, or a byline with a text under it and at most an office between.
    """
    row, *under = rows
    if kind_apart(row.text) or is_name(row.text) or PULL.match(row.text) or not _may_be_title(row.text):
        return False
    if under and (under[0].comes or marks.has_dateline(under[0].text)):
        return True
    if len(under) > 1 and marks.is_reporter(under[0].text):
        return _is_text(under[1])
    named = len(under) > 2 and marks.is_office(under[0].text) and marks.is_posted_name(under[1].text)
    return named and not marks.is_reporter(under[1].text) and _is_text(under[2])


def _is_text(row: Row) -> bool:
    return display_width(row.text) > _LONGEST_TITLE or marks.closes(row.text)


def _may_be_title(text: str) -> bool:
    """Whether a line is short enough for a title, and no sentence."""
    return display_width(text) <= _LONGEST_TITLE and "。" not in text and text[-1] not in "，、；：,;:"


def _may_name(blocks: Sequence[Block], after: Row | None) -> bool:
    """Whether names may stand here: under a title or an office, or at the end of a text."""
    before = blocks[-1] if blocks else None
    return before is not None and (
        before.kind is not Kind.TEXT
        or display_width(before.text) <= _LONGEST_LEDE
        or (marks.closes(before.text) and (after is None or bool(HASHES.match(after.text))))
    )


def _kind(row: Row, after: Row | None, cohesion: Cohesion) -> Kind:
    text = row.text
    kind = kind_apart(text)
    if kind:
        return kind
    if PULL.match(text):
        return Kind.POINT
    if is_name(text) and not HASHES.match(text):
        return Kind.BYLINE
    return Kind.TITLE if title_score(text, after.text if after else "", cohesion) > 0 else Kind.TEXT


def title_score(text: str, after: str, cohesion: Cohesion) -> float:
    """How much a line looks like a title rather than a piece of text; above 0 it does."""
    bare = HASHES.sub("", text, count=1)
    width = display_width(bare)
    closed = marks.closes(bare) and bare[-1] not in "？！?!"
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
    if after and not marks.closes(bare):
        score -= 6.0 if after[0] in CLOSING else 0.0
        score -= max(-0.8, 1.2 * cohesion.between(bare[-1], after[0]))
    return score


def _offices(blocks: Sequence[Block]) -> list[Block]:
    """A line between a title and a post with a name is the office, and belongs to the byline.

    A reporter is of the paper and has none: what stands between is the title, under its kicker.
    """
    result = list(blocks)
    for index in range(1, len(result) - 1):
        before, block, after = result[index - 1 : index + 2]
        if (
            after.kind is Kind.BYLINE
            and (marks.is_posted_name(after.text) or _INSTITUTION.search(block.text))
            and not marks.is_reporter(after.text)
            and block.kind in (Kind.TITLE, Kind.TEXT)
            and before.kind in (Kind.TITLE, Kind.POINT)
            and not block.hashes
            and marks.is_office(block.text)
        ):
            result[index] = replace(block, kind=Kind.BYLINE)
    return result
