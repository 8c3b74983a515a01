"""The outline of a whole work that weighs most, and how far behind it outlines with other levels are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from publisher.recover.outline.forms import BOX, UNCOUNTED, kind_of
from publisher.recover.outline.system import Candidate, Open, Outline, Path, System

_BEAM, _HOPELESS = 4, 6.0
"""Outlines that are kept in view, and how much less one may weigh than the best of them."""
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Placing:
    """The level of a heading in the outline that weighs most."""

    outline: Outline
    """The outline up to the heading."""
    rival: int
    """The level that comes next; 0 where there is no other."""
    lead: float
    """How much less the best outline weighs that has the heading there."""

    @property
    def level(self) -> int:
        """The level of the heading, from 1."""
        return len(self.outline.open)


@dataclass(frozen=True, slots=True)
class _Step:
    """What one more heading makes of the outlines in view."""

    own: Candidate
    following: str
    """The form of the next heading that is no box."""
    before: Sequence[Outline]
    weights: Sequence[float]
    """What each of ``options`` weighs."""
    after: Mapping[Path, Outline]
    """The outlines that are kept, by what they have open over the heading; of those alike, the heaviest."""

    def options(self) -> Iterator[tuple[Outline, int]]:
        """All outlines before the heading with all levels that it may have there."""
        return _options(self.own, self.following, self.before)


class Search:
    """The outlines of some headings, weighed by a system."""

    def __init__(self, candidates: Sequence[Candidate], system: System) -> None:
        self._steps: list[_Step] = []
        self._beam = [Outline()]
        for own, following in zip(candidates, _following(candidates), strict=True):
            self._steps.append(_step(own, following, self._beam, system))
            self._beam = list(self._steps[-1].after.values())

    def levels(self) -> list[int]:
        """The level of each heading in the outline that weighs most."""
        return [len(outline.open) for outline in self._beam[0].unfolded()]

    def placings(self) -> list[Placing]:
        """Where each heading stands in the outline that weighs most, and what else there is."""
        return list(self._placings())[::-1]

    def _placings(self) -> Iterator[Placing]:
        """Those, from the last heading to the first.

        An outline is as far behind the best as the best of what it was made into. One that gave way to
        another that is alike is behind that by what it weighed less; one that was given up stays as far
        behind as it was.
        """
        best = self._beam[0]
        behind = {outline: best.weight - outline.weight for outline in self._beam}
        for step in reversed(self._steps):
            behind_before = dict.fromkeys(step.before, inf)
            lead, rival = inf, 0
            for (outline, level), weight in zip(step.options(), step.weights, strict=True):
                alike = step.after.get(outline.path(level - 1))
                loss = behind[alike] + alike.weight - weight if alike else best.weight - weight
                behind_before[outline] = min(loss, behind_before[outline])
                if level != len(best.open) and loss < lead:
                    lead, rival = loss, level
            yield Placing(best, rival, lead)
            behind, best = behind_before, best.before or best


def _step(own: Candidate, following: str, before: Sequence[Outline], system: System) -> _Step:
    weights: list[float] = []
    alike: dict[Path, tuple[float, Outline]] = {}
    for outline, level in _options(own, following, before):
        weight = outline.weight + system.weight(own, outline, level)
        weights.append(weight)
        under = outline.path(level - 1)
        if under not in alike or alike[under][0] < weight:
            alike[under] = weight, outline
    heaviest = sorted(alike.items(), key=lambda item: -item[1][0])[:_BEAM]
    hopeless = heaviest[0][1][0] - _HOPELESS
    after = {
        under: outline.extended(own, len(under[0]) + 1, weight)
        for under, (weight, outline) in heaviest
        if weight > hopeless
    }
    return _Step(own, following, before, weights, after)


def _options(own: Candidate, following: str, before: Sequence[Outline]) -> Iterator[tuple[Outline, int]]:
    return ((outline, level) for outline in before for level in _levels(own, outline.open, following))


def _following(candidates: Sequence[Candidate]) -> list[str]:
    """The form of the next heading behind each that is no box."""
    following = [""]
    for later in reversed(candidates[1:]):
        following.append(following[-1] if later.form == BOX else later.form)
    return following[::-1]


def _levels(own: Candidate, above: Sequence[Open], following: str) -> Sequence[int]:
    """The levels at which a heading may stand."""
    deepest = min(len(above) + 1, _DEEPEST)
    if own.heading.settled:
        return (min(own.heading.settled, deepest),)
    return (_box_level(above, following),) if own.form == BOX else range(1, deepest + 1)


def _box_level(above: Sequence[Open], following: str) -> int:
    """The level of a box beside the text.

    Where what is counted around it goes on behind it, the box is inside the section that is open;
    else it ends the counting and stands directly below the last heading that is not counted.
    """
    around = {level: o.own.form for level, o in enumerate(above, 1) if o.own.form != BOX}
    if following not in UNCOUNTED and following in around.values():
        return max(around) + 1
    return max((level for level, form in around.items() if kind_of(form) in UNCOUNTED), default=0) + 1
