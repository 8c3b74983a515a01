"""Font runs: the stretches of text in which one code stands for one character.

A subset font numbers its characters as they are first used, from ``!``. So in one run the codes are
first seen in rising order; and a page has its own fonts, so that runs end where pages end. Where a
dump does not show its pages, the borders are searched: the best division is the one whose runs need
the fewest codes for marks that suit their places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from publisher.repair.glyphs.context import MARKS, is_han, stops
from publisher.repair.glyphs.evidence import NO_HISTORY, keys_around, mask
from publisher.repair.glyphs.flow import Flow, Lost, is_closed, is_rule
from publisher.repair.glyphs.model import MarkModel, Weights, shares

FIRST_CODE = "!"
_HEAD = re.compile("[\u3400-\u9fff]{3,14}")
_LEAST_PAGE = 30
"""So many lines of the dump make a page at least."""
_LONE_BLANK = re.compile(" [!-/]?[\u3400-\u9fff]")

_CODE_COST = 2.5
_DISORDER_COST = 6.0
_BORDER_COST = 3.0
_SHOWN_GAIN = 24.0
_UNSHOWN_COST = 20.0
"""A border without a sign, in a dump that shows its pages."""
_GAP = 3
_LONGEST = 800
_MOST_DISORDER = 3
_LOOK_AHEAD = 30
_LEAST_OURS = 0.7
_LEAST_CODES, _FEW = 3, 20


def page_starts(lines: Sequence[str]) -> set[int]:
    """The lines (by index) that show that a page starts: form feeds, running heads, or a lone blank before a
    line where lines are not indented.
    """
    filled = [number for number, line in enumerate(lines) if line.strip()]
    feeds = {number for number, line in enumerate(lines) if "\f" in line}
    blanks = {number for number in filled if _LONE_BLANK.match(lines[number])}
    if len(blanks) * 20 > len(filled):
        blanks = set()
    return feeds | blanks | _running_heads(lines, filled)


def _running_heads(lines: Sequence[str], filled: Sequence[int]) -> set[int]:
    """The short lines that stand again and again, a page apart, where a text may end: between rules, or a
    line of text that is closed and another one.
    """
    places: dict[str, list[int]] = {}
    for before, number, after in zip([-1, *filled], filled, [*filled[1:], -1], strict=False):
        last, following = (lines[one].strip() if one >= 0 else "" for one in (before, after))
        ended = not last or is_rule(last) or (any(map(is_han, last)) and is_closed(last))
        if ended and (is_rule(following) or any(map(is_han, following))):
            places.setdefault(lines[number].strip(), []).append(number)
    return {
        number
        for text, same in places.items()
        if _HEAD.fullmatch(text) and len(same) > 1
        if all(after - before >= _LEAST_PAGE for before, after in pairwise(same))
        for number in same
    }


class Order:
    """The order in which a run's codes are first seen."""

    def __init__(self, first: str = FIRST_CODE) -> None:
        self.highest = ord(first) - 1
        self.wrong = 0

    def copy(self) -> Order:
        """The same state, to go on from on trial."""
        other = Order()
        other.highest, other.wrong = self.highest, self.wrong
        return other

    def see(self, code: str) -> bool:
        """Take in a code that is new to the run: whether it is the next one, or nearly so."""
        fits = self.highest < ord(code) <= self.highest + _GAP
        if fits:
            self.highest = ord(code)
        else:
            self.wrong += 1
        return fits


def disorder(codes: str) -> int:
    """How many codes are first seen out of order."""
    order = Order()
    for code in dict.fromkeys(codes):
        order.see(code)
    return order.wrong


def is_font(codes: str) -> bool:
    """Whether codes can be those of a font: of many, most are numbered from ``!`` on."""
    font = font_codes(codes)
    ours = sum(code in font for code in codes)
    return len(codes) <= _FEW or (ours >= _LEAST_OURS * len(codes) and len(font) >= _LEAST_CODES)


def font_codes(codes: str) -> set[str]:
    """The codes among these that a font gives that numbers its characters from ``!`` without great gaps.

    The others are honest characters.
    """
    order = Order()
    return {code for code in sorted(set(codes)) if order.see(code)}


def split_runs(flow: Flow, model: MarkModel, starts: Set[int]) -> list[list[Lost]]:
    """Divide the lost marks of a text into font runs (dynamic programming over the borders).

    ``starts`` are lines (by index) at which a page is seen to start.
    """
    lost = flow.lost
    if not lost:
        return []
    suit = suits(flow, lost, model)
    codes = "".join(one.code for one in lost)
    shown = _shown(lost, starts)
    borders = [0, *(k for k in range(1, len(lost)) if k in shown or _may_start(lost, codes, k)), len(lost)]
    hidden = _UNSHOWN_COST if starts else _BORDER_COST
    index = {border: order for order, border in enumerate(borders)}
    costs = [0.0] + [float("inf")] * (len(borders) - 1)
    back = [0] * len(borders)
    for order, start in enumerate(borders[:-1]):
        entry = costs[order] + (-_SHOWN_GAIN if start in shown else hidden)
        for end, cost in _extend(codes, suit, start, borders[order + 1]):
            at = index.get(end)
            if at is not None and entry + cost < costs[at]:
                costs[at], back[at] = entry + cost, order
    runs, at = [], len(borders) - 1
    while at:
        runs.append(list(lost[borders[back[at]] : borders[at]]))
        at = back[at]
    return runs[::-1]


def suits(flow: Flow, lost: Sequence[Lost], model: MarkModel) -> list[Weights]:
    """How likely each mark is at the places of some codes, from what stands around them."""
    seen = [(mask(paragraph), stops(paragraph)) for paragraph in flow.paragraphs]
    return [
        shares(model.add_up((*keys_around(*seen[one.paragraph], one.order), *NO_HISTORY))) for one in lost
    ]


def _shown(lost: Sequence[Lost], starts: Set[int]) -> set[int]:
    """The lost marks that come first after a shown page start."""
    return {
        order
        for order in range(1, len(lost))
        if any(number in starts for number in range(lost[order - 1].line + 1, lost[order].line + 1))
    }


def _may_start(lost: Sequence[Lost], codes: str, order: int) -> bool:
    new_line = lost[order].line != lost[order - 1].line
    return new_line and codes[order] == FIRST_CODE and disorder(codes[order : order + _LOOK_AHEAD]) <= 1


def _extend(codes: str, suit: Sequence[Weights], start: int, least: int) -> list[tuple[int, float]]:
    """The cost of every run that starts here and goes to ``least`` at least, by the index after its
    last code.
    """
    sums: dict[str, Weights] = {}
    best: dict[str, float] = {}
    total = 0.0
    order = Order()
    costs = []
    for place in range(start, min(len(codes), max(least, start + _LONGEST))):
        code = codes[place]
        if code not in sums:
            sums[code], best[code] = [0.0] * len(MARKS), 0.0
            total += _CODE_COST if order.see(code) else _CODE_COST + _DISORDER_COST
        sums[code] = [a + b for a, b in zip(sums[code], suit[place], strict=True)]
        top = max(sums[code])
        total -= top - best[code]
        best[code] = top
        costs.append((place + 1, total))
        if order.wrong > _MOST_DISORDER and place + 1 >= least:
            break
    return costs
