"""Whether a dump is of a newspaper page or a newsletter rather than of a book."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from publisher.recover.articles.marks import (
    find_jumps,
    has_dateline,
    is_byline,
    is_credit,
    is_posted_name,
    is_reporter,
)
from publisher.recover.measure.line import Line, display_width
from publisher.scripts import compile_for_both

_HINT = compile_for_both(
    "下转|上接|紧接|续接|ontinued (?:on|from)|本[报刊网]|新华社|中新社|来源|转自|摘自|供稿"
)
_FEWEST_POINTS = 2
_DENSITY = 10_000
"""Characters of text that must show three points each."""


def is_periodical(lines: Sequence[Line]) -> bool:
    """Whether the lines have the marks of articles close together: jump lines, datelines, credits, bylines.

    A book has none of them, or few in much text.
    """
    texts = [line.text for line in lines]
    if not any(_HINT.search(text) for text in texts):
        return False
    jumps = sum(_has_jump(texts, index) for index in range(len(texts)))
    datelines = sum(has_dateline(text) for text in texts)
    bylines = [
        text
        for text, after in pairwise(texts)
        if (is_byline(text) or is_posted_name(text)) and display_width(after) > 2 * display_width(text)
    ]
    reporters = sum(is_reporter(text) for text in bylines)
    sure = jumps + datelines + reporters
    if not sure:
        return False
    credits = sum(is_credit(text) for text in texts)
    names = len(bylines) - reporters
    points = 3 * jumps + 2 * (datelines + reporters) + min(credits, 2 * sure + 1) + min(names, sure + 1)
    return points >= _FEWEST_POINTS and points >= 3 * sum(map(len, texts)) / _DENSITY


def _has_jump(texts: Sequence[str], index: int) -> bool:
    """Whether a jump mark begins on a line; numbers thrown out of it may cut it into three."""
    text = texts[index]
    if not _HINT.search(text):
        return False
    return any(jump.start < len(text) for jump in find_jumps("".join(texts[index : index + 3])))
