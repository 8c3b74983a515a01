"""Numbers and Latin words in codes: where they stand, and which of them share a font."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from publisher.repair.glyphs.context import is_han
from publisher.repair.glyphs.detect import State
from publisher.repair.glyphs.flow import Place, is_rule
from publisher.repair.glyphs.runs import FIRST_CODE, Order

_ASCII = re.compile("[!-~]+")
_REACH = 16
"""So many characters of context are kept on each side."""
_HALF_WIDTH_MARKS = frozenset(",;:()")
"""Beside a Chinese character they are marks of the text's own font."""
_LATER_START = "2"
"""Some fonts that hold the punctuation too number their digits from here."""
_STARTS = frozenset((FIRST_CODE, _LATER_START))
_NEVER_LATER = "01"
_MOST_EARLY = 0.2
_ONE = "1"
_LEAST_LATER = 4
_MOST_IN_ORDER = 0.7
_MOST_DISORDER = 2
_NEAR = 4
"""Tokens on each side: where most of them are glued to the text, its numbers are honest."""
_LEAST_GLUED = 2
"""Twice as many tokens must be glued at least, lest one alone makes itself honest."""
_PAGE_COST, _SHOWN_PAGE_COST = 2.0, 5.0
"""What a page costs, against one token out of order, where no page is seen to start and where some are."""
_LONGEST_PAGE = 400


@dataclass(frozen=True, slots=True)
class Token:
    """A number or word: its codes, and the text on both sides without blanks."""

    line: int
    column: int
    codes: str
    left: str
    right: str
    glued: bool = False
    """It stands beside a Chinese character without a space, as numbers of the text's own font do."""

    def places(self) -> Iterator[Place]:
        """The place of each code."""
        return ((self.line, self.column + step) for step in range(len(self.codes)))


def find_tokens(
    lines: Sequence[str], states: Sequence[State], read: Mapping[Place, str]
) -> tuple[list[Token], list[Token]]:
    """All runs of ASCII that may be codes of numbers and words: those in whole text, those thrown out
    of text.

    ``read`` has the codes of marks that are read already, with their marks.
    """
    whole, thrown = list[Token](), list[Token]()
    text, origin = _flatten(lines, read)
    index = {place: order for order, place in enumerate(origin)}
    for number, line in enumerate(lines):
        lost = states[number] is State.LOST
        if (lost and any(map(is_han, line))) or is_rule(line):
            continue
        for match in _ASCII.finditer(line):
            glued = not lost and _touches_han(line, match.start(), match.end())
            if glued and match[0] in _HALF_WIDTH_MARKS:
                continue
            for start, end in _unread(number, match.start(), match.end(), read):
                first, last = index[number, start], index[number, end - 1]
                token = Token(
                    number,
                    start,
                    line[start:end],
                    text[max(0, first - _REACH) : first],
                    text[last + 1 : last + 1 + _REACH],
                    glued,
                )
                (thrown if lost else whole).append(token)
    return whole, thrown


def _touches_han(line: str, start: int, end: int) -> bool:
    """Whether a run of ASCII stands beside a Chinese character without a space between."""
    return (start > 0 and is_han(line[start - 1])) or (end < len(line) and is_han(line[end]))


def _flatten(lines: Sequence[str], read: Mapping[Place, str]) -> tuple[str, list[Place]]:
    """All characters but blanks, and the place of each."""
    characters, origin = [], []
    for number, line in enumerate(lines):
        for column, character in enumerate(line):
            if not character.isspace():
                characters.append(read.get((number, column), character))
                origin.append((number, column))
    return "".join(characters), origin


def _unread(number: int, start: int, end: int, read: Mapping[Place, str]) -> Iterator[tuple[int, int]]:
    """The parts of a run of ASCII whose codes are not read yet."""
    begin = start
    for column in range(start, end + 1):
        if column == end or (number, column) in read:
            if begin < column:
                yield begin, column
            begin = column + 1


def split_tokens(tokens: Sequence[Token], borders: Sequence[int]) -> Iterator[list[Token]]:
    """The tokens of each font: those in codes, page by page.

    ``borders`` are the lines (by index) at which pages are seen to start. Where there are none, pages are
    divided so that the fewest tokens are out of order; a page that is seen is divided further if more of
    its tokens come in order so. Honest numbers and words do not fit the order in which a font numbers its
    characters, and are left out.
    """
    for page in _by_border(tokens, borders):
        likely = _set_apart(page)
        whole = [_coded(likely)] if borders else []
        parts = [_coded(part) for part in _by_order(likely, _SHOWN_PAGE_COST if borders else _PAGE_COST)]
        best = parts if sum(map(len, parts)) > sum(map(len, whole)) else whole
        yield from (font for font in best if font)


def _coded(page: Sequence[Token]) -> list[Token]:
    """The tokens of a page that are in codes, if the page has a lost font."""
    coded = _in_order(page, FIRST_CODE)
    later = _in_order(page, _LATER_START)
    if len(later) > len(coded) and _is_later(page, later):
        return [token for token in page if not token.codes.isalnum() or _ONE not in token.codes]
    if coded and (
        coded[0].codes[0] == FIRST_CODE or len(coded) >= max(_LEAST_LATER, _MOST_IN_ORDER * len(page))
    ):
        return coded
    return []


def _set_apart(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without those in a neighbourhood where most are glued to Chinese characters."""
    result: list[Token] = []
    for place, token in enumerate(tokens):
        before, behind = tokens[max(0, place - _NEAR) : place + 1], tokens[place : place + _NEAR + 1]
        honest = _mostly_glued([*before[:-1], *behind])
        if not honest and not (token.glued and (_mostly_glued(before) or _mostly_glued(behind))):
            result.append(token)
    return result


def _mostly_glued(tokens: Sequence[Token]) -> bool:
    return 2 * sum(token.glued for token in tokens) > max(len(tokens), _LEAST_GLUED)


def _by_border(tokens: Sequence[Token], borders: Sequence[int]) -> Iterable[list[Token]]:
    pages: dict[int, list[Token]] = {}
    for token in tokens:
        pages.setdefault(bisect_right(borders, token.line), []).append(token)
    return pages.values()


def _by_order(tokens: Sequence[Token], page_cost: float) -> Iterable[list[Token]]:
    """Divide tokens into pages (dynamic programming): a page costs something, and so does a token out
    of order.
    """
    firsts = (place for place, token in enumerate(tokens) if token.codes[0] in _STARTS)
    starts = sorted({*range(0, len(tokens), _LONGEST_PAGE), *firsts})
    costs = {len(tokens): 0.0}
    following: dict[int, int] = {}
    for start in reversed(starts):
        costs[start] = math.inf
        for end, misfits in _misfits(tokens, start):
            if end in costs and page_cost + misfits + costs[end] < costs[start]:
                costs[start], following[start] = page_cost + misfits + costs[end], end
    start = 0
    while start < len(tokens):
        yield list(tokens[start : following[start]])
        start = following[start]


def _misfits(tokens: Sequence[Token], start: int) -> Iterator[tuple[int, int]]:
    """For each end of a page that starts here how many of its tokens are out of order, from the first code
    or, if they are fewer so, from where some fonts start their digits.
    """
    fonts = [(Order(first), set[str]()) for first in (FIRST_CODE, _LATER_START)]
    wrong = [0, 0]
    for place in range(start, min(len(tokens), start + _LONGEST_PAGE)):
        for which, (order, seen) in enumerate(fonts):
            new = [code for code in dict.fromkeys(tokens[place].codes) if code not in seen]
            trial = order.copy()
            if any(not trial.see(code) for code in new):
                wrong[which] += 1
            else:
                fonts[which] = (trial, seen | set(new))
        yield place + 1, min(wrong)


def _in_order(tokens: Sequence[Token], first: str) -> list[Token]:
    order, seen, coded = Order(first), set[str](), []
    for token in tokens:
        new = [code for code in dict.fromkeys(token.codes) if code not in seen and code >= first]
        trial = order.copy()
        if max(token.codes) >= first and not any(_is_foreign(trial, code) for code in new):
            order = trial
            seen.update(new)
            coded.append(token)
    return coded


def _is_foreign(order: Order, code: str) -> bool:
    """Whether a new code cannot come from the font: it is far ahead, or once too often out of order."""
    return not order.see(code) and (ord(code) > order.highest or order.wrong > _MOST_DISORDER)


def _is_later(page: Sequence[Token], coded: Sequence[Token]) -> bool:
    """Whether what look like numbers are codes from 2 on: nearly all come in order, and hardly one has
    a 0 or 1.
    """
    numbers = [token for token in page if any(code.isdigit() for code in token.codes)]
    early = sum(not set(token.codes).isdisjoint(_NEVER_LATER) for token in numbers)
    used = {code for token in coded for code in token.codes if code.isdigit()}
    if len(used) < _LEAST_LATER or _LATER_START not in coded[0].codes or early > _MOST_EARLY * len(numbers):
        return False
    return sum(token in coded for token in numbers) >= _MOST_IN_ORDER * len(numbers)
