"""A hidden Markov model of a table whose cells stand one after another.

The columns follow one another in a cycle, each with its own kinds of words. At each word the cell goes on, or
the next cell or the next row begins, and each of these has its own preference for spaces, line ends and gaps.
Scores are log-odds against running text, which has kinds and breaks at random.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, log
from typing import Literal, NamedTuple

from publisher.recover.pieces.flow_words import MARK, NUMBERS, Background, Break, Word, cling

Section = Literal["head", "body", "line"]
"""Whether a word stands in the header, in a row, or on a line that is no row of cells."""
Action = Literal["same", "next", "row"]
"""What a word does: go on with the cell, begin the next cell, begin a row."""

_ACTIONS: tuple[Action, ...] = ("same", "next", "row")
_BREAKS: tuple[Break, ...] = ("space", "line", "gap")
_FIRST, _REST, _BROKEN = range(3)
"""Where a word stands in its cell: first, behind it on the same line, behind a line end in the cell."""
_TRUST = 1.0
"""Words that the background counts for where the kinds of a column are estimated."""
_NEVER = 0.0005
"""Share of a break at which something is not expected to be done at all."""
_HEAD_GOES_ON = 0.1
"""Share of the words of a header that are not the last of their cell."""
_HEAD_NUMBER, _LINE, _NO_HEAD, _WHOLE_HEAD, _COUNTED = -3.0, -5.0, -1.0, 6.0, 2.0
"""Log-odds: a number in the header; a line that is no row; no header; a header on just one line; a row whose
number is one more than that of the row before."""
_GROUPS, _UNSEEN_GROUPS = 2.0, -7.0
"""Log-odds: a header with groups of columns, where its lines look so, and where they do not."""
_FULL = -3.0
"""Log-odds: a line that is as wide as running text."""
_INNER = -2.0
"""Log-odds: a cell that begins inside a line goes on in the next one, and is not the last of its row."""
_HEAD_WORDS = 36
_PATIENCE = 80
"""Words after the best end of a table at which no better end is looked for."""


class State(NamedTuple):
    """How a word is read."""

    section: Section
    column: int
    """In a header that has groups of columns, its cells count on: the groups, then the columns of these."""
    place: int

    @property
    def opens(self) -> bool:
        """Whether a cell opens with the word."""
        return self.place == _FIRST


class Tally:
    """How often things have been met; one may be met in part."""

    __slots__ = ("times", "total")

    def __init__(self, times: Mapping[str, float] | None = None) -> None:
        self.times = dict(times or {})
        self.total = sum(self.times.values())

    def add(self, thing: str, times: float = 1.0) -> None:
        """Count a thing that is met."""
        self.times[thing] = self.times.get(thing, 0.0) + times
        self.total += times

    def share(self, thing: str) -> float:
        """The share of a thing among all."""
        return self.times.get(thing, 0.0) / self.total


@dataclass(frozen=True, slots=True)
class Manner:
    """How a table may be set."""

    columns: int
    cell_break: Break
    """What mostly stands between cells."""
    groups: bool = False
    """Whether its first two lines look like groups of columns over the columns."""

    @property
    def long_head(self) -> float:
        """The log-odds of a header with groups of columns."""
        return _GROUPS if self.groups else _UNSEEN_GROUPS


@dataclass(frozen=True, slots=True)
class Counts:
    """What has been met in a table so far, beside what is expected of one."""

    manner: Manner
    kinds: tuple[tuple[Tally, Tally], ...]
    """By column: of first words of cells, and of those behind them."""
    ends: tuple[Tally, ...]
    """By column: how often a cell goes on behind a word (``same``), or ends."""
    breaks: Mapping[Action, Tally]

    def met(self, word: Word, column: int, *, opens: bool, times: float = 1.0) -> None:
        """Count the kind of a word in a column."""
        if word.kind != MARK:
            self.kinds[column][not opens].add(word.kind, times)

    def add(self, before: State | None, state: State, word: Word) -> None:
        """Count a word and what is done at it."""
        if before and (action := action_of(before, state)):
            self.breaks[action].add(word.before)
            if before.section == "body":
                self.ends[before.column].add("same" if action == "same" else "end")
        if state.section == "body":
            self.met(word, state.column, opens=state.opens)

    def kind(self, column: int, word: Word, ground: Background, *, opens: bool) -> float:
        """The log-odds for the kind of a word in a column."""
        if word.kind == MARK:
            return 0.0
        tally = self.kinds[column][not opens]
        met = tally.times.get(word.kind, 0.0) / ground.kind(word.kind)
        return log((met + _TRUST) / (tally.total + _TRUST))

    def goes_on(self, state: State) -> float:
        """The share of the words of a column behind which the cell goes on."""
        return _HEAD_GOES_ON if state.section == "head" else self.ends[state.column].share("same")

    def at_break(self, action: Action, before: Break, ground: Background) -> float:
        """The log-odds for a break at which something is done."""
        return log(max(self.breaks[action].share(before), _NEVER)) - ground.log_break(before)


def expected(manner: Manner) -> Counts:
    """What is expected of a table in a manner."""
    cell_break, columns = manner.cell_break, manner.columns
    breaks: dict[Action, Tally] = {
        "same": Tally({"space": 2, "line": 0.5, "gap": 0.5}),
        "next": Tally({"space": 2, "line": 0.5, "gap": 0.5}),
        "row": Tally({"line": 1, "gap": 1}),
    }
    if cell_break != "space":
        inner: Break = "line" if cell_break == "gap" else "gap"
        breaks = {
            "same": Tally({"space": 2, inner: 1, cell_break: 0.1}),
            "next": Tally({"space": 0.1, inner: 0.2, cell_break: 2.7}),
            "row": Tally({inner: 0.2, cell_break: 2}),
        }
    return Counts(
        manner,
        tuple((Tally(), Tally()) for _ in range(columns)),
        tuple(Tally({"end": 1, "same": 0.3}) for _ in range(columns)),
        breaks,
    )


def action_of(before: State | None, state: State) -> Action | None:
    """What a word does in a reading; None where it or the one before is in no cell."""
    if before is None or "line" in (before.section, state.section):
        return None
    return "same" if not state.opens else "next" if state.column else "row"


class Model:
    """The model with what is known of a table, for reading words."""

    def __init__(self, counts: Counts, ground: Background) -> None:
        self.columns = counts.manner.columns
        self._heads = 2 * self.columns - 1
        self._cells = self._heads + self.columns
        self._counts, self._ground = counts, ground
        cells = [self._state(3 * cell) for cell in range(self._cells)]
        self._same = [log(counts.goes_on(cell)) for cell in cells]
        self._end = [log(1 - counts.goes_on(cell)) for cell in cells]
        self._breaks = {
            before: tuple(counts.at_break(action, before, ground) for action in _ACTIONS)
            for before in _BREAKS
        }
        self._kinds: dict[tuple[int, bool, str], float] = {}

    def read(self, words: Sequence[Word]) -> tuple[State, ...]:
        """The best reading of the words as a table, up to the row at which it is best to end."""
        best = [-inf] * (3 * self._cells + 2)
        back: list[list[int]] = []
        top, end, state = 0.0, -1, -1
        for at, word in enumerate(words):
            best, came = self._step(best, words[at - 1] if at else None, word, head=at < _HEAD_WORDS)
            if word.before != "space" and self._ground.is_full(word.width):
                best = [score + _FULL for score in best]
            back.append(came)
            if at + 1 == len(words) or words[at + 1].before != "space":
                last = max(range(len(best) - 5, len(best) - 2), key=best.__getitem__)
                score = best[last] + self._end[-1]
                if score > top:
                    top, end, state = score, at, last
                elif at - end > _PATIENCE:
                    break
        states: list[State] = []
        for at in range(end, -1, -1):
            states.append(self._state(state))
            state = back[at][state]
        return tuple(reversed(states))

    def _state(self, number: int) -> State:
        cell, place = divmod(number, 3)
        if cell == self._cells:
            return State("line", 0, place)
        if cell < self._heads:
            return State("head", cell, place)
        return State("body", cell - self._heads, place)

    def _step(
        self, best: list[float], before: Word | None, word: Word, *, head: bool
    ) -> tuple[list[float], list[int]]:
        """The best score of each state at a word, and the state before it that this comes from."""
        new, came = [-inf] * len(best), [-1] * len(best)
        body, line = 3 * self._heads, 3 * self._cells

        def offer(state: int, score: float, source: int) -> None:
            if score > new[state]:
                new[state], came[state] = score, source

        first = self._word(self._heads, False, word)
        if before is None:
            offer(0, self._word(0, False, word), -1)
            offer(body, first + _NO_HEAD, -1)
            offer(line, _LINE, -1)
            return new, came
        same, following, row = self._breaks[word.before]
        held = cling(before, word)
        same, following, row = same + held, following - held, row - held
        newline = word.before != "space"
        for cell in range(0 if head else self._heads, self._cells):
            at = 3 * cell
            end = at if best[at] >= best[at + _REST] else at + _REST
            if newline and best[at + _BROKEN] > best[end]:
                end = at + _BROKEN
            if best[end] == best[at + _BROKEN] == -inf:  # not to be reached
                continue
            rest = self._same[cell] + same + self._word(cell, True, word)
            last = cell in (self.columns - 1, self._cells - 1)
            if newline and end == at and before.before == "space" and not last:
                rest += _INNER
            offer(at + (_BROKEN if newline else _REST), best[end] + rest, end)
            if not newline:
                offer(at + _BROKEN, best[at + _BROKEN] + rest, at + _BROKEN)
            score = best[end] + self._end[cell]
            if cell + 1 not in (self._heads, self._cells):
                offer(at + 3, score + following + self._word(cell + 1, False, word), end)
            if newline and (last or self.columns <= cell < self._heads):
                score += 0.0 if last else self._counts.manner.long_head
                offer(body, score + row + first, end)
                offer(line, score + _LINE - held, end)
        end = line if best[line] >= best[line + 1] else line + 1
        if newline:
            offer(0, best[end] + self._word(0, False, word), end)
            offer(body, best[end] + row + first, end)
            offer(line, best[end] + row + _LINE, end)
        else:
            offer(line + 1, best[end], end)
        return new, came

    def _word(self, cell: int, rest: bool, word: Word) -> float:
        """The score of a word in a cell of the header (cells count from there) or of a row."""
        if cell < self._heads:
            return _HEAD_NUMBER if word.kind in NUMBERS + MARK else 0.0
        key = cell, rest, word.kind
        if key not in self._kinds:
            column = cell - self._heads
            self._kinds[key] = self._counts.kind(column, word, self._ground, opens=not rest)
        return self._kinds[key]


def count(words: Sequence[Word], states: Sequence[State], manner: Manner) -> Counts:
    """What a reading has met."""
    counts = expected(manner)
    before: State | None = None
    for word, state in zip(words, states, strict=False):
        counts.add(before, state, word)
        before = state
    return counts


def evidence(
    words: Sequence[Word], states: Sequence[State], manner: Manner, ground: Background
) -> Iterator[tuple[int, float]]:
    """The score of a reading up to the end of each row, when every word is judged by those before it alone.

    So a reading that is free to make up more columns does not gain by that.
    """
    total, label = 0.0, -1
    counts, columns = expected(manner), manner.columns
    head = [word for word, state in zip(words, states, strict=False) if state.section == "head"]
    if len(head) == columns and len({word.line for word in head}) == 1:
        total += _WHOLE_HEAD if all(word.kind[0] == "h" for word in head) else _WHOLE_HEAD / 2
    if any(state.section == "head" and state.column >= columns for state in states):
        total += manner.long_head
    for at, (word, state) in enumerate(zip(words, states, strict=False)):
        before = states[at - 1] if at else None
        action = action_of(before, state)
        if before and action:
            goes_on = counts.goes_on(before)
            total += log(goes_on if action == "same" else 1 - goes_on)
            held = cling(words[at - 1], word)
            inner = action == "same" and word.before != "space" and before.opens
            if inner and words[at - 1].before == "space" and state.column + 1 < columns:
                total += _INNER
            total += held if action == "same" else -held
            total += counts.at_break(action, word.before, ground)
        if word.before != "space" and ground.is_full(word.width):
            total += _FULL
        if state.section == "line" and state.opens:
            total += _LINE
        elif state.section == "head" and word.kind in NUMBERS + MARK:
            total += _HEAD_NUMBER
        elif state.section == "body":
            total += counts.kind(state.column, word, ground, opens=state.opens)
            if state.opens and not state.column and word.text.isdecimal():
                total += _COUNTED if label + 1 == int(word.text) and label >= 0 else 0
                label = int(word.text)
        counts.add(before, state, word)
        after = states[at + 1] if at + 1 < len(states) else None
        ends = after is None or (after.opens and not after.column and words[at + 1].before != "space")
        if ends and state.section == "body" and state.column == columns - 1:
            yield at, total
