"""How a short block is set: what its letters, its emphasis and the space over it tell.

In a dump whose paragraphs are separated by blank lines a heading is told by its display: set in
capitals, in italics or with capital initials, and set apart by more blank lines than a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from publisher.recover.measure.key import key
from publisher.recover.measure.line import display_width
from publisher.recover.numbering import read_number
from publisher.recover.outline.titles import STANDING_TITLES
from publisher.recover.text.seams import ends_sentence
from publisher.recover.text.units import Unit
from publisher.tree.nodes import Figure

_WIDEST, _MOST_LINES = 130, 4
_FAR, _NEAR = 4, 2
"""Blank lines before a chapter and before a section, as typists of plain-text editions set them."""
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and as at but by for from in into nor of on or over per so than that the to up upon via with",
    )
)
"""Words that titles set without capitals."""
_TITLED, _TITLED_SENTENCE = 0.6, 0.75
"""Share of the words of a title that begin with capitals."""
_EMPHASIS = re.compile(r"[_*=+~]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’´-][^\W\d_]+)*")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_WHOLE = re.compile(r"(_|=|\*\*?)(?P<inside>[^_=*]+)\1[.:]?")
_OPEN_END = re.compile(r"(?:[,;:]|--|—|\b(?:and|or|of|the|by)|^(?:\S+ ){,3}to)$", re.IGNORECASE)
_NEVER = re.compile(
    r"(?:the )?(?:end|finis)\b(?: of .*)?[.]?$|by\s|(?:edited|translated|illustrated|copyright)\b"
    r"|\W*(?-i:(?:[A-Z][.] ?){1,4}[A-Z][\w'’-]+\W*$|(?:[A-Z][.] ?){2,4}\W*$)"
    r"|.*, \d{1,4}[.]?$|.*[.] See (?:also )?\w"
    r"|\W*\d{1,2}(?:st|nd|rd|th)?\b[\s\w,]{0,12}\d{4}\W*$|https?:|www\.",
    re.IGNORECASE,
)
"""Closing words, bylines, signatures, entries of an index, dates and addresses."""
_SENTENCE = re.compile(r"[a-z)\"”’'][.!?][\"”’')]* +[\"“‘'(]?[A-Z][a-z]+ [a-z]")
"""A sentence that begins after another has ended."""


@dataclass(frozen=True)
class Display:
    """The looks of a block."""

    text: str
    """The block's text without emphasis marks."""
    gap: int
    """4 for the space over a chapter, 2 for that over a section, 1 for that of a paragraph."""
    whole: bool
    """Emphasised as a whole."""
    short: bool
    """Not longer than a heading may be, and not open at its end."""

    @cached_property
    def caps(self) -> bool:
        """Set in capitals."""
        letters = sum(map(str.isalpha, self.text))
        return letters > 1 and sum(map(str.islower, self.text)) <= 0.1 * letters

    @cached_property
    def titled(self) -> bool:
        """Most of its words begin with capitals, small words aside; of a sentence nearly all."""
        words = [word for word in _WORD.findall(self.text) if word not in _SMALL]
        capital = sum(word[0].isupper() for word in words)
        sentence = ends_sentence(self.text) and not read_number(self.text)
        share = _TITLED_SENTENCE if sentence else _TITLED
        return bool(words) and words[0][0].isupper() and capital >= share * len(words)

    @property
    def title_like(self) -> bool:
        """Set like the title under a chapter's number."""
        return self.short and (self.caps or self.titled or (self.whole and not ends_sentence(self.text)))


def displays_of(units: Sequence[Unit]) -> list[Display]:
    """The looks of the units of a work; a piece is not short, and the space over a headpiece is that over
    the block under it.
    """
    blanks = Counter(unit.lines[0].blanks for unit in units)
    usual = max(blanks, key=lambda count: (blanks[count], -count), default=1)
    looks = [_display_of(unit, usual) for unit in units]
    looks[:1] = [replace(look, gap=4) for look in looks[:1]]
    for index, (over, unit) in enumerate(pairwise(units), 1):
        if unit.text and over.piece and isinstance(over.piece.block, Figure):
            looks[index] = replace(looks[index], gap=max(looks[index].gap, looks[index - 1].gap))
    return looks


def _display_of(unit: Unit, usual: int) -> Display:
    """The looks of a unit; ``usual`` are the blank lines between paragraphs."""
    if len(unit.lines) > _MOST_LINES:
        return Display(unit.text, _gap(unit, usual), whole=False, short=False)
    whole = _WHOLE.fullmatch(unit.text)
    text = _EMPHASIS.sub("", unit.text).strip()
    short = (
        bool(text)
        and display_width(text) <= _WIDEST
        and text[0] not in "[(—–"
        and not text.startswith("--")
        and _TWO_LETTERS.search(text) is not None
        and not (unit.setting == "lines" and any(line.text.endswith(",") for line in unit.lines))
        and (not _OPEN_END.search(text) or key(text) in STANDING_TITLES)
        and not _NEVER.match(text)
        and not _SENTENCE.search(text)
    )
    return Display(text, _gap(unit, usual), whole is not None, short)


def _gap(unit: Unit, usual: int) -> int:
    blanks = unit.lines[0].blanks
    return 4 if blanks >= max(_FAR, usual + 2) else 2 if blanks >= max(_NEAR, usual + 1) else 1
