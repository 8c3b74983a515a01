"""How the lines of a dump are set: measured region by region before anything is decided.

A dump is often glued from pages that were extracted in different ways, so every line gets the
measures of its own neighbourhood.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from publisher.recover.measure.line import Line, room_for
from publisher.recover.text.seams import may_end

_HAN = re.compile("[\u2e80-\u9fff]")
_FEWEST_ON_GRID = 0.3
"""Share of the lines without letters and digits from which alone a measure is taken."""
_REGION = 24
"""Lines of a region; a region's measures are taken over it and its two neighbours."""
_INDENT = 4
"""Columns of the usual paragraph indent in Chinese, two full-width characters."""
_FEWEST_GOING_ON = 3
"""Lines that go on from a full one, from which alone the indent of such lines is taken."""
_FEWEST_OPENINGS = 3
"""Lines that open paragraphs for certain, from which alone it is told that their indents were lost."""
_CERTAINLY_SHORT = 0.85
"""A line that fills no more of the measure was not broken by a machine."""
_NEAR = 0.9
"""A line is near the measure when it fills this share of it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The manner in which the lines around a place are set."""

    base: int
    """Columns of white space that most lines begin with."""
    measure: int
    """Columns of a full line, without ``base``."""
    wrapped: bool
    """Lines are broken at the measure; otherwise a line is a whole paragraph or a piece of one."""
    spacing: int
    """Blank lines between any two lines (1 in a double-spaced dump)."""
    by_blank: bool
    """Blank lines beyond ``spacing`` separate paragraphs."""
    han: bool
    """The text is Chinese, set on a grid of full-width characters."""
    by_indent: bool
    """Paragraphs begin with an indent."""

    ending: float
    """Share of lines that end a paragraph, as far as their length tells."""
    first: int
    """Columns of a full first line of a paragraph: ``measure``, or less where its indent was lost."""

    def right(self, line: Line) -> int:
        """The column where a line ends in print, counted from ``base``.

        Extraction shows an indent of two characters as some spaces, few or many.
        """
        return _printed_indent(line.indent - self.base, han=self.han) + line.width

    def indented(self, line: Line) -> bool:
        """Whether a line begins with a paragraph indent."""
        return 1 <= line.indent - self.base <= 12


def profile_lines(lines: Sequence[Line], apart: Set[int] = frozenset()) -> list[Profile]:
    """For each line the profile of its region.

    ``apart`` are indexes of lines that are set in another manner, such as tables; they get the profile
    of the text before them, or at the beginning of that behind them.
    """
    text = [index for index in range(len(lines)) if index not in apart] or list(range(len(lines)))
    own = dict(zip(text, _profile_text([lines[index] for index in text]), strict=True))
    profiles: list[Profile] = []
    for index in range(len(lines)):
        profiles.append(own.get(index) or (profiles[-1] if profiles else own[text[0]]))
    return profiles


def _profile_text(lines: Sequence[Line]) -> list[Profile]:
    whole = _measure(lines) if lines else None
    profiles: list[Profile] = []
    for start in range(0, len(lines), _REGION):
        region = lines[max(0, start - _REGION) : start + 2 * _REGION]
        profile = _measure(region)
        if whole and whole.wrapped and _set_alike(profile, whole):
            profile = replace(profile, wrapped=True)
            if whole.han:
                first = whole.measure if _keeps_indents(region, profile.base) else whole.first
                profile = replace(profile, measure=whole.measure, first=first)
        profiles.extend([profile] * min(_REGION, len(lines) - start))
    return profiles


def _set_alike(profile: Profile, whole: Profile) -> bool:
    """Whether a region is set as the whole dump is, as far as so few lines tell.

    In a region of lists all lines are as narrow as first lines that lost their indent.
    """
    return abs(profile.measure - whole.measure) <= 0.06 * whole.measure or (
        whole.first < whole.measure and abs(profile.measure - whole.first) <= 1
    )


def _keeps_indents(region: Sequence[Line], base: int) -> bool:
    return 25 * sum(line.indent > base for line in region) > len(region)


def _measure(region: Sequence[Line]) -> Profile:
    base = _base(region)
    han = 2 * sum(_han_width(line.text) for line in region) > sum(line.width for line in region)
    edges = [(_printed_indent(line.indent - base, han=han) + line.width, line) for line in region]
    grid = [right for right, line in edges if not line.mixed]
    on_grid = len(grid) >= _FEWEST_ON_GRID * len(region)
    measure = _grid_measure(grid if on_grid else [right for right, _ in edges]) if han else 0
    measure = measure or _common_right(sorted(right for right, _ in edges))
    first = measure - _INDENT if han and _lost_indents(edges, measure) else measure
    near = sum(_NEAR * first <= right <= 1.06 * measure for right, _ in edges)
    gaps = Counter(line.blanks for line in region[1:])
    spacing = 1 if gaps[0] < 0.15 * max(1, gaps.total()) else 0
    apart = sum(count for blanks, count in gaps.items() if blanks > spacing)
    stepped = [line for line in region if 1 <= line.indent - base <= 12]
    wrapped = near >= 0.28 * len(region) and measure >= 16
    return Profile(
        base=base,
        measure=measure,
        wrapped=wrapped,
        spacing=spacing,
        by_blank=wrapped
        and apart > 0
        and _blanks_separate(region, base, first, spacing, 0.6 if han else 0.3),
        han=han,
        by_indent=wrapped and 0.04 * len(region) <= len(stepped) <= 0.95 * len(region),
        ending=sum(right < 0.85 * first for right, _ in edges) / len(edges),
        first=first,
    )


def _base(region: Sequence[Line]) -> int:
    """The indent of the lines that go on, where enough lines show which those are; else the usual one."""
    widest = max(line.width for line in region)
    going_on = Counter(
        b.indent for a, b in pairwise(region) if a.width >= 0.8 * widest and not may_end(a.text)
    )
    if going_on.total() >= _FEWEST_GOING_ON:
        return going_on.most_common(1)[0][0]
    indents = Counter(line.indent for line in region)
    usual = indents.most_common(1)[0][0]
    below = sum(count for indent, count in indents.items() if indent < usual)
    return min(indents) if 3 * below > len(region) else usual


def _printed_indent(columns: int, *, han: bool) -> int:
    """Columns of an indent beyond the base as it was printed."""
    return _INDENT if han and 1 <= columns < 2 * _INDENT else max(0, columns)


@lru_cache(maxsize=32768)  # regions overlap
def _han_width(text: str) -> int:
    """Columns of a text that its full-width characters fill."""
    return 0 if text.isascii() else 2 * len(_HAN.findall(text))


def _grid_measure(rights: Sequence[int]) -> int:
    """The measure on a grid of full-width characters, where full lines pile up; 0 where nothing does."""
    counts = Counter(rights)
    piles = {right: counts[right - 1] + counts[right] + counts[right + 1] for right in counts if right >= 16}
    enough = max(3.0, 0.5 * max(piles.values(), default=0))
    measure = max((right for right, pile in piles.items() if pile >= enough), default=0)
    around = (measure - 1, measure, measure + 1) if measure else (0,)
    return max(around, key=lambda right: counts[right])


def _lost_indents(edges: Sequence[tuple[int, Line]], measure: int) -> bool:
    """Whether lines that open a paragraph for certain and go on fall short of the measure by an indent."""
    lost = kept = 0
    for (end, before), (right, line), (_, after) in zip(edges, edges[1:], edges[2:], strict=False):
        opens = end < _CERTAINLY_SHORT * measure and may_end(before.text)
        room = room_for(after.text)
        if opens and right >= _CERTAINLY_SHORT * measure and room <= _INDENT and not may_end(line.text):
            missing = measure - right - room
            kept += missing <= 0
            lost += 0 < missing <= _INDENT
    return lost >= _FEWEST_OPENINGS and lost > 2 * kept


def _common_right(rights: Sequence[int]) -> int:
    """The right edge that several of the longest lines share."""
    for index in range(len(rights) - 1, -1, -1):
        right = rights[index]
        alike = bisect_right(rights, right) - bisect_left(rights, 0.93 * right)
        if alike >= max(3, len(rights) // 10):
            return right
    return rights[-1]


def _blanks_separate(region: Sequence[Line], base: int, full: int, spacing: int, share: float) -> bool:
    """Whether blank lines stand behind most lines that are not full, and behind few that are."""
    short = [
        (max(0, a.indent - base) + a.width < 0.85 * full, b.blanks > spacing) for a, b in pairwise(region)
    ]
    ends = [blank for is_short, blank in short if is_short]
    inner = [blank for is_short, blank in short if not is_short]
    return sum(ends) > share * len(ends) and sum(inner) < 0.4 * len(inner)
