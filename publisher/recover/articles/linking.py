"""Pieces that break off, and the pieces that go on with them: one assignment for the whole page."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise

from publisher.recover.articles.assignment import assign
from publisher.recover.articles.blocks import Block, Kind
from publisher.recover.articles.continuation import Seams, cuts_word
from publisher.recover.articles.likeness import Likeness, words_of
from publisher.recover.articles.setting import closes
from publisher.recover.numbering import ordinal_of

_NEXT, _FAR, _BACK, _LEAST = 1.0, 0.03, 0.5, -1.0
"""Log-odds: the next piece goes on; for every piece of distance; for going back; for going on anywhere."""
_TITLE_CUT = 1.5
"""Log-odds against the going on of what looks like a title."""
_OVER_TITLE = 2.5
"""Log-odds against a piece that stands under a title."""
_BEHIND_CUT = 1.5
"""Log-odds that a piece goes on with another if the one before it breaks off; against it, if not."""
_LIKE, _MOST_LIKE = 10.0, 2.0
"""Weight of the likeness of two pieces, and the most that it counts."""
_REACH, _BACKWARD, _BEST = 4, 0.3, 3
"""Blocks that are compared at both ends of a jump; what speaks against a jump back; texts compared with."""
_NEAR_JUMP = 8
"""Blocks of the longest text from elsewhere that a column is searched behind."""
_NEVER = 1000.0
_EXAMPLE = re.compile("比如|例如|譬如|其中")
_CREDIT_AT_END = re.compile(r"\W来源\W.{2,30}")
_ITEM = re.compile("第?([一二三四五六七八九十]+)是")


def link_pieces(blocks: Sequence[Block], known: dict[int, int], *, wrapped: bool) -> dict[int, int]:
    """For each text that breaks off the text that it goes on in, by index; ``known`` are given."""
    texts = [
        i
        for i, block in enumerate(blocks)
        if block.kind is Kind.TEXT or (not wrapped and _may_be_text(block))
    ]
    ends = [
        i for i in texts if i not in known and _breaks_off(blocks[i]) and (not wrapped or _is_cut(blocks, i))
    ]
    if not ends:
        return known
    seams = Seams(block.text for block in blocks if block.kind in (Kind.TEXT, Kind.TITLE))
    place = {index: at for at, index in enumerate(texts)}
    likeness = Likeness(blocks[i].text for i in texts)
    gains = []
    cut, goals = frozenset(ends), frozenset(known.values())

    def apart(start: int, end: int) -> bool:
        """Whether a piece stands behind another, or before it with a column's end between them."""
        return end < start or any(index in cut for index in texts[place[start] : place[end]])

    for end in ends:
        row = [
            (_gain(blocks, seams, end, start, place, wrapped=wrapped) if apart(start, end) else -_NEVER)
            + _alike(likeness, place[end], place[start])
            - (_NEVER if start in goals else 0.0)
            + (_BEHIND_CUT if place[start] and texts[place[start] - 1] in cut else -_BEHIND_CUT)
            - _settled(likeness, texts, place[start], cut)
            for start in texts
        ]
        gains.append([*row, *([_LEAST] * len(ends))])
    links = {**_within_items(blocks, texts), **known}
    for end, column in zip(ends, assign(gains), strict=True):
        if column < len(texts):
            links[end] = texts[column]
    return _without_circles(links)


def _may_be_text(block: Block) -> bool:
    """Whether a short line that was taken for a title may be the beginning of a paragraph that is cut."""
    return block.kind is Kind.TITLE and not block.hashes and " " not in block.text and not block.walled


def _alike(likeness: Likeness, end: int, start: int) -> float:
    """What speaks for a seam between pieces: that they, or their neighbours, have words in common."""
    pairs = [(end, start), (end - 1, start), (end, start + 1), (end - 1, start + 1)]
    values = sorted((likeness.between(a, b) for a, b in pairs if a >= 0), reverse=True)
    return min(_MOST_LIKE, _LIKE * sum(values[:2]))


def _settled(likeness: Likeness, texts: Sequence[int], start: int, cut: Container[int]) -> float:
    """What speaks against a seam before a text that follows well on the one before it."""
    if start == 0 or texts[start - 1] in cut:
        return 0.0
    return min(_MOST_LIKE, _LIKE * likeness.between(start - 1, start))


def _within_items(blocks: Sequence[Block], texts: Sequence[int]) -> dict[int, int]:
    """Items of an enumeration that a column's end cut behind a full stop: 二是…。/ 比如… / 三是…"""
    links: dict[int, int] = {}
    for item, rest in pairwise(texts):
        ordinal = item_ordinal(blocks[item].text)
        following = next((i for i in texts if i > rest and not _breaks_off(blocks[i - 1])), None)
        if (
            ordinal
            and closes(blocks[item].text)
            and _EXAMPLE.match(blocks[rest].text)
            and _breaks_off(blocks[rest])
            and following is not None
            and item_ordinal(blocks[following].text) == ordinal + 1
        ):
            links[item] = rest
    return links


def item_ordinal(text: str) -> int:
    """The number of an item of an enumeration such as 二是…; 0 for other texts."""
    match = _ITEM.match(text)
    return ordinal_of(match[1]) if match else 0


def _breaks_off(block: Block) -> bool:
    closed = closes(block.text) or bool(_CREDIT_AT_END.search(block.text[-36:]))
    return not closed and not block.text.endswith(("：", ":"))


def _gain(
    blocks: Sequence[Block], seams: Seams, end: int, start: int, place: dict[int, int], *, wrapped: bool
) -> float:
    if end == start or (_opens_article(blocks, start) and blocks[start - 1].kind is not Kind.TITLE):
        return -20.0
    first, second = blocks[end], blocks[start]
    if second.kind is Kind.TITLE:
        return -20.0
    if bool(first.goes) != bool(second.comes):
        return -20.0
    steps = place[start] - place[end]
    gain = seams.weigh(first.text, second.text) - _FAR * abs(steps) - (_BACK if steps < 0 else 0.0)
    if steps == 1:
        gain += _NEXT
    if blocks[start - 1].kind is Kind.TITLE:
        gain -= _OVER_TITLE
    if first.kind is Kind.TITLE and not cuts_word(first.text, second.text):
        if steps == 1 or _names_next(blocks, end):
            return -20.0
        gain -= _TITLE_CUT
    if wrapped and steps != 1 and not (second.walled or second.comes or _behind_jump(blocks, end, start)):
        return -20.0  # rows were joined already wherever they stand together
    return gain


def _names_next(blocks: Sequence[Block], index: int) -> bool:
    """Whether the words of a line stand in the text after it, as those of a title do."""
    under = next((b.text for b in blocks[index + 1 :] if b.kind is Kind.TEXT), "")
    return any(word in under for word in words_of(blocks[index].bare))


def _is_cut(blocks: Sequence[Block], index: int) -> bool:
    """Whether something stands behind a text of a column that may have cut it."""
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    return bool(blocks[index].goes) or after is None or after.walled or bool(after.comes)


def _behind_jump(blocks: Sequence[Block], end: int, start: int) -> bool:
    """Whether a text that comes from elsewhere stands between two others."""
    return any(block.comes for block in blocks[max(end + 1, start - _NEAR_JUMP) : start])


def _opens_article(blocks: Sequence[Block], index: int) -> bool:
    """Whether a title, with its byline, stands directly before a text."""
    before = blocks[index - 1].kind if index else None
    return before in (Kind.TITLE, Kind.BYLINE, Kind.DATE)


def _without_circles(links: dict[int, int]) -> dict[int, int]:
    kept: dict[int, int] = {}
    for end, start in links.items():
        at = start
        while at in kept and at != end:
            at = kept[at]
        if at != end:
            kept[end] = start
    return kept


def bind_jumps(blocks: Sequence[Block]) -> dict[int, int]:
    """For each block that says 下转 the one that says 上接 and goes on with it, by index.

    Pages that are printed must agree; what is alike in its words is preferred.
    """
    going = [i for i, block in enumerate(blocks) if block.goes]
    coming = [i for i, block in enumerate(blocks) if block.comes and not _opens_article(blocks, i)]
    if not going or not coming:
        return {}
    likeness = Likeness(block.text for block in blocks)
    seams = Seams(block.text for block in blocks)
    gains = [
        [
            *(_jump_gain(likeness, seams, blocks, end, start) for start in coming),
            *([0.0] * len(going)),
        ]
        for end in going
    ]
    chosen = assign(gains)
    return {end: coming[column] for end, column in zip(going, chosen, strict=True) if column < len(coming)}


def _jump_gain(likeness: Likeness, seams: Seams, blocks: Sequence[Block], end: int, start: int) -> float:
    """What speaks for a jump from one place to another."""
    gain = _around(likeness, blocks, end, start) - _BACKWARD * (start < end)
    if closes(blocks[end].text):
        return gain
    return gain + seams.weigh(blocks[end].text, blocks[start].text)


def _around(likeness: Likeness, blocks: Sequence[Block], end: int, start: int) -> float:
    """How alike the texts before one place and behind another are."""
    behind = [i for i in range(start, min(len(blocks), start + _REACH)) if blocks[i].kind is Kind.TEXT]
    before = [i for i in range(max(0, end - _REACH), end + 1) if blocks[i].kind is Kind.TEXT]
    return _LIKE * sum(likeness.to_group(i, before, _BEST) for i in behind) / max(1, len(behind))


def runs_on(first: Block, second: Block) -> bool:
    """Whether two texts bound by jump marks are one paragraph: both marks stand inside its rows."""
    return (
        first.goes is not None
        and second.comes is not None
        and not first.goes.lines
        and not second.comes.lines
    )
