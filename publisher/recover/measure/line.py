"""A line of a dump with what its looks tell: the unit that recovery decides about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from publisher.read.dump import Dump

_UNBREAKABLE = re.compile(
    r"[（《「『【〔〈“‘(\[]*"
    r"(?:[^\s\u2e80-\u9fff\uff00-\uffef，。、；：！？（）《》“”‘’「」『』…—]+|.)"
    r"[，。、；：！？）》」』】〕〉”’,.;:!?)\]]*"
)
"""What may not be broken at the start of a line: opening marks, a word or a character, closing marks."""
_WIDEST_ROOM = 30
_NEARLY_ALL = 0.99
_LATIN = re.compile("[A-Za-z0-9]")


class _Widths(dict[str, int]):
    """Columns of each character asked for."""

    def __missing__(self, char: str) -> int:
        if unicodedata.east_asian_width(char) in "WF" or char in "“”‘’…—":
            width = 2
        else:
            width = 0 if unicodedata.combining(char) else 1
        self[char] = width
        return width


_WIDTHS = _Widths()


@lru_cache(maxsize=32768)  # many questions about a line begin with its width
def display_width(text: str) -> int:
    """Width of a text in half-width columns; quotes, dashes and ellipses count as Chinese ones."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


_ADVANCES = {
    char: columns
    for chars, columns in (
        (" .,:;'|!`ijlI", 0.5),
        ('frt()[]{}/\\"-', 0.7),
        ("abcdeghknopqsuvxyz0123456789?*_", 1.1),
        ("ABCDEFGHJKLNOPQRSTUVXYZ&#$+=<>~^", 1.35),
        ("mwMW@%", 1.75),
    )
    for char in chars
}
"""How wide text faces set Latin characters, in columns (half an em), by classes of like width."""


@lru_cache(maxsize=32768)  # a line is asked for its width about its neighbours, too
def printed_width(text: str) -> int:
    """Width of a text in columns of half an em as Chinese print has it: Latin letters are proportional.

    A text without Chinese characters is taken for one on a grid.
    """
    if text.isascii():
        return len(text)
    latin = [_ADVANCES[char] for char in text if char in _ADVANCES]
    return display_width(text) - len(latin) + round(sum(latin))


@lru_cache(maxsize=32768)
def room_for(text: str) -> int:
    """Columns that may stay free at the end of the line before: the first unbreakable run of this one."""
    run = _UNBREAKABLE.match(text)
    return (
        min(_WIDEST_ROOM, printed_width(run[0])) + (run[0][0].isascii() and run[0][0].isalnum()) if run else 0
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank."""

    number: int
    """Its number in the dump, from 1."""
    raw: str
    """The whole line after repair."""
    text: str
    """The line without white space around it."""
    indent: int
    """Columns of white space before the text; a tab goes to the next multiple of eight."""
    width: int
    """Columns of the text itself, as printed."""
    blanks: int
    """Blank lines directly before it, in units of the dump's own spacing."""
    before: int
    """Number of the line before it that is not blank; 0 for the first."""
    feed: bool
    """A page of the file begins with it: a form feed stands before it, on this line or on a blank line."""
    page: str = ""
    """The number of that page, where the tool that made the dump has marked it."""
    part: tuple[int, int] | None = None
    """First and last column of it, where it is only a part of a line of the dump."""

    @property
    def mixed(self) -> bool:
        """Whether it holds letters or digits of Latin script, whose widths are less certain."""
        return _LATIN.search(self.text) is not None

    def cut(self, at: int) -> tuple[Line, Line]:
        """The line as two parts, before and from a column (from 0) on, each with its text at its place."""
        halves = self.raw[:at].rstrip(), " " * at + self.raw[at:]
        head, tail = (
            replace(
                self,
                raw=raw,
                text=raw.strip(),
                indent=self.indent if not index else display_width(raw[: len(raw) - len(raw.lstrip())]),
                width=printed_width(raw.strip()),
                blanks=self.blanks if not index else 0,
                before=self.before if not index else self.number,
                part=(len(raw) - len(raw.lstrip()) + 1, len(raw.rstrip())),
            )
            for index, raw in enumerate(halves)
        )
        return head, tail


def measure_lines(dump: Dump) -> tuple[Line, ...]:
    """The lines of a dump that are not blank, in order."""
    lines: list[Line] = []
    blanks, before, feed = 0, 0, False
    for number, raw in enumerate(dump.lines, 1):
        text = raw.strip()
        feed = feed or "\f" in raw[: len(raw) - len(raw.lstrip())]
        if not text:
            blanks += 1
            continue
        head = raw[: len(raw) - len(raw.lstrip())].rpartition("\f")[2]
        indent = display_width(head.expandtabs(8))
        lines.append(Line(number, raw, text, indent, printed_width(text), blanks, before, feed))
        blanks, before, feed = 0, number, False
    if _line_ends_doubled(lines):
        return tuple(replace(line, blanks=line.blanks // 2) for line in lines)
    return tuple(lines)


def _line_ends_doubled(lines: Sequence[Line]) -> bool:
    """Whether every line end of a text was doubled: one blank line became three, and none became one."""
    odd = sum(line.blanks % 2 for line in lines[1:])
    return odd >= _NEARLY_ALL * len(lines)
