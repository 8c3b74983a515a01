"""Which titles open an article, which stand inside one, and which only name the column of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from publisher.recover.articles.blocks import Block, Kind
from publisher.recover.articles.marks import has_dateline, is_column_title
from publisher.recover.measure.line import display_width
from publisher.recover.numbering import read_number
from publisher.recover.outline.heading import Heading
from publisher.recover.outline.levels import assign_levels

_HOPELESS = -3.0
"""Score below which no title opens an article."""
_ASKED = 3.0
"""What speaks against a title that is one of several questions."""
_REACH = 12
"""Blocks before and after a title whose words are compared with its own."""
_LONG, _SHORT = 36, 20
"""Columns from which a title is rather an article's, and up to which it is rather an inner one."""


def article_score(blocks: Sequence[Block], index: int, *, wrapped: bool) -> float:
    """How much the title at an index opens an article; above 0 it does.

    Where columns are ``wrapped`` inner titles may be long, too; else what looks like a title may be a piece
    of a sentence.
    """
    block = blocks[index]
    before = blocks[index - 1] if index else None
    under = next((b for b in blocks[index + 1 :] if b.kind is not Kind.POINT), None)
    text = next((b for b in blocks[index + 1 :] if b.kind is Kind.TEXT), None)
    if under is None or under.kind is Kind.TITLE:
        return -4.0
    score = -1.5
    if under.kind is Kind.BYLINE or under.comes or (text and has_dateline(text.text)):
        score += 4.0
    if before is None or block.ruled or before.kind in (Kind.CREDIT, Kind.SIGNATURE, Kind.CAPTION):
        score += 4.0
    elif before.goes or block.walled or before.kind is Kind.DATE:
        score += 2.5
    if index + 1 < len(blocks) and blocks[index + 1].kind is Kind.POINT:
        score += 2.0
    if is_column_title(block.bare):
        score += 4.0
    width = display_width(block.bare)
    score += (1.0 if wrapped else 2.0) if width >= _LONG else -1.0 if width <= _SHORT else 0.0
    if not wrapped:
        score -= len(re.findall("[，；,]", block.bare))
    return score - (4.0 if read_number(block.bare) else 0.0)


def find_articles(blocks: Sequence[Block], *, wrapped: bool) -> set[int]:
    """Indexes of the titles that open an article."""
    return {
        index
        for index, block in enumerate(blocks)
        if block.kind is Kind.TITLE and article_score(blocks, index, wrapped=wrapped) > 0
    }


def find_doubtful(blocks: Sequence[Block], articles: set[int]) -> dict[int, float]:
    """What speaks for each further title to open an article, by index; what cannot open one is left out.

    Several questions are rather those that one article asks.
    """
    questions = sum(block.kind is Kind.TITLE and _asks(block) for block in blocks)
    scores = {
        index: article_score(blocks, index, wrapped=False) - _ASKED * (questions > 1 and _asks(block))
        for index, block in enumerate(blocks)
        if block.kind is Kind.TITLE and index not in articles
    }
    return {index: score for index, score in scores.items() if score > _HOPELESS}


def _asks(block: Block) -> bool:
    return block.text[-1] in "？?"


def _leaning(blocks: Sequence[Block], index: int) -> int:
    """How many words of a title more stand in the texts after it than in those before it."""
    pairs = _pairs(blocks[index].bare)
    below, above = (
        _texts(blocks[index + 1 : index + 1 + _REACH]),
        _texts(blocks[max(0, index - _REACH) : index]),
    )
    return sum(pair in below for pair in pairs) - sum(pair in above for pair in pairs)


def _pairs(text: str) -> set[str]:
    return set(re.findall("(?=([\u3400-\u9fff]{2}))", text))


def _texts(blocks: Sequence[Block]) -> str:
    return "\n".join(block.text for block in blocks if block.kind is Kind.TEXT)


def find_kickers(blocks: Sequence[Block], articles: set[int]) -> set[int]:
    """Indexes of the titles that name a column: over an article's title, or under the last text of theirs."""
    return {
        index
        for index, (block, after) in enumerate(pairwise(blocks))
        if block.kind is Kind.TITLE
        and not read_number(block.bare)
        and not block.goes
        and (
            (index not in articles and after.kind is Kind.TITLE and index + 1 in articles)
            or (after.comes and _leaning(blocks, index) < 0)
        )
    }


def stands_over(blocks: Sequence[Block], index: int) -> bool:
    """Whether a kicker belongs to the title after it.

    Text that comes from another page has its kicker there: over such a title a column title ends what
    stands before, unless its words say otherwise.
    """
    if blocks[index].kind is not Kind.KICKER:
        return False
    under = next((block for block in blocks[index + 2 :] if block.kind is not Kind.BYLINE), None)
    elsewhere = under is not None and under.comes is not None
    return not elsewhere or not index or _leaning(blocks, index) > 0


def inner_levels(titles: Sequence[Block], gaps: Sequence[bool]) -> list[int]:
    """Levels, from 2, of the titles inside one article; ``gaps`` tells whether text stands before each."""
    headings = []
    for index, title in enumerate(titles):
        number = read_number(title.bare)
        style = number.style if number and number.text else "plain"
        headings.append(Heading(index, index, title.bare, style, number.ordinal if number else 0))
    levels = [level.number + 1 for level in assign_levels(headings, gaps)]
    nested = False
    for index, heading in enumerate(headings):
        if heading.style != "plain":
            continue
        if index and not gaps[index] and headings[index - 1].style == "plain":
            nested = True
        levels[index] = 3 if nested else 2
    return levels
