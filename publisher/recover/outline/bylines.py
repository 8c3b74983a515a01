"""Bylines of the contributions in a book or yearbook: who wrote it, right under its title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publisher.recover.articles.marks import is_byline, is_placed_name, is_posted_name
from publisher.recover.outline.heading import Heading
from publisher.recover.text.units import Unit


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


def names_author(text: str) -> bool:
    """Whether a line names an author, by a word for that or with an office or a post."""
    return is_posted_name(text) or is_placed_name(text) or (is_byline(text) and not text.isalpha())
