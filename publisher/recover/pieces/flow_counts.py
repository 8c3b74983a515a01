"""What has been met in a table whose cells stand one after another, beside what is expected of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Literal, NamedTuple

from publisher.recover.pieces.flow_words import MARK, Background, Break, Word

Section = Literal["head", "body", "line"]
"""Whether a word stands in the header, in a row, or on a line that is no row of cells."""
Action = Literal["same", "next", "row"]
"""What a word does: go on with the cell, begin the next cell, begin a row."""

FIRST, REST, BROKEN = range(3)
"""Where a word stands in its cell: first, behind it on the same line, behind a line end in the cell."""
_TRUST = 1.0
"""Words that the background counts for where the kinds of a column are estimated."""
_NEVER = 0.0005
"""Share of a break at which something is not expected to be done at all."""
_HEAD_GOES_ON = 0.1
"""Share of the words of a header that are not the last of their cell."""
_GROUPS, _UNSEEN_GROUPS = 2.0, -7.0
"""Log-odds: a header with groups of columns, where its lines look so, and where they do not."""


class State(NamedTuple):
    """How a word is read."""

    section: Section
    column: int
    """In a header that has groups of columns, its cells count on: the groups, then the columns of these."""
    place: int

    @property
    def opens(self) -> bool:
        """Whether a cell opens with the word."""
        return self.place == FIRST


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


def count(words: Sequence[Word], states: Sequence[State], manner: Manner) -> Counts:
    """What a reading has met."""
    counts = expected(manner)
    before: State | None = None
    for word, state in zip(words, states, strict=False):
        counts.add(before, state, word)
        before = state
    return counts
