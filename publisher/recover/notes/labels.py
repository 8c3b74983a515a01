"""Labels of notes: how a line opens when it may be a note, and which marks call it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publisher.recover.measure.line import Line
from publisher.recover.notes.marks import CIRCLED, SUPERIOR, label_value

_LABELS = {
    "key": re.compile(r"\[\^(\d{1,3})\]:\s*"),
    "bracket": re.compile(r"([\[［〔【]\d{1,3}[\]］〕】])\s*(?![，。、；：）)])"),
    "letter": re.compile(r"(\[[A-Z]\])\s+"),
    "circled": re.compile(rf"([{CIRCLED}])\s*"),
    "superior": re.compile(rf"([{SUPERIOR}]{{1,3}})\s*"),
    "symbol": re.compile(r"(\*{1,3}|[†‡])\s*(?![*†‡])"),
    "number": re.compile(r"(\d{1,3}\s?[.．、])(?:\s+|(?=[^\x00-\x7f]))"),
    "plain": re.compile(r"(\d{1,3})\s+(?=[^\W\d]|[《“「『〔\[])"),
}
_LONE = re.compile(rf"(?P<number>[1-9]\d?)|(?P<circled>[{CIRCLED}])")
"""A label that extraction has put on a line of its own, because it was raised."""
CALLED_BY_DIGITS = frozenset(("number", "plain", "lone"))
"""Labels that plain digits of the text may call; those of items in lists, where the notes are set apart."""
WEAK = CALLED_BY_DIGITS | {"symbol"}
"""Labels that lists and headings have as well."""
FAMILIES = {
    "key": ("key",),
    "bracket": ("bracket", "superior"),
    "letter": ("letter",),
    "circled": ("circled",),
    "superior": ("superior",),
    "symbol": ("symbol",),
    "number": ("circled", "superior", "bracket", "key", "number"),
    "plain": ("circled", "superior", "bracket", "number"),
    "lone": ("circled", "superior", "bracket", "number"),
}
"""The kinds of marks that a note with a label of some kind may answer to."""


@dataclass(frozen=True, slots=True)
class Start:
    """A line that may open a note."""

    index: int
    label: str
    """As printed."""
    style: str
    offset: int
    """Where the body begins in the line's text."""

    @property
    def value(self) -> str:
        return label_value(self.label)

    @property
    def number(self) -> int:
        """Its place in the count; 0 for symbols."""
        if self.style == "letter":
            return ord(self.value) - ord("A") + 1
        return int(self.value) if self.value.isdecimal() else 0


def read_lone_start(index: int, line: Line, after: Line) -> Start | None:
    """How a line opens that may be the label of a note whose text begins on the next line."""
    match = _LONE.fullmatch(line.text)
    if not match or _LONE.fullmatch(after.text):
        return None
    return Start(index, match[0], "circled" if match["circled"] else "lone", len(line.text))


def read_start(index: int, line: Line) -> Start | None:
    """How a line opens when it may be a note: with a label and something after it."""
    for style, pattern in _LABELS.items():
        match = pattern.match(line.text)
        if match:
            return (
                Start(index, match[1].strip(), style, match.end()) if match.end() < len(line.text) else None
            )
    return None
