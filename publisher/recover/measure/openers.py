"""How the paragraphs of a work begin: opening characters that tell a new paragraph from a wrapped line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log

from publisher.recover.measure.line import Line
from publisher.recover.measure.profile import Profile
from publisher.recover.text.seams import ends_sentence

_LENGTH = 2
_FEWEST = 3
_STRONGEST = 2.5


class Openers:
    """Opening characters of lines that certainly begin a paragraph, and of lines that certainly do not."""

    def __init__(self, lines: Sequence[Line], profiles: Sequence[Profile]) -> None:
        self._starts: Counter[str] = Counter()
        self._inner: Counter[str] = Counter()
        for (first, second), profile in zip(pairwise(lines), profiles, strict=False):
            if not profile.wrapped:
                continue
            right, closed = profile.right(first), ends_sentence(first.text)
            if closed and right < 0.75 * profile.measure:
                self._starts[second.text[:_LENGTH]] += 1
            elif not closed and right > 0.95 * profile.measure:
                self._inner[second.text[:_LENGTH]] += 1

    def leaning(self, text: str) -> float:
        """Log-odds, at most 2.5 either way, that a line opens a paragraph, by its first characters."""
        opening = text[:_LENGTH]
        starts = self._starts[opening]
        if starts < _FEWEST:
            return 0.0
        share = (starts + 0.5) / (self._starts.total() + 1)
        inner = (self._inner[opening] + 0.5) / (self._inner.total() + 1)
        return max(-_STRONGEST, min(_STRONGEST, log(share / inner)))
