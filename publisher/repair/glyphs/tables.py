"""The substitution table of one punctuation font: which mark each code stands for.

All assignments of marks to codes are searched together (coordinate ascent with moves of single codes and
of pairs of codes). The score of an assignment is the probability that its marks stand where they stand,
each after the ones before it, and that a font has several codes for a mark.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise

from publisher.repair.glyphs.certainty import Evidence, confidence
from publisher.repair.glyphs.context import END, MARKS, PLACE, stops
from publisher.repair.glyphs.evidence import NO_HISTORY, History, keys_around, mask, may_not_follow
from publisher.repair.glyphs.flow import Flow, Lost
from publisher.repair.glyphs.model import MarkModel, Weights, shares

_PAIRS = tuple((PLACE[pair[0]], PLACE[pair[1]]) for pair in ("“”", "‘’", "《》", "（）"))
_PARTNER = {mark: pair for pair in _PAIRS for mark in pair}
_OPENING = frozenset(opening for opening, _ in _PAIRS)
_WRITTEN_DOUBLE = frozenset(PLACE[mark] for mark in "—…")
_NEVER_FIRST = frozenset(PLACE[mark] for mark in "，。、；：？！”’）》·")
_ENDS_NO_HEADING = frozenset(PLACE[mark] for mark in "，。、；：")

# Logarithmic weights, measured on damaged text (benchmarks/glyphs.py).
_AT_WRONG_END = -4.0
_AT_HEADING_END = -8.0
"""For a mark that ends a heading, though headings never end so."""
_DOUBLED = -6.0
"""For a mark that stands twice side by side, though it is not written double."""
_MISMATCHED = -2.0
"""For a mark that closes what is not open, or opens what is: the model knows that, but not strictly."""
_MISMATCHED_IN_WHOLE = -6.0
"""The same in a heading, which is surely seen whole."""
_LEFT_OPEN = -1.0
"""For each pair that a paragraph does not close."""
_SIDE_BY_SIDE = -5.0
"""For two marks side by side that print never sets so: a stop behind a stop or an opening mark, or an opening
mark before a closing one."""
_UNPAIRED = -0.5
"""For each opening mark of a font that it has more or fewer of than closing ones of its kind."""
_SECOND_CODE = -3.0
"""That a font has one more code for a mark."""
_CHANGE_OF_CODE = -3.5
"""That a font goes from one code for a mark to another."""

_CANDIDATES = 8
_HOPELESS = 15.0
_NEAR = 2
"""A pair's codes are no further apart than this."""
_USUAL_SURPRISE, _AS_IF = 1.1, 5
"""How much a mark mostly surprises. A table of few marks is read as if it had so many more of that kind."""
_BETTER = 1e-6


@dataclass(frozen=True, slots=True)
class Reading:
    """What a code stands for, and how sure that is (0 to 1)."""

    mark: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of a paragraph: one of the font's codes, or a sign that is known."""

    code: int
    """Index among the font's codes; -1 for a known sign."""
    sign: str
    place: int
    suit: Weights
    """What stands around a code speaks so for each mark."""


class Passage:
    """A paragraph with codes of one font, and how well tables suit it."""

    def __init__(self, text: str, stops: Sequence[Stop], model: MarkModel, *, whole: bool) -> None:
        self.text, self.stops = text, stops
        self._mismatched = _MISMATCHED_IN_WHOLE if whole else _MISMATCHED
        self.codes = sorted({stop.code for stop in stops if stop.code >= 0})
        self._model = model
        self._tables: dict[tuple[int, ...], float] = {}
        self._places: dict[tuple[int, History], Weights] = {}

    def score(self, table: Sequence[int]) -> float:
        """The logarithmic probability that the marks of a table stand here."""
        key = tuple(table[code] for code in self.codes)
        if key not in self._tables:
            self._tables[key] = self._read(table)
        return self._tables[key]

    def _read(self, table: Sequence[int]) -> float:
        score, history, left = 0.0, History(), 0
        for stop in self.stops:
            sign = stop.sign
            if stop.code >= 0:
                sign = MARKS[table[stop.code]]
                score += self._shares(stop, history, left)[table[stop.code]]
                score += self._mismatched * history.mismatches(sign)
                score += _SIDE_BY_SIDE * (stop.place == left + 1 and may_not_follow(sign, history.last))
            history, left = history.then(sign, stop.place), stop.place
        return score + _LEFT_OPEN * len(history.opened)

    def _shares(self, stop: Stop, history: History, left: int) -> Weights:
        known = self._places.get((stop.place, history))
        if known is None:
            before = self._model.add_up(history.keys(self.text, stop.place, left))
            known = shares([a + b for a, b in zip(stop.suit, before, strict=True)])
            self._places[stop.place, history] = known
        return known


class TableSearch:
    """The search for the table of one font in one text."""

    def __init__(self, flow: Flow, lost: Sequence[Lost], model: MarkModel) -> None:
        self._codes = sorted({one.code for one in lost})
        index = {code: number for number, code in enumerate(self._codes)}
        self._sequence = [index[one.code] for one in lost]
        self._uses = [self._sequence.count(number) for number in range(len(self._codes))]
        self._shared: dict[tuple[int, ...], float] = {}
        self._suits = [[0.0] * len(MARKS) for _ in self._codes]
        self._passages = []
        for _, group in groupby(lost, key=lambda one: one.paragraph):
            self._passages.append(self._passage(flow, list(group), index, model))
        self._choices = [
            sorted(range(len(MARKS)), key=suit.__getitem__, reverse=True)[:_CANDIDATES]
            for suit in self._suits
        ]

    def _passage(
        self, flow: Flow, lost: Sequence[Lost], index: Mapping[str, int], model: MarkModel
    ) -> Passage:
        text = flow.paragraphs[lost[0].paragraph]
        masked, at = mask(text), stops(text)
        ours = {one.order: one for one in lost}
        found = []
        for order in range(1, len(at) - 1):
            one = ours.get(order)
            suit: Weights = []
            if one:
                around = model.add_up(keys_around(masked, at, order))
                unfit = _unfit(one, flow, at[order], doubled=_is_doubled(one, ours))
                suit = [a + b for a, b in zip(around, unfit, strict=True)]
                alone = shares([a + b for a, b in zip(suit, model.add_up(NO_HISTORY), strict=True)])
                total = self._suits[index[one.code]]
                total[:] = [a + b for a, b in zip(total, alone, strict=True)]
            found.append(Stop(index[one.code] if one else -1, text[at[order]], at[order], suit))
        return Passage(masked, found, model, whole=flow.headings)

    def solve(self) -> dict[str, Reading]:
        """The best table, with the confidence in each code."""
        return {code: Reading(mark, confidence(evidence)) for code, mark, evidence in self.read()}

    def read(self) -> Iterator[tuple[str, str, Evidence]]:
        """The codes with the marks of the best table, and what speaks for each."""
        best = [choices[0] for choices in self._choices]
        score = self._climb(best, range(len(self._codes)))
        others = self._others(best, score)
        while others is None:  # the detour over another mark led higher
            score = self._climb(best, range(len(self._codes)))
            others = self._others(best, score)
        surprise = _USUAL_SURPRISE * _AS_IF - sum(passage.score(best) for passage in self._passages)
        surprise /= _AS_IF + len(self._sequence)
        for number, (code, rivals) in enumerate(zip(self._codes, others, strict=True)):
            lead = score - max(rivals, default=-math.inf)
            second = self._is_second(number, best)
            yield code, MARKS[best[number]], Evidence(lead, surprise, second, self._uses[number])

    def _is_second(self, number: int, table: Sequence[int]) -> bool:
        """Whether another code stands for the same mark, and no less often."""
        same = (other for other, mark in enumerate(table) if mark == table[number] and other != number)
        return any(self._sequence.count(other) >= self._sequence.count(number) for other in same)

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
        return self._composition(table) + sum(passage.score(table) for passage in self._passages)

    def _composition(self, table: Sequence[int]) -> float:
        """How likely it is that a font has more than one code for a mark, and how well its pairs balance."""
        codes: dict[int, tuple[int, ...]] = {}
        for number, mark in enumerate(table):
            codes[mark] = (*codes.get(mark, ()), number)
        uses = [0] * len(MARKS)
        for number, mark in enumerate(table):
            uses[mark] += self._uses[number]
        unpaired = sum(abs(uses[opening] - uses[closing]) for opening, closing in _PAIRS)
        return _UNPAIRED * unpaired + sum(
            self._sharing(shared) for shared in codes.values() if len(shared) > 1
        )

    def _sharing(self, shared: tuple[int, ...]) -> float:
        """How likely it is that some codes stand for one mark: a font comes to another code for it, and
        then mostly keeps to one of them, or takes them at random.
        """
        if shared not in self._shared:
            used = [code for code in self._sequence if code in shared]
            changes = sum(before != code for before, code in pairwise(used))
            late = len(used) - max(map(used.index, shared))
            going = max(_CHANGE_OF_CODE * changes, -math.log(len(shared)) * late)
            self._shared[shared] = _SECOND_CODE * (len(shared) - 1) + going
        return self._shared[shared]


def _unfit(one: Lost, flow: Flow, place: int, *, doubled: bool) -> Weights:
    """What it costs each mark to stand at the start or end of a line or heading where it must not, or beside
    its like.
    """
    never = _NEVER_FIRST if one.first else frozenset()
    if one.last:
        never |= _OPENING
    ends = flow.headings and flow.paragraphs[one.paragraph][place + 1] == END
    return [
        _AT_WRONG_END * (mark in never)
        + _AT_HEADING_END * (ends and mark in _ENDS_NO_HEADING)
        + _DOUBLED * (doubled and mark not in _WRITTEN_DOUBLE)
        for mark in range(len(MARKS))
    ]


def _is_doubled(one: Lost, others: Mapping[int, Lost]) -> bool:
    """Whether the same code stands beside this one."""
    return any(
        other and other.code == one.code and (other.line, abs(other.column - one.column)) == (one.line, 1)
        for other in (others.get(one.order - 1), others.get(one.order + 1))
    )
