"""How the lines of a dump are set: measured region by region before anything is decided.

A dump is often glued from pages that were extracted in different ways, so every line gets the
measures of its own neighbourhood.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from publisher.recover.measure.line import Line

_LATIN = re.compile("[A-Za-z0-9]")
_ASCII = re.compile("[!-~]+")
_HAN = re.compile("[\u2e80-\u9fff]")
_FEWEST_ON_GRID = 0.3
"""Share of the lines without letters and digits from which alone a measure is taken."""
_REGION = 24
"""Lines of a region; a region's measures are taken over it and its two neighbours."""
_INDENT = 4
"""Columns of the usual paragraph indent in Chinese, two full-width characters."""
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
        """The column where a line ends, counted from ``base``."""
        return max(0, line.indent - self.base) + line.width

    def missing(self, line: Line, *, opens: bool, room: int) -> int:
        """Columns that a line falls short of full, 0 at the least.

        ``opens`` tells that it opens a paragraph; ``room`` is the width of what stands next. Letters
        and digits of Latin script are set narrower or wider than half an em, so lines that hold many
        are measured less strictly.
        """
        full = self.first if opens else self.measure
        loose = sum(map(len, _ASCII.findall(line.text))) if self.han else 0
        return max(0, full - self.right(line) - room - round(0.25 * min(loose, 40)))

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
        if whole and whole.han and whole.first < whole.measure and abs(profile.measure - whole.first) <= 1:
            # A region of lists: all its lines are as narrow as first lines that lost their indent.
            profile = replace(profile, measure=whole.measure, first=whole.first)
        if whole and whole.wrapped and abs(profile.measure - whole.measure) <= 0.06 * whole.measure:
            profile = replace(profile, wrapped=True)
        profiles.extend([profile] * min(_REGION, len(lines) - start))
    return profiles


def _measure(region: Sequence[Line]) -> Profile:
    base = Counter(line.indent for line in region).most_common(1)[0][0]
    lowest = [line.indent for line in region]
    if 3 * sum(indent < base for indent in lowest) > len(region):
        base = min(lowest)
    edges = [(max(0, line.indent - base) + line.width, line) for line in region]
    han = 2 * sum(map(_han_width, region)) > sum(line.width for line in region)
    grid = [right for right, line in edges if not _LATIN.search(line.text)]
    on_grid = len(grid) >= _FEWEST_ON_GRID * len(region)
    measure, first = _grid_measure(grid if on_grid else [right for right, _ in edges]) if han else (0, 0)
    if not on_grid:
        first = measure
    if 25 * sum(line.indent > base for line in region) > len(region):
        first = measure  # indents are kept
    if not measure:
        measure = first = _common_right(sorted(right for right, _ in edges))
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
        by_indent=wrapped and 0.04 * len(region) <= len(stepped) <= 0.7 * len(region),
        ending=sum(right < 0.85 * first for right, _ in edges) / len(edges),
        first=first,
    )


def _han_width(line: Line) -> int:
    """Columns of a line that its full-width characters fill."""
    return 0 if line.text.isascii() else 2 * len(_HAN.findall(line.text))


def _grid_measure(rights: Sequence[int]) -> tuple[int, int]:
    """The measure on a grid of full-width characters, and that of first lines whose indent was lost.

    Full lines pile up at the measure; first lines without their indent of two characters pile up
    four columns before it. (0, 0) where nothing piles up.
    """
    counts = Counter(rights)
    piles = {right: counts[right - 1] + counts[right] + counts[right + 1] for right in counts if right >= 16}
    if not piles:
        return 0, 0
    enough = max(3.0, 0.5 * max(piles.values()))
    measure = max((right for right, pile in piles.items() if pile >= enough), default=0)
    if not measure:
        return 0, 0
    measure = max((right for right in (measure - 1, measure, measure + 1)), key=lambda right: counts[right])
    opening = counts[measure - 5] + counts[measure - 4] + counts[measure - 3]
    before = counts[measure - 8] + counts[measure - 7] + counts[measure - 6]
    lost = opening >= 0.08 * len(rights) and opening > before
    return measure, measure - _INDENT if lost else measure


def _common_right(rights: Sequence[int]) -> int:
    """The right edge that several of the longest lines share."""
    for index in range(len(rights) - 1, -1, -1):
        right = rights[index]
        if sum(0.93 * right <= other <= right for other in rights) >= max(3, len(rights) // 10):
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
