"""A line as it is set: the chunks of text between its gaps, each at its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publisher.recover.measure.line import Line, display_width

BARS = "|│┃║"
"""Drawn between columns."""
_LINES = "\u2500-\u257f"
"""Box drawing characters."""
RULE = re.compile(rf"(?=.*(?:[-=_─━═—]{{3}}|[-:][|]))[\s|+:=_—{_LINES}-]+")
"""A line that is drawn between rows."""
_CHUNK = re.compile(rf"[^\s{BARS}]+(?:[^\S\n][^\s{BARS}]+)*")
_FILL = "\ufdd0"
"""Stands for the second column of a full-width character; no character itself."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text without a gap inside; the range of columns is half-open."""

    start: int
    end: int
    text: str
    set: str
    """Its text as it is set, with what stands for the second columns of characters."""

    def text_at(self, at: int) -> bool:
        """Whether a column has no space."""
        return not self.set[at - self.start].isspace()

    def part(self, start: int, end: int) -> Chunk:
        """What of it stands between two places that count from its own start."""
        text = self.set[start:end]
        return Chunk(self.start + start, self.start + end, text.replace(_FILL, "").strip(), text)


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as it is set: its chunks by position; a rule or a line of bars has none."""

    index: int
    chunks: tuple[Chunk, ...]


def set_line(index: int, line: Line, wide: bool) -> SetLine:
    """The chunks of a line; ``wide`` counts two columns for a full-width character, else one."""
    text = line.raw.replace("\f", "").rstrip()
    if RULE.fullmatch(text):
        return SetLine(index, ())
    if wide and not text.isascii() and _FILL not in text:
        text = "".join(
            char if display_width(char) < 2 else char + (" " if char.isspace() else _FILL) for char in text
        )
    return SetLine(
        index,
        tuple(
            Chunk(match.start(), match.end(), match[0].replace(_FILL, "").strip(), match[0])
            for match in _CHUNK.finditer(text)
        ),
    )
