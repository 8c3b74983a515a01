"""Printed lines that an extractor broke into parts.

Text extraction takes a raised note mark for the end of its line, so one printed line comes out as two
or three: the text up to the mark, perhaps the mark alone, and the rest. It also takes the wide gaps
in a justified line for borders of columns: then the parts, divided at words of Latin script or at
numbers, come out with blank lines between them. And it takes the space that a justified line has behind
a comma for the end of a line: then the parts fill the measure together, as no two lines by chance do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from publisher.recover.measure.line import Line
from publisher.recover.measure.profile import Profile
from publisher.recover.numbering import read_number
from publisher.recover.text.seams import CLOSING, ends_sentence

_MARK = re.compile(r"(?:\s*(?:\[\d{1,3}\]|[①-⑳]))+$")
_DIGIT = re.compile(r"[^\W\d_]\d{1,3}$")
"""A note mark that is a plain digit, when a closing mark stands behind it, as no line begins with one."""
_OVERHANG = 2
"""Columns by which a mended line may pass the measure."""
_COMMAS = ("，", "、")
"""Marks that end no paragraph of prose."""
_MIXED_FULL = 0.9
"""Share of the measure that a full line with words of Latin script fills at least, as they are narrower."""
_NOT_FULL = 0.9
"""Share of the measure that a line fills at the most which was not broken at the end of a printed one."""
_INDENT = 4
"""Columns by which the first line of a paragraph is shorter."""
_MOST_COMMAS = 3
"""Parts that end in commas that a line is looked for in, at the most."""
_MOST_PARTS = 12
"""Parts that a line is looked for in, at the most."""
_JUSTIFIED = 0.85
"""Share of the measure that the words of a justified line fill at the least, without its wide gaps."""


def mend_broken_lines(lines: Sequence[Line], profiles: Sequence[Profile]) -> tuple[list[Line], set[int]]:
    """The lines, with the parts of a broken line as wide as what the printed line held so far.

    Also gives the indexes of the parts that go on in a printed line.
    """
    mended, parts = list(lines), set[int]()
    start = 0
    for index in range(1, len(lines)):
        start = start if index - 1 in parts else index - 1
        first, second, profile = mended[index - 1], lines[index], profiles[index]
        if not profile.wrapped:
            continue
        width = _width_to_mark(first) + second.width
        if width > profile.measure + _OVERHANG:
            continue
        following = lines[index - 1 : index + _MOST_PARTS]
        if second.blanks <= profile.spacing:
            before = lines[start - 1] if start else None
            broken = _broken_at_mark(first, second, width, profile) or _broken_at_commas(
                before, first.width, following, profile
            )
        else:
            broken = (
                _broken_at_gap(first, second, profile)
                and _widest(first.width, following, profile) >= _JUSTIFIED * profile.measure
            )
        if broken:
            mended[index] = replace(second, width=width)
            parts.add(index)
    return mended, parts


def _broken_at_mark(first: Line, second: Line, width: int, profile: Profile) -> bool:
    if _DIGIT.search(first.text) and second.text[0] in CLOSING:
        return True
    if not (_MARK.search(first.text) or _MARK.fullmatch(second.text)):
        return False
    return _goes_on(first.text, second.text) or _fills(width, second.width, profile)


def _broken_at_commas(before: Line | None, width: int, lines: Sequence[Line], profile: Profile) -> bool:
    """Whether a short line that ends in a comma fills the measure with what follows it.

    ``before`` is the line before the printed one, ``width`` that of the first of ``lines`` with the parts
    before it. Lines of one width are verse.
    """
    first = lines[0]
    if not profile.han or first.text[-1] not in _COMMAS or width > _NOT_FULL * profile.measure:
        return False
    fulls = {profile.measure, profile.first}
    if before is None or ends_sentence(before.text):
        fulls.add(profile.measure - _INDENT)
    mixed = first.mixed
    for last, part in pairwise(lines[: _MOST_COMMAS + 1]):
        if last.text[-1] not in _COMMAS or part.blanks > profile.spacing or read_number(part.text):
            return False
        width, mixed = width + part.width, mixed or part.mixed
        least = min(fulls) * (_MIXED_FULL if mixed else 1) - _OVERHANG
        if least <= width <= profile.measure + _OVERHANG and part.width != first.width:
            return True
    return False


def _broken_at_gap(first: Line, second: Line, profile: Profile) -> bool:
    """Whether a blank line divides an open line at a word or number from what follows it."""
    if not profile.han or second.blanks <= profile.spacing or ends_sentence(first.text):
        return False
    seam = (first.text[-1], second.text[0])
    return (
        any(char.isascii() and char.isalnum() for char in seam)
        and first.text[-1] not in "：:；;，,"
        and read_number(second.text) is None
        and read_number(first.text) is None
    )


def _widest(width: int, lines: Sequence[Line], profile: Profile) -> int:
    """How wide a line becomes, from ``width`` at the first of ``lines`` on, with the parts that follow it."""
    for first, second in pairwise(lines):
        if not _broken_at_gap(first, second, profile) or width + second.width > profile.measure + _OVERHANG:
            break
        width += second.width
    return width


def _width_to_mark(line: Line) -> int:
    """The width of a line whose note marks at the end are raised, and so about half as wide."""
    mark = _MARK.search(line.text)
    return line.width - len(mark[0]) // 2 if mark else line.width


def _goes_on(first: str, second: str) -> bool:
    if second[0] in CLOSING or _MARK.fullmatch(second):
        return True
    return not ends_sentence(first) and first[-1] not in "：:"


def _fills(width: int, second: int, profile: Profile) -> bool:
    """Whether two parts make a full line together, while the second would not be one alone."""
    return any(
        full - _OVERHANG <= width and second < full - 2 * _OVERHANG
        for full in (profile.measure, profile.first)
    )
