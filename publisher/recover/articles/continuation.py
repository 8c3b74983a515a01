"""How well one piece of text goes on in another: the evidence at the seam between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from publisher.recover.articles.flow import hold_together, opens_sentence
from publisher.recover.articles.marks import closes, has_dateline, opens_as_paragraph
from publisher.recover.articles.setting import OPENS_ITEM
from publisher.recover.measure.cohesion import Cohesion
from publisher.recover.numbering import read_number
from publisher.recover.text.seams import CLOSING, OPENING, is_han

_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"), ("「", "」"), ("(", ")"))
_OPENS = 0.3
"""Weight of how often sentences open with the first character."""
_GENERAL, _OWN = 1.2, 0.8
"""Weights of how characters hold together in Chinese, and on this page."""
_UNITS = frozenset("年月日时分秒个亿万元家人次项户台套件种类届期号位名岁米吨倍成％%.0123456789")
"""What may follow a number."""
_SLIP = 2.0
"""Log-odds that a seam with doubled characters is one."""
_LONGEST = 5
"""Characters of the longest strings across a seam that are looked up."""
_REMNANT = 16
"""Characters of the longest text that is too short for a paragraph."""


class Seams:
    """Weighs seams by what else the page says."""

    def __init__(self, texts: Iterable[str]) -> None:
        own = list(texts)
        self._cohesion = Cohesion(own)
        self._strings: Counter[str] = Counter()
        for text in own:
            for size in range(3, _LONGEST + 1):
                self._strings.update(text[at : at + size] for at in range(len(text) - size + 1))

    def weigh(self, first: str, second: str) -> float:
        """Log-odds that a text that breaks off goes on in another, wherever that stands."""
        if closes(first):
            return -6.0
        size = doubled(first, second)
        if size and self.is_slip(first, second, size):
            return _SLIP + self.weigh(first, second[size:])
        if re.match(r"[.．]\d", second):
            return 6.0 if first[-1].isdigit() else -6.0
        score = self.bond(first, second) + _of_pairs(first, second)
        if second[0] in CLOSING:
            return score + 4.0
        score -= _OPENS * opens_sentence(second[0])
        if len(second) <= _REMNANT and closes(second):
            score += 2.0
        return score - _opening(second)

    def is_slip(self, first: str, second: str, size: int) -> bool:
        """Whether characters that end one piece and open the next were meant once.

        The page must have the string that stands there without them elsewhere, and never have them twice.
        """
        double, single = second[:size] * 2, first[-size - 1 :] + second[size : size + 1]
        if size > 1:
            return not self._strings[double]
        return self._cohesion.between(second[0], second[0]) < 0 and self._strings[single] > 0

    def bond(self, first: str, second: str) -> float:
        """Log-odds that the characters at the seam belong together."""
        last, head = first[-1], second[0]
        if last in "，、；," or head in CLOSING or last in OPENING:
            return 0.5
        if not (is_han(last) and is_han(head)):
            if last.isdigit():
                return 2.5 if head in _UNITS else -1.0
            both_latin = last.isascii() and head.isascii() and last.isalnum() and head.isalnum()
            return 1.0 if both_latin else 0.0
        own = self._cohesion.between(last, head)
        return _GENERAL * hold_together(last, head) + _OWN * own + self._across(first, second)

    def _across(self, first: str, second: str) -> float:
        """What strings over the seam add that the page has elsewhere, up to 2."""
        found = 0.0
        for size in range(3, _LONGEST + 1):
            for left in range(1, size):
                string = first[-left:] + second[: size - left]
                if len(string) == size and self._strings[string]:
                    found += 0.7
        return min(2.0, found)


def _opening(text: str) -> float:
    """How much a text begins as paragraphs do, in log-odds against the rest of a sentence."""
    number = read_number(text)
    if (number and number.text) or OPENS_ITEM.match(text) or has_dateline(text):
        return 5.0
    return 1.5 if opens_as_paragraph(text) else 0.0


def _of_pairs(first: str, second: str) -> float:
    """Brackets and quotes that one piece leaves open and the other closes."""
    score = 0.0
    for opening, closing in _PAIRS:
        left_open = _depth(first, opening, closing)[1]
        wants = _depth(second, opening, closing)[0]
        if left_open and wants:
            score += 3.0
        elif wants:
            score -= 3.0
        elif left_open:
            score -= 1.0 if opening == "“" else 2.0
    return score


def _depth(text: str, opening: str, closing: str) -> tuple[int, int]:
    """How many closing marks of a pair lack their opening one, and the other way round."""
    wants = depth = 0
    for char in text:
        if char == opening:
            depth += 1
        elif char == closing:
            if depth:
                depth -= 1
            else:
                wants += 1
    return wants, depth


def doubled(first: str, second: str) -> int:
    """How many characters at the end of the first piece stand again at the start of the second by mistake."""
    for size in range(min(4, len(first) - 1, len(second) - 1), 0, -1):
        if first[-size:] == second[:size] and all("\u3400" <= char <= "\u9fff" for char in second[:size]):
            return size
    return 0
