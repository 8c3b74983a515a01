"""The substitution table of one punctuation font: which mark each code stands for.

All assignments of marks to codes are searched together (coordinate ascent with moves of single codes and
of pairs of codes). The score of an assignment is made of how well the marks suit their places, how
they follow each other, whether pairs open and close in turn, and what marks and codes the font has.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from publisher.repair.glyphs.context import ALNUM, MARKS, PLACE, START, MarkStatistics, Scores
from publisher.repair.glyphs.flow import Flow, Lost

_PAIRS = tuple((PLACE[pair[0]], PLACE[pair[1]]) for pair in ("“”", "‘’", "《》", "（）"))
_PARTNER = {mark: pair for pair in _PAIRS for mark in pair}
_OPENING = frozenset(opening for opening, _ in _PAIRS)
_NEVER_FIRST = frozenset(PLACE[mark] for mark in "，。、；：？！”’）》·")
_DASHES = frozenset(PLACE[mark] for mark in "—…")
_EVERYWHERE = (PLACE["，"], PLACE["。"])
_INNER, _OUTER = PLACE["‘"], PLACE["“"]

# Logarithmic weights, measured on damaged text (benchmarks/glyphs.py).
_AT_WRONG_END = -4.0
_UNPAIRED = -3.0
_PAIRED = 1.2
_INNER_ALONE = -2.0
_FOLLOWING = 0.6
_LONE_DASH = -1.5
_SHARE = 0.12
_SHARED_MARK = (-4.0, -1.0)
"""For a second code of a mark: once, and for each time that the rarer of the two stands."""
_MISSING = -8.0
_ENOUGH = 20
"""A text with so many codes has commas and full stops."""
_NEXT_CODE = 1.0
"""For a closing mark that got its code right after its opening mark."""
_RARITY = (
    0.0,
    0.0,
    0.0,
    -0.6,
    -0.6,
    -1.5,
    -2.0,
    -0.3,
    -0.3,
    -1.5,
    -1.5,
    -0.4,
    -0.4,
    -0.8,
    -0.8,
    -1.8,
    -1.8,
    -1.5,
)
"""For each mark how seldom a page has it."""

_CANDIDATES = 8
_HOPELESS = 40.0
_NEAR = 2
"""A pair's codes are no further apart than this."""
_TEMPERATURE = 2.0
_BETTER = 1e-6


@dataclass(frozen=True, slots=True)
class Reading:
    """What a code stands for, and how sure that is (0 to 1)."""

    mark: str
    confidence: float


class TableSearch:
    """The search for the table of one font in one text."""

    def __init__(self, flow: Flow, lost: Sequence[Lost], statistics: MarkStatistics) -> None:
        self._codes = sorted({one.code for one in lost})
        index = {code: number for number, code in enumerate(self._codes)}
        counts = Counter(index[one.code] for one in lost)
        self._counts = [counts[number] for number in range(len(self._codes))]
        self._suits: list[Scores] = [
            [_SHARE * count * share for share in statistics.log_shares()] for count in self._counts
        ]
        self._lone = list(self._counts)
        self._follows: dict[tuple[int, int], list[Scores]] = {}
        self._events: list[tuple[int, int]] = []
        paragraph, before = 0, None
        for one in lost:
            number = index[one.code]
            self._add_suit(number, one, flow, statistics)
            self._lone[number] -= flow.reduced[one.place - 1] == flow.reduced[one.place + 1] == ALNUM
            if before is not None and START in flow.reduced[before.place : one.place]:
                paragraph += 1
            if before is not None and one.left == before.place:
                self._add_following(index[before.code], number, one.place - one.left - 1, statistics)
            else:
                self._add_scores(
                    number, statistics.after(flow.reduced[one.left], one.place - one.left - 1), _FOLLOWING
                )
            self._events.append((number, paragraph))
            before = one
        self._choices = [
            sorted(range(len(MARKS)), key=suit.__getitem__, reverse=True)[:_CANDIDATES]
            for suit in self._suits
        ]

    def _add_suit(self, number: int, one: Lost, flow: Flow, statistics: MarkStatistics) -> None:
        around = statistics.around(flow.reduced, one.place, one.left, one.right)
        if one.first:
            around = [score + _AT_WRONG_END * (mark in _NEVER_FIRST) for mark, score in enumerate(around)]
        if one.last:
            around = [score + _AT_WRONG_END * (mark in _OPENING) for mark, score in enumerate(around)]
        self._add_scores(number, around, 1.0)

    def _add_scores(self, number: int, scores: Sequence[float], weight: float) -> None:
        self._suits[number] = [
            old + weight * new for old, new in zip(self._suits[number], scores, strict=True)
        ]

    def _add_following(self, before: int, number: int, length: int, statistics: MarkStatistics) -> None:
        """One code follows another: for each mark of the first how it speaks for each mark of the second."""
        self._lone[number] -= 2 * (before == number and length == 0)
        rows = self._follows.setdefault((before, number), [[0.0] * len(MARKS) for _ in MARKS])
        for row, mark in zip(rows, MARKS, strict=True):
            for place, score in enumerate(statistics.after(mark, length)):
                row[place] += _FOLLOWING * score

    def solve(self) -> dict[str, Reading]:
        """The best table, with the confidence in each code."""
        best = [choices[0] for choices in self._choices]
        score = self._climb(best, range(len(self._codes)))
        others = self._others(best, score)
        while others is None:  # the detour over another mark led higher
            score = self._climb(best, range(len(self._codes)))
            others = self._others(best, score)
        readings = {}
        for code, mark, rivals in zip(self._codes, best, others, strict=True):
            rest = sum(math.exp(max(-700.0, (rival - score) / _TEMPERATURE)) for rival in rivals)
            readings[code] = Reading(MARKS[mark], 1 / (1 + rest))
        return readings

    def _others(self, best: list[int], score: float) -> list[list[float]] | None:
        """For each code the scores that the table reaches with other marks.

        If one of them is better than the table, the table becomes that, and there is no answer.
        """
        others: list[list[float]] = []
        for number in range(len(best)):
            others.append([])
            for trial, free in self._detours(best, number):
                rival = self._climb(trial, free)
                if rival > score + _BETTER:
                    best[:] = trial
                    return None
                others[number].append(rival)
        return others

    def _detours(self, best: Sequence[int], number: int) -> Iterator[tuple[list[int], list[int]]]:
        """Tables in which a code has another mark, each with the codes that may change to suit it."""
        suit, kept = self._suits[number], best[number]
        for mark in self._choices[number]:
            if mark == kept or suit[mark] < suit[kept] - _HOPELESS:
                continue
            trial = list(best)
            trial[number] = mark
            touched = {mark, *_PARTNER.get(mark, ()), *_PARTNER.get(kept, ())}
            free = [
                other
                for other in range(len(best))
                if other != number and (abs(other - number) <= _NEAR or best[other] in touched)
            ]
            yield trial, free

    def _climb(self, table: list[int], free: Sequence[int]) -> float:
        """Improve a table in place, at the codes that are free, until no move helps; the score reached."""
        score = self._score(table)
        improved = True
        while improved:
            improved = False
            for move in self._moves(table, free):
                kept = [table[number] for number, _ in move]
                for number, mark in move:
                    table[number] = mark
                trial = self._score(table)
                if trial > score + _BETTER:
                    score, improved = trial, True
                else:
                    for (number, _), mark in zip(move, kept, strict=True):
                        table[number] = mark
        return score

    def _moves(self, table: Sequence[int], free: Sequence[int]) -> Iterator[tuple[tuple[int, int], ...]]:
        for number in free:
            for mark in self._choices[number]:
                yield ((number, mark),)
        for one, other in combinations(free, 2):
            yield ((one, table[other]), (other, table[one]))
        for one in free:
            for other in free:
                if one != other and abs(one - other) <= _NEAR:
                    for opening, closing in _PAIRS:
                        if opening in self._choices[one] or closing in self._choices[other]:
                            yield ((one, opening), (other, closing))

    def _score(self, table: Sequence[int]) -> float:
        score = self._composition(table)
        for suit, mark in zip(self._suits, table, strict=True):
            score += suit[mark]
        for (before, number), rows in self._follows.items():
            score += rows[table[before]][table[number]]
        return score + self._pairing(table)

    def _composition(self, table: Sequence[int]) -> float:
        """How likely it is that a font has these marks, with these codes."""
        score = 0.0
        most: dict[int, int] = {}
        for number, mark in enumerate(table):
            count = self._counts[number]
            score += _RARITY[mark]
            if mark in most:
                score += _SHARED_MARK[0] + _SHARED_MARK[1] * min(most[mark], count)
            most[mark] = max(count, most.get(mark, 0))
            if mark in _DASHES:
                score += _LONE_DASH * self._lone[number]
            if mark in _OPENING and number + 1 < len(table) and (mark, table[number + 1]) in _PAIRS:
                score += _NEXT_CODE
        if len(self._events) >= _ENOUGH:
            score += _MISSING * sum(mark not in most for mark in _EVERYWHERE)
        return score

    def _pairing(self, table: Sequence[int]) -> float:
        """How well pairs open and close in turn, paragraph by paragraph."""
        if not any(mark in _PARTNER for mark in table):
            return 0.0
        score = 0.0
        last, opened = -1, set[int]()
        for mark, paragraph in self._brackets(table):
            if paragraph != last:
                score += _UNPAIRED * len(opened)
                opened.clear()
                last = paragraph
            opening = _PARTNER[mark][0]
            if mark == opening:
                if mark in opened:
                    score += _UNPAIRED
                if mark == _INNER and _OUTER not in opened:
                    score += _INNER_ALONE
                opened.add(mark)
            elif opening in opened:
                opened.discard(opening)
                score += _PAIRED
            else:
                score += _UNPAIRED
        return score + _UNPAIRED * len(opened)

    def _brackets(self, table: Sequence[int]) -> Iterable[tuple[int, int]]:
        return [(table[number], paragraph) for number, paragraph in self._events if table[number] in _PARTNER]
