"""What is known about numbers from the words around them: years, months, days, round numbers, ordinals.

Each clue names the values that a token can have, with their probabilities; what they leave to one is the
chance that the clue misleads.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from publisher.repair.glyphs.tokens import Token

RANGE = "-"
"""Stands in a value for the sign of a range. It may come from another font than the digits."""
ANY = "?"
"""Stands in a value for a digit of which nothing is said."""

_YEAR_ENDS = ("年", "〕")
"""What stands behind a year: the second in numbers of documents."""
_DEFAULT_YEAR, _DEFAULT_SPREAD = 2015, 10.0
_SPREAD = 4.0
"""So many years from one that is named the chance of a year falls to a third."""
_YEARS = range(1949, 2036)
_SAME_YEARS, _NEAR_YEARS = 0.25, 0.5
"""The share of years that honest text has too, and of those near them; the rest are any."""
_HONEST_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_HONEST_MONTHS = re.compile(r"(?<!\d)(\d{1,2})[-－—–~～至](\d{1,2})月")
AFTER_PERCENT = frozenset("，。、；）以的左和")
_UNITS = frozenset("亿万千倍个元米吨度分")
_LEAST_STRUCTURE = 3
_LONGEST_NUMBER = 6
_NEAR = 150
"""So many lines away a statement still speaks of the same period."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way in which a clue comes true: this token has this value."""

    token: Token
    value: str
    probability: float


Clue = Sequence[Choice]
"""Ways that exclude each other; at most one of them is true."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the honest text of the dump says about dates."""

    years: Mapping[int, float]
    months: Sequence[tuple[int, str]]
    """Ranges of months from January, such as ``1-5``, and the lines (by index) where they stand."""

    @classmethod
    def gather(cls, lines: Sequence[str], read: Iterable[str] = ()) -> Knowledge:
        """Learn from honest text, line by line, and from years that are ``read`` elsewhere, with ``?`` for
        digits that are not: they are likely again, and years near them.
        """
        honest = "\n".join(lines)
        seen = defaultdict[int, float](float, Counter(map(int, _HONEST_YEAR.findall(honest))))
        for pattern in read:
            suited = [year for year in _YEARS if re.fullmatch(pattern.replace(ANY, "."), str(year))]
            for year in suited:
                seen[year] += 1 / len(suited)
        about = seen or {_DEFAULT_YEAR: 1.0}
        spread = _SPREAD if seen else _DEFAULT_SPREAD
        near = {
            year: sum(count * math.exp(-abs(year - one) / spread) for one, count in about.items())
            for year in _YEARS
        }
        same = _SAME_YEARS / sum(seen.values()) if seen else 0.0
        likely = {
            year: _NEAR_YEARS * weight / sum(near.values()) + same * seen.get(year, 0.0)
            for year, weight in near.items()
        }
        rest = (1 - sum(likely.values())) / len(_YEARS)
        years = {year: share + rest for year, share in likely.items()}
        months = [
            (number, f"{first}{RANGE}{last}")
            for number, line in enumerate(lines)
            for first, last in _HONEST_MONTHS.findall(line)
            if first == "1"
        ]
        return cls(years, months)

    def month_ranges(self, line: int) -> dict[str, float]:
        """The probability of each range of months near a line: one that stands near is likely meant again."""
        near = {span for number, span in self.months if abs(number - line) <= _NEAR}
        spread = (0.05 if near else 1.0) / 11
        return {
            span: spread + (0.95 / len(near) if span in near else 0.0)
            for span in (f"1{RANGE}{last}" for last in range(2, 13))
        }


def gather_clues(tokens: Sequence[Token], knowledge: Knowledge) -> list[Clue]:
    """All clues to the numbers of one font, the strongest first."""
    readers: tuple[Callable[[Token, Knowledge], Mapping[str, float]], ...] = (
        _year,
        _years,
        _months,
        _century,
        _day,
        _month,
        _round,
        _plus,
    )
    clues: list[Clue] = [*_structure(tokens)]
    for reader in readers:
        seen = set[tuple[str, frozenset[str]]]()
        for token in tokens:
            values = reader(token, knowledge)
            if values and (token.codes, frozenset(values)) not in seen:  # said twice, it is no new evidence
                seen.add((token.codes, frozenset(values)))
                clues.append([Choice(token, value, probability) for value, probability in values.items()])
    return clues


def is_year(token: Token) -> bool:
    """Whether a token must be a year."""
    return len(token.codes) == 4 and token.right.startswith(_YEAR_ENDS)


def _year(token: Token, knowledge: Knowledge) -> Mapping[str, float]:
    if not is_year(token):
        return {}
    return {str(year): 0.99 * share for year, share in knowledge.years.items()}


def _years(token: Token, knowledge: Knowledge) -> Mapping[str, float]:
    if len(token.codes) != 9 or not token.right.startswith("年"):
        return {}
    return {
        f"{year}{RANGE}{year + length}": 0.97 * share * 0.1
        for year, share in knowledge.years.items()
        for length in range(1, 11)
    }


def _months(token: Token, knowledge: Knowledge) -> Mapping[str, float]:
    """A range of months from January; one that is compared with is a month shorter."""
    if len(token.codes) not in (3, 4) or not re.match("月[^0-9]", token.right):
        return {}
    shares = knowledge.month_ranges(token.line)
    if token.left.endswith(("比", "较")):
        shares = {f"1{RANGE}{last - 1}": shares.get(f"1{RANGE}{last}", 0.0) for last in range(3, 13)}
    return {span: 0.95 * share for span, share in shares.items() if len(span) == len(token.codes)}


def _century(token: Token, _: Knowledge) -> Mapping[str, float]:
    if len(token.codes) != 2:
        return {}
    if token.right.startswith("世纪"):
        return {"20": 0.4, "21": 0.3, "19": 0.13} | {str(century): 0.016 for century in range(10, 19)}
    if token.right.startswith("年代"):
        return {f"{tens}0": 0.16 for tens in range(5, 10)} | {f"{tens}0": 0.04 for tens in range(1, 5)}
    return {}


def _month(token: Token, _: Knowledge) -> Mapping[str, float]:
    """A month of two digits begins with 1."""
    if len(token.codes) != 2 or not token.right.startswith("月") or token.right.startswith("月份"):
        return {}
    return {f"1{ANY}": 0.97} if token.left.endswith(("年", "，", "。", "至", "于")) else {}


def _day(token: Token, _: Knowledge) -> Mapping[str, float]:
    """A day of two digits begins with 1, 2 or 3."""
    if len(token.codes) != 2 or not token.right.startswith("日") or not token.left.endswith("月"):
        return {}
    return {f"1{ANY}": 0.44, f"2{ANY}": 0.44, f"3{ANY}": 0.09}


def _round(token: Token, _: Knowledge) -> Mapping[str, float]:
    """A number before 余 or 多 ends in 0."""
    if not token.right.startswith(("余", "多")) or len(token.codes) not in (2, 3):
        return {}
    return {f"{ANY}0": 0.97} if len(token.codes) == 2 else {f"{ANY}00": 0.6, f"{ANY}{ANY}0": 0.37}


def _plus(token: Token, _: Knowledge) -> Mapping[str, float]:
    """The sign of 互联网+, which stands for what the net is joined with."""
    return {"+": 0.98} if len(token.codes) == 1 and token.left.endswith("互联网") else {}


def _structure(tokens: Sequence[Token]) -> Iterator[Clue]:
    """The codes that stand where only a percent sign or a decimal point can stand."""
    numbers = [token for token in tokens if 1 < len(token.codes) <= _LONGEST_NUMBER]
    counts = Counter(code for token in numbers for code in set(token.codes))
    percents, points = set[str](), set[str]()
    for code, _ in counts.most_common():
        having = [token for token in tokens if code in token.codes]
        if len({token.codes for token in having}) < _LEAST_STRUCTURE:
            continue
        if all(_is_percent(token, code) for token in having):
            percents.add(code)
            yield [_sign(having[0], code, "%")]
    for code, _ in counts.most_common():
        having = [token for token in tokens if code in token.codes]
        beside = {other for token in having for other in token.codes if other != code}
        if len({token.codes for token in having}) < _LEAST_STRUCTURE or beside & points:
            continue
        measured = sum(token.right[:1] in _UNITS or token.codes[-1] in percents for token in having)
        if all(_is_point(token, code) for token in having) and 2 * measured >= len(having):
            points.add(code)
            yield [_sign(having[0], code, ".")]


def _sign(token: Token, code: str, sign: str) -> Choice:
    place = token.codes.index(code)
    part = Token(token.line, token.column + place, code, "", "")
    return Choice(part, sign, 0.99)


def _is_percent(token: Token, code: str) -> bool:
    place = token.codes.index(code)
    after = token.right[:1]
    return 0 < place == len(token.codes) - 1 < _LONGEST_NUMBER and (not after or after in AFTER_PERCENT)


def _is_point(token: Token, code: str) -> bool:
    place = token.codes.index(code)
    last = len(token.codes) - 1
    dated = token.right.startswith(("年", "月", "日", "时"))
    return (
        token.codes.count(code) == 1
        and 0 < place < last <= _LONGEST_NUMBER - 1
        and last - place <= 3
        and not dated
    )
