"""Make ``flow.tsv``: ``python -m publisher.recover.articles.statistics_maker WORDS FILE...``

WORDS is a word list, a word and its frequency in each line; each FILE is clean UTF-8 text with one
paragraph in a line. Only counts of characters and of neighbouring pairs are kept, and of the pairs those that
occur more than once; no sentence can be made from them again. The file that comes with the package
was counted in

- the word list of jieba 0.42.1 (MIT licence),
- 开源指南, GitHub opensource.guide (CC BY 4.0),
- 2023 中国开源年度报告, 开源社 (CC BY-SA 4.0),
- 多元宇宙 (CC0 1.0),
- 中文排版需求, W3C (W3C Software and Document License),
- the Civil Code of the People's Republic of China (public domain).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from math import log
from pathlib import Path

_LEAST = 2
_FEWEST_IN_WORDS = 60
_WEAKEST, _STRONGEST = 1, 9
_HAN = "\u3400-\u9fff"
_RUN = re.compile(f"[{_HAN}]+")
_OPENING = re.compile(f"(?:^|[。！？])[^{_HAN}\\w]*([{_HAN}])", re.MULTILINE)


def make(words: Path, files: Iterable[Path]) -> str:
    """The lines of ``flow.tsv``.

    Each line has a character, the log-odds in tenths that it opens a sentence rather than goes on in
    one, and the characters that follow it more often than by chance, each with the natural logarithm
    of how much, as one digit.
    """
    runs: Counter[str] = Counter()
    chars: Counter[str] = Counter()
    openings: Counter[str] = Counter()
    for path in files:
        text = path.read_text("utf-8")
        openings.update(_OPENING.findall(text))
        for run in _RUN.findall(text):
            chars.update(run)
            runs.update(run[at : at + 2] for at in range(len(run) - 1))
    bonds = _bonds(runs, chars, _LEAST)
    for pair, strength in _bonds(*_in_words(words), _FEWEST_IN_WORDS).items():
        bonds[pair] = max(strength, bonds.get(pair, 0))
    follow: dict[str, list[str]] = {}
    for pair, strength in sorted(bonds.items()):
        if strength >= _WEAKEST:
            follow.setdefault(pair[0], []).append(f"{pair[1]}{min(strength, _STRONGEST)}")
    return "# made by statistics_maker.py, which names the sources\n" + "".join(
        f"{char}\t{_leaning(char, openings, chars)}\t{''.join(follow.get(char, ()))}\n"
        for char in sorted(set(follow) | set(chars))
    )


def _in_words(path: Path) -> tuple[Counter[str], Counter[str]]:
    pairs: Counter[str] = Counter()
    chars: Counter[str] = Counter()
    for line in path.read_text("utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        if _RUN.fullmatch(word):
            for at, char in enumerate(word):
                chars[char] += int(frequency)
                if at:
                    pairs[word[at - 1 : at + 1]] += int(frequency)
    return pairs, chars


def _bonds(pairs: Counter[str], chars: Counter[str], least: int) -> dict[str, int]:
    total = chars.total()
    return {
        pair: round(log(count * total / chars[pair[0]] / chars[pair[1]]))
        for pair, count in pairs.items()
        if count >= least
    }


def _leaning(char: str, openings: Counter[str], chars: Counter[str]) -> int:
    """Log-odds in tenths that a sentence opens with a character, against its standing anywhere."""
    opening = (openings[char] + 0.5 * chars[char] / chars.total() * 10 + 0.05) / (openings.total() + 5)
    anywhere = (chars[char] + 1) / (chars.total() + 100)
    return max(-30, min(30, round(10 * log(opening / anywhere))))


if __name__ == "__main__":
    target = Path(__file__).with_name("flow.tsv")
    target.write_text(make(Path(sys.argv[1]), map(Path, sys.argv[2:])), "utf-8", newline="\n")
