"""Headings that open with a number, decided series by series, so that siblings are treated alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.recover.measure.line import display_width
from publisher.recover.numbering import Number, read_number
from publisher.recover.outline.heading import Heading
from publisher.recover.outline.lone import LONE
from publisher.recover.outline.settled import SettledHeadings
from publisher.recover.outline.shape import LONGEST, bare, is_prose, record_no, title_of
from publisher.recover.text.seams import ends_sentence
from publisher.recover.text.units import Unit

_LONGEST_NUMBERED = 90
"""Columns of the longest title behind a number that counts sections."""
_LONGEST_CLOSED = 40
"""Columns of the longest title that ends with a full stop."""
_SPEAKING = frozenset(
    ("part", "chapter", "section", "annex", LONE, "bracket", "decimal 2", "decimal 3", "decimal 4")
)
"""Numbers that open hardly anything but headings."""
_REMARK = re.compile(r"[（(][^（）()]{1,20}[)）]")
"""A remark between number and title: （规范性附录）."""
_FIGURE = re.compile(r"[-+−]?[\d.,，．]+[%％]?")
"""A number alone, as it stands in a cell of a table."""


def find_numbered(
    units: Sequence[Unit],
    numbers: Sequence[Number | None],
    taken: set[int],
    never: frozenset[str],
    settled: SettledHeadings,
) -> list[Heading]:
    result: list[Heading] = []
    below = taken | _counting_on_below(numbers)
    for series in _series(numbers, taken):
        style = numbers[series[0]].style  # type: ignore[union-attr]
        faults = {i: _fault(units, numbers, i, below, settled) for i in series}
        shaped = [i for i in series if not faults[i]]
        refused = "opens clauses or items" if style in never else _refused(units, series, shaped, style)
        for index in series:
            record_no(units[index], faults[index] or refused)
        if not refused:
            confidence = 0.97 if style in _SPEAKING else 0.6 + 0.35 * len(shaped) / len(series)
            result.extend(
                _numbered_heading(units, numbers, index, confidence, taken, settled) for index in shaped
            )
    return result


def _fault(
    units: Sequence[Unit],
    numbers: Sequence[Number | None],
    index: int,
    below: set[int],
    settled: SettledHeadings,
) -> str:
    """Why a numbered unit is no heading by itself; empty where it may be one."""
    if settled.has(index):
        return "settled" if index in settled.none else ""
    return _misshapen(units, numbers, index, below)


def _refused(units: Sequence[Unit], series: Sequence[int], shaped: Sequence[int], style: str) -> str:
    """Why a series is none of headings, those that are shaped like headings included."""
    if style not in _SPEAKING:
        if any(units[i].text.endswith(("；", ";")) for i in series):
            return "clauses of one sentence"
        if len(shaped) < len(series) and all(units[i].text.endswith("。") for i in shaped):
            return "only short sentences of its series look like headings"
        if 2 * len(shaped) < len(series):
            return f"only {len(shaped)} of the {len(series)} in its series look like headings"
    return "" if shaped else "none of its series looks like a heading"


def _numbered_heading(
    units: Sequence[Unit],
    numbers: Sequence[Number | None],
    index: int,
    confidence: float,
    taken: set[int],
    settled: SettledHeadings,
) -> Heading:
    number = numbers[index]
    assert number is not None
    last, title = index, bare(units[index].text)
    if index in settled.last_of:
        last = settled.last_of[index]
        title = title_of(units[index : last + 1])
    elif (
        not number.rest.strip(" .:：—-")
        and index + 1 not in taken
        and not settled.has(index + 1)
        and _is_title(units, numbers, index + 1)
    ):
        last = index + 1
        more = _REMARK.fullmatch(units[last].text) and last + 1 not in taken and not settled.has(last + 1)
        last += bool(more and _is_title(units, numbers, last + 1))
        title = title_of(units[index : last + 1])
    return Heading(
        index,
        last,
        title,
        number.style,
        number.ordinal,
        confidence=confidence,
        why="numbered",
        number=number.text,
    )


def _is_title(units: Sequence[Unit], numbers: Sequence[Number | None], index: int) -> bool:
    """Whether a unit can be the title under a chapter number."""
    if index >= len(units) or not units[index].text or numbers[index]:
        return False
    text = units[index].text
    over = numbers[index - 1]
    if over and over.style == LONE and (ends_sentence(text) or index + 1 >= len(units)):
        return False
    return display_width(text) <= LONGEST and len(units[index].lines) <= 3 and not is_prose(text)


def _stands_over_title(units: Sequence[Unit], numbers: Sequence[Number | None], index: int) -> bool:
    """Whether a title stands under a lone ``3.2``, which is no figure in a column of them."""
    in_column = index > 0 and _FIGURE.fullmatch(units[index - 1].text or "") is not None
    return not in_column and _is_title(units, numbers, index + 1)


def _series(numbers: Sequence[Number | None], taken: set[int]) -> list[list[int]]:
    """Units that count on from one another in one style; a number of a higher style ends the series."""
    running: dict[str, list[int]] = {}
    closed: list[list[int]] = []
    for index, number in enumerate(numbers):
        if number is None or index in taken:
            if index in taken:
                closed.extend(running.values())
                running = {}
            continue
        series = running.get(number.style)
        if series is not None and (number.ordinal == 0 or number.counts_on_from(numbers[series[-1]])):
            series.append(index)
            continue
        if series is not None:
            closed.append(series)
        running[number.style] = [index]
    closed.extend(running.values())
    return closed


def _counting_on_below(numbers: Sequence[Number | None]) -> set[int]:
    """Units whose count goes on from chapter to chapter, each right under the number of the next.

    一、 （一） （二） 二、 （三）: the third stands under 二、 as surely as a first one would, because
    just one number of the outer style comes between it and the one before it.
    """
    latest: dict[str, int] = {}
    earlier: list[int | None] = []
    result: set[int] = set()
    for index, number in enumerate(numbers):
        earlier.append(latest.get(number.style) if number else None)
        if number is None:
            continue
        before, over = earlier[index], numbers[index - 1] if index else None
        sibling = earlier[index - 1] if over and over.style != number.style else None
        if (
            before is not None
            and over is not None
            and sibling is not None
            and sibling < before
            and number.counts_on_from(numbers[before])
            and over.counts_on_from(numbers[sibling])
        ):
            result.add(index)
        latest[number.style] = index
    return result


def _misshapen(units: Sequence[Unit], numbers: Sequence[Number | None], index: int, below: set[int]) -> str:
    """Why a numbered unit has no heading's shape, or nothing under it; empty where it may be one."""
    unit, number = units[index], numbers[index]
    assert number is not None
    rest = number.rest
    if number.style.startswith("decimal") and not rest and not _stands_over_title(units, numbers, index):
        return "a figure, no number of a title"
    if number.style in _SPEAKING:
        if display_width(unit.text) > LONGEST:
            return "too long"
        return "the marks of a sentence" if re.search("[。；]|[，：:]$", rest) else ""
    if not rest or (not rest[0].isalnum() and rest[0] not in "“‘《「『\"'(（_*"):
        return "no title behind the number"
    if display_width(rest) > _LONGEST_NUMBERED:
        return "too long"
    if re.search("[；;]|[，、,：:]$|。.", rest):
        return "the marks of a sentence"
    if rest.endswith("。") and (display_width(rest) > _LONGEST_CLOSED or "，" in rest):
        return "a sentence"
    return "" if _has_more_under(units, index, number, below) else "no text under it"


def _has_more_under(units: Sequence[Unit], index: int, number: Number, below: set[int]) -> bool:
    """Whether what follows a numbered unit can be the text under it, not just the next item.

    ``below`` are units that another may stand over, whatever they are like.
    """
    if index + 1 >= len(units):
        return False
    after = units[index + 1]
    next_number = read_number(after.text)
    if next_number and next_number.counts_on_from(number):
        return False
    return (
        after.piece is not None
        or index + 1 in below
        or display_width(after.text) > display_width(units[index].text)
        or (ends_sentence(after.text) and next_number is None)
        or (next_number is not None and next_number.ordinal == 1)
    )
