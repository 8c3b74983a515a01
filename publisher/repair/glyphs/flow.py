"""The running text of a page with its lost marks, as the model of marks sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from publisher.repair.glyphs.context import (
    ALNUM,
    END,
    MARKS,
    OTHER,
    START,
    UNKNOWN,
    is_han,
    reduce_character,
    stops,
)

_RULE = re.compile(r"(.)\1{7,}")
_FULL_LINE = 0.8
"""A line shorter than this share of the measure ends its paragraph, if a lost mark stands last."""
_HALF_WIDTH = 0.5
"""The width of the numbers and words that are thrown out of a line, for each character."""
_MOST_HEADING_LINES = 2
_NEAR = 3
"""So many lines before and after show the measure of a column."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A code in the text."""

    line: int
    """Index of the line, from 0."""
    column: int
    """Index in the line, from 0."""
    code: str
    paragraph: int
    """Index of the paragraph in the flow."""
    order: int
    """Index among the stops of its paragraph."""
    first: bool
    """It stands first in its line."""
    last: bool
    """It stands last in its line."""


@dataclass(frozen=True, slots=True)
class Flow:
    """The reduced paragraphs of a text, with its lost marks."""

    paragraphs: tuple[str, ...]
    lost: tuple[Lost, ...]
    headings: bool = False
    """The paragraphs are headings, which end with no full stop."""


def is_code(character: str) -> bool:
    """Whether this can be the code of a lost mark: ASCII, no letter, no digit, no blank."""
    return "!" <= character <= "~" and not character.isalnum()


def is_rule(line: str) -> bool:
    """Whether a line is one sign again and again: a printed rule."""
    return bool(_RULE.fullmatch(line.strip()))


Place = tuple[int, int]
"""Indices of a line and of a character in it."""


def make_flow(lines: Sequence[str], numbers: Iterable[int], known: Mapping[Place, str]) -> Flow:
    """The text that runs through these lines (by index).

    Lines without a Chinese character stand for a number or word that was thrown out of the text.
    ``known`` has the codes whose marks are known already.
    """
    used = [number for number in numbers if lines[number].strip() and not is_rule(lines[number])]
    paragraphs, lost = list[str](), list[Lost]()
    signs, codes = [START], list[tuple[int, int, int]]()
    filled, torn = 0.0, False
    for order, (number, following) in enumerate(zip_longest(used, used[1:])):
        line, measure = lines[number], _measure(lines, used, order)
        thrown = not any(map(is_han, line)) and not _is_lone_mark(lines, used, order)
        for column, sign in [(0, ALNUM)] if thrown else _reduce_line(line, number, known):
            if sign == UNKNOWN:
                codes.append((number, column, len(signs)))
            if sign != ALNUM or signs[-1] != ALNUM:
                signs.append(sign)
        length = _length(line) * (_HALF_WIDTH if thrown else 1.0)
        filled = filled + length if (torn or thrown) and filled + length <= measure else length
        torn = thrown
        ended = not thrown and filled < _FULL_LINE * measure and is_closed(line)
        ruled = following is not None and any(map(is_rule, lines[number:following]))
        if following is None or ruled or (ended and any(map(is_han, lines[following]))):
            paragraph = "".join(signs) + (END if ended else OTHER + END)
            lost += _locate(lines, len(paragraphs), paragraph, codes)
            paragraphs.append(paragraph)
            signs, codes = [START], []
    return Flow(tuple(paragraphs), tuple(lost))


def _reduce_line(line: str, number: int, known: Mapping[Place, str]) -> Iterator[tuple[int, str]]:
    for column, character in enumerate(line):
        if (number, column) in known:
            yield column, reduce_character(known[number, column])
        elif is_code(character):
            yield column, UNKNOWN
        elif not character.isspace():
            yield column, reduce_character(character)


def _is_lone_mark(lines: Sequence[str], used: Sequence[int], order: int) -> bool:
    """Whether a line that is one code must be a mark: beside it stands a whole number or word on a
    line of its own, or it opens the bracket of an item's number.
    """
    before, line, after, then = (
        lines[used[near]].strip() if 0 <= near < len(used) else "" for near in range(order - 1, order + 3)
    )
    if len(line) > 1:
        return False
    if any(len(text) > 1 and not any(map(is_han, text)) for text in (before, after)):
        return True
    return (
        any(map(is_han, before))
        and is_code(before[-1])
        and len(after) == 1
        and not is_han(after)
        and is_code(then[:1])
        and any(map(is_han, then))
    )


def find_headings(
    lines: Sequence[str], numbers: Iterable[int], known: Mapping[Place, str]
) -> list[list[int]]:
    """What may be headings among these lines (by index): short blocks between paragraphs that end without a
    mark, and short lines between them that end with one, or nearly full ones that a known mark numbers.

    Headings are set in a font of their own, so that their codes have another table.
    """
    used = [number for number in numbers if lines[number].strip()]
    headings, block = list[list[int]](), list[int]()
    numbered = {number for number, _ in known}
    for order, (number, following) in enumerate(zip_longest(used, used[1:])):
        line, measure = lines[number].strip(), _measure(lines, used, order)
        if not any(map(is_han, line)):
            block = [-1]
            continue
        block.append(number)
        short = _length(line) < (1.0 if number in numbered else _FULL_LINE) * measure
        if is_code(line[-1]):
            if short:
                if block == [number]:
                    headings.append(block)
                block = []
            elif block[0] != -1:
                block = [-1]
        elif short and following is not None and any(map(is_han, lines[following])):
            if block[0] != -1 and len(block) <= _MOST_HEADING_LINES:
                headings.append(block)
            block = []
    return headings


def make_heading_flow(
    lines: Sequence[str], headings: Iterable[Sequence[int]], known: Mapping[Place, str]
) -> Flow:
    """The text of headings, each a paragraph of its own."""
    paragraphs, lost = list[str](), list[Lost]()
    for heading in headings:
        flow = make_flow(lines, heading, known)
        lost += [replace(one, paragraph=one.paragraph + len(paragraphs)) for one in flow.lost]
        paragraphs += [paragraph.replace(OTHER + END, END) for paragraph in flow.paragraphs]
    return Flow(tuple(paragraphs), tuple(lost), headings=True)


def _length(line: str) -> int:
    return sum(not character.isspace() for character in line)


def _measure(lines: Sequence[str], used: Sequence[int], order: int) -> int:
    """The number of characters in a full line of the column in which a line stands."""
    near = (lines[number] for number in used[max(0, order - _NEAR) : order + _NEAR + 1])
    return max((_length(line) for line in near if any(map(is_han, line))), default=0)


def is_closed(line: str) -> bool:
    """Whether a line ends with a mark, or with a code that may be one."""
    last = line.strip()[-1]
    return is_code(last) or last in MARKS


def _locate(
    lines: Sequence[str], paragraph: int, reduced: str, codes: Iterable[tuple[int, int, int]]
) -> Iterator[Lost]:
    index = {place: order for order, place in enumerate(stops(reduced))}
    for number, column, place in codes:
        line = lines[number]
        yield Lost(
            number,
            column,
            line[column],
            paragraph,
            index[place],
            first=not line[:column].strip(),
            last=not line[column + 1 :].strip(),
        )
