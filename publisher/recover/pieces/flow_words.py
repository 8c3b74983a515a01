"""The words of lines that may be cells one after another, and what their looks alone tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import Literal

from publisher.recover.measure.line import Line, display_width
from publisher.recover.pieces.grid import is_blank, is_number
from publisher.scripts import compile_for_both

Break = Literal["space", "line", "gap"]
"""What stands before a word: a space, the end of a line, or more than that."""

NUMBERS = "0.%"
"""Kinds of words that are numbers: whole ones, those with a decimal point, shares."""
MARK = "-"
"""The kind of marks that stand for nothing, as any column may hold."""
_SHORT, _MIDDLE = 10, 24
"""Columns up to which a word is short, or of middle length."""
_LONE = 2
"""Columns of a line of one character."""
_OPENERS = "（(“\"'‘《<[【"
_OPEN = "，,、（(：:"
"""A cell hardly ever ends with one of these."""
_CLOSE = "）),，、：:"
_UNITS = compile_for_both(
    "[万亿]?(?:[万亿元人户家个件次台辆套吨亩米年月日天秒名位所座倍]|美元|人次|公斤|公顷|公里|小时|分钟)"
)
"""Words that go with the number before them."""


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between spaces on a line."""

    text: str
    line: int
    """Index of its line."""
    before: Break
    kind: str
    width: int
    """Columns of the line it stands on."""


def words_of(lines: Sequence[Line], indexes: Iterable[int]) -> Iterator[Word]:
    """The words of some lines, in order."""
    for index in indexes:
        line = lines[index]
        apart = line.blanks or line.feed or (index and line.before != lines[index - 1].number)
        before: Break = "gap" if apart else "line"
        for text in line.text.split():
            yield Word(text, index, before, kind_of(text), line.width)
            before = "space"


def kind_of(text: str) -> str:
    """A class of words that a column may prefer: numbers, marks, words by script, length and end."""
    if is_blank(text):
        return MARK
    if is_number(text):
        return "%" if text[-1] in "%％‰" else "." if "." in text else "0"
    first = text.lstrip(_OPENERS)[:1] or text[0]
    script = "h" if first > "\u2e7f" else "d" if first.isdigit() else "a" if first.isalpha() else "s"
    if script == "a" and any(map(str.isdigit, text)):
        script = "c"
    width = display_width(text)
    length = "" if width <= _SHORT else "+" if width <= _MIDDLE else "++"
    return script + length + (text[-1] if text[-1] in _OPEN else "")


def cling(word: Word, after: Word) -> float:
    """How much speaks for two neighbouring words being of one cell, as log-odds."""
    if MARK in (word.kind, after.kind):
        return -4.0
    if word.text[-1] in _OPEN + "-" or after.text[0] in _CLOSE:
        return 2.5
    if after.text[0] in "（(":
        return 1.0
    if word.kind in NUMBERS or after.kind in NUMBERS:
        return 1.0 if _UNITS.fullmatch(after.text) else -1.5
    if after.before == "space":
        return 0.4 if word.kind[0] == after.kind[0] else 0.0
    tight = word.kind[0] == after.kind[0] == "h"
    if tight and after.width <= _LONE:
        return 1.5  # a character alone on its line
    # all lines of a cell but the last are full
    return -1.0 if after.width > word.width + (0 if tight else 2) else 0.0


@dataclass(frozen=True, slots=True)
class Background:
    """How often kinds of words are met in a work at large, and breaks before them near by."""

    kinds: Mapping[str, float]
    breaks: Mapping[Break, float]
    rare: float
    """Share of a kind that the work does not have."""
    measure: int
    """Columns of the line width that most of the text stands in."""

    def kind(self, kind: str) -> float:
        """The share of a kind among the words."""
        return self.kinds.get(kind, self.rare)

    def is_full(self, width: int) -> bool:
        """Whether a line is as wide as those of running text; rows hardly ever are, without their gaps."""
        return 0.94 * self.measure <= width <= 1.03 * self.measure

    def log_break(self, before: Break) -> float:
        """The log of the share of a break."""
        return log(self.breaks[before])


_SAMPLE = 1000
"""Lines that are enough to tell the shares."""
_USUAL = {"h": 20, "h+": 20, "h++": 30, "a": 10, "0": 10, ".": 5, "s": 5}
"""Kinds of a hundred words of the Chinese text that is taken for usual."""


def usual_measure(lines: Sequence[Line]) -> int:
    """The columns of the line width that most of the text stands in, from a sample of the lines."""
    widths: Counter[int] = Counter()
    for index in range(0, len(lines), 1 + len(lines) // _SAMPLE):
        widths[lines[index].width // 2] += lines[index].width
    usual = max(widths, key=lambda half: widths[half - 1] + widths[half] + widths[half + 1], default=0)
    return 2 * usual + 1


def background(lines: Sequence[Line]) -> Background:
    """The shares in a work, from a sample of its lines and what is usual; not yet those of breaks."""
    kinds: Counter[str] = Counter(_USUAL)
    for index in range(0, len(lines), 1 + len(lines) // _SAMPLE):
        for word in words_of(lines, (index,)):
            kinds[word.kind] += 1
    total = kinds.total()
    return Background(
        {kind: count / total for kind, count in kinds.items()},
        {},
        1 / total,
        usual_measure(lines),
    )


def with_breaks(ground: Background, words: Sequence[Word]) -> Background:
    """A background with the breaks of some words: what is done at them counts, not how many there are."""
    breaks: Counter[Break] = Counter({"space": 1, "line": 1, "gap": 1})
    breaks.update(word.before for word in words)
    return replace(ground, breaks={before: count / breaks.total() for before, count in breaks.items()})
