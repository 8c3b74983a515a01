"""Texts that break off at the end of a column or before a jump mark, and those that they go on in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from publisher.recover.articles.assignment import assign
from publisher.recover.articles.blocks import Block, Kind
from publisher.recover.articles.continuation import Seams, begins
from publisher.recover.articles.likeness import Likeness
from publisher.recover.articles.marks import closes
from publisher.recover.numbering import ordinal_of
from publisher.scripts import compile_for_both

_NEXT, _FAR, _BACK, _LEAST = 1.0, 0.03, 0.5, -2.0
"""Log-odds: the next piece goes on; for every piece of distance; for going back; for going on anywhere."""
_OVER_TITLE = 2.5
"""Log-odds against a piece that stands under a title."""
_BEHIND_CUT = 1.5
"""Log-odds that a piece goes on with another if the one before it breaks off; against it, if not."""
_LIKE, _MOST_LIKE = 10.0, 2.0
"""Weight of the likeness of two pieces, and the most that it counts."""
_BOUND, _AROUND = 3.0, 20.0
"""Log-odds that a text that is said to go on does so on a page of the dump; weight of the likeness there."""
_REACH, _BACKWARD, _BEST = 4, 0.3, 3
"""Blocks that are compared at both ends of a jump; what speaks against a jump back; texts compared with."""
_NEAR_JUMP = 8
"""Blocks of the longest text from elsewhere that a column is searched behind."""
_NEVER = 1000.0
_EXAMPLE = re.compile("比如|例如|譬如|其中")
_CONTACT_AT_END = re.compile(r"\d[\d-]{6,}$|@[\w.]+$|www\.\S+$")
_CREDIT_AT_END = compile_for_both(r"\W来源\W.{2,30}")
_ITEM = re.compile("第?([一二三四五六七八九十]+)是")
_ITEM_WITHIN = re.compile("(?:^|[。；：])第?([一二三四五六七八九十]+)是")


def link_pieces(blocks: Sequence[Block], known: dict[int, int]) -> dict[int, int]:
    """For each text of columns that breaks off the text that it goes on in, by index; ``known`` are given."""
    page = _Columns(blocks, known)
    if not page.ends:
        return known
    room = [_LEAST] * len(page.ends)
    gains = [[*(page.gain(end, start) for start in page.texts), *room] for end in page.ends]
    links = dict(known)
    for end, column in zip(page.ends, assign(gains), strict=True):
        if column < len(page.texts):
            links[end] = page.texts[column]
    return _without_circles(links)


class _Columns:
    """The texts of some columns, by index of their blocks, and what speaks for a seam between two of them.

    Rows of a column were joined already wherever they stand together.
    """

    def __init__(self, blocks: Sequence[Block], known: dict[int, int]) -> None:
        self.texts = [i for i, block in enumerate(blocks) if block.kind is Kind.TEXT]
        self.ends = [i for i in self.texts if i not in known and breaks_off(blocks[i]) and _is_cut(blocks, i)]
        self._blocks, self._taken = blocks, frozenset(known.values())
        self._cut = frozenset(self.ends)
        self._place = {index: at for at, index in enumerate(self.texts)}
        self._seams = Seams(block.text for block in blocks if block.kind in (Kind.TEXT, Kind.TITLE))
        self._likeness = Likeness(blocks[i].text for i in self.texts)

    def gain(self, end: int, start: int) -> float:
        """Log-odds that the piece ``end`` goes on in the piece ``start``."""
        if start in self._taken or not self._possible(end, start):
            return -_NEVER
        first, second = self._blocks[end], self._blocks[start]
        steps = self._place[start] - self._place[end]
        gain = self._seams.weigh(first.text, second.text) + self._alike(end, start)
        gain -= _FAR * abs(steps) + (_BACK if steps < 0 else 0.0)
        gain += (_NEXT if steps == 1 else 0.0) + self._setting(start)
        if self._blocks[start - 1].kind is Kind.TITLE:
            gain -= _OVER_TITLE
        return gain

    def _possible(self, end: int, start: int) -> bool:
        blocks, first, second = self._blocks, self._blocks[end], self._blocks[start]
        if end == start or bool(first.goes) != bool(second.comes):
            return False
        if _opens_article(blocks, start) and blocks[start - 1].kind is not Kind.TITLE:
            return False
        at, to = self._place[end], self._place[start]
        if to < at and not any(index in self._cut for index in self.texts[to:at]):
            return False  # they stand in one piece, in this order
        return to == at + 1 or second.walled or bool(second.comes) or _behind_jump(blocks, end, start)

    def _behind_cut(self, start: int) -> bool:
        """Whether the text before a piece breaks off."""
        at = self._place[start]
        return at > 0 and self.texts[at - 1] in self._cut

    def _alike(self, end: int, start: int) -> float:
        """What speaks for a seam between pieces: that they, or their neighbours, have words in common."""
        at, to = self._place[end], self._place[start]
        pairs = [(at, to), (at - 1, to), (at, to + 1), (at - 1, to + 1)]
        values = sorted((self._likeness.between(a, b) for a, b in pairs if a >= 0), reverse=True)
        return min(_MOST_LIKE, _LIKE * sum(values[:2]))

    def _setting(self, start: int) -> float:
        """What stands before a piece: another that breaks off, or a text that it follows well on."""
        if self._behind_cut(start):
            return _BEHIND_CUT
        at = self._place[start]
        settled = min(_MOST_LIKE, _LIKE * self._likeness.between(at - 1, at)) if at else 0.0
        return -_BEHIND_CUT - settled


def may_be_text(block: Block) -> bool:
    """Whether a short line that was taken for a title may be the beginning of a paragraph that is cut."""
    return block.kind is Kind.TITLE and not block.hashes and " " not in block.text and not block.walled


def link_within_items(blocks: Sequence[Block]) -> dict[int, int]:
    """Items of an enumeration that a column's end cut behind a full stop: 二是…。/ 比如… / 三是…"""
    texts = [index for index, block in enumerate(blocks) if block.kind is Kind.TEXT]
    links: dict[int, int] = {}
    for item, rest in pairwise(texts):
        ordinal = item_ordinal(blocks[item].text)
        following = next((i for i in texts if i > rest and not breaks_off(blocks[i - 1])), None)
        if (
            ordinal
            and closes(blocks[item].text)
            and _EXAMPLE.match(blocks[rest].text)
            and breaks_off(blocks[rest])
            and following is not None
            and item_ordinal(blocks[following].text) == ordinal + 1
        ):
            links[item] = rest
    return links


def item_ordinal(text: str) -> int:
    """The number of an item of an enumeration such as 二是…; 0 for other texts."""
    match = _ITEM.match(text)
    return ordinal_of(match[1]) if match else 0


def last_ordinal(text: str) -> int:
    """The number of the last item of an enumeration that a text opens or holds; 0 without one."""
    found = _ITEM_WITHIN.findall(text)
    return ordinal_of(found[-1]) if found else 0


def breaks_off(block: Block) -> bool:
    """Whether a text ends within a sentence."""
    end = block.text[-36:]
    closed = closes(block.text) or bool(_CREDIT_AT_END.search(end) or _CONTACT_AT_END.search(end))
    return not closed and not block.text.endswith(("：", ":"))


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
    gain = _BOUND + _around(likeness, blocks, end, start) - _BACKWARD * (start < end)
    if closes(blocks[end].text):
        return gain + begins(blocks[start].text)
    return gain + seams.weigh(blocks[end].text, blocks[start].text)


def _around(likeness: Likeness, blocks: Sequence[Block], end: int, start: int) -> float:
    """How alike the texts before one place and behind another are."""
    behind = [i for i in range(start, min(len(blocks), start + _REACH)) if blocks[i].kind is Kind.TEXT]
    before = [i for i in range(max(0, end - _REACH), end + 1) if blocks[i].kind is Kind.TEXT]
    return _AROUND * sum(likeness.to_group(i, before, _BEST) for i in behind) / max(1, len(behind))


def runs_on(first: Block, second: Block) -> bool:
    """Whether two texts bound by jump marks are one paragraph: both marks stand inside its rows."""
    return (
        first.goes is not None
        and second.comes is not None
        and not first.goes.lines
        and not second.comes.lines
    )
