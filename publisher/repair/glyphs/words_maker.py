"""Make ``words.tsv`` from the word lists of wordfreq: ``python -m publisher.repair.glyphs.words_maker``

wordfreq (Robyn Speer; https://github.com/rspeer/wordfreq, version 3.1; code under the Apache License 2.0,
data under CC BY-SA 4.0) counts words in many kinds of text. Taken from it are the commoner English
words, and the words in Latin letters that Chinese texts use, each list by half. A line has ten times the
decimal logarithm of a frequency in a thousand million words, and the words that are so frequent.

The package does not need wordfreq: only this step does.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from pathlib import Path

import wordfreq

_LATIN = re.compile("(?=.*[a-z])[a-z0-9]{2,16}")
_LEAST = 3e-8
_LISTS = ("en", "zh")


def make() -> str:
    """The lines of ``words.tsv``."""
    frequencies: dict[str, float] = defaultdict(float)
    for language in _LISTS:
        words = wordfreq.get_frequency_dict(language, "large")
        latin = {word: frequency for word, frequency in words.items() if _LATIN.fullmatch(word)}
        total = sum(latin.values())
        for word, frequency in latin.items():
            frequencies[word] += frequency / total / len(_LISTS)
    levels: dict[int, list[str]] = defaultdict(list)
    for word, frequency in frequencies.items():
        if frequency >= _LEAST:
            levels[round(10 * math.log10(frequency * 1e9))].append(word)
    rows = [f"{level}\t{' '.join(sorted(words))}" for level, words in sorted(levels.items(), reverse=True)]
    return "\n".join(["# made by words_maker.py, which names the source and its licence", *rows]) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("words.tsv").write_text(make(), "utf-8", newline="\n")
