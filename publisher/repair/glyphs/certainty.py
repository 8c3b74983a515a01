"""How sure the reading of a code is: logistic regression over what the search for its table has found.

``python -m benchmarks.certainty`` fits the weights on damaged text.
"""

from __future__ import annotations

import math
from typing import NamedTuple

_MOST_LEAD = 40.0
_WEIGHTS = (1.62, 2.31, -2.89, -3.23)
"""By how much the log-odds rise that a code is read right: at all, and for each of the features."""


class Evidence(NamedTuple):
    """What speaks for and against the mark of a code."""

    lead: float
    """By how much the table leads before the best one in which the code has another mark (in logarithms)."""
    surprise: float
    """How much the marks of the whole table surprise the model, on average."""
    second: bool
    """Another code stands for the same mark, and no less often."""
    uses: int
    """How often the code stands in the text."""

    def features(self) -> tuple[float, ...]:
        """What the regression weighs."""
        return (1.0, math.log1p(min(self.lead, _MOST_LEAD)), self.surprise, float(self.second))


def confidence(evidence: Evidence) -> float:
    """How often a code is read right for whose mark so much speaks."""
    odds = sum(weight * feature for weight, feature in zip(_WEIGHTS, evidence.features(), strict=True))
    return 1 / (1 + math.exp(-odds))
