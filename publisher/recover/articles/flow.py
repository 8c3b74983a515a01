"""What Chinese text in general says about a seam: how well a text goes on in another, or opens with it.

``flow.tsv`` holds what ``statistics_maker.py`` counted. Each line has a context (one or two signs; up to
three where a sentence opens), then what it is worth in a sign's favour that it follows
the context, rather than one sign less of it: first for all signs that are not named, then letter by letter
with the signs that each goes for (a trigram model with backing off, Katz 1987). ``P`` is 0, every letter a
half in log-odds.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from publisher.scripts import simplified

OPENING, NUMBER, WORD = "^", "0", "A"
"""What a model has for the opening of a sentence, for a number, and for a word of another script."""
ZERO, STEPS = ord("P"), 2
"""The letter of 0, and letters for each unit of log-odds."""
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_WORDS = re.compile("[A-Za-z]+")
_SPACE = re.compile(r"\s+")
_LEAST = -3.0
"""What is unheard-of may be new."""
_WITHIN, _BEFORE = 16, 12
"""Characters of a text that its first or last signs are sought in."""


def reduce(text: str) -> str:
    """A text in the signs of the model, which counts simplified characters.

    Numbers and words of other scripts are one sign each; white space is none.
    """
    return simplified(_SPACE.sub("", _WORDS.sub(WORD, _NUMBERS.sub(NUMBER, text))))


def goes_on(first: str, second: str) -> float:
    """Log-odds that a text goes on in another rather than in any text that begins within a sentence."""
    end, start = reduce(first[-_BEFORE:])[-2:], reduce(second[:_WITHIN])[:2]
    if not end or not start:
        return 0.0
    worth = _worth(end[-1], start[0])
    if len(end) > 1:
        worth += _worth(end, start[0])
    if len(start) > 1:
        worth += _worth(end[-1] + start[0], start[1])
    return max(_LEAST, worth)


def opens_as_sentence(text: str) -> float:
    """Log-odds that a text begins with a sentence rather than within one."""
    signs = OPENING + reduce(text[:_WITHIN])[:3]
    return sum(_worth(signs[:size], signs[size]) for size in range(1, len(signs)))


def opens_sentence(char: str) -> float:
    """Log-odds that a sentence opens with a character rather than goes on in it."""
    return _worth(OPENING, reduce(char))


def _worth(context: str, sign: str) -> float:
    """What it is worth that a sign follows a context."""
    entry = _contexts().get(context)
    unknown = sign not in _contexts() or (sign.isascii() and sign != NUMBER)
    if entry is None or unknown:  # how common foreign words are depends on the subject
        return 0.0
    others, named = entry
    at = named.find(sign)
    if at < 0:
        return (ord(others) - ZERO) / STEPS
    while named[at] not in _LETTERS:
        at -= 1
    return (ord(named[at]) - ZERO) / STEPS


_LETTERS = frozenset(map(chr, range(ord("B"), ord("z") + 1)))


@cache
def _contexts() -> dict[str, tuple[str, str]]:
    """For each context the letter of what is not named, and the letters with their signs."""
    text = files(__package__).joinpath("flow.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines()[1:])
    return {context: (others, named) for context, others, named in lines}
