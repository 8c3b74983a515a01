"""Clues from numbers that stand elsewhere in readable form: the same words around them, or a heading
that sums up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.repair.glyphs.clues import AFTER_PERCENT, Choice, Clue
from publisher.repair.glyphs.context import is_han
from publisher.repair.glyphs.tokens import Token

_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_MARK = re.compile("[，。、；：,;]")
_SHORT = 0.8
_REACH = 24
_LEAST_SHARED = 8
"""So many Chinese characters around two numbers must be the same for one number to stand for both."""
_LEAST_ON_A_SIDE = 2
_SURE_SHARED = 12
_SUMMARY_LENGTH = 3
_SUMMARY_SHARED = 4
_PER_SHARED = 2.0
"""How much likelier each shared pair of characters makes it that a number is the one of the heading."""
_LATER = 0.3
"""The first number that fits is likelier than the second."""
_NEAR = 60
"""So many lines after its heading a text still has the heading's number."""


@dataclass(frozen=True, slots=True)
class Known:
    """A number that can be read, with the Chinese characters on both sides."""

    line: int
    value: str
    left: str
    right: str
    heading: str
    """The Chinese characters of its line, if that is a heading."""


def find_known(lines: Sequence[str]) -> list[Known]:
    """The readable numbers of these lines; unread codes are blank in them."""
    found = []
    filled = [(number, line.strip()) for number, line in enumerate(lines) if line.strip()]
    for order, (number, line) in enumerate(filled):
        plain = unicodedata.normalize("NFKC", line)
        before = "".join(text for _, text in filled[max(0, order - 2) : order])
        after = "".join(text for _, text in filled[order + 1 : order + 3])
        near = [text for _, text in filled[max(0, order - 1) : order + 2]]
        heading = _han(plain) if _is_heading(near, order > 0) else ""
        for match in _NUMBER.finditer(plain):
            left, right = before + plain[: match.start()], plain[match.end() :] + after
            found.append(Known(number, match[0], _han(left)[-_REACH:], _han(right)[:_REACH], heading))
    return found


def _is_heading(near: Sequence[str], has_before: bool) -> bool:
    """Whether the middle one of three lines (or the first of two) stands alone, without a mark in it."""
    line, before = near[has_before], near[0] if has_before else ""
    after = near[-1]
    if _MARK.search(line) or _width(line) >= _width(after):
        return False
    return not before or not is_han(before[-1]) or _width(before) < _SHORT * _width(line)


def _width(text: str) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def _han(text: str) -> str:
    return "".join(filter(is_han, text))


def find_parallels(tokens: Sequence[Token], known: Sequence[Known]) -> Iterator[Clue]:
    """A clue for each token whose surroundings stand elsewhere around a readable number of its length."""
    for token in tokens:
        left, right = _han(token.left), _han(token.right)
        best: dict[str, int] = {}
        for number in known:
            if len(number.value) == len(token.codes):
                before, after = _common(left[::-1], number.left[::-1]), _common(right, number.right)
                shared = before + after
                if shared >= _LEAST_SHARED and min(before, after) >= _LEAST_ON_A_SIDE:
                    best[number.value] = max(shared, best.get(number.value, 0))
        if best:
            longest = max(best.values())
            values = [value for value, shared in best.items() if shared == longest]
            chance = (0.99 if longest >= _SURE_SHARED else 0.95) / len(values)
            yield [Choice(token, value, chance) for value in values]


def find_summaries(tokens: Sequence[Token], known: Sequence[Known]) -> Iterator[Clue]:
    """A clue for each exact number in a heading: the text below has it again, among the words of the
    heading.
    """
    for number in known:
        if not number.heading or len(number.value) < _SUMMARY_LENGTH or "." not in number.value:
            continue
        words = _pairs(number.heading)
        shares: list[tuple[float, Token]] = []
        for token in tokens:
            if _may_repeat(token, number):
                shared = len(words & _pairs(_han(token.left) + _han(token.right)))
                if shared >= _SUMMARY_SHARED:
                    shares.append((_PER_SHARED**shared * _LATER ** len(shares), token))
        total = sum(share for share, _ in shares)
        if shares:
            yield [Choice(token, number.value, 0.9 * share / total) for share, token in shares]


def _may_repeat(token: Token, number: Known) -> bool:
    if len(token.codes) != len(number.value) or not 0 < token.line - number.line <= _NEAR:
        return False
    return not number.value.endswith("%") or token.right[:1] in AFTER_PERCENT


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


def _common(one: str, other: str) -> int:
    """The length of the common beginning."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length
