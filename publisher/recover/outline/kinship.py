"""Depths of headings that carry no number, told by their words.

Siblings are worded alike (如何…, 如何…); titles that recur under several parents stand below them; a
child's title takes up its parent's term; a heading directly under another, without text between,
is its child.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from publisher.recover.measure.key import key
from publisher.recover.outline.heading import Heading
from publisher.scripts import with_traditional

_ROUNDS = 3
_NEXT, _ABOVE_ALL = 1.5, 0.7
"""Weights of wording shared with the heading before at depth 2, and with the last one at depth 1."""
_BEAM = 24
"""Parents that are kept in view."""
_LONGEST_NAME = 8
_KINDS = tuple(map(with_traditional, ("省市区县州盟旗", "国洲")))
"""Last characters of names of one kind."""
_ABOVE = frozenset(("part", "chapter", "headed", "section", "standing", "annex", "listed"))


def plain_depths(headings: Sequence[Heading], gaps: Sequence[bool]) -> dict[int, int]:
    """Depth 1 or 2 for every plain heading, by its index."""
    plain = [i for i, h in enumerate(headings) if h.style == "plain" and not h.level]
    depths = dict.fromkeys(plain, 1)
    if len(plain) < 6:
        return depths
    runs = _runs(headings, plain)
    titles = {i: key(headings[i].title) for i in plain}
    words = _Words(titles, runs)
    affixes: dict[str, float] = {}
    for _ in range(_ROUNDS):
        for run in runs:
            depths.update(_best_depths(run, words, affixes, gaps))
        affixes = _affix_leanings(titles, depths)
    return depths


def _runs(headings: Sequence[Heading], plain: Sequence[int]) -> list[list[int]]:
    """Plain headings under one chapter."""
    runs: list[list[int]] = [[]]
    wanted = set(plain)
    for index, heading in enumerate(headings):
        if index in wanted:
            runs[-1].append(index)
        elif heading.level or heading.style in _ABOVE:
            runs.append([])
    return [run for run in runs if run]


@dataclass(slots=True)
class _State:
    """The best reading of a run so far whose last heading of depth 1 is a certain one."""

    score: float
    last: int
    """Depth of the last heading read."""
    before: _State | None = None


def _best_depths(
    run: Sequence[int], words: _Words, affixes: dict[str, float], gaps: Sequence[bool]
) -> dict[int, int]:
    """Depths of one run by dynamic programming over the last heading of depth 1."""
    states: dict[int, _State] = {run[0]: _State(0.0, 1)}
    for before, index in pairwise(run):
        leaning = words.leaning(index, affixes)
        direct = 2.0 if index == before + 1 and not gaps[index] else 0.0
        alike = _NEXT * words.parallel(before, index)
        following: dict[int, _State] = {}
        for parent, state in states.items():
            kin = words.kinship(parent, index)
            if state.last == 2:
                below = alike + max(kin, 0.0) if alike else kin - leaning
                beside = leaning - alike + _ABOVE_ALL * words.parallel(parent, index)
            else:
                below = kin - leaning + direct - alike
                beside = alike if alike else leaning - direct
            below, beside = state.score + below, state.score + beside
            following[parent] = _State(below, 2, state)
            if index not in following or following[index].score < beside:
                following[index] = _State(beside, 1, state)
        states = dict(sorted(following.items(), key=lambda item: -item[1].score)[:_BEAM])
    return dict(zip(run, _traced(max(states.values(), key=lambda state: state.score)), strict=True))


def _traced(state: _State | None) -> list[int]:
    depths: list[int] = []
    while state:
        depths.append(state.last)
        state = state.before
    return depths[::-1]


class _Words:
    """The wording of the plain headings of a work."""

    def __init__(self, titles: dict[int, str], runs: Sequence[Sequence[int]]) -> None:
        self._titles = titles
        self._repeats = Counter(titles[i] for run in runs for i in run)
        self._again = {t for run in runs for t, n in Counter(titles[i] for i in run).items() if n > 1}
        distinct = set(titles.values())
        self._spread = Counter(pair for title in distinct for pair in _pairs(title))
        self._openings = Counter(title[:length] for title in distinct for length in (2, 3, 4))
        self._scale = log(len(distinct) + 1)

    def leaning(self, index: int, affixes: dict[str, float]) -> float:
        """How much a title looks like one of depth 1 (positive) or 2 (negative) by itself."""
        title = self._titles[index]
        leaning = -2.5 if title in self._again else 1.0 if self._repeats[title] >= 2 else 0.2
        if affixes:
            leaning += 1.6 * max((affixes.get(a, 0.0) for a in _affixes(title)), key=abs, default=0.0)
        return leaning

    def kinship(self, parent: int, child: int) -> float:
        """How much of the parent's wording the child takes up: -0.6 for none, up to 2.

        Pairs of characters that many titles share tell little.
        """
        above, below = self._titles[parent], self._titles[child]
        if above[:2] == below[:2]:
            return -1.5
        core = self._core(above)
        if core != above and core in below:
            return 1.5
        shared = _pairs(above) & _pairs(below)
        weight = sum(log((len(self._titles) + 1) / self._spread[pair]) / self._scale for pair in shared)
        return min(2.0, weight) if weight > 0.3 else -0.6

    def parallel(self, first: int, second: int) -> float:
        """How much two neighbouring titles are worded alike, 0 to 1.2."""
        a, b = self._titles[first], self._titles[second]
        if not (a and b):  # titles without a letter
            return 0.0
        if a[:2] == b[:2] and len(a) > 3:
            return 1.2
        if max(len(a), len(b)) <= _LONGEST_NAME and any(a[-1] in kind and b[-1] in kind for kind in _KINDS):
            return 0.8
        return 0.8 if len(a) == len(b) <= 4 or (a[-1] == b[-1] and abs(len(a) - len(b)) <= 1) else 0.0

    def _core(self, title: str) -> str:
        """A title without the opening that it shares with its siblings (如何, 什么是 …)."""
        for length in (4, 3, 2):
            if self._openings[title[:length]] >= 3 and len(title) >= length + 2:
                return title[length:]
        return title


def _pairs(title: str) -> set[str]:
    return {title[i : i + 2] for i in range(len(title) - 1)}


def _affixes(title: str) -> tuple[str, ...]:
    return (f"{title[:2]}-", f"-{title[-2:]}") if len(title) >= 4 else ()


def _affix_leanings(titles: dict[int, str], depths: dict[int, int]) -> dict[str, float]:
    """For openings and endings that several titles share: which depth they keep to, -1 to 1."""
    votes: dict[str, list[int]] = {}
    for index, title in titles.items():
        for affix in _affixes(title):
            votes.setdefault(affix, []).append(1 if depths[index] == 1 else -1)
    return {affix: sum(v) / (len(v) + 1) for affix, v in votes.items() if len(v) >= 3}
