"""The running text of a page with its lost marks, as the model of marks sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from publisher.repair.glyphs.context import (
    ALNUM,
    END,
    MARKS,
    START,
    UNKNOWN,
    is_han,
    reduce_character,
    stops,
)

_FULL_LINE = 0.8
"""A line shorter than this share of the measure ends its paragraph, if a lost mark stands last."""
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


def is_code(character: str) -> bool:
    """Whether this can be the code of a lost mark: ASCII, no letter, no digit, no blank."""
    return "!" <= character <= "~" and not character.isalnum()


Place = tuple[int, int]
"""Indices of a line and of a character in it."""


def make_flow(lines: Sequence[str], numbers: Iterable[int], known: Mapping[Place, str]) -> Flow:
    """The text that runs through these lines (by index).

    Lines without a Chinese character stand for a number or word that was thrown out of the text.
    ``known`` has the codes whose marks are known already.
    """
    used = [number for number in numbers if lines[number].strip()]
    measure = _measure([lines[number] for number in used])
    paragraphs, lost = list[str](), list[Lost]()
    signs, codes = [START], list[tuple[int, int, int]]()
    for before, number, following in zip([None, *used], used, [*used[1:], None], strict=False):
        line = lines[number]
        thrown = not any(map(is_han, line)) and not _is_lone_mark(lines, before, number, following)
        for column, sign in [(0, ALNUM)] if thrown else _reduce_line(line, number, known):
            if sign == UNKNOWN:
                codes.append((number, column, len(signs)))
            if sign != ALNUM or signs[-1] != ALNUM:
                signs.append(sign)
        if following is None or (not thrown and _ends_paragraph(line, measure, lines, following)):
            paragraph = "".join(signs) + END
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


def _is_lone_mark(lines: Sequence[str], before: int | None, number: int, following: int | None) -> bool:
    """Whether a line that is one code must be a mark: beside it stands a whole number or word on a
    line of its own.
    """
    if len(lines[number].strip()) > 1:
        return False
    near = [lines[other].strip() for other in (before, following) if other is not None]
    return any(len(text) > 1 and not any(map(is_han, text)) for text in near)


def find_headings(lines: Sequence[str], numbers: Iterable[int]) -> list[list[int]]:
    """The headings among these lines (by index): short blocks between paragraphs that end without a mark.

    Headings are set in a font of their own, so that their codes have another table.
    """
    used = [number for number in numbers if lines[number].strip()]
    headings, block = list[list[int]](), list[int]()
    for order, (number, following) in enumerate(zip_longest(used, used[1:])):
        measure = max(map(_length, (lines[near] for near in used[max(0, order - _NEAR) : order + _NEAR + 1])))
        line = lines[number].strip()
        if not any(map(is_han, line)):
            block = [-1]
            continue
        block.append(number)
        short = _length(line) < _FULL_LINE * measure
        if is_code(line[-1]):
            if short:
                block = []
            elif block[0] != -1:
                block = [-1]
        elif short and following is not None and any(map(is_han, lines[following])):
            if block[0] != -1 and len(block) <= _MOST_HEADING_LINES:
                headings.append(block)
            block = []
    return headings


def _length(line: str) -> int:
    return sum(not character.isspace() for character in line)


def _measure(texts: list[str]) -> int:
    """The number of characters in a full line."""
    lengths = sorted(_length(text) for text in texts if any(map(is_han, text)))
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _ends_paragraph(line: str, measure: int, lines: Sequence[str], following: int) -> bool:
    text = line.strip()
    closed = is_code(text[-1]) or text[-1] in MARKS
    if not closed or _length(text) >= _FULL_LINE * measure:
        return False
    return any(map(is_han, lines[following]))


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
