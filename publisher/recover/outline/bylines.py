"""Bylines of the contributions in a book or yearbook: who wrote it, right under its title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from publisher.recover.articles.marks import is_byline, is_placed_name, is_posted_name
from publisher.recover.measure.key import key
from publisher.recover.measure.line import display_width
from publisher.recover.outline.heading import Heading
from publisher.recover.text.seams import ends_sentence
from publisher.recover.text.units import Unit
from publisher.scripts import compile_for_both

_POET = compile_for_both(
    r"(?:作\s?者\s?[:：]\s?)?"
    r"(?:[\[［〔【（(](?:先秦|[两西东]?[汉晋]|三国|南北朝|[魏隋唐宋元明清]|五代|近代|现代|当代)[\]］〕】）)]\s?"
    r"|[汉魏晋唐宋元明清]\s?[·・•]\s?)?"
    r"(?P<name>[\u3400-\u9fff]{2,4})(?:\s?[（(][^（）()]{1,20}[）)])?"
)
"""Who has written a poem, perhaps with the dynasty and the years of a life."""
_LONGEST_TITLE = 40
"""Columns of the title of a poem, at the most."""
_LONGEST_BESIDE = 8
"""Characters beside a name, such as a country or an office."""


def with_bylines(units: Sequence[Unit], headings: Sequence[Heading]) -> list[Unit]:
    """The units, with the role of a byline where one stands between a heading and a text.

    A name alone is none: it may be a heading.
    """
    result = list(units)
    taken = {index for heading in headings for index in range(heading.first, heading.last + 1)}
    for index in (heading.last + 1 for heading in headings):
        if index + 1 >= len(units) or not taken.isdisjoint((index, index + 1)):
            continue
        if names_author(units[index].text) or names_poet(units, index):
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


def names_poet(units: Sequence[Unit], index: int) -> bool:
    """Whether a line between a title and verse names who has written it.

    A name alone must begin with a surname.
    """
    if not 0 < index < len(units) - 1 or units[index + 1].setting != "verse":
        return False
    title, text = units[index - 1], units[index].text
    if title.setting or not title.text or display_width(title.text) > _LONGEST_TITLE:
        return False
    poet = _POET.fullmatch(text)
    return poet is not None and (text != poet["name"] or is_byline(text)) and not ends_sentence(title.text)
