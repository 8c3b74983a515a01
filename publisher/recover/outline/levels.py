"""Levels of headings: the outline that breaks the fewest rules of a work's own system.

A heading that the contents names keeps its level there. Numbering styles nest in the order in which
the work opens their series; a style that is open already is taken up again at its level; levels
never jump. Headings without numbers are told apart by their words (``kinship``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from publisher.recover.decisions import record
from publisher.recover.measure.key import key
from publisher.recover.outline.heading import Heading
from publisher.recover.outline.kinship import plain_depths

_RANK = {
    style: rank
    for rank, style in enumerate(
        (
            "part",
            "chapter",
            "front",
            "headed",
            "standing",
            "annex",
            "section",
            "article",
            "hash 1",
            "hash 2",
            "hash 3",
            "plain 1",
            "plain 2",
            "box",
            "bracket",
            "bare",
            "cjk",
            "roman",
            "cjk paren",
            "decimal 2",
            "arabic",
            "decimal 3",
            "decimal 4",
            "paren",
            "half paren",
            "letter",
            "letter paren",
            "circled",
        )
    )
}
"""Where works usually put a style; the order found in the work overrules it."""
_RESETTING = frozenset(("part", "chapter", "front", "headed"))
"""Styles behind which all series of lower levels begin anew."""
_OVER_SECTIONS = frozenset(("part", "chapter", "headed", "hash 1", "plain 1"))
"""Styles that sections may be counted below."""
_FEWEST = 3
"""Sections of a work, at the least."""
_LARGEST_GAP = 3
"""A series counts on over as many numbers, less one, that were not recognised as headings."""
_LONGEST_NAME = 4
"""Characters of a Chinese person's name."""
_UNCOUNTED = ("part", "chapter", "front", "headed", "listed", "section", "plain", "hash", "box")


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading whose section is open."""

    style: str
    level: int
    listed: bool
    """The contents gives its level."""
    number: str
    """Its number, if it has one, without the marks around it."""


def assign_levels(headings: Sequence[Heading], gaps: Sequence[bool]) -> list[int]:
    """The level of each heading, from 1.

    ``gaps`` tells for each heading whether text stands between it and the heading before. Levels that
    are settled count only where they are not found without them.
    """
    levels = _outline([replace(heading, settled=0) for heading in headings], gaps)
    if all(heading.settled in (0, level) for heading, level in zip(headings, levels, strict=True)):
        return levels
    return _outline(headings, gaps)


def _outline(headings: Sequence[Heading], gaps: Sequence[bool]) -> list[int]:
    styles = _styles(headings, gaps)
    order = _style_order(headings, styles)
    beside = _beside_prefaces(headings, styles)
    levels: list[int] = []
    stack: list[_Open] = []
    last: dict[str, tuple[int, int]] = {}
    for index, (heading, style) in enumerate(zip(headings, styles, strict=True)):
        counted = last.get(style)
        given = heading.settled or heading.level
        if given:
            while stack and stack[-1].level >= given:
                stack.pop()
            level = min(given, (stack[-1].level if stack else 0) + 1)
            why = "settled" if heading.settled else "as the contents has it"
        elif heading.number and counted and 1 <= heading.ordinal - counted[0] <= _LARGEST_GAP:
            level, why = _take_up(stack, counted[1]), "its number counts on"
        elif style == "box":
            level, why = _box_level(stack, styles[index + 1 :]), "a box"
        else:
            if stack and stack[-1].style == "front" and style in beside:
                stack.clear()
            level = _place(stack, heading, style, order)
            why = f"{style} under {stack[-1].style}" if stack else f"{style}, under nothing"
        record(heading.line, "level", f"{level}: {why}")
        stack.append(_Open(style, level, bool(heading.level), _steps(heading.number)))
        levels.append(level)
        if given or style in _RESETTING:
            last = {other: series for other, series in last.items() if series[1] <= level}
        if heading.number:
            last[style] = (heading.ordinal, level)
    return _below_empty(headings, levels, gaps)


def _below_empty(headings: Sequence[Heading], levels: Sequence[int], gaps: Sequence[bool]) -> list[int]:
    """Levels with what follows a bare heading set below it.

    A contents list that prints no levels names a group and its members alike. In the body the
    group's heading has no text of its own: the next heading stands directly under it.
    """
    result = list(levels)
    bare = [
        index
        for index in range(len(headings) - 1)
        if headings[index].level
        and headings[index + 1].level
        and not gaps[index + 1]
        and levels[index] == levels[index + 1]
        and not headings[index].number
    ]
    for at, index in enumerate(bare):
        end = bare[at + 1] if at + 1 < len(bare) else len(headings)
        names = _is_name(headings[index + 1].title)
        for below in (i for i in range(index + 1, end) if not headings[i].settled):
            beside = levels[below] == levels[index]
            if levels[below] < levels[index] or (beside and names and not _is_name(headings[below].title)):
                break
            result[below] += 1
            record(
                headings[below].line, "level", f"{result[below]}: under a heading without a text of its own"
            )
    return result


def _take_up(stack: list[_Open], level: int) -> int:
    """A series that counts on keeps its level, whatever has stood between."""
    while stack and stack[-1].level >= level:
        stack.pop()
    return level


def _styles(headings: Sequence[Heading], gaps: Sequence[bool]) -> list[str]:
    """The style of each heading, with those without a number parted into depths."""
    depths = plain_depths(headings, gaps)
    times = Counter(key(h.title) for h in headings if h.style == "standing")
    listed = any(h.level for h in headings)

    def style(index: int, heading: Heading) -> str:
        if heading.level and heading.style in ("plain", "standing"):
            return "listed"
        if heading.style == "standing" and times[key(heading.title)] == 1 and not listed:
            return "front"
        return f"plain {depths[index]}" if heading.style == "plain" else heading.style

    return [style(index, heading) for index, heading in enumerate(headings)]


def _style_order(headings: Sequence[Heading], styles: Sequence[str]) -> dict[tuple[str, str], bool]:
    """For pairs of styles whether the first stands above the second in this work."""
    opened: Counter[tuple[str, str]] = Counter()
    since: dict[str, int] = {}
    for index, (heading, style) in enumerate(zip(headings, styles, strict=True)):
        if heading.level and style == "listed":
            since = {}
            continue
        if heading.ordinal <= 1:
            # A series opens: the styles seen last, since anything above them, may be its parents.
            for other, at in since.items():
                if other != style and not any(
                    at < later <= index
                    and since.get(s, -1) == later
                    and _RANK.get(s, 99) < _RANK.get(other, 99)
                    for s, later in since.items()
                ):
                    opened[other, style] += 1
        since[style] = index
    order: dict[tuple[str, str], bool] = {}
    for a, b in combinations(sorted(set(styles)), 2):
        ab, ba = opened[a, b], opened[b, a]
        above = (
            ab > ba
            if max(ab, ba) >= 3 and abs(ab - ba) >= 0.5 * max(ab, ba)
            else _RANK.get(a, 50) < _RANK.get(b, 50)
        )
        order[a, b], order[b, a] = above, not above
    return order


def _beside_prefaces(headings: Sequence[Heading], styles: Sequence[str]) -> frozenset[str]:
    """The styles that count the sections of a work without chapters: one series from preface to conclusion.

    A preface with points of its own has chapters behind it, or others have points, too.
    """
    if any(heading.level for heading in headings) or not _OVER_SECTIONS.isdisjoint(styles):
        return frozenset()
    counts = Counter(style for heading, style in zip(headings, styles, strict=True) if heading.number)
    opened = Counter(
        style
        for heading, style in zip(headings, styles, strict=True)
        if heading.number and heading.ordinal <= 1
    )
    return frozenset(style for style, times in opened.items() if times == 1 and counts[style] >= _FEWEST)


def _steps(number: str) -> str:
    """A number without the marks around it and the spaces in it: ``2.1`` for ``2. 1``."""
    return "".join(number.replace("．", ".").split()).rstrip(".、")


def _place(stack: list[_Open], heading: Heading, style: str, order: dict[tuple[str, str], bool]) -> int:
    """Pop the stack to where a heading of a style belongs and give its level."""
    if style == "front":
        stack.clear()
        return 1
    depth = next((d for d in range(len(stack) - 1, -1, -1) if stack[d].style == style), -1)
    above = _decimal_parent(stack, style, _steps(heading.number))
    if above > depth:
        del stack[above + 1 :]
        return stack[-1].level + 1
    if depth >= 0:
        level = stack[depth].level
        del stack[depth:]
        return level
    while stack and not stack[-1].listed and order.get((style, stack[-1].style), False):
        stack.pop()
    return (stack[-1].level if stack else 0) + 1


def _decimal_parent(stack: Sequence[_Open], style: str, number: str) -> int:
    """For a number like 2.1.3 where in the stack its parent 2.1 stands, or any of its form; -1 for none."""
    if not style.startswith("decimal"):
        return -1
    parent = number.rpartition(".")[0]
    own = next((d for d in range(len(stack) - 1, -1, -1) if stack[d].number == parent), -1)
    if own >= 0 or style == "decimal 2":
        return own
    form = f"decimal {int(style.split()[1]) - 1}"
    return next((d for d in range(len(stack) - 1, -1, -1) if stack[d].style == form), -1)


def _box_level(stack: list[_Open], following: Sequence[str]) -> int:
    """The level of a box beside the text.

    Where what is counted around it goes on behind it, the box is inside the section that is open;
    else it ends the counting and stands directly below the last heading that is not counted.
    """
    while stack and stack[-1].style == "box":
        stack.pop()
    if not stack:
        return 1
    after = next((style for style in following if style != "box"), "")
    if after in (heading.style for heading in stack) and not after.startswith(_UNCOUNTED):
        return stack[-1].level + 1
    return max((h.level for h in stack if h.style.startswith(_UNCOUNTED)), default=0) + 1


def _is_name(title: str) -> bool:
    """Whether a title can be the name of a person: two to four Chinese characters."""
    return 2 <= len(key(title)) <= _LONGEST_NAME and not title.isascii()
