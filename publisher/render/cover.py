"""The cover: the work's title and makers set in lines, for a picture made from text alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publisher.render.characters import em_width

_WIDTH = 1000
"""Width of the area for the title, in the units of the cover's picture (1200 wide)."""
_SIZES = (150, 128, 108, 92, 78, 66, 56, 48)
_MOST_LINES = 5
_PIECES = re.compile(r"[\u2e80-\u9fff\uf900-\uffef]|[^\s\u2e80-\u9fff\uf900-\uffef]{1,20}\s*|\s+")
_NOT_FIRST = "，。、；：！？）》」』】〉”’—…·,.;:!?)]}"


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text of one size."""

    texts: tuple[str, ...]
    size: int
    """Font size, in the units of the picture."""


def title_lines(title: str) -> Lines:
    """The title in the largest size at which it fits; a very long one is cut, with an ellipsis."""
    for size in _SIZES:
        lines = _broken(title, _WIDTH / size)
        if len(lines) <= _MOST_LINES and max(map(em_width, lines)) <= _WIDTH / size:
            return Lines(tuple(_balanced(title, len(lines))), size)
    lines = _broken(title, _WIDTH / _SIZES[-1])[:_MOST_LINES]
    return Lines((*lines[:-1], lines[-1] + "…"), _SIZES[-1])


def _balanced(text: str, count: int) -> list[str]:
    """A text in ``count`` lines that are about equally long: as narrow as they can be."""
    width = em_width(text) / count
    while len(lines := _broken(text, width)) > count:
        width += 0.5
    return lines


def _broken(text: str, width: float) -> list[str]:
    """Lines of at most ``width`` em, broken between words or Chinese characters."""
    lines = [""]
    for piece in _PIECES.findall(text):
        keep = piece[0] in _NOT_FIRST or not lines[-1]
        if not keep and em_width(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]
