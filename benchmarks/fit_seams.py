"""Fit the weights of the evidence at seams: ``python -m benchmarks.fit_seams FILE...``

Each FILE has articles as ``newspaper.py`` takes them. The articles of artificial pages are cut, and for every
piece that breaks off the one that it goes on in is to be chosen among all texts of the page. The
weights are those of the multinomial logit model of the choice (McFadden 1974) that explains the choices
best. Where ``flow.tsv`` has been counted in the same newspaper it is trusted too much: the weights in use
are the means of two fits, one with statistics that have seen the paper and one with some that have not.
Printed are the weights, for ``continuation.py``, and how often the choice is right on other articles than
those that the weights were fitted to.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import exp
from pathlib import Path

from benchmarks.newspaper import read_articles
from benchmarks.newspaper_pages import Article, cut_article
from publisher.recover.articles.continuation import WEIGHTS, Seams
from publisher.recover.articles.likeness import Likeness
from publisher.recover.articles.marks import closes

_ROUNDS, _RATE, _SHRINK = 300, 0.3, 0.002
_KEPT_ASIDE = 5
"""Every so manieth article is kept aside."""

Choice = list[dict[str, float]]
"""What speaks for each text that may follow; the first is the one that does."""


def gather_choices(articles: Sequence[Article], pages: int, rng: random.Random) -> Iterator[Choice]:
    """The choices on some pages."""
    for _ in range(pages):
        chosen = [cut_article(article, rng) for article in rng.sample(articles, rng.choice((3, 3, 4)))]
        pieces = [[piece.split("\n\n") for piece in own] for own in chosen]
        texts = [text for own in pieces for piece in own for text in piece]
        seams, likeness = Seams(texts), Likeness(texts)
        opening = {id(own[0][0]) for own in pieces}
        place = {id(text): at for at, text in enumerate(texts)}
        for own in pieces:
            for before, after in pairwise(own):
                first, true = before[-1], after[0]
                if closes(first):
                    continue
                others = [t for t in texts if id(t) not in {id(first), id(true)} | opening]
                yield [
                    seams.evidence(first, text)
                    | {"like": likeness.between(place[id(first)], place[id(text)])}
                    for text in (true, *others)
                ]


def fit(choices: Sequence[Choice]) -> dict[str, float]:
    """The weights that make the choices most likely (gradient ascent, each weight at its own rate)."""
    weights = dict(WEIGHTS, like=15.0)
    speed = dict.fromkeys(weights, 1e-6)
    for _ in range(_ROUNDS):
        slope = {name: -_SHRINK * weight * len(choices) for name, weight in weights.items()}
        for choice in choices:
            chances = _chances(choice, weights)
            for number, (evidence, chance) in enumerate(zip(choice, chances, strict=True)):
                for name, value in evidence.items():
                    slope[name] += value * ((number == 0) - chance)
        for name, value in slope.items():
            speed[name] += value * value
            weights[name] += _RATE * value / speed[name] ** 0.5
    return weights


def _chances(choice: Choice, weights: Mapping[str, float]) -> list[float]:
    worths = [sum(weights[name] * value for name, value in evidence.items()) for evidence in choice]
    best = max(worths)
    shares = [exp(worth - best) for worth in worths]
    total = sum(shares)
    return [share / total for share in shares]


def share_right(choices: Sequence[Choice], weights: Mapping[str, float]) -> float:
    """How often the text that follows is thought the likeliest."""
    return sum(max(c := _chances(choice, weights)) == c[0] for choice in choices) / max(1, len(choices))


def main() -> None:
    """Fit, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=100)
    options = parser.parse_args()
    articles = [article for path in options.files for article in read_articles(path)]
    aside = articles[::_KEPT_ASIDE]
    rng = random.Random(1)
    choices = list(gather_choices([a for a in articles if a not in aside], options.pages, rng))
    others = list(gather_choices(aside, options.pages // 2, rng))
    weights = fit(choices)
    print(f"{len(choices)} choices; right on {len(others)} others: {share_right(others, weights):.3f}")
    print(f"with the weights so far: {share_right(others, dict(WEIGHTS, like=15.0)):.3f}")
    for name, weight in weights.items():
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
