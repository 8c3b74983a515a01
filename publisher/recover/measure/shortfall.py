"""How far short of the measure the lines inside paragraphs fall: the dump's own statistics.

Where lines were broken by a machine, nearly all lines inside paragraphs are full but for the room that
the next word did not fit in. How sharp that edge is differs from dump to dump (letters of other
widths, words lost by OCR), so it is measured on the lines that certainly go on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from publisher.recover.measure.line import Line, room_for
from publisher.recover.measure.profile import Profile
from publisher.recover.numbering import BULLET, read_number
from publisher.recover.text.seams import may_end

_EM = 2
"""Columns of a step of the statistics."""
_STEPS = 5
"""Steps that are counted; a line that is shorter by more is not full whatever the dump is like."""
_SEEN = Counter({-2: 0.5, -1: 1.0, 0: 60.0, 1: 3.0, 2: 1.0, 3: 0.5, 4: 0.5})
"""What is taken to have been seen of every dump, step by step: most lines are full, few stand out."""
_NEVER = 0.001
Place: TypeAlias = Literal["opening", "inner", "label", "item"]
"""Where a line stands: first or later in a paragraph, or in one that has a bullet or number."""


class Shortfalls:
    """How often lines that go on are short of full by so many columns, by their place in a paragraph."""

    def __init__(self, lines: Sequence[Line], profiles: Sequence[Profile]) -> None:
        self._counts: defaultdict[tuple[Place, bool], Counter[int]] = defaultdict(lambda: Counter(_SEEN))
        where: Place | None = "opening"
        for (line, after), profile in zip(pairwise(lines), profiles, strict=False):
            if where == "opening" and is_labelled(line.text):
                where = "label"
            step = _step(profile.right(line), full_width(profile, where or "inner"), room_for(after.text))
            if step >= _STEPS or after.blanks > profile.spacing:
                where = "opening"
            elif may_end(line.text):
                where = None  # the paragraph may go on or not
            elif where:
                if profile.wrapped:
                    self._counts[where, line.mixed][step] += 1
                where = place(opens=False, labelled=where in ("label", "item"))

    def likeliness(self, line: Line, profile: Profile, where: Place, room: int) -> float:
        """How much likelier a line is as one that goes on than as the last of a paragraph, by its length.

        ``room`` is the width of what stands at the start of the next line. A last line may have any length.
        """
        full = full_width(profile, where)
        step = _step(profile.right(line), full, room)
        counts = self._counts[where, line.mixed]
        share = counts[step] / counts.total()
        return max(_NEVER, share * full / max(_EM, room if not step else _EM))


def place(*, opens: bool, labelled: bool) -> Place:
    """The place in a paragraph of a line that may open it, by whether the paragraph has a label."""
    if labelled:
        return "label" if opens else "item"
    return "opening" if opens else "inner"


def is_labelled(text: str) -> bool:
    """Whether a paragraph opens with a bullet or a number."""
    return bool(BULLET.match(text) or read_number(text))


def full_width(profile: Profile, where: Place) -> int:
    """Columns of a full line; those of items are measured against the whole measure, whatever theirs is."""
    return profile.first if where == "opening" else profile.measure


def _step(right: int, full: int, room: int) -> int:
    """Steps by which a line is short of full, less the room at its end; below 0 for one that stands out."""
    out = right - full
    return max(-2, -(out // _EM)) if out > 1 else max(0, -out - room + 1) // _EM
