"""What Chinese text in general says about a seam: which characters go together, which open sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_APART = -0.7
"""Log-odds for two known characters that have never been seen side by side."""
_PER_DEGREE = 0.55


@dataclass(frozen=True, slots=True)
class _Character:
    opens: float
    follow: dict[str, int]


def hold_together(first: str, second: str) -> float:
    """Log-odds, from -0.7 to 5, that a text goes on from one character to the other."""
    table = _characters()
    if first not in table or second not in table:
        return 0.0
    degree = table[first].follow.get(second, 0)
    return _PER_DEGREE * degree if degree else _APART


def opens_sentence(char: str) -> float:
    """Log-odds, at most 3 either way, that a sentence opens with a character."""
    known = _characters().get(char)
    return known.opens if known else 0.0


@cache
def _characters() -> dict[str, _Character]:
    text = files(__package__).joinpath("flow.tsv").read_text("utf-8")
    return {
        char: _Character(
            int(opens) / 10, {follow[at]: int(follow[at + 1]) for at in range(0, len(follow), 2)}
        )
        for char, opens, follow in (line.split("\t") for line in text.splitlines()[1:])
    }
