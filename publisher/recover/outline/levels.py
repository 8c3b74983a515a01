"""Levels of headings: the outline of the whole work that agrees best with itself and with its contents.

Any heading may stand at any level down to one below the heading before it. Whole outlines are weighed by
what speaks for and against each place (``system``), in a beam search from the first heading to the last.
What system a work has shows in the best outline: it is learnt from there, and the work is decided again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from publisher.recover.decisions import record
from publisher.recover.outline.forms import BOX, UNCOUNTED, forms_of, kind_of
from publisher.recover.outline.grouped import with_groups
from publisher.recover.outline.heading import Heading
from publisher.recover.outline.system import Candidate, Open, Outline, Path, System, candidate

_ROUNDS = 3
_BEAM, _HOPELESS = 4, 6.0
"""Outlines that are kept in view, and how much less one may weigh than the best of them."""
_DEEPEST = 9


def assign_levels(headings: Sequence[Heading], gaps: Sequence[bool]) -> list[int]:
    """The level of each heading, from 1.

    ``gaps`` tells for each heading whether text stands between it and the heading before. Levels that
    are settled count only where they are not found without them.
    """
    if not headings:
        return []
    headings = with_groups(headings, gaps)
    levels = _decide([replace(heading, settled=0) for heading in headings], gaps)
    if any(heading.settled not in (0, level) for heading, level in zip(headings, levels, strict=True)):
        levels = _decide(headings, gaps)
    return levels


def _decide(headings: Sequence[Heading], gaps: Sequence[bool]) -> list[int]:
    forms = forms_of(headings, gaps)
    candidates = [candidate(*each) for each in zip(headings, forms, gaps, strict=True)]
    system = System(candidates)
    best: list[Outline] = []
    levels: list[int] = []
    for _ in range(_ROUNDS):
        best = list(_unfolded(_best(candidates, system)))
        if levels == (levels := [len(outline.open) for outline in best]):
            break
        system.learn(levels)
    for own, outline, level in zip(candidates, best, levels, strict=True):
        reasons = system.reasons(own, outline.before or Outline(), level)
        record(own.heading.line, "level", str(level), [(w, why) for w, why in reasons if w])
    return levels


def _best(candidates: Sequence[Candidate], system: System) -> Outline:
    """The outline of all headings that weighs most."""
    beam = [Outline()]
    following = _following(candidates)
    for own, after in zip(candidates, following, strict=True):
        steps: dict[Path, tuple[float, Outline, int]] = {}
        for outline in beam:
            for level in _options(own, outline.open, after):
                weight = outline.weight + system.weight(own, outline, level)
                under = outline.path(level - 1)
                if under not in steps or steps[under][0] < weight:
                    steps[under] = weight, outline, level
        best = sorted(steps.values(), key=lambda step: -step[0])[:_BEAM]
        hopeless = best[0][0] - _HOPELESS
        beam = [outline.extended(own, level, weight) for weight, outline, level in best if weight > hopeless]
    return beam[0]


def _unfolded(outline: Outline) -> Iterator[Outline]:
    """The outline up to each heading, from the first on."""
    outlines = []
    while outline.before:
        outlines.append(outline)
        outline = outline.before
    return reversed(outlines)


def _following(candidates: Sequence[Candidate]) -> list[str]:
    """The form of the next heading behind each that is no box."""
    following = [""]
    for later in reversed(candidates[1:]):
        following.append(following[-1] if later.form == BOX else later.form)
    return following[::-1]


def _options(own: Candidate, above: Sequence[Open], after: str) -> Sequence[int]:
    """The levels at which a heading may stand; ``after`` is the form of the next that is no box."""
    deepest = min(len(above) + 1, _DEEPEST)
    if own.heading.settled:
        return (min(own.heading.settled, deepest),)
    return (_box_level(above, after),) if own.form == BOX else range(1, deepest + 1)


def _box_level(above: Sequence[Open], after: str) -> int:
    """The level of a box beside the text.

    Where what is counted around it goes on behind it, the box is inside the section that is open;
    else it ends the counting and stands directly below the last heading that is not counted.
    """
    around = {level: o.own.form for level, o in enumerate(above, 1) if o.own.form != BOX}
    if after not in UNCOUNTED and after in around.values():
        return max(around) + 1
    return max((level for level, form in around.items() if kind_of(form) in UNCOUNTED), default=0) + 1
