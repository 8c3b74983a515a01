"""Levels of headings: the outline of the whole work that agrees best with itself and with its contents.

Any heading may stand at any level down to one below the heading before it. Whole outlines are weighed by
what speaks for and against each place (``system``), in a beam search from the first heading to the last
(``search``). What system a work has shows in the best outline: it is learnt from there, and the work is
decided again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp

from publisher.recover.decisions import record
from publisher.recover.outline.forms import forms_of
from publisher.recover.outline.grouped import with_groups
from publisher.recover.outline.heading import Heading, Level
from publisher.recover.outline.search import Placing, Search
from publisher.recover.outline.system import System, candidates

_ROUNDS = 3


def assign_levels(headings: Sequence[Heading], gaps: Sequence[bool]) -> list[Level]:
    """The level of each heading, and how sure it is.

    ``gaps`` tells for each heading whether text stands between it and the heading before. Levels that
    are settled count only where they are not found without them.
    """
    if not headings:
        return []
    headings = with_groups(headings, gaps)
    placings = _decide([replace(heading, settled=0) for heading in headings], gaps)
    if any(h.settled not in (0, placing.level) for h, placing in zip(headings, placings, strict=True)):
        placings = _decide(headings, gaps)
    return [_level(placing, heading) for placing, heading in zip(placings, headings, strict=True)]


def _decide(headings: Sequence[Heading], gaps: Sequence[bool]) -> list[Placing]:
    own = candidates(headings, forms_of(headings, gaps), gaps)
    system = System(own)
    search = Search(own, system)
    for _ in range(_ROUNDS - 1):
        levels = search.levels()
        system.learn(levels)
        search = Search(own, system)
        if search.levels() == levels:
            break
    placings = search.placings()
    for each, placing in zip(own, placings, strict=True):
        reasons = system.reasons(each, placing.outline.without(1), placing.level)
        record(each.heading.line, "level", str(placing.level), [(w, why) for w, why in reasons if w])
    return placings


def _level(placing: Placing, heading: Heading) -> Level:
    """The level of a heading; it is certain where there is no other, or the editor has settled it."""
    if heading.settled or not placing.rival:
        return Level(placing.level)
    return Level(placing.level, "weighed", 1 / (1 + exp(-placing.lead)), f"its level may be {placing.rival}")
