"""The cover: a work's title and makers set in lines, for a picture made from text alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from publisher.render.characters import em_width
from publisher.render.theme import Theme
from publisher.render.view import View, imprint

_WIDTH = 1160
"""Width of the area for text, in the units of the cover's picture (1600 wide)."""
_TITLE_SIZES = (200, 176, 154, 134, 116, 100, 86, 74)
_SUBTITLE_SIZES = (72, 62, 54)
_LINE_SIZES = (58, 50, 42)
_MOST_LINES = 5
_LONGEST = 160
"""Characters of a text that are looked at; no cover holds more."""
_UNEVEN = 0.5
"""What an empty line costs; others cost less by the square of what they leave empty."""
_SMALLER = 0.3
"""What a step to smaller type costs."""
_TORN = 0.9
"""What a line end inside a run of Chinese characters costs, where a word may be torn."""
_PIECES = re.compile(r"[\u2e80-\u9fff\uf900-\uffef]|[^\s\u2e80-\u9fff\uf900-\uffef]{1,20}\s*|\s+")
_NOT_FIRST = "，。、；：！？）》」』】〉〕”’—…·,.;:!?)]}"
_NOT_LAST = "（《「『【〈〔“‘([{"
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text of one size."""

    texts: tuple[str, ...]
    size: int
    """Font size, in the units of the picture."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on a cover."""

    title: Lines
    subtitle: Lines
    makers: tuple[Lines, ...]
    imprint: tuple[Lines, ...]
    tint: int
    """A number from 0 to 255 that belongs to the title, to choose a colour by."""


def draw_cover(work: View, theme: Theme) -> str:
    """The cover of a work as an SVG picture. Raises ``OutputError`` for a bad theme."""
    return theme.fill("epub/cover.svg.jinja", view=work, cover=cover(work))


def cover(work: View) -> Cover:
    """What stands on the cover of a work. The imprint has two lines: the publisher, and all else."""
    data = work.metadata
    rest = " · ".join(part for part in imprint(data) if part != data.publisher)
    makers = (f"{one.name} {work.words['roles'][one.role]}" for one in data.creators[:4] if one.name)
    return Cover(
        title=title_lines(work.title),
        subtitle=set_in_lines(data.subtitle, _SUBTITLE_SIZES, 3),
        makers=tuple(_single(makers)),
        imprint=tuple(_single((data.publisher, rest))),
        tint=hashlib.sha256(work.title.encode()).digest()[0],
    )


def title_lines(title: str) -> Lines:
    """The title in the lines of a cover, sized for an area 1160 units wide."""
    return set_in_lines(title, _TITLE_SIZES, _MOST_LINES)


def _single(texts: Iterable[str]) -> Iterator[Lines]:
    """A line for each text that is not blank."""
    lines = (set_in_lines(text, _LINE_SIZES, 1) for text in texts)
    return (line for line in lines if line.texts)


def set_in_lines(text: str, sizes: Sequence[int], most: int) -> Lines:
    """A text in at most ``most`` lines, as large, even and untorn as can be; a longer one is cut.

    ``sizes`` are the font sizes to choose from, the largest first.
    """
    pieces = _PIECES.findall(" ".join(text[:_LONGEST].split()))
    if not pieces:
        return Lines((), sizes[0])
    found = [
        (cost + _SMALLER * step, size, lines)
        for step, size in enumerate(sizes)
        for cost, lines in _settings(pieces, _WIDTH / size, most)
    ]
    if found:
        _, size, lines = min(found)
        return Lines(lines, size)
    return Lines(_cut(pieces, _WIDTH / sizes[-1], most), sizes[-1])


def _settings(pieces: Sequence[str], width: float, most: int) -> list[tuple[float, tuple[str, ...]]]:
    """The best way to set pieces in each number of lines up to ``most`` that are ``width`` em long."""
    reached: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    whole = []
    for _ in range(most):
        longer: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (cost, lines) in reached.items():
            for end in range(start + 1, len(pieces) + 1):
                line = "".join(pieces[start:end]).strip()
                room = 1 - em_width(line) / width
                if room < 0:
                    break
                price = cost + _UNEVEN * room**2 + _price(pieces, end)
                if end not in longer or price < longer[end][0]:
                    longer[end] = (price, (*lines, line))
        if len(pieces) in longer:
            whole.append(longer[len(pieces)])
        reached = longer
    return whole


def _price(pieces: Sequence[str], end: int) -> float:
    """What a line end before a piece costs."""
    if end == len(pieces):
        return 0
    if pieces[end][0] in _NOT_FIRST or pieces[end - 1][-1] in _NOT_LAST:
        return len(pieces)
    return _TORN if _HAN.fullmatch(pieces[end - 1]) and _HAN.match(pieces[end]) else 0


def _cut(pieces: Sequence[str], width: float, most: int) -> tuple[str, ...]:
    """The first ``most`` lines of a text that is too long, with an ellipsis."""
    lines = [""]
    for piece in pieces:
        if em_width(lines[-1] + piece.strip() + "…") > width:
            if len(lines) == most:
                break
            lines.append("")
        lines[-1] += piece
    return (*(line.strip() for line in lines[:-1]), lines[-1].strip() + "…")
