"""How likely each mark is at a place, from what stands around it and the marks before it.

A log-linear model: each key of the evidence has a weight for each mark. The weights come from
``marks.tsv``, which ``marks_maker.py`` makes; from clean text the model goes on learning (stochastic
gradient descent, with a rate for each key that falls as the key is met, and some keys left out at random,
so that none is trusted alone).
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

from publisher.repair.glyphs.context import MARKS, PLACE
from publisher.repair.glyphs.evidence import NO_HISTORY, examples

Weights = list[float]
"""One for each of ``MARKS``."""

_DATA = "marks.tsv"
_ZERO, _UNIT = ord("P"), 0.08
"""In the file a weight is one character: ``P`` is nothing, and each further one is a unit more."""
_SMALLEST, _LARGEST = ord("!"), ord("~")
_TELLING = 0.25
"""A key without a weight of this size tells too little to be kept."""
_RATE = 0.25
_SETTLED = 1.0
_LEFT_OUT = 0.6


class MarkModel:
    """Weights of the evidence for marks."""

    def __init__(self, shipped: dict[str, str] | None = None) -> None:
        """No weights yet, but those of ``shipped`` (in the form of the file)."""
        self._shipped = shipped or {}
        self.weights: dict[str, Weights] = {}
        self._met: dict[str, float] = {}

    @classmethod
    def load(cls) -> MarkModel:
        """The model that comes with the package."""
        return cls(_read())

    def add_up(self, keys: Iterable[str]) -> Weights:
        """The sum of the weights of some keys."""
        rows = [row for row in map(self._row, keys) if row]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(MARKS)

    def _row(self, key: str) -> Weights | None:
        row = self.weights.get(key)
        if row is None and key in self._shipped:
            row = self.weights[key] = [_UNIT * (ord(sign) - _ZERO) for sign in self._shipped[key]]
        return row

    def learn(self, paragraphs: Iterable[str], rounds: int) -> None:
        """Learn from reduced paragraphs with marks, both with and without what came before."""
        chance = random.Random(1)
        seen = [example for paragraph in paragraphs for example in examples(paragraph)]
        for _ in range(rounds):
            chance.shuffle(seen)
            for mark, around, before in seen:
                for keys in ((*around, *before), (*around, *NO_HISTORY)):
                    self._correct(PLACE[mark], [key for key in keys if chance.random() >= _LEFT_OUT])

    def _correct(self, mark: int, keys: Sequence[str]) -> None:
        """Move the weights of keys towards the mark that stands there."""
        scale = 1 / (1 - _LEFT_OUT)
        slope = [math.exp(score) for score in shares([scale * one for one in self.add_up(keys)])]
        slope[mark] -= 1
        size = sum(one * one for one in slope)
        for key in keys:
            row = self._row(key)
            if row is None:
                row = self.weights[key] = [0.0] * len(MARKS)
            met = self._met[key] = self._met.get(key, _SETTLED) + size
            rate = _RATE / math.sqrt(met)
            row[:] = [weight - rate * one for weight, one in zip(row, slope, strict=True)]


def shares(weights: Sequence[float]) -> Weights:
    """The logarithmic probability of each mark."""
    top = max(weights)
    total = top + math.log(sum(math.exp(weight - top) for weight in weights))
    return [weight - total for weight in weights]


def write_weights(weights: Mapping[str, Weights]) -> str:
    """The weights that tell something, a line for each key."""
    lines = []
    for key, row in sorted(weights.items()):
        if max(map(abs, row)) >= _TELLING:
            signs = (_ZERO + round(weight / _UNIT) for weight in row)
            lines.append(key + "\t" + "".join(chr(max(_SMALLEST, min(_LARGEST, sign))) for sign in signs))
    return "\n".join(lines) + "\n"


@cache
def _read() -> dict[str, str]:
    text = resources.files(__package__).joinpath(_DATA).read_text("utf-8")
    lines = text.split("\n")[1:-1]
    return {key: row for key, _, row in (line.partition("\t") for line in lines)}
