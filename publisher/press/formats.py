"""Formats of books: the type area on a page, whose inner margin grows with the number of pages."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from publisher.errors import SettingError
from publisher.press.paper import POINT, Size
from publisher.press.pdfx import Delivery

STANDARD = "170x240"
_LEAST_LINE, _LEAST_LINES = 12, 10
"""Ems and lines of a type area that can be read."""


@dataclass(frozen=True, slots=True)
class Format:
    """A trimmed page and what stands on it; millimetres but for the type."""

    size: Size
    type: float
    """Points."""
    leading: float
    """Distance of lines, in units of the type."""
    head: float
    foot: float
    outer: float
    inner: float
    """Of a thin book."""

    def resized(self, size: Size) -> Format:
        """The format with another size and margins in proportion. Raises ``SettingError`` where it is too
        small for its type."""
        across, down = size.width / self.size.width, size.height / self.size.height
        found = replace(
            self,
            size=size,
            head=self.head * down,
            foot=self.foot * down,
            outer=self.outer * across,
            inner=self.inner * across,
        )
        area = found.area(1)
        if area.line < _LEAST_LINE or area.lines < _LEAST_LINES:
            raise SettingError(
                f"a page of {size} is too small to be read", advice="choose one of at least 80x110mm"
            )
        return found

    def area(self, pages: int) -> TypeArea:
        """The type area of a book with so many pages: whole lines of whole ems."""
        em = self.type * POINT
        least = self.inner + _binding(pages)
        room = self.size.width - least - self.outer
        line = math.floor(room / em + 0.01)
        spare = (room - line * em) / 2
        pitch = em * self.leading
        lines = math.floor((self.size.height - self.head - self.foot) / pitch + 0.01)
        return TypeArea(
            line=line,
            lines=lines,
            head=self.head,
            foot=round(self.size.height - self.head - lines * pitch, 3),
            inner=round(least + spare, 3),
            outer=round(self.outer + spare, 3),
        )


@dataclass(frozen=True, slots=True)
class TypeArea:
    """The rectangle of text on a page, with its margins in millimetres."""

    line: int
    """Ems, that is Chinese characters, in a line."""
    lines: int
    head: float
    foot: float
    inner: float
    outer: float


@dataclass(frozen=True, slots=True)
class PrintSetting:
    """How a book is printed."""

    format: Format = field(default_factory=lambda: named(STANDARD))
    delivery: Delivery = field(default_factory=Delivery)


@cache
def formats() -> dict[str, Format]:
    """The formats that have names."""
    return {
        name: Format(**(values | {"size": Size(*map(float, values["size"]))}))
        for name, values in _data()["formats"].items()
    }


def named(name: str) -> Format:
    """A format by its name. Raises ``SettingError``."""
    for known, found in formats().items():
        if known.casefold() == name.strip().casefold():
            return found
    raise SettingError(f"there is no preset {name!r}", advice=f"choose among {', '.join(formats())}")


def nearest(size: Size) -> Format:
    """A format for pages of any size: that of the most similar area, resized. Raises ``SettingError``."""
    wanted = size.width * size.height
    similar = min(
        formats().values(), key=lambda one: abs(math.log(one.size.width * one.size.height / wanted))
    )
    return similar.resized(size)


def _binding(pages: int) -> float:
    return next(float(step["adds"]) for step in _data()["binding"] if pages <= step["pages"])


@cache
def _data() -> Any:
    return tomllib.loads(files(__package__).joinpath("data/presets.toml").read_text("utf-8"))
