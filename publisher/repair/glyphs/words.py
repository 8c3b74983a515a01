"""Latin words: small cryptograms, whose codes repeat where their letters do.

The words and how often they are used come from ``words.tsv``; ``words_maker.py`` tells its source.
One word alone is seldom certain; several that share codes are. So the words that few patterns suit
are read first, and what they fix leaves few ways to read the others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from publisher.repair.glyphs.clues import Choice, Clue
from publisher.repair.glyphs.numbers import solve_numbers
from publisher.repair.glyphs.tables import Reading
from publisher.repair.glyphs.tokens import Token

_DATA = "words.tsv"
_LENGTHS = range(3, 17)
_UNITS = frozenset("年月日时分秒个万亿千百余多家名人元项位次吨倍岁期届页号点度米条件种类亩户所")
_NUMBER_LENGTH = 6
_LIKELY_SHORT, _LIKELY_LONG = 0.3, 0.8
"""The chance that what stands for no number is a word of the lexicon: for short ones, that may be
numbers after all, and for those that are too long for numbers."""
_FLATTER = 0.8
"""Texts are on a subject: seldom words are less seldom in them than in the language."""
_MOST_CHOICES = 300
_ROUNDS = 4
_GIVEN = 0.9
"""What is so sure in one round narrows the choices of the next."""
_CAPITALS = {True: (0.2, 0.2, 0.6), False: (0.4, 0.55, 0.05)}
"""The shares of lower case, capitalized words, and all capitals, for short words and for others."""
_SHORT = 5

Form = tuple[str, float]
"""A word as it may be written, with the chance that a token of its length is that."""


def decipher_words(tokens: Sequence[Token], given: Mapping[str, Reading]) -> dict[str, Reading]:
    """The table of a font from its words; ``given`` are the codes that are certain already."""
    words = {token.codes: token for token in tokens if _may_be_word(token)}
    table, used = dict(given), 0
    for _ in range(_ROUNDS):
        clues = _gather(words, table)
        if len(clues) == used:
            break
        used = len(clues)
        sure = [[Choice(_part(code), reading.mark, reading.confidence)] for code, reading in given.items()]
        chances = solve_numbers([*sure, *clues], [], [])
        table = {code: _best(shares) for code, shares in chances.items()} | dict(given)
    return table


def _may_be_word(token: Token) -> bool:
    return len(token.codes) in _LENGTHS and token.right[:1] not in _UNITS


def _part(code: str) -> Token:
    return Token(0, 0, code, "", "")


def _best(shares: Mapping[str, float]) -> Reading:
    return max((Reading(mark, share) for mark, share in shares.items()), key=lambda one: one.confidence)


def _gather(words: Mapping[str, Token], table: Mapping[str, Reading]) -> list[Clue]:
    """A clue for each token that few forms suit, the ones with the fewest first."""
    sure = {code: reading.mark for code, reading in table.items() if reading.confidence >= _GIVEN}
    clues: list[Clue] = []
    for codes, token in words.items():
        wanted = re.compile("".join(re.escape(sure[code]) if code in sure else "." for code in codes))
        suited = [form for form in _forms(len(codes)).get(_pattern(codes), ()) if wanted.fullmatch(form[0])]
        if 0 < len(suited) <= _MOST_CHOICES:
            clues.append([Choice(token, form, chance) for form, chance in suited])
    return sorted(clues, key=lambda clue: (len(clue), clue[0].token.codes))


@cache
def _totals() -> Mapping[int, float]:
    totals: dict[int, float] = defaultdict(float)
    for word, frequency in _read_words():
        totals[len(word)] += frequency**_FLATTER
    return totals


@cache
def _forms(length: int) -> Mapping[str, Sequence[Form]]:
    """The forms of all words of a length, by their patterns."""
    forms: dict[str, list[Form]] = defaultdict(list)
    likely = _LIKELY_SHORT if length < _NUMBER_LENGTH else _LIKELY_LONG
    shares = _CAPITALS[length < _SHORT]
    for word, frequency in _read_words():
        if len(word) == length:
            chance = likely * frequency**_FLATTER / _totals()[length]
            for form, share in zip((word, word.capitalize(), word.upper()), shares, strict=True):
                forms[_pattern(form)].append((form, share * chance))
    return forms


@cache
def _read_words() -> Sequence[tuple[str, float]]:
    """The words of the lexicon with their frequencies."""
    text = resources.files(__package__).joinpath(_DATA).read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return [(word, 10 ** (int(level) / 10)) for level, words in rows for word in words.split(" ")]


def _pattern(codes: str) -> str:
    """For each character the first place where it stands, as one sign: alike for a word and its codes."""
    places: dict[str, str] = {}
    return "".join(places.setdefault(code, chr(place)) for place, code in enumerate(codes))
