"""Bylines of the contributions in a book or yearbook: who wrote it, right under its title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from publisher.recover.articles.marks import is_byline, is_placed_name, is_posted_name
from publisher.recover.measure.key import key
from publisher.recover.outline.heading import Heading
from publisher.recover.text.units import Unit

_LONGEST_BESIDE = 8
"""Characters beside a name, such as a country or an office."""


def with_bylines(units: Sequence[Unit], headings: Sequence[Heading]) -> list[Unit]:
    """The units, with the role of a byline where one stands between a heading and a text.

    A name alone is none: it may be a heading.
    """
    result = list(units)
    taken = {index for heading in headings for index in range(heading.first, heading.last + 1)}
    for index in (heading.last + 1 for heading in headings):
        if index + 1 < len(units) and not {index, index + 1} & taken and names_author(units[index].text):
            result[index] = replace(units[index], role="byline")
    return result


def with_listed_bylines(
    units: Sequence[Unit], listed: Mapping[int, tuple[int, int, str]], names: Mapping[int, str]
) -> list[Unit]:
    """The units, with the role of a byline where one repeats what the contents has behind its title.

    ``listed`` are the headings that the contents names, and ``names`` what it has behind their titles, by
    the number of a heading's first line.
    """
    result = list(units)
    for first, (last, _, _) in listed.items():
        index, name = last + 1, names.get(units[first].lines[0].number, "")
        if name and index < len(units) and index not in listed and _repeats(units[index], key(name)):
            result[index] = replace(units[index], role="byline")
    return result


def _repeats(unit: Unit, name: str) -> bool:
    """Whether a text is a name, with a country or a word for what the person did at the most."""
    text = key(unit.text)
    return name in text and len(text) <= len(name) + _LONGEST_BESIDE


def names_author(text: str) -> bool:
    """Whether a line names an author, by a word for that or with an office or a post."""
    return is_posted_name(text) or is_placed_name(text) or (is_byline(text) and not text.isalpha())
