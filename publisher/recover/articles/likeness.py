"""How alike texts are in their words: cosine of pairs of characters, the rarer the weightier."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from publisher.scripts import compile_for_both

_FUNCTION = "的了在是和与及对将为等以从到中上下不有也就都而其这那个一二三四五六七八九十年月日"
_PAIR = compile_for_both(f"(?=([^{_FUNCTION}\\W\\dA-Za-z]{{2}}))")
_FOREIGN = re.compile(r"[A-Za-z][\w+.-]+")
_COMMON = 0.6
"""Share of the texts from which a word says nothing."""


def words_of(text: str) -> Counter[str]:
    """Pairs of Chinese characters without function words, and words of other scripts."""
    return Counter([*_PAIR.findall(text), *_FOREIGN.findall(text)])


class Likeness:
    """Likeness of the texts of one page to one another."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts = [words_of(text) for text in texts]
        size = len(counts)
        spread = Counter(word for words in counts for word in words)
        postings: dict[str, list[tuple[int, float]]] = {}
        norms = []
        for index, words in enumerate(counts):
            weights = {word: (1 + log(n)) * log((size + 1) / spread[word]) for word, n in words.items()}
            norms.append(sqrt(sum(weight * weight for weight in weights.values())) or 1.0)
            for word, weight in weights.items():
                if 1 < spread[word] <= max(3, _COMMON * size):
                    postings.setdefault(word, []).append((index, weight))
        self._near: list[dict[int, float]] = [{} for _ in range(size)]
        for entries in postings.values():
            for first, weight in entries:
                near = self._near[first]
                for second, other in entries:
                    if first != second:
                        near[second] = near.get(second, 0.0) + weight * other
        for first, near in enumerate(self._near):
            for second in near:
                near[second] /= norms[first] * norms[second]

    def between(self, first: int, second: int) -> float:
        """From 0 to 1 how alike two texts are, by their indexes."""
        return self._near[first].get(second, 0.0)

    def near(self, index: int) -> Mapping[int, float]:
        """The likeness of a text to each that has words in common with it."""
        return self._near[index]

    def to_group(self, index: int, others: Sequence[int], best: int) -> float:
        """The mean likeness of a text to the (at most ``best``) texts of a group most like it."""
        values = sorted((self.between(index, other) for other in others if other != index), reverse=True)
        return sum(values[:best]) / min(best, len(values)) if values else 0.0
