"""Titles that stand twice in a row: on a half title, or as the running head of the page that they open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publisher.recover.measure.key import key
from publisher.recover.outline.heading import Heading
from publisher.recover.outline.settled import SettledHeadings

_SHORTEST = 2
"""Letters of a title that stands twice."""


def without_repeated(headings: Sequence[Heading], settled: SettledHeadings) -> list[Heading]:
    """The headings, those with nothing but the same title before them as one heading with that one.

    What the editor has ``settled`` stays, and a section named like the first one in it, as the contents has.
    """
    result: list[Heading] = []
    for heading in headings:
        before = result[-1] if result else None
        if before and _repeats(before, heading) and heading.first not in settled.last_of:
            known = before if before.level or not heading.level else heading
            result[-1] = replace(known, first=before.first, last=heading.last, again=heading.first)
        else:
            result.append(heading)
    return result


def _repeats(before: Heading, heading: Heading) -> bool:
    title = key(heading.title)
    return (
        heading.first == before.last + 1
        and not before.again
        and not (before.level and heading.level)
        and len(title) >= _SHORTEST
        and key(before.title) == title
    )
