"""A hidden Markov model of a table whose cells stand one after another.

The columns follow one another in a cycle, each with its own kinds of words. At each word the cell goes on, or
the next cell or the next row begins, and each of these has its own preference for spaces, line ends and gaps.
Scores are log-odds against running text, which has kinds and breaks at random.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf, log

from publisher.recover.pieces.flow_counts import (
    BROKEN,
    REST,
    Action,
    Counts,
    Manner,
    State,
    action_of,
    expected,
)
from publisher.recover.pieces.flow_words import MARK, NUMBERS, Background, Break, Word, cling

_ACTIONS: tuple[Action, ...] = ("same", "next", "row")
_BREAKS: tuple[Break, ...] = ("space", "line", "gap")
_HEAD_NUMBER, _LINE, _NO_HEAD, _WHOLE_HEAD, _COUNTED = -3.0, -5.0, -1.0, 6.0, 2.0
"""Log-odds: a number in the header; a line that is no row; no header; a header on just one line; a row whose
number is one more than that of the row before."""
_FULL = -3.0
"""Log-odds: a line that is as wide as running text."""
_INNER = -2.0
"""Log-odds: a cell that begins inside a line goes on in the next one, and is not the last of its row."""
_HEAD_WORDS = 36
_PATIENCE = 80
"""Words after the best end of a table at which no better end is looked for."""


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
            end = at if best[at] >= best[at + REST] else at + REST
            if newline and best[at + BROKEN] > best[end]:
                end = at + BROKEN
            if best[end] == best[at + BROKEN] == -inf:  # not to be reached
                continue
            rest = self._same[cell] + same + self._word(cell, True, word)
            last = cell in (self.columns - 1, self._cells - 1)
            if newline and end == at and before.before == "space" and not last:
                rest += _INNER
            offer(at + (BROKEN if newline else REST), best[end] + rest, end)
            if not newline:
                offer(at + BROKEN, best[at + BROKEN] + rest, at + BROKEN)
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
