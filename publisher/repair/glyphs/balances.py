"""Clues from arithmetic: growth rates and by how much they are above or below one average."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from publisher.repair.glyphs.tokens import Token

_ABOVE = re.compile("(?:高出|高于|超出)[\u3400-\u9fff]{0,8}平均(?:水平|值|增速)?$")
_BELOW = re.compile("(?:低于|落后)[\u3400-\u9fff]{0,8}平均(?:水平|值|增速)?$")
_POINTS = "个百分点"
_SENTENCE = 3
"""The rate that is compared stands so few numbers before."""
_DIGITS = "0123456789"
_LONGEST = 6
_MOST_UNKNOWN = 4


@dataclass(frozen=True, slots=True)
class Balance:
    """A rate and its distance from the average."""

    rate: Token
    distance: Token
    sign: int
    """What the distance is multiplied with to get from the rate to the average: -1 or 1."""


def find_balances(tokens: Sequence[Token]) -> Iterator[Balance]:
    """The rates that are compared with an average."""
    for order, token in enumerate(tokens):
        sign = -1 if _ABOVE.search(token.left) else 1 if _BELOW.search(token.left) else 0
        if not sign or not token.right.startswith(_POINTS):
            continue
        for rate in reversed(tokens[max(0, order - _SENTENCE) : order]):
            if rate.right.startswith("，") and rate.left.endswith(("增长", "下降")):
                yield Balance(rate, token, sign)
                break


def averages(balance: Balance, table: Mapping[str, str]) -> Sequence[tuple[dict[str, str], int]]:
    """Each way to complete a table so that a balance can be reckoned: the characters added, and the
    average in tenths.

    Only numbers with one decimal place are reckoned with, for which the point is known already.
    """
    codes = dict.fromkeys(balance.rate.codes + balance.distance.codes)
    return _averages(balance, tuple((code, table.get(code, "")) for code in codes))


@lru_cache(maxsize=1000)
def _averages(balance: Balance, known: tuple[tuple[str, str], ...]) -> list[tuple[dict[str, str], int]]:
    table = {code: character for code, character in known if character}
    unknown = [code for code, character in known if not character]
    if len(known) > 2 * _LONGEST or len(unknown) > _MOST_UNKNOWN:
        return []
    found = []
    for digits in product(_DIGITS, repeat=len(unknown)):
        added = dict(zip(unknown, digits, strict=True))
        rate, distance = (
            _tenths(token.codes, {**table, **added}) for token in (balance.rate, balance.distance)
        )
        if rate is not None and distance is not None:
            found.append((added, rate + balance.sign * distance))
    return found


def _tenths(codes: str, table: Mapping[str, str]) -> int | None:
    text = "".join(table[code] for code in codes).removesuffix("%")
    if not re.fullmatch(r"(?:0|[1-9]\d?)\.\d", text):
        return None
    return int(text.replace(".", ""))
