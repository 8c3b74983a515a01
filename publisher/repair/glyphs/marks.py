"""Decipher the punctuation of text whose marks are codes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from publisher.repair.glyphs.context import LACUNA
from publisher.repair.glyphs.detect import State, Survey
from publisher.repair.glyphs.flow import Flow, Lost, Place, find_headings, make_flow
from publisher.repair.glyphs.model import MarkModel
from publisher.repair.glyphs.runs import FIRST_CODE, font_codes, is_font, split_runs
from publisher.repair.glyphs.tables import Reading, TableSearch

_LAST_LIKELY = "/"
"""Further codes than this, out of order, are honest signs."""


@dataclass(frozen=True, slots=True)
class Font:
    """The codes of one font, and the text that they stand in."""

    flow: Flow
    lost: Sequence[Lost]


def find_fonts(survey: Survey, model: MarkModel) -> Iterator[Font]:
    """The fonts of punctuation: on each page one of the running text, and one of the headings."""
    for numbers in _stretches(survey.states):
        headings = find_headings(survey.lines, numbers)
        runs = split_runs(_flow(survey, numbers, headings), model, survey.starts)
        apart = _set_apart(survey, headings, runs)
        body = _flow(survey, numbers, apart)
        if len(apart) < len(headings):
            runs = split_runs(body, model, survey.starts)
        yield from (Font(body, run) for run in runs if is_font(_codes(run)))
        titles = make_flow(survey.lines, [number for heading in apart for number in heading], survey.known)
        yield from (Font(titles, run) for run in _by_run(titles.lost, runs) if is_font(_codes(run)))


def _flow(survey: Survey, numbers: Sequence[int], without: Sequence[Sequence[int]]) -> Flow:
    """The text of some lines (by index) without these headings."""
    taken = {number for heading in without for number in heading}
    return make_flow(survey.lines, [number for number in numbers if number not in taken], survey.known)


def _set_apart(
    survey: Survey, headings: Sequence[Sequence[int]], runs: Sequence[Sequence[Lost]]
) -> list[Sequence[int]]:
    """The headings that can have a font of their own: on each page the codes of such a font start with the
    first of all.
    """
    apart = list[Sequence[int]]()
    borders = [run[0].line for run in runs[1:]]
    for _, page in groupby(headings, key=lambda heading: bisect_right(borders, heading[0])):
        started = False
        for heading in page:
            lost = make_flow(survey.lines, heading, survey.known).lost
            started = started or FIRST_CODE in _codes(lost)
            if started:
                apart.append(heading)
    return apart


def decipher_marks(font: Font, model: MarkModel, certain: float) -> dict[Place, Reading]:
    """The reading of every code of a font; one whose confidence is below ``certain`` is read as a lacuna."""
    codes = font_codes(_codes(font.lost))
    lost = [one for one in font.lost if one.code in codes]
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
