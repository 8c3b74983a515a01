"""Numbers that stand before titles with nothing but a space between: ``1 范围``, ``2 规范性引用文件``.

Standards and papers number their sections so. As a line of a text or a table may open in the same way,
only a series that counts from its beginning on counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.recover.measure.line import display_width
from publisher.recover.numbering import Number
from publisher.recover.text.seams import ends_sentence
from publisher.recover.text.units import Unit

_SPACED = re.compile(r"(?P<number>\d{1,2})[ 　]+(?P<title>[\u3400-\u9fff][^。；，：]*)")
_LONGEST = 50
"""Columns of the longest title."""
_FEWEST = 3


def with_spaced_numbers(units: Sequence[Unit], numbers: Sequence[Number | None]) -> list[Number | None]:
    """The numbers that units open with, those in spaced series among them."""
    result = list(numbers)
    series: list[tuple[int, Number]] = []
    for index, unit in enumerate(units):
        number = _read(unit) if numbers[index] is None else None
        if number is None:
            continue
        if series and number.counts_on_from(series[-1][1]):
            if index > series[-1][0] + 1:  # what stands line under line is a list or a column
                series.append((index, number))
        elif number.ordinal <= 1 and len(series) < _FEWEST:
            series = [(index, number)]
    if len(series) >= _FEWEST:
        for index, number in series:
            result[index] = number
    return result


def _read(unit: Unit) -> Number | None:
    match = _SPACED.fullmatch(unit.text) if display_width(unit.text) <= _LONGEST else None
    if not match or ends_sentence(unit.text):
        return None
    return Number("bare", int(match["number"]), match["number"], match["title"])
