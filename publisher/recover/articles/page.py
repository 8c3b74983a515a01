"""Reading order of a page whose lines are paragraphs, or pieces of them that column ends have cut.

What follows what, and in which article, is one decision over the page: the division into chains that is
worth most (``chains.py``). How far the pieces of articles are mixed is measured on the page itself: where
nearly all sentences go on in the next piece, a paragraph does not leave its place for its words alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nlargest
from itertools import pairwise
from math import log

from publisher.recover.articles.blocks import Block, Kind
from publisher.recover.articles.chains import END, START, Chains
from publisher.recover.articles.continuation import Seams, begins
from publisher.recover.articles.likeness import Likeness
from publisher.recover.articles.linking import breaks_off, item_ordinal, last_ordinal, may_be_text
from publisher.recover.articles.order import Paragraph

_ALIKE = 20.0
"""Weight of the likeness of texts, against log-odds of seams."""
_LIKE, _MOST_LIKE = 15.0, 4.0
"""Weight of the likeness of two texts that follow one another, and the most that it counts."""
_LEAST_SEAM, _MOST_SEAM = -6.0, 8.0
_BROKEN_OFF = 4.0
"""Log-odds against a text that breaks off for good, or a title over nothing."""
_UNTITLED = 8.0
"""Log-odds against a text that opens an article and has no title."""
_HEADLINE, _INNER = 1.0, 3.0
"""Weight of what speaks for a title to open an article, and log-odds against it."""
_BOUND = 30.0
"""Log-odds of what jump marks, or places under titles, leave no doubt of."""
_UNDER_TITLE, _PAST_TEXT, _TITLE_CUT = 2.0, 1.0, 3.0
"""Log-odds that a text under a title belongs to it; against the second text, where the first goes on from
above; against the going on of what looks like a title."""
_FAR, _FARTHEST, _BACK = 0.05, 1.0, 2.0
"""Log-odds against each text of distance, against any distance, and at first against going back."""
_SAME = 0.2
"""Difference of two log-odds from which a page is read once more."""
_LEAST_BACK, _MOST_BACK = 1.0, 2.0
"""Log-odds against going back on a page whose pieces are shuffled, and on one where none goes back."""
_SET = 4.0
"""Log-odds against what the setting of a text tells: that it begins a paragraph, or does not."""
_NEXT = 1.0
"""Log-odds that a sentence goes on in the next piece, where half of all do."""
_ANNOUNCED = 6.0
"""Log-odds that what a colon announces follows it."""
_COUNTED_ON = 4.0
"""Log-odds that the next item of an enumeration follows."""
_SELDOM = 3.0
"""Columns that end within a sentence, for each that ends behind a paragraph."""
_UNSEEN = 2.0
"""Column ends behind paragraphs that a page has at any rate."""
_REACH = 60
"""Texts, on either side, that a text may follow."""
_PLACES = 16
"""Places that are tried for a text."""
_PASSES = 3


def arrange(
    blocks: Sequence[Block], paragraphs: Sequence[Paragraph], heads: set[int], jumps: Mapping[int, int]
) -> list[list[Paragraph]]:
    """The paragraphs of each article in reading order, the articles in the order of their heads.

    ``heads`` are the indexes of the blocks that open an article, ``jumps`` those bound by jump marks.
    """
    page = _Page(blocks, paragraphs, heads, jumps, {})
    return [[paragraphs[at] for at in chain] for chain in page.chains()]


def find_continuations(
    blocks: Sequence[Block],
    paragraphs: Sequence[Paragraph],
    heads: set[int],
    jumps: Mapping[int, int],
    titles: Mapping[int, float],
) -> tuple[dict[int, int], set[int]]:
    """For each text that breaks off the one that it goes on in; and what opens articles: indexes of blocks.

    ``titles`` tells what speaks for each title that is no head for sure to be one all the same.
    """
    page = _Page(blocks, paragraphs, heads, jumps, titles)
    chains = page.chains()
    links = {
        paragraphs[before].blocks[-1]: paragraphs[after].blocks[0]
        for chain in chains
        for before, after in pairwise(chain)
        if page.goes_on(before, after)
    }
    first = (paragraphs[chain[0]].blocks[0] for chain in chains)
    return links, heads | {index for index in first if index in titles and index not in links}


class _Page:
    """The paragraphs of a page, by index, and what it is worth that one follows another."""

    def __init__(
        self,
        blocks: Sequence[Block],
        paragraphs: Sequence[Paragraph],
        heads: set[int],
        jumps: Mapping[int, int],
        titles: Mapping[int, float],
    ) -> None:
        self._blocks, self._paragraphs, self._jumps = blocks, paragraphs, jumps
        self._comes = frozenset(jumps.values())
        self._heads = {at for at, paragraph in enumerate(paragraphs) if paragraph.blocks[0] in heads}
        self._headlines = titles
        self._untitled = min(self._heads, default=1)
        place = {index: at for at, index in enumerate(sorted(i for p in paragraphs for i in p.blocks))}
        self._ranks = [[place[index] for index in p.blocks] for p in paragraphs]
        self._first = [ranks[0] for ranks in self._ranks]
        self._last = [ranks[-1] for ranks in self._ranks]
        over = {place[p.blocks[0]] for p in paragraphs if p.title}
        self._titles = [0] * (len(place) + 2)
        for at in range(len(place), -1, -1):
            self._titles[at] = 1 + self._titles[at + 1] if at in over else 0
        self._open = [self._is_open(paragraph) for paragraph in paragraphs]
        self._texts = ["".join(blocks[index].bare for index in p.blocks) for p in paragraphs]
        self._seams = Seams(self._texts)
        self._opens = [blocks[p.blocks[0]].rows[0].opens for p in paragraphs]
        self._begins = [
            0.0 if p.title else begins(text) for p, text in zip(paragraphs, self._texts, strict=True)
        ]
        self._likeness = Likeness(self._texts)
        self._worth: dict[tuple[int, int], float] = {}
        self._next = self._stays = 0.0
        self._back = _BACK

    def chains(self) -> list[list[int]]:
        """The best chains, by what they show of how far the pieces are mixed."""
        alike = [
            {other: _ALIKE * value for other, value in self._likeness.near(at).items()}
            for at in range(len(self._paragraphs))
        ]
        known = [b - a for p in self._ranks for a, b in pairwise(p)]
        cut = sum(self._open) + len(known)
        mixed = cut / 2
        chains: list[list[int]] = []
        for _ in range(_PASSES):
            self._expect(cut, mixed)
            places = [self._places(at) for at in range(len(self._paragraphs))]
            chains = Chains(self._heads, alike, self._link, places).improve()
            before, mixed = mixed, self._count_moved(chains) + sum(steps != 1 for steps in known)
            back, self._back = self._back, self._measure_back(chains)
            if abs(before - mixed) < 1 and abs(back - self._back) < _SAME:
                break
        return chains

    def goes_on(self, before: int, after: int) -> bool:
        """Whether a paragraph that follows another is the rest of it."""
        cut = self._open[before] or self._opens[after] is False
        if not cut or self._paragraphs[after].title:
            return False
        return not self._paragraphs[before].title or not 0 < self._steps(before, after) <= 2

    def _is_open(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph may go on in another."""
        block = self._blocks[paragraph.blocks[-1]]
        return breaks_off(block) and (block.kind is Kind.TEXT or may_be_text(block))

    def _places(self, at: int) -> list[int]:
        """The paragraphs that one is most likely to stand behind."""
        first, near = self._first[at], self._likeness.near(at)
        reach = [o for o in range(len(self._first)) if o != at and abs(self._last[o] - first) <= _REACH]
        places = nlargest(_PLACES, reach, key=lambda o: self._link(o, at) + _ALIKE * near.get(o, 0.0))
        return [*places, START] if self._link(START, at) > -_BOUND else places

    def _expect(self, cut: int, moved: float) -> None:
        """Set what it is worth that texts stay together, by how many sentences go on elsewhere."""
        rate = (moved + 0.5) / (cut + 1)
        leaving = min(0.5, rate * (cut / _SELDOM + _UNSEEN) / max(1, len(self._open) - cut))
        self._stays = log((1 - leaving) / leaving)
        self._next = _NEXT + log((1 - rate) / rate)
        self._worth.clear()

    def _count_moved(self, chains: Sequence[Sequence[int]]) -> int:
        """Sentences that do not go on in the next text of the dump."""
        return sum(
            self._open[before] and self._steps(before, after) != 1
            for chain in chains
            for before, after in pairwise(chain)
        )

    def _measure_back(self, chains: Sequence[Sequence[int]]) -> float:
        """Log-odds against going back, by how often the texts of chains do."""
        steps = [self._steps(before, after) for chain in chains for before, after in pairwise(chain)]
        on, back = sum(step > 1 for step in steps), sum(step < -1 for step in steps)
        return max(_LEAST_BACK, min(_MOST_BACK, log((on + 1) / (back + 0.5))))

    def _steps(self, before: int, after: int) -> int:
        """How many places behind the end of one paragraph another begins."""
        return self._first[after] - self._last[before]

    def _link(self, before: int, after: int) -> float:
        """Log-odds that one paragraph follows another."""
        pair = before, after
        if pair not in self._worth:
            self._worth[pair] = self._weigh(before, after)
        return self._worth[pair]

    def _weigh(self, before: int, after: int) -> float:
        if before == START:
            return self._opening(after)
        paragraph = self._paragraphs[before]
        block = self._blocks[paragraph.blocks[-1]]
        if after == END:
            lost = paragraph.title or (self._open[before] and not block.goes)
            return -_BROKEN_OFF if lost else 0.0
        first = self._paragraphs[after].blocks[0]
        jump = self._jumps.get(paragraph.blocks[-1])
        if jump == first or first in self._comes:
            return _BOUND if jump == first else -_BOUND
        steps = self._steps(before, after)
        adjacent = steps == 1 or (steps == -1 and self._paragraphs[after].title)
        if Kind.KICKER in (block.kind, self._blocks[first].kind):
            return _BOUND if adjacent else -_BOUND
        worth = self._likeness_of_seam(before, after)
        if not paragraph.title:
            worth -= _SET * (self._opens[after] is self._open[before])
        if paragraph.title and (0 < steps <= 2 or not self._open[before]):
            return worth + (_UNDER_TITLE if adjacent else -_PAST_TEXT if steps == 2 else -_BOUND)
        worth += 0.0 if adjacent else self._distance(steps)
        if self._open[before]:
            return worth + self._seam(before, after) + (self._next if self._is_next(before, after) else 0.0)
        if block.text.endswith(("：", ":")):
            return worth + (_ANNOUNCED if adjacent else 0.0)
        worth += self._begins[after]
        ended = any(self._blocks[i].kind in (Kind.CREDIT, Kind.SIGNATURE) for i in paragraph.extras)
        return worth + self._counted(before, after) + (self._stays if adjacent and not ended else 0.0)

    def _opening(self, text: int) -> float:
        """Log-odds that a text opens an article; only before all titles one without a title may."""
        if text == END:
            return 0.0
        first = self._paragraphs[text].blocks[0]
        if self._paragraphs[text].title:
            return _HEADLINE * self._headlines.get(first, -_BOUND) - _INNER
        return self._begins[text] - _UNTITLED if text < self._untitled else -_BOUND

    def _is_next(self, before: int, after: int) -> bool:
        """Whether a text is the next after the end of another, titles between them left out."""
        return 0 < self._steps(before, after) <= 1 + self._titles[self._last[before] + 1]

    def _likeness_of_seam(self, before: int, after: int) -> float:
        """What speaks for a seam that the texts at it have words in common."""
        return min(_MOST_LIKE, _LIKE * self._likeness.between(before, after))

    def _distance(self, steps: int) -> float:
        return -min(_FARTHEST, _FAR * abs(steps)) - (self._back if steps < 0 else 0.0)

    def _seam(self, before: int, after: int) -> float:
        """Log-odds that a sentence goes on in a paragraph."""
        paragraph, other = self._paragraphs[before], self._paragraphs[after]
        if other.title or self._blocks[other.blocks[0]].kind is Kind.KICKER:
            return _LEAST_SEAM
        first, second = self._blocks[paragraph.blocks[-1]].text, self._blocks[other.blocks[0]].text
        worth = self._seams.weigh(first, second) - (_TITLE_CUT if paragraph.title else 0.0)
        return max(_LEAST_SEAM, min(_MOST_SEAM, worth))

    def _counted(self, before: int, after: int) -> float:
        """Log-odds that an enumeration goes on."""
        ordinal = item_ordinal(self._texts[after])
        return _COUNTED_ON if ordinal > 1 and last_ordinal(self._texts[before]) == ordinal - 1 else 0.0
