"""Groups that a contents list without levels names beside their members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from publisher.recover.measure.key import key
from publisher.recover.outline.heading import Heading

_LONGEST_NAME = 4
"""Characters of a Chinese person's name."""


def with_groups(headings: Sequence[Heading], gaps: Sequence[bool]) -> list[Heading]:
    """Headings with what the contents names beside a bare heading set below it.

    In the body the heading of a group has no text of its own: the next stands directly under it. ``gaps``
    are as in ``assign_levels``.
    """
    levels = [heading.level for heading in headings]
    bare = [
        index
        for index, (heading, after) in enumerate(pairwise(headings))
        if heading.level and heading.level == after.level and not gaps[index + 1] and not heading.number
    ]
    for index, end in pairwise([*bare, len(headings)]):
        names = _is_name(headings[index + 1].title)
        for below in (i for i in range(index + 1, end) if levels[i]):
            beside = levels[below] == levels[index]
            if levels[below] < levels[index] or (beside and names and not _is_name(headings[below].title)):
                break
            levels[below] += 1
    return [replace(heading, level=level) for heading, level in zip(headings, levels, strict=True)]


def _is_name(title: str) -> bool:
    """Whether a title can be the name of a person: two to four Chinese characters."""
    return 2 <= len(key(title)) <= _LONGEST_NAME and not title.isascii()
