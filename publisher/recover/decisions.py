"""What recovery has decided about lines, and why: recorded by the deciding functions themselves.

Nothing is recorded unless somebody asks, with ``recorded``; what is recorded never changes a decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal, TypeAlias

Question: TypeAlias = Literal["furniture", "contents", "table", "seam", "heading", "level", "confidence"]
Evidence: TypeAlias = tuple[float, str]
"""A weight in log-odds, for the answer yes, and what it is given for."""


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer about a line of the dump."""

    line: int
    question: Question
    answer: str
    evidence: tuple[Evidence, ...] = ()
    """The weights that were added up, where the question was weighed; for ``confidence`` the raw one."""

    @property
    def score(self) -> float:
        """The sum of the weights, in log-odds."""
        return sum(weight for weight, _ in self.evidence)


_RECORD: ContextVar[list[Decision] | None] = ContextVar("decisions", default=None)


@contextmanager
def recorded() -> Iterator[list[Decision]]:
    """A list that all decisions go to while the block runs, in the order in which they are made."""
    decisions: list[Decision] = []
    token = _RECORD.set(decisions)
    try:
        yield decisions
    finally:
        _RECORD.reset(token)


def record(line: int, question: Question, answer: str, evidence: Sequence[Evidence] = ()) -> None:
    """Note an answer about a line, by its number in the dump."""
    decisions = _RECORD.get()
    if decisions is not None:
        decisions.append(Decision(line, question, answer, tuple(evidence)))
