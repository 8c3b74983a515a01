"""Decipher the punctuation of text whose marks are codes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from publisher.repair.glyphs.context import LACUNA, MARKS
from publisher.repair.glyphs.detect import State, Survey
from publisher.repair.glyphs.flow import (
    Flow,
    Lost,
    Place,
    find_headings,
    is_closed,
    make_flow,
    make_heading_flow,
)
from publisher.repair.glyphs.model import MarkModel
from publisher.repair.glyphs.runs import FIRST_CODE, disorder, font_codes, is_font, split_runs, suits
from publisher.repair.glyphs.tables import Reading, TableSearch

_LAST_LIKELY = "/"
"""Further codes than this, out of order, are honest signs."""
_ENOUGH_USES = 12
_LEAST_MISFIT = 8.0
"""By so much the marks of the text suit a heading worse than others (in logarithms)."""


@dataclass(frozen=True, slots=True)
class Font:
    """The codes of one font, and the text that they stand in."""

    flow: Flow
    lost: Sequence[Lost]


def find_fonts(survey: Survey, model: MarkModel) -> Iterator[Font]:
    """The fonts of punctuation: on each page one of the running text, and one of the headings."""
    for numbers in _stretches(survey.states):
        headings = find_headings(survey.lines, numbers, survey.known)
        text = _flow(survey, numbers, headings)
        runs = split_runs(text, model, survey.starts)
        apart = _set_apart(survey, headings, [Font(text, run) for run in runs], model)
        body = _flow(survey, numbers, apart)
        if len(apart) < len(headings):
            runs = split_runs(body, model, survey.starts)
        yield from (Font(body, run) for run in runs if is_font(_codes(run)))
        titles = make_heading_flow(survey.lines, apart, survey.known)
        yield from (Font(titles, run) for run in _by_run(titles.lost, runs) if is_font(_codes(run)))


def _flow(survey: Survey, numbers: Sequence[int], without: Sequence[Sequence[int]]) -> Flow:
    """The text of some lines (by index) without these headings."""
    taken = {number for heading in without for number in heading}
    return make_flow(survey.lines, [number for number in numbers if number not in taken], survey.known)


def _set_apart(
    survey: Survey, headings: Sequence[Sequence[int]], fonts: Sequence[Font], model: MarkModel
) -> list[Sequence[int]]:
    """The headings that can have a font of their own: on each page the codes of such a font start with the
    first of all. One that ends with a mark, as text does, must not suit the font of the text.
    """
    apart = list[Sequence[int]]()
    borders = [font.lost[0].line for font in fonts[1:]]
    for page, group in groupby(headings, key=lambda heading: bisect_right(borders, heading[0])):
        started = False
        for heading in group:
            lost = make_flow(survey.lines, heading, survey.known).lost
            if is_closed(survey.lines[heading[-1]]):
                own = bool(fonts) and _is_other_font(survey, heading[0], fonts[page], model)
            else:
                own = started = started or FIRST_CODE in _codes(lost)
            if own:
                apart.append(heading)
    return apart


def _is_other_font(survey: Survey, number: int, body: Font, model: MarkModel) -> bool:
    """Whether a line is set in another font than the text: its codes may start a font, and the marks for
    which they stand in the text do not suit it.
    """
    line = survey.lines[number]
    flow = make_heading_flow(survey.lines, [[number]], survey.known)
    likely = dict(zip((one.column for one in flow.lost), suits(flow, flow.lost, model), strict=True))
    likely |= {
        column: [0.0 if other == mark else -_LEAST_MISFIT for other in MARKS]
        for (at, column), mark in survey.known.items()
        if at == number
    }
    codes = "".join(line[column] for column in sorted(likely))
    if FIRST_CODE not in codes or disorder(codes):
        return False
    misfit = 0.0
    for column, suit in likely.items():
        uses = [one for one in body.lost if one.code == line[column]][:_ENOUGH_USES]
        if uses:
            sums = [sum(shares) for shares in zip(*suits(body.flow, uses, model), strict=True)]
            misfit += max(suit) - suit[sums.index(max(sums))]
    return misfit >= _LEAST_MISFIT


def decipher_marks(font: Font, model: MarkModel, certain: float) -> dict[Place, Reading]:
    """The reading of every code of a font; one whose confidence is below ``certain`` is read as a lacuna."""
    lost = font_lost(font)
    codes = {one.code for one in lost}
    table = TableSearch(font.flow, lost, model).solve() if lost else {}
    readings = {}
    for one in font.lost:
        if one.code in codes:
            reading = table[one.code]
            mark = reading.mark if reading.confidence >= certain else LACUNA
            readings[one.line, one.column] = Reading(mark, reading.confidence)
        elif one.code <= _LAST_LIKELY:
            readings[one.line, one.column] = Reading(LACUNA, 0.0)
    return readings


def font_lost(font: Font) -> list[Lost]:
    """The codes of a font without honest characters that stand among them."""
    codes = font_codes(_codes(font.lost))
    return [one for one in font.lost if one.code in codes]


def _codes(lost: Sequence[Lost]) -> str:
    return "".join(one.code for one in lost)


def _stretches(states: Sequence[State]) -> Iterator[list[int]]:
    for state, group in groupby(range(len(states)), key=lambda number: states[number]):
        if state is State.LOST:
            yield list(group)


def _by_run(lost: Sequence[Lost], runs: Sequence[Sequence[Lost]]) -> Iterator[list[Lost]]:
    """Divide the codes of headings as the running text is divided."""
    borders = [run[0].line for run in runs[1:]]
    for _, group in groupby(lost, key=lambda one: sum(one.line >= border for border in borders)):
        yield list(group)
