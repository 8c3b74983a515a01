"""How well one piece of text goes on in another: the evidence at the seam between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from publisher.recover.articles.flow import goes_on, opens_as_sentence
from publisher.recover.articles.marks import closes, has_dateline, opens_as_paragraph
from publisher.recover.articles.setting import OPENS_ITEM
from publisher.recover.measure.cohesion import Cohesion
from publisher.recover.numbering import read_number

_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"), ("「", "」"), ("(", ")"))
WEIGHTS = {
    "flow": 0.54,
    "opens": -0.33,
    "own": 1.05,
    "across": 0.4,
    "closed": 2.3,
    "wants": -1.6,
    "left quote": -2.1,
    "left": -0.2,
    "begins": -0.8,
    "begins as": -1.5,
    "remnant": 1.3,
}
"""Log-odds for each unit of the evidence at a seam; fitted by ``benchmarks/fit_seams.py``."""
_LEAST_BEGUN, _MOST_BEGUN = -4.0, 2.0
_SLIP = 2.0
"""Log-odds that a seam with doubled characters is one."""
_LONGEST = 5
"""Characters of the longest strings across a seam that are looked up."""
_MOST_ACROSS = 3
"""Strings across a seam that count."""
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
        return sum(WEIGHTS[name] * value for name, value in self.evidence(first, second).items())

    def evidence(self, first: str, second: str) -> dict[str, float]:
        """What there is to be weighed at a seam."""
        return {
            "flow": goes_on(first, second),
            "own": self._cohesion.between(first[-1], second[0]),
            "across": self._across(first, second),
            **_of_opening(second),
            **_of_pairs(first, second),
        }

    def is_slip(self, first: str, second: str, size: int) -> bool:
        """Whether characters that end one piece and open the next were meant once.

        The page must have the string that stands there without them elsewhere, and never have them twice.
        """
        double, single = second[:size] * 2, first[-size - 1 :] + second[size : size + 1]
        if size > 1:
            return not self._strings[double]
        return self._cohesion.between(second[0], second[0]) < 0 and self._strings[single] > 0

    def _across(self, first: str, second: str) -> int:
        """How many strings over the seam the page has elsewhere, up to a few."""
        found = 0
        for size in range(3, _LONGEST + 1):
            for left in range(1, size):
                string = first[-left:] + second[: size - left]
                found += len(string) == size and self._strings[string] > 0
        return min(_MOST_ACROSS, found)


def begins(text: str) -> float:
    """Log-odds that a text is the beginning of a paragraph and not the rest of one."""
    worth = -sum(WEIGHTS[name] * value for name, value in _of_opening(text).items())
    return max(_LEAST_BEGUN, min(_MOST_BEGUN, worth))


def _of_opening(text: str) -> dict[str, float]:
    """What the opening of a text tells of whether it is the rest of another."""
    number = read_number(text)
    return {
        "opens": opens_as_sentence(text),
        "begins": bool((number and number.text) or OPENS_ITEM.match(text) or has_dateline(text)),
        "begins as": opens_as_paragraph(text),
        "remnant": len(text) <= _REMNANT and closes(text),
    }


def _of_pairs(first: str, second: str) -> dict[str, float]:
    """Brackets and quotes that one piece leaves open and the other closes, and those left over."""
    found = dict.fromkeys(("closed", "wants", "left quote", "left"), 0.0)
    for opening, closing in _PAIRS:
        left_open = _depth(first, opening, closing)[1]
        wants = _depth(second, opening, closing)[0]
        if left_open and wants:
            found["closed"] += 1
        elif wants:
            found["wants"] += 1
        elif left_open:
            found["left quote" if opening == "“" else "left"] += 1
    return found


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
