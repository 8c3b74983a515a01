"""Clues from numbers that count on: ordinals that open paragraphs, numbers in brackets, 第1条 and 第2条."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publisher.repair.glyphs.clues import Choice, Clue
from publisher.repair.glyphs.context import is_han
from publisher.repair.glyphs.tokens import Token

_STOPS = frozenset("。；：！？")
_BEFORE_BRACKET = _STOPS | frozenset("（，、")
_LEAST_COUNTED = 3
_COUNT = "123456789"
_FROM_ONE, _FROM_OTHER = 0.6, 0.03
"""How likely a count starts from one, and from each other number: it may go on from the page before."""


def find_counts(tokens: Sequence[Token]) -> Iterator[Clue]:
    """A clue for each series of numbers of one digit in the same frame: they count on by one."""
    series: dict[str, list[list[Token]]] = {}
    for token in tokens:
        frame = _frame(token)
        if frame:
            chains = series.setdefault(frame, [[]])
            if any(token.codes == one.codes for one in chains[-1]):
                chains.append([])
            chains[-1].append(token)
    for chain in (chain for chains in series.values() for chain in chains):
        if len(chain) >= _LEAST_COUNTED:
            codes = "".join(token.codes for token in chain)
            whole = Token(chain[0].line, chain[0].column, codes, "", "")
            yield [
                Choice(whole, _COUNT[start : start + len(chain)], _FROM_OTHER if start else _FROM_ONE)
                for start in range(len(_COUNT) - len(chain) + 1)
            ]


def _frame(token: Token) -> str:
    """What stands around a number of one digit that may count on, or nothing."""
    if len(token.codes) != 1:
        return ""
    if token.right.startswith("）") and token.left[-1:] in _BEFORE_BRACKET:
        return "）"
    return "第" + token.right[:1] if token.left.endswith("第") and is_han(token.right[:1] or " ") else ""


def find_ordinals(tokens: Sequence[Token]) -> Iterator[Clue]:
    """Series such as 1. 2. 3., where each paragraph of a list starts with its number."""
    starts = [
        token
        for token in tokens
        if len(token.codes) == 2 and token.left and token.right and is_han(token.right[0])
    ]
    marks = dict.fromkeys(token.codes[1] for token in starts)
    for mark in marks:
        series = [token for token in starts if token.codes[1] == mark]
        order = list(dict.fromkeys(token.codes[0] for token in series))
        opened = sum(token.left[-1] in _STOPS for token in series)
        if min(len(order), opened) < _LEAST_COUNTED or not _counts_up(
            [token.codes[0] for token in series], order
        ):
            continue
        if any(mark in token.codes[:1] + token.codes[2:] for token in tokens) or sorted(order) != order:
            continue
        yield [Choice(Token(series[0].line, series[0].column + 1, mark, "", ""), ".", 0.99)]
        for number, code in enumerate(order[:9], 1):
            yield [Choice(Token(series[0].line, series[0].column, code, "", ""), str(number), 0.99)]


def _counts_up(codes: Sequence[str], order: Sequence[str]) -> bool:
    """Whether the codes go through the order step by step, and start again from its first."""
    expected = 0
    for code in codes:
        if code == order[0]:
            expected = 0
        if expected >= len(order) or code != order[expected]:
            return False
        expected += 1
    return True
