"""Decipher the punctuation of text whose marks are codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from publisher.repair.glyphs.context import LACUNA, MarkStatistics
from publisher.repair.glyphs.detect import State
from publisher.repair.glyphs.flow import Flow, Lost, Place, find_headings, make_flow
from publisher.repair.glyphs.runs import font_codes, split_runs
from publisher.repair.glyphs.tables import Reading, TableSearch

UNREADABLE = Reading(LACUNA, 0.0)


def decipher_marks(
    lines: Sequence[str],
    states: Sequence[State],
    known: Mapping[Place, str],
    starts: set[int],
    statistics: MarkStatistics,
    certain: float,
) -> dict[Place, Reading]:
    """The reading of every code among the Chinese characters where punctuation is lost.

    ``known`` has the codes that are read already. A code whose confidence is below ``certain`` gets
    ``UNREADABLE``'s mark.
    """
    readings: dict[Place, Reading] = {}
    for numbers in _stretches(states):
        headings = find_headings(lines, numbers)
        taken = {number for heading in headings for number in heading}
        body = make_flow(lines, [number for number in numbers if number not in taken], known)
        runs = split_runs(body, statistics, starts)
        for run in runs:
            readings |= _read(body, run, statistics, certain)
        flow = make_flow(lines, sorted(taken), known)
        for run in _by_run(flow.lost, runs):
            readings |= _read(flow, run, statistics, certain)
    return readings


def _stretches(states: Sequence[State]) -> Iterator[list[int]]:
    for state, group in groupby(range(len(states)), key=lambda number: states[number]):
        if state is State.LOST:
            yield list(group)


def _by_run(lost: Sequence[Lost], runs: Sequence[Sequence[Lost]]) -> Iterator[list[Lost]]:
    """Divide the codes of headings as the running text is divided."""
    borders = [run[0].line for run in runs[1:]]
    for _, group in groupby(lost, key=lambda one: sum(one.line >= border for border in borders)):
        yield list(group)


def _read(
    flow: Flow, run: Sequence[Lost], statistics: MarkStatistics, certain: float
) -> dict[Place, Reading]:
    font = font_codes("".join(one.code for one in run))
    lost = [one for one in run if one.code in font]
    table = TableSearch(flow, lost, statistics).solve()
    readings = {}
    for one in lost:
        reading = table[one.code]
        if reading.confidence < certain:
            reading = Reading(UNREADABLE.mark, reading.confidence)
        readings[one.line, one.column] = reading
    return readings
