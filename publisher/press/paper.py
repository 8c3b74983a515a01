"""Lengths and sizes of paper as people write them: ``3mm``, ``A5``, ``150x210mm``, ``6x9in``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from publisher.errors import SettingError

POINT = 25.4 / 72
"""Millimetres of the unit of PDF."""
_UNITS = {"": 1.0, "mm": 1.0, "cm": 10.0, "in": 25.4, "pt": POINT}
_NUMBER = r"(\d+(?:\.\d+)?)"
_UNIT = r"(mm|cm|in|pt|)"
_LENGTH = re.compile(rf"{_NUMBER}\s*{_UNIT}")
_SIZE = re.compile(rf"{_NUMBER}\s*[x×*]\s*{_NUMBER}\s*{_UNIT}")
_LEAST, _MOST = 50.0, 2000.0
"""Sides in millimetres between which a size can be meant."""


class Size(NamedTuple):
    """Width and height in millimetres."""

    width: float
    height: float

    def __str__(self) -> str:
        return f"{self.width:g} × {self.height:g} mm"

    @property
    def turned(self) -> Size:
        """The same size, lying where it stood."""
        return Size(self.height, self.width)


@cache
def papers() -> dict[str, Size]:
    """The sizes that have names."""
    text = files(__package__).joinpath("data/papers.toml").read_text("utf-8")
    return {name: Size(*map(float, sides)) for name, sides in tomllib.loads(text).items()}


def length(text: str) -> float:
    """Millimetres of a length; a number alone is millimetres. Raises ``SettingError``."""
    match = _LENGTH.fullmatch(text.strip().lower())
    if not match:
        raise SettingError(f"{text!r} is no length", advice="write it like 3mm, 0.1mm or 0.125in")
    return float(match[1]) * _UNITS[match[2]]


def size(text: str) -> Size:
    """A size by its name or its sides; numbers alone are millimetres. Raises ``SettingError``."""
    for name, named in papers().items():
        if name.casefold() == text.strip().casefold():
            return named
    match = _SIZE.fullmatch(text.strip().lower())
    if not match:
        advice = f"write it like 150x210mm or 6x9in, or name one of {', '.join(papers())}"
        raise SettingError(f"{text!r} is no size of paper", advice=advice)
    unit = _UNITS[match[3]]
    found = Size(float(match[1]) * unit, float(match[2]) * unit)
    if not all(_LEAST <= side <= _MOST for side in found):
        raise SettingError(
            f"a size of {found} cannot be meant", advice=f"give sides of {_LEAST:g} to {_MOST:g} mm"
        )
    return found
