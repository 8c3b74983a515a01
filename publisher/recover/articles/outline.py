"""Which titles open an article, which stand inside one, and which only name the column of a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from publisher.recover.articles.blocks import Block, Kind
from publisher.recover.articles.marks import has_dateline, is_column_title
from publisher.recover.headings import Heading
from publisher.recover.line import display_width
from publisher.recover.numbering import read_number
from publisher.recover.outline import assign_levels

_LONG, _SHORT = 34, 20
"""Columns from which a title is rather an article's, and up to which it is rather an inner one."""


def article_score(blocks: Sequence[Block], index: int) -> float:
    """How much the title at an index opens an article; above 0 it does."""
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
        score += 2.0
    width = display_width(block.bare)
    score += 1.0 if width >= _LONG else -1.0 if width <= _SHORT else 0.0
    return score - (4.0 if read_number(block.bare) else 0.0)


def find_articles(blocks: Sequence[Block]) -> set[int]:
    """Indexes of the titles that open an article."""
    found: set[int] = set()
    for index, block in enumerate(blocks):
        if block.kind is Kind.TITLE and article_score(blocks, index) > 0:
            found.add(index)
    return found


def find_kickers(blocks: Sequence[Block], articles: set[int]) -> set[int]:
    """Indexes of the titles that stand over an article's title, or over nothing."""
    return {
        index
        for index, (block, after) in enumerate(pairwise(blocks))
        if block.kind is Kind.TITLE
        and index not in articles
        and after.kind is Kind.TITLE
        and index + 1 in articles
        and not read_number(block.bare)
    }


def inner_levels(titles: Sequence[Block], gaps: Sequence[bool]) -> list[int]:
    """Levels, from 2, of the titles inside one article; ``gaps`` tells whether text stands before each."""
    headings = []
    for index, title in enumerate(titles):
        number = read_number(title.bare)
        style = number.style if number and number.text else "plain"
        headings.append(Heading(index, index, title.bare, style, number.ordinal if number else 0))
    levels = [level + 1 for level in assign_levels(headings, gaps)]
    nested = False
    for index, heading in enumerate(headings):
        if heading.style != "plain":
            continue
        if index and not gaps[index] and headings[index - 1].style == "plain":
            nested = True
        levels[index] = 3 if nested else 2
    return levels
