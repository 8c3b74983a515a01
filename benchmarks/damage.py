"""Damage clean text the way PDFs do whose subset fonts have no character map.

Each page has its own fonts. A font numbers its characters as they are first used, from ``!``, and
the dump has these numbers instead of the characters. On some pages the font of the punctuation is
lost: then numbers and words in Latin letters, set in a second lost font, stand on lines of their
own. On the others punctuation survives, and numbers and words are codes within their lines. Now and
then a character gets a second code.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

MARKS = "，。、；：？！“”‘’（）《》—…·"
_NEVER_FIRST = frozenset("，。、；：？！”’）》…·")
_NEVER_LAST = frozenset("“‘（《")
_WORD = re.compile(r"[0-9A-Za-z.%+/\-]+(?: [0-9A-Za-z.%+/\-]+)*")
_FIRST = ord("!")
_LAST = ord("~")


@dataclass
class Font:
    """A subset font: the codes of the characters used so far."""

    random: random.Random
    homophones: float
    codes: dict[str, list[str]] = field(default_factory=dict)
    used: int = 0

    def code(self, character: str) -> str:
        """The code of one use of a character."""
        codes = self.codes.setdefault(character, [])
        if not codes or (len(codes) == 1 and self.random.random() < self.homophones):
            if _FIRST + self.used > _LAST:
                return character
            codes.append(chr(_FIRST + self.used))
            self.used += 1
            return codes[-1]
        return self.random.choice(codes[-2:]) if len(codes) > 1 else codes[0]

    def damage(self, text: str) -> str:
        return "".join(character if character == " " else self.code(character) for character in text)


@dataclass(frozen=True)
class Damaged:
    """A damaged dump: its lines, and for each line what it was, character for character."""

    lines: tuple[str, ...]
    truth: tuple[str, ...]


@dataclass(frozen=True)
class Manner:
    """How a text is damaged."""

    measure: int = 24
    page_lines: int = 44
    marks_lost: float = 0.6
    """The share of pages that lose their punctuation."""
    homophones: float = 0.004
    """How often a character gets a second code, per use."""
    page_sign: str = "\f"
    """What a page's first line starts with; empty when the dump does not show its pages."""


def damage(paragraphs: Iterable[str], seed: int, manner: Manner | None = None) -> Damaged:
    """Set paragraphs in lines and pages, and lose their fonts."""
    manner = manner or Manner()
    chance = random.Random(seed)
    lines: list[str] = []
    truth: list[str] = []
    for number, page in enumerate(_pages(paragraphs, manner)):
        lost = chance.random() < manner.marks_lost
        marks = Font(chance, manner.homophones)
        words = Font(chance, manner.homophones)
        for order, line in enumerate(page):
            sign = manner.page_sign if number and not order else ""
            for old, new in _damage_line(line, marks, words, lost):
                lines.append(sign + new)
                truth.append(sign + old)
                sign = ""
    return Damaged(tuple(lines), tuple(truth))


def _pages(paragraphs: Iterable[str], manner: Manner) -> Iterator[list[str]]:
    page: list[str] = []
    for paragraph in paragraphs:
        for line in _wrap(_plain(paragraph), manner.measure):
            page.append(line)
            if len(page) == manner.page_lines:
                yield page
                page = []
    if page:
        yield page


def _plain(paragraph: str) -> str:
    """The paragraph with no blanks but those within Latin words."""
    text = re.sub(r"(?<![0-9A-Za-z.%+/\-])\s+|\s+(?![0-9A-Za-z.%+/\-])", "", paragraph.strip())
    return re.sub(r"\s+", " ", text)


def _wrap(text: str, measure: int) -> Iterator[str]:
    """Lines of a paragraph: the first is indented (shorter), no mark stands where it must not."""
    pieces = [match[0] for match in re.finditer(f"{_WORD.pattern}|.", text)]
    line: list[str] = []
    room = float(measure - 2)
    for piece in pieces:
        width = 1.0 if len(piece) == 1 and not piece.isascii() else len(piece) / 2
        if line and room < width and piece not in _NEVER_FIRST:
            carried = [line.pop()] if line[-1] in _NEVER_LAST and len(line) > 1 else []
            yield "".join(line)
            line, room = carried, float(measure - len(carried))
        line.append(piece)
        room -= width
    if line:
        yield "".join(line)


def _damage_line(line: str, marks: Font, words: Font, lost: bool) -> Iterator[tuple[str, str]]:
    """The lines that come of a line: what it was, and its damaged form."""
    if not lost:
        parts = [
            (match[0], bool(_WORD.fullmatch(match[0]))) for match in re.finditer(f"{_WORD.pattern}|.", line)
        ]
        old = "".join(f" {part} " if word else part for part, word in parts)
        new = "".join(f" {words.damage(part)} " if word else part for part, word in parts)
        yield old, new
        return
    start = 0
    for match in _WORD.finditer(line):
        yield from _damage_marks(line[start : match.start()], marks)
        yield match[0], words.damage(match[0])
        start = match.end()
    yield from _damage_marks(line[start:], marks)


def _damage_marks(text: str, marks: Font) -> Iterator[tuple[str, str]]:
    if text:
        yield text, "".join(marks.code(character) if character in MARKS else character for character in text)
