"""The system of a work's headings: what speaks for a heading at a level, given those over and beside it.

A series opens at one and counts without gaps, inside one parent; a form of heading keeps its level and
the forms that it stands under; what the contents names stands as it has it, and nothing that it does not
name closes a section that it names; a section opens right under its heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from publisher.recover.measure.key import key
from publisher.recover.numbering import ordinal_of
from publisher.recover.outline.forms import FRONT, LISTED, PEERS, kind_of, rank, section_forms
from publisher.recover.outline.heading import Heading
from publisher.recover.outline.titles import UNDIVIDED

_COUNTS_ON, _GAP, _OPENS, _ELSEWHERE = 3.0, 1.5, 1.0, 2.0
"""For the next number of a series, one not far behind, a one that opens a series, and one that counts on
from a series under another parent, as chapters do through parts.
"""
_AGAIN, _STRAY, _NESTED = -3.0, -2.0, -5.0
"""Against a series that begins anew beside itself, that opens with another number, that stands in itself."""
_LARGEST_GAP = 3
"""A series counts on over as many numbers, less one, that were not recognised as headings."""
_PREFIX = 1.0
"""For 2.1 under the second chapter, and against 3.1 beside 2.1."""
_AS_LISTED, _UNLISTED = -3.0, -2.0
"""Against each level that the contents has otherwise; against closing a section that it names with a heading
that it does not, and against standing under such a heading.
"""
_PLACE, _ORDER, _MIXED = 2.0, 2.0, -1.2
"""For the level that a form has elsewhere; of the order of forms in the work; against two forms abreast."""
_USUAL, _UNUSUAL = 1.0, 0.3
"""Headings that the usual order of forms counts for, and the other order."""
_DIRECT, _DEEPER = 0.7, -0.15
"""For opening a section with no text between, and against any deeper level."""
_ALONG = 3.0
"""For the level of a sibling that the editor has settled."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A heading whose level is to be found."""

    heading: Heading
    form: str
    gap: bool
    """Text stands between it and the heading before."""
    series: str
    """What its number counts in: 2.1 and 2.2 are of one series, 3.1 opens another."""
    steps: tuple[int, ...]
    """For a number such as 2.1.3 the numbers in it."""
    undivided: bool
    """Its title is one of what has no sections."""
    since: int = 0
    """How many headings before it stands the one that it counts on from; 0 where there is none."""


def candidates(headings: Sequence[Heading], forms: Sequence[str], gaps: Sequence[bool]) -> list[Candidate]:
    """Headings with what their forms and numbers say."""
    found: list[Candidate] = []
    last: dict[str, int] = {}
    for index, each in enumerate(zip(headings, forms, gaps, strict=True)):
        own = _candidate(*each)
        before = last.get(own.series, index)
        follows = own.heading.ordinal == headings[before].ordinal + 1
        found.append(replace(own, since=index - before) if follows else own)
        last[own.series] = index
    return found


def _candidate(heading: Heading, form: str, gap: bool) -> Candidate:
    undivided = key(heading.title) in UNDIVIDED
    if not form.startswith("decimal"):
        return Candidate(heading, form, gap, form, (), undivided)
    steps = tuple(ordinal_of(step) for step in re.findall(r"[A-Za-z]+|\d+", heading.number))
    return Candidate(heading, form, gap, f"{form} {steps[:-1]}", steps, undivided)


Path = tuple[tuple[str, ...], tuple[int, ...]]
"""The forms and the numbers of the headings from the top down to one."""


@dataclass(frozen=True, slots=True)
class Open:
    """The last heading at a level."""

    own: Candidate
    path: Path
    counts: Mapping[str, int]
    """What each series under its parent has come to."""


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """An outline of the headings up to one."""

    weight: float = 0.0
    open: tuple[Open, ...] = ()
    """Its last heading at each level that is open."""
    before: Outline | None = None
    """The same without its last heading."""

    def unfolded(self) -> list[Outline]:
        """The outlines up to each heading, from the first on."""
        outlines = []
        outline = self
        while outline.before:
            outlines.append(outline)
            outline = outline.before
        return outlines[::-1]

    def without(self, last: int) -> Outline:
        """The outline without so many of its last headings."""
        outline = self
        for _ in range(last):
            assert outline.before
            outline = outline.before
        return outline

    def path(self, level: int) -> Path:
        """What is open down to a level."""
        return self.open[level - 1].path if level else ((), ())

    def extended(self, own: Candidate, level: int, weight: float) -> Outline:
        """The outline with one more heading, with what both weigh together."""
        beside = self.open[level - 1].counts if level <= len(self.open) else {}
        forms, numbers = self.path(level - 1)
        path = (*forms, own.form), (*numbers, own.heading.ordinal)
        opened = Open(own, path, {**beside, own.series: own.heading.ordinal})
        return Outline(weight, (*self.open[: level - 1], opened), self)


class System:
    """Weighs headings at levels, by the usual system of works and by what is learnt of this one."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._forms = [each.form for each in candidates]
        total = Counter(self._forms)
        listed = Counter(each.form for each in candidates if each.heading.level)
        self._unlisted = {form: 1 - listed[form] / n for form, n in total.items()}
        """The share of a form that the contents does not name."""
        self._sections = section_forms([each.heading for each in candidates], self._forms)
        self._places: dict[tuple[str, int], float] = {}
        """How much of a form stands at a level."""
        self._above: Counter[tuple[str, str]] = Counter()
        self._orders: dict[tuple[str, str], float] = {}

    def learn(self, levels: Sequence[int]) -> None:
        """Read the levels of forms and the forms that they stand under off an outline."""
        total, places = Counter(self._forms), Counter(zip(self._forms, levels, strict=True))
        self._places = {place: (times - 1) / total[place[0]] for place, times in places.items()}
        self._above.clear()
        self._orders.clear()
        over: list[str] = []
        for form, level in zip(self._forms, levels, strict=True):
            del over[level - 1 :]
            if over:
                self._above[over[-1], form] += 1
            over.append(form)

    def weight(self, own: Candidate, outline: Outline, level: int) -> float:
        """How much speaks for the next heading of an outline to stand at a level, in all."""
        total = 0.0
        for weight, _ in self.reasons(own, outline, level):  # in the hottest loop of the search
            total += weight
        return total

    def reasons(self, own: Candidate, outline: Outline, level: int) -> Iterator[tuple[float, str]]:
        """What speaks for the next heading of an outline to stand at a level, and against it."""
        above, listed = outline.open, own.heading.level
        parent = above[level - 2].own if level > 1 else None
        beside = above[level - 1].own if level <= len(above) else None
        if own.heading.settled:
            yield 0.0, "settled"
            return
        if beside and beside.heading.settled and beside.form == own.form:
            yield _ALONG, "beside what is settled"
            return
        if own.form != LISTED:
            yield _PLACE * self._place(own.form, level), "the level of its form"
        if parent and parent.undivided:
            yield _NESTED, "under what has no sections"
        elif parent and not ((parent.heading.level and listed) or _names(own, parent)):
            yield self._order(parent.form, own.form), f"under {parent.form}"
            if own.form != LISTED and own.form in outline.path(level - 1)[0]:
                yield _NESTED, "inside its own form"
        if not beside:
            yield _DEEPER, "deeper"
            if not own.gap:
                yield _DIRECT, "right under a heading"
        elif not (beside.heading.level and listed):
            mixed = 0.0 if beside.undivided else self._mixed(beside.form, own.form)
            yield mixed, f"beside {beside.form}"
        if own.heading.number:
            yield _in_series(own, outline, level)
        if own.steps:
            yield _prefix(own, parent, beside), "the numbers in its number"
        if listed:
            yield _against_contents(listed, parent, beside), "the level in the contents"
        elif any(each.own.heading.level for each in above[level - 1 :]):
            yield _UNLISTED * self._unlisted[own.form], "the contents names what it would close"

    def _place(self, form: str, level: int) -> float:
        """How much of a form stands at a level elsewhere, 0 to 1; a preface has its place at the top."""
        if form == FRONT:
            return float(level == 1)
        return self._places.get((form, level), 0.0)

    def _order(self, parent: str, form: str) -> float:
        """What speaks against a form under another: that the other stands under it."""
        if parent == FRONT and form in self._sections:
            return _NESTED
        if (parent, form) not in self._orders:
            usual = rank(form) - rank(parent)
            down = self._above[parent, form] + (_USUAL if usual > 0 else _UNUSUAL)
            up = self._above[form, parent] + (_USUAL if usual < 0 else _UNUSUAL)
            self._orders[parent, form] = min(0.0, _ORDER * log(down / up))
        return self._orders[parent, form]

    def _mixed(self, before: str, form: str) -> float:
        """What speaks against a form beside another; most if it stands between chapters and the like."""
        if before == form:
            return 0.0
        if {kind_of(before), kind_of(form)} <= PEERS or (before == FRONT and form in self._sections):
            return 0.0
        return _MIXED * (2 if kind_of(before) in PEERS else 1)


def _in_series(own: Candidate, outline: Outline, level: int) -> tuple[float, str]:
    """What speaks for a number at a level: how it counts on there."""
    ordinal = own.heading.ordinal
    counted = outline.open[level - 1].counts.get(own.series) if level <= len(outline.open) else None
    over = outline.open[level - 2].own.form if level > 1 else ""
    if counted is not None and 1 <= ordinal - counted <= _LARGEST_GAP:
        return (_COUNTS_ON, "counts on") if ordinal == counted + 1 else (_GAP, "counts on over a gap")
    if counted is not None:
        return _AGAIN, "its series begins anew beside itself"
    if ordinal <= 1:
        return _OPENS, "opens a series"
    if own.since and _stands_under(outline.without(own.since - 1), level, over):
        return _ELSEWHERE, "counts on from another section"
    return _STRAY, "opens a series with another number than one"


def _stands_under(outline: Outline, level: int, over: str) -> bool:
    """Whether the last heading of an outline stands at a level, under a form."""
    return len(outline.open) == level and (level == 1 or outline.open[-2].own.form == over)


def _prefix(own: Candidate, parent: Candidate | None, beside: Candidate | None) -> float:
    """What speaks for 2.1.3 between its neighbours: it stands under 2.1 and beside 2.1.2."""
    weight = _PREFIX if parent and _names(own, parent) else 0.0
    if beside and beside.steps and beside.steps[:-1] != own.steps[:-1]:
        weight -= _PREFIX
    return weight


def _names(own: Candidate, parent: Candidate) -> bool:
    """Whether the number of a heading opens with that of its parent."""
    return bool(own.steps) and own.steps[:-1] == (parent.steps or (parent.heading.ordinal,))


def _against_contents(listed: int, parent: Candidate | None, beside: Candidate | None) -> float:
    """What speaks against a level by the level in the contents, of it and of those over and beside it."""
    weight = 0.0
    if parent:
        over = parent.heading.level
        weight += _AS_LISTED * max(0, over - listed + 1) if over else _UNLISTED
    if beside and beside.heading.level:
        weight += _AS_LISTED * abs(beside.heading.level - listed)
    return weight
