"""Whether two characters belong together: the dump's own statistics of neighbouring characters.

A line that was cut inside a sentence often ends inside a word; then the two characters at the seam
are neighbours elsewhere in the dump too. The measure is pointwise mutual information.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log

_SMOOTHING = 0.3
_STRONGEST = 3.0


class Cohesion:
    """Counts of characters and of neighbouring pairs in a dump."""

    def __init__(self, texts: Iterable[str]) -> None:
        joined = "\n".join(text for text in texts if not text.isascii())
        self._pairs = Counter(joined[at : at + 2] for at in range(len(joined) - 1))
        self._chars = Counter(joined)
        del self._chars["\n"]
        self._total = max(1, self._chars.total())

    def between(self, last: str, head: str) -> float:
        """Log-odds, about -2 to 3, that a text goes on from one character to the other.

        Marks of punctuation tell nothing: they stand beside each other at many borders too.
        """
        if not (last.isalnum() and head.isalnum()):
            return 0.0
        together = self._pairs[last + head]
        expected = (self._chars[last] + 1) * (self._chars[head] + 1) / self._total
        information = log((together + _SMOOTHING) / (expected + _SMOOTHING))
        if not together:
            information = min(0.0, information)
        return max(-2.0, min(_STRONGEST, 0.7 * information))
