"""What stands around Chinese punctuation: how well a place in a text suits each mark.

The figures come from ``marks.tsv``, counts of the characters on both sides of a mark, of the
distance to its neighbours, and of which mark follows which. They are combined as in a naive Bayes
classifier with back-off from two characters to one (Witten and Bell's smoothing with a fixed mass);
``statistics_maker.py`` tells where the counts come from.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources

MARKS = "，。、；：？！“”‘’（）《》—…·"
"""The marks that are told apart."""
PLACE = {mark: place for place, mark in enumerate(MARKS)}

UNKNOWN, ALNUM, OTHER, START, END = "MNO^$"
"""Classes of characters in a reduced text: a lost mark, a run of letters or digits, anything else,
the start and the end of a paragraph. Chinese characters and known marks stand for themselves."""

LACUNA = "〓"
"""The printer's mark for what cannot be read."""

Scores = list[float]
"""Logarithmic weights, one for each of ``MARKS``."""

_DATA = "marks.tsv"
_HAN = re.compile("[\u3400-\u9fff〇]")
_ALNUM_RUN = re.compile(f"{ALNUM}+")
_BOUNDS = (1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 32)
# How much each kind of evidence counts. The kinds overlap, so that their sum is above one;
# measured on damaged text (benchmarks/glyphs.py).
_WEIGHT = {"L": 0.55, "R": 0.55, "b": 0.35, "d": 0.4}
_MASS = {"l": 4.0, "r": 4.0, "L": 3.0, "R": 3.0, "b": 3.0, "d": 20.0, "t": 20.0}
_FLOOR = -6.0
_NOTHING: Counter[str] = Counter()


def is_han(character: str) -> bool:
    """Whether this is a Chinese character (no mark)."""
    return "\u3400" <= character <= "\u9fff" or character == "〇"


def reduce_character(character: str) -> str:
    """The class under which a character is counted."""
    if is_han(character) or character in PLACE:
        return character
    if character == LACUNA:
        return UNKNOWN
    return ALNUM if character.isalnum() or character in "%％" else OTHER


def reduce_paragraph(text: str) -> str:
    """A paragraph as the statistics see it: white space out, numbers and words as one sign each."""
    reduced = "".join(map(reduce_character, "".join(text.split())))
    return START + _ALNUM_RUN.sub(ALNUM, reduced) + END


def distance(length: int) -> str:
    """The class of a distance in characters, as one letter."""
    return chr(ord("a") + sum(length >= bound for bound in _BOUNDS))


def _is_stop(sign: str) -> bool:
    return sign in PLACE or sign in (UNKNOWN, START, END)


def stops(reduced: str) -> list[int]:
    """The places of marks, lost marks and ends in a reduced text."""
    return [place for place, sign in enumerate(reduced) if _is_stop(sign)]


def features(reduced: str, place: int, left: int, right: int) -> Iterator[tuple[str, str]]:
    """The evidence around a place: kind and key.

    ``left`` and ``right`` are the places of the neighbouring stops.
    """
    before, after = reduced[place - 1], reduced[place + 1]
    yield "l", before
    yield "r", after
    yield "L", reduced[max(0, place - 2) : place]
    yield "R", reduced[place + 1 : place + 3]
    yield "b", before + after
    yield "d", distance(place - left - 1) + distance(right - place - 1)


class MarkStatistics:
    """Counts of what stands around marks."""

    def __init__(self, shared: MarkStatistics | None = None) -> None:
        """No counts yet, but those of ``shared``, which stay as they are."""
        self.marks: Counter[str] = Counter(shared.marks if shared else {})
        self.counts: dict[tuple[str, str], Counter[str]] = {}
        self._shared = shared.counts if shared else {}

    @classmethod
    def load(cls) -> MarkStatistics:
        """The counts that come with the package."""
        return cls(_read_counts())

    def add(self, paragraphs: Iterable[str], weight: int = 1) -> None:
        """Count the marks of clean paragraphs."""
        for paragraph in paragraphs:
            self._add_reduced(reduce_paragraph(paragraph), weight)
        self._evidence.cache_clear()

    def _add_reduced(self, reduced: str, weight: int) -> None:
        at = stops(reduced)
        for left, place, right in zip(at, at[1:], at[2:], strict=False):
            mark = reduced[place]
            if mark not in PLACE or (mark == "；" and reduced[place + 1] == END):
                continue  # items of lists end in semicolons: in running text there are none at an end
            self.marks[mark] += weight
            blurred = reduced
            if place - 1 == left or place + 1 == right:  # as it looks when all marks are lost
                sides = (
                    UNKNOWN if sign in PLACE else sign for sign in (reduced[place - 1], reduced[place + 1])
                )
                blurred = reduced[: place - 1] + mark.join(sides) + reduced[place + 2 :]
            for feature in features(blurred, place, left, right):
                self.counts.setdefault(feature, Counter())[mark] += weight
            before = reduced[left] + distance(place - left - 1)
            self.counts.setdefault(("t", before), Counter())[mark] += weight

    def around(self, reduced: str, place: int, left: int, right: int) -> Scores:
        """How the surroundings of a place speak for each mark, against its share of all marks."""
        total = [0.0] * len(MARKS)
        keys = dict(features(reduced, place, left, right))
        for kind, weight in _WEIGHT.items():
            ratios = self._evidence(kind, keys[kind])
            for mark, ratio in enumerate(ratios):
                total[mark] += weight * ratio
        return [max(score, _FLOOR) for score in total]

    def after(self, before: str, length: int) -> Sequence[float]:
        """How a mark (or the start) ``length`` characters before speaks for each mark."""
        return self._evidence("t", before + distance(length))

    @lru_cache(maxsize=100_000)  # noqa: B019 - one instance lives as long as the process needs it
    def _evidence(self, kind: str, key: str) -> tuple[float, ...]:
        shares = self._shares(kind, key)
        return tuple(math.log(share / prior) for share, prior in zip(shares, self._priors(), strict=True))

    def log_shares(self) -> list[float]:
        """The logarithm of each mark's share of all marks."""
        return [math.log(prior) for prior in self._priors()]

    def _priors(self) -> list[float]:
        total = sum(self.marks.values()) + len(MARKS)
        return [(self.marks[mark] + 1) / total for mark in MARKS]

    def _shares(self, kind: str, key: str) -> list[float]:
        """The share of each mark where this feature stands."""
        if kind == "L":
            base = self._shares("l", key[-1])
        elif kind == "R":
            base = self._shares("r", key[0])
        elif kind == "b":
            product = [
                a * b / c
                for a, b, c in zip(
                    self._shares("l", key[0]), self._shares("r", key[1]), self._priors(), strict=True
                )
            ]
            base = [value / sum(product) for value in product]
        else:
            base = self._priors()
        own, shared = self.counts.get((kind, key), _NOTHING), self._shared.get((kind, key), _NOTHING)
        mass = _MASS[kind]
        total = own.total() + shared.total() + mass
        return [
            (own[mark] + shared[mark] + mass * share) / total for mark, share in zip(MARKS, base, strict=True)
        ]


@cache
def _read_counts() -> MarkStatistics:
    statistics = MarkStatistics()
    text = resources.files(__package__).joinpath(_DATA).read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        kind, key, *cells = line.split("\t")
        counts: Counter[str] = Counter({cell[0]: int(cell[1:]) for cell in cells})
        if kind == "m":
            statistics.marks = counts
        else:
            statistics.counts[kind, key] = counts
    return statistics
