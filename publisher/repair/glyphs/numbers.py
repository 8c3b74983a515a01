"""Decipher the numbers of one font: a beam search for the tables that agree with all clues."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from publisher.repair.glyphs.balances import Balance, averages
from publisher.repair.glyphs.clues import ANY, RANGE, Clue

_BEAM = 1000
"""A narrower beam loses so much of the probability that little of what is left counts as certain."""
_HOPELESS = 1e-6
_CHARACTERS = math.log(11)
"""A code stands for each digit or sign alike, before anything is known."""
_SECOND_CODE = math.log(0.003)
"""A character gets a code though it has one already."""
_MISLEADING = 0.01
"""The least chance that a clue misleads."""
_BALANCED = math.log(0.97)
_UNTOLD = frozenset((RANGE, ANY))
"""Characters of a choice that say nothing of their code."""
_AVERAGE = "average"

Table = tuple[tuple[str, str], ...]
"""Codes with their characters; also the average in tenths, once it is reckoned."""
Beam = dict[Table, float]


def solve_numbers(
    clues: Sequence[Clue], balances: Sequence[Balance], rates: Sequence[int]
) -> dict[str, dict[str, float]]:
    """For each code that the clues reach, the probability of each character.

    The ``balances`` share one average, which is one of the ``rates`` (in tenths).
    """
    beam: Beam = {(): 0.0}
    kept = 1.0
    for clue in clues:
        ways = _ways(clue)
        beam, share = _step((table, score, _choose(dict(table), ways)) for table, score in beam.items())
        kept *= share
    for balance in balances if rates else ():
        beam, share = _step(
            (table, score, _balance(dict(table), balance, rates)) for table, score in beam.items()
        )
        kept *= share
    return _posterior(beam, kept)


Extension = tuple[dict[str, str], float]
"""What is added to a table, and the logarithmic probability of that."""


def _step(ways: Iterable[tuple[Table, float, Iterable[Extension]]]) -> tuple[Beam, float]:
    """The best tables after one more clue, and their share of the probability of all."""
    following: Beam = {}
    for table, score, extensions in ways:
        for added, change in extensions:
            extended = tuple(sorted((*table, *added.items()))) if added else table
            high, low = following.get(extended, -math.inf), score + change
            if low > high:
                high, low = low, high
            following[extended] = high + math.log1p(math.exp(low - high))
    top = max(following.values())
    weights = {table: math.exp(score - top) for table, score in following.items()}
    best = sorted((table for table, weight in weights.items() if weight > _HOPELESS), key=weights.__getitem__)
    kept = best[-_BEAM:]
    share = sum(weights[table] for table in kept) / sum(weights.values())
    return {table: following[table] for table in kept}, share


def _ways(clue: Clue) -> list[Extension]:
    """The ways in which a clue comes true, and that it does not, whatever a table has already."""
    rest = max(_MISLEADING, 1 - sum(choice.probability for choice in clue))
    ways: list[Extension] = [({}, math.log(rest) - len(clue[0].token.codes) * _CHARACTERS)]
    for choice in clue:
        told: dict[str, str] = {}
        pairs = [
            pair for pair in zip(choice.token.codes, choice.value, strict=True) if pair[1] not in _UNTOLD
        ]
        if all(told.setdefault(code, character) == character for code, character in pairs):
            unsaid = choice.value.count(ANY) * _CHARACTERS
            ways.append((told, math.log(choice.probability) - unsaid))
    return ways


def _choose(table: Mapping[str, str], ways: Iterable[Extension]) -> Iterator[Extension]:
    """The ways that agree with a table: what they add to it."""
    for told, change in ways:
        added: dict[str, str] = {}
        for code, character in told.items():
            known = table.get(code)
            if known is None:
                added[code] = character
            elif known != character:
                break
        else:
            yield added, change + (_cost(table, added) if added else 0.0)


def _cost(table: Mapping[str, str], added: Mapping[str, str]) -> float:
    used = set(table.values())
    cost = 0.0
    for character in added.values():
        cost -= _CHARACTERS
        if character in used:
            cost += _SECOND_CODE
        used.add(character)
    return cost


def _balance(table: Mapping[str, str], balance: Balance, rates: Sequence[int]) -> Iterator[Extension]:
    """The ways in which a balance comes out with the average, and that it does not."""
    length = len(balance.rate.codes)
    yield {}, math.log(_MISLEADING) - (length + len(balance.distance.codes)) * _CHARACTERS
    codes = {code: character for code, character in table.items() if code != _AVERAGE}
    allowed = (
        {table[_AVERAGE]: 0.0}
        if _AVERAGE in table
        else {str(rate): math.log(1 / len(rates)) for rate in rates}
    )
    for added, average in averages(balance, codes):
        if str(average) in allowed:
            change = _BALANCED - length * _CHARACTERS + _cost(codes, added) + allowed[str(average)]
            yield {**added, _AVERAGE: str(average)} if _AVERAGE not in table else added, change


def _posterior(beam: Beam, kept: float) -> dict[str, dict[str, float]]:
    top = max(beam.values())
    shares = {table: math.exp(score - top) for table, score in beam.items()}
    total = sum(shares.values())
    result: dict[str, dict[str, float]] = {}
    for table, share in shares.items():
        for code, character in table:
            chances = result.setdefault(code, {})
            chances[character] = chances.get(character, 0.0) + kept * share / total
    return result
