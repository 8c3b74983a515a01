"""Levels of displayed headings: a style is a level, in the whole work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from publisher.recover.decisions import record
from publisher.recover.outline.heading import Heading, Level

INNER_CHAPTER = "chapter inner"
"""A chapter with less space over it than chapters have: one of an article or story, if not of the work."""
_ORDER = {
    "part": 0,
    "chapter": 1,
    "displayed 4": 1,
    INNER_CHAPTER: 2,
    "displayed 4 inner": 2,
    "section": 3,
    "displayed 2": 4,
    "displayed 2 inner": 5,
    "displayed 1": 6,
    "displayed 1 inner": 7,
}
"""Styles by their prominence; chapters with and without a number stand side by side."""
_TOP = ("part", "chapter", "displayed 4")
_OUTER = ("front", "annex")
_RECURRING = 4
"""A title recurs when so many headings have it."""
_FEWEST_ARTICLES = 2
"""Titles set like chapters behind the first chapter of a story in a magazine, at the least."""
_PARTED = 0.3
"""Share of the headings of a style that the contents sets deeper if it parts them."""
_LISTED = 0.3
"""A style of which the contents names this share takes its level from there."""
_NAMED, _STYLED = 0.95, 0.8
"""Raw confidence of a level of a heading that the contents names, and of one that it does not."""


def assign_display_levels(headings: Sequence[Heading]) -> list[Level]:
    """The level of each heading, and how sure it is.

    The contents gives the rank of the styles that it names. The others follow by prominence: the less
    prominent ones below what is listed, the more prominent ones at its top. Levels that are settled count
    only where they are not found without them.
    """
    levels = _outline([replace(heading, settled=0) for heading in headings])
    if any(heading.settled not in (0, level) for heading, level in zip(headings, levels, strict=True)):
        levels = _outline(headings)
    return [_level(number, heading) for number, heading in zip(levels, headings, strict=True)]


def _level(number: int, heading: Heading) -> Level:
    """The level of a heading, which is surest where the contents names it."""
    if heading.settled:
        return Level(number)
    return Level(number, "by style", _NAMED if heading.level else _STYLED, "its level is told by its style")


def _outline(headings: Sequence[Heading]) -> list[int]:
    headings = _with_recurring(_with_volumes(_with_chapters(headings)))
    ranks, parted = _ranks(headings), frozenset(_parted(headings))
    stack: list[tuple[str, float, int]] = []
    levels: list[int] = []
    for heading in headings:
        rank = _rank(heading, ranks, parted)
        if heading.settled:
            while stack and stack[-1][2] >= heading.settled:
                stack.pop()
            levels.append((stack[-1][2] if stack else 0) + 1)
            stack.append((heading.style, rank, levels[-1]))
            record(heading.line, "level", f"{levels[-1]}: settled")
            continue
        while stack and (stack[-1][1] > rank or (stack[-1][0] == "front" and heading.style in _TOP)):
            stack.pop()
        beside = bool(stack) and stack[-1][1] == rank
        level = stack[-1][2] + (not beside) if stack else 1
        if beside:
            stack.pop()
        stack.append((heading.style, rank, level))
        levels.append(level)
        record(
            heading.line, "level", f"{level}: {heading.style}{', beside the one before' if beside else ''}"
        )
    return levels


def _rank(heading: Heading, ranks: dict[str, float], parted: Container[str]) -> float:
    """The rank of a heading: that of its style, or its place in the contents where that is higher.

    Where the contents parts the headings of a style by level, its place in the contents counts.
    """
    rank = ranks[heading.style]
    if not heading.level:
        return rank
    return heading.level if heading.style in parted else min(rank, heading.level)


def _ranks(headings: Sequence[Heading]) -> dict[str, float]:
    listed = dict(_listed(headings))
    styles = sorted({_base(heading) for heading in headings} - {*_OUTER}, key=lambda style: _ORDER[style])
    ranks: dict[str, float] = {}
    deepest = max(listed.values(), default=0.0)
    for style in styles:
        below = [rank for other, rank in listed.items() if _ORDER[other] >= _ORDER[style]]
        if style in listed:
            ranks[style] = listed[style]
        elif below:
            abreast = min(below) == 1 or any(_ORDER[other] == _ORDER[style] for other in listed)
            ranks[style] = 0.5 if style == "part" else min(below) - 0.25 * (not abreast)
        else:
            deepest = ranks[style] = next(
                (rank for other, rank in ranks.items() if _ORDER[other] == _ORDER[style]), deepest + 1
            )
    under_parts = ranks.get("part", 0.0) + 0.5
    ranks = {style: rank if style == "part" else max(rank, under_parts) for style, rank in ranks.items()}
    tops = [rank for style, rank in ranks.items() if style in _TOP] or list(ranks.values())
    top = min(tops, default=0.0)
    return {
        **ranks,
        **{f"{style} recurring": rank + 0.5 for style, rank in ranks.items()},
        **dict.fromkeys(_OUTER, top),
    }


def _base(heading: Heading) -> str:
    return heading.style.removesuffix(" recurring")


def _listed(headings: Sequence[Heading]) -> Iterator[tuple[str, float]]:
    """The styles that the contents names often enough, with the level that it mostly gives them."""
    for style in {_base(heading) for heading in headings} - {*_OUTER}:
        own = [heading.level for heading in headings if _base(heading) == style]
        levels = Counter(level for level in own if level)
        if levels.total() >= _LISTED * len(own):
            yield style, float(levels.most_common(1)[0][0])


def _parted(headings: Sequence[Heading]) -> Iterator[str]:
    """The styles of which the contents sets a good part deeper than the most."""
    for style in {heading.style for heading in headings}:
        levels = Counter(heading.level for heading in headings if heading.style == style and heading.level)
        usual = levels.most_common(1)[0][0] if levels else 0
        if sum(n for level, n in levels.items() if level > usual) >= _PARTED * max(1, levels.total()):
            yield style


# ---- styles that only the sequence tells


def _with_chapters(headings: Sequence[Heading]) -> list[Heading]:
    """Chapters are the work's but where they stand in some of its titles, and others follow: a magazine's."""
    inner = [i for i, heading in enumerate(headings) if heading.style == INNER_CHAPTER]
    opened = [headings[i - 1].style for i in inner if i and headings[i].ordinal == 1]
    later = sum(heading.style == "displayed 4" for heading in headings[inner[0] :]) if inner else 0
    if opened and set(opened) == {"displayed 4"} and later >= _FEWEST_ARTICLES:
        return list(headings)
    return [replace(h, style="chapter") if h.style == INNER_CHAPTER else h for h in headings]


def _with_volumes(headings: Sequence[Heading]) -> list[Heading]:
    """Titles under which a work's chapters start anew are parts: the plays of a volume of plays."""
    starts = [i for i, h in enumerate(headings) if h.style == "chapter" and h.ordinal == 1]
    if len(starts) < 2 or any(h.style == "part" for h in headings):
        return list(headings)
    above = [_opened_by(headings, start) for start in starts]
    distance = min(
        (start - first for start, first in zip(starts, above, strict=True) if first >= 0), default=0
    )
    if not distance or any(headings[start - distance].style != "displayed 4" for start in starts):
        return list(headings)
    volumes = {start - distance for start in starts}
    return [replace(h, style="part") if i in volumes else h for i, h in enumerate(headings)]


def _opened_by(headings: Sequence[Heading], start: int) -> int:
    """Index of the first title set like a chapter since the chapter before; -1 where there is none."""
    first = -1
    for index in range(start - 1, -1, -1):
        if headings[index].style == "chapter":
            break
        if headings[index].style == "displayed 4":
            first = index
    return first


def _with_recurring(headings: Sequence[Heading]) -> list[Heading]:
    """Titles that recur in many sections stand below the others that are set like them."""
    counts = Counter(h.title for h in headings if h.style.startswith("displayed") and not h.level)
    return [
        replace(h, style=f"{h.style} recurring")
        if not h.level and h.style.startswith("displayed") and counts[h.title] >= _RECURRING
        else h
        for h in headings
    ]
