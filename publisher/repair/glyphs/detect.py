"""Where a dump has codes instead of characters.

Honest ASCII has other company: code and formulas stand among letters, quotes and commas come in
Chinese text too, but ``#``, ``$``, ``%``, ``&``, ``'`` and ``*`` do not stand between two Chinese
characters, and a number before 月 or 日 is not written ``"#``.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum

from publisher.repair.glyphs.context import is_han
from publisher.repair.glyphs.flow import Place

_HAN = "[\u3400-\u9fff]"
_BETWEEN = re.compile(f"{_HAN} ?[#$%&'*] ?(?={_HAN})")
_NUMBER = re.compile(f"(?:{_HAN}|[，。、（“]) ?(?:[!\"#$&'*+]|[!-/]{{2,6}}) ?(?=[年月日名位个余多家人])")
_WHOLE_MARKS = frozenset("，。、；：“”《》（）")
_FIRST_CODES = frozenset("!\"#$%&'")
"""The codes that every font gives. Further ones are seldom, and may be half-width marks."""
_LEAST = 8
"""Fewer suspects than this, in a whole dump, are slips and not a lost font."""
_SHARE = 2000
"""At least one suspect in so many characters."""
_CHANGE_OF_PAGE, _CHANGE = 1.0, 5.0
"""What a change between text with marks and text without costs, against one line that speaks against it."""


class State(Enum):
    """What a stretch of lines has lost."""

    WHOLE = "marks are there"
    LOST = "marks are codes"


@dataclass(frozen=True, slots=True)
class Survey:
    """What is seen of a damaged dump before its codes are read."""

    lines: Sequence[str]
    states: Sequence[State]
    """The state of each line."""
    starts: Set[int]
    """The lines (by index) at which pages are seen to start."""
    known: Mapping[Place, str]
    """The codes that set phrases fix, with their characters."""


def is_suspect(lines: Sequence[str]) -> bool:
    """Whether a dump may have lost font codes: a quick look that lets clean dumps pass."""
    text = "\n".join(lines)
    found = len(_BETWEEN.findall(text)) + len(_NUMBER.findall(text))
    return found >= max(_LEAST, len(text) // _SHARE)


def find_states(lines: Sequence[str], starts: Container[int]) -> list[State]:
    """For each line whether its punctuation is whole or lost (the best path of two states).

    ``starts`` are the lines (by index) where pages start.
    """
    costs = [0.0, 0.0]
    back: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        between = _CHANGE_OF_PAGE if number in starts else _CHANGE
        whole, lost = _evidence(line)
        steps = []
        for state, misfit in enumerate((lost, whole)):
            stay, change = costs[state], costs[1 - state] + between
            steps.append((min(stay, change) + misfit, state if stay <= change else 1 - state))
        costs = [steps[0][0], steps[1][0]]
        back.append((steps[0][1], steps[1][1]))
    state = 0 if costs[0] <= costs[1] else 1
    states = []
    for origin in reversed(back):
        states.append((State.WHOLE, State.LOST)[state])
        state = origin[state]
    return states[::-1]


def _evidence(line: str) -> tuple[float, float]:
    """How many marks, and how many codes beside Chinese characters, a line has (2 at most each)."""
    whole = sum(character in _WHOLE_MARKS for character in line)
    lost = sum(
        before is not None and is_han(before) and character in _FIRST_CODES
        for before, character in zip([None, *line], line, strict=False)
    )
    return float(min(whole, 2)), float(min(lost, 2))
