"""Headings among the units: what the contents names, what numbers count, what stands alone.

Numbered headings are decided series by series, so that siblings are treated alike; a heading
without a number must look like one and have text under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from publisher.recover.decisions import record
from publisher.recover.measure.key import key
from publisher.recover.measure.line import display_width
from publisher.recover.numbering import Number, read_number
from publisher.recover.outline.heading import Heading
from publisher.recover.outline.lone import LONE, lone_numbers
from publisher.recover.outline.numbered import find_numbered
from publisher.recover.outline.plain import find_plain
from publisher.recover.outline.settled import NOTHING_SETTLED, SettledHeadings
from publisher.recover.outline.shape import HASHES, LONGEST, bare, is_prose, record_no
from publisher.recover.outline.spaced import with_spaced_numbers
from publisher.recover.outline.titles import STANDING_TITLES
from publisher.recover.text.units import Unit

_FEWEST_PLAIN = 0.05
"""Headings without numbers are a system of the work when there are at least this many of them for
each that is numbered.
"""
_FEWEST_DECIMALS, _NEARLY_ALL = 8, 0.8
"""Headings numbered ``1.1``, and the share of them that a full contents list names."""
_NEVER = frozenset(("article", "reference"))
"""Numbers that open a clause of a law or an entry of a bibliography, not a heading."""
_TITLED = frozenset(("part", "chapter", "section", "annex", LONE))
"""Styles whose number may stand over its title."""
_HIGH = frozenset(("part", "chapter", "annex"))
"""Styles that no heading without a number stands over."""


def find_headings(
    units: Sequence[Unit],
    listed: Mapping[int, tuple[int, int, str]],
    heads: Set[str],
    settled: SettledHeadings = NOTHING_SETTLED,
    *,
    numbers_hang: bool,
) -> list[Heading]:
    """The headings among the units, in order; those that are ``settled`` among them.

    ``listed`` gives for the first unit of each heading that the contents names: its last unit, its
    level and its title. ``heads`` are the keys of the running heads: a heading that they name stands
    over others. ``numbers_hang`` tells that ``1.`` opens items of lists.
    """
    numbers = [read_number(bare(unit.text)) if unit.text else None for unit in units]
    numbers = with_spaced_numbers(units, numbers)
    lone = lone_numbers(units, listed.keys() | {i for i, number in enumerate(numbers) if number})
    numbers = [lone.get(index, number) for index, number in enumerate(numbers)]
    found: dict[int, Heading] = {}
    for index, (last, level, title) in listed.items():
        over = _number_over(numbers, index, listed)
        first, number = (index - 1, over) if over else (index, numbers[index] or read_number(title))
        style = number.style if number else "listed"
        found[first] = Heading(
            first,
            last,
            title,
            style,
            number.ordinal if number else 0,
            level,
            why="named by the contents",
            number=number.text if number else "",
        )
    taken = {i for heading in found.values() for i in range(heading.first, heading.last + 1)}
    taken.update(i for i, unit in enumerate(units) if unit.role == "byline")
    lists = frozenset(("arabic",)) if numbers_hang else frozenset[str]()
    given = {heading.number.rstrip(".") for heading in found.values() if _is_decimal(heading)}
    for heading in find_numbered(units, numbers, taken, _NEVER | lists, settled):
        if _is_decimal(heading) and heading.number.rstrip(".") in given and not settled.has(heading.first):
            record_no(units[heading.first], "the contents gives its number to another heading")
            continue
        found[heading.first] = heading
        taken.update(range(heading.first, heading.last + 1))
    high = {heading.first for heading in found.values() if heading.level or heading.style in _HIGH}
    hashed = not listed or any(HASHES.match(units[index].text) for index in listed)
    plain = find_plain(units, numbers, taken, taken - high, settled, hashed=hashed)
    counted = sum(1 for heading in found.values() if heading.number or heading.style == "bracket")
    unsure = [heading for heading in plain if heading.style == "plain"]
    if len(unsure) < _FEWEST_PLAIN * counted or _lists_decimals(found.values()):
        for heading in unsure:
            record_no(units[heading.first], "too few headings without a number to be a system of the work")
        plain = [h for h in plain if h.style != "plain" or h.first in settled.last_of]
    if not listed:
        plain = [_headed(heading, heads) for heading in plain]
    found.update((heading.first, heading) for heading in plain)
    found.update((index, replace(found[index], why="")) for index in settled.last_of if index in found)
    for heading in found.values():
        record(units[heading.first].lines[0].number, "heading", f"yes: {heading.why or 'settled'}")
    return [found[index] for index in sorted(found)]


def _is_decimal(heading: Heading) -> bool:
    return heading.style.startswith("decimal")


def _lists_decimals(found: Iterable[Heading]) -> bool:
    """Whether the contents names nearly all headings that are numbered ``1.1``: then all have numbers."""
    decimals = [heading for heading in found if _is_decimal(heading)]
    listed = sum(heading.level > 0 for heading in decimals)
    return len(decimals) >= _FEWEST_DECIMALS and listed >= _NEARLY_ALL * len(decimals)


def _number_over(
    numbers: Sequence[Number | None], index: int, listed: Mapping[int, tuple[int, int, str]]
) -> Number | None:
    """The number that the unit over a listed title is alone: CHAPTER IV, 第四章, 4."""
    number = numbers[index - 1] if index and index - 1 not in listed else None
    return number if number and number.style in _TITLED and not key(number.rest) else None


def _headed(heading: Heading, heads: Set[str]) -> Heading:
    """A plain heading that running heads name is one of a style of its own."""
    named = heading.style == "plain" and key(heading.title) in heads
    return replace(heading, style="headed") if named else heading


def opens_chapter(text: str) -> bool:
    """Whether a line is plainly the heading of a part, a chapter, a preface or the like."""
    title = bare(text)
    number = read_number(title)
    if number:
        return number.style in ("part", "chapter") and display_width(title) <= LONGEST and not is_prose(title)
    return key(title) in STANDING_TITLES
