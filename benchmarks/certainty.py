"""Fit how sure the readings of lost marks are: ``python -m benchmarks.certainty FILE...``

Each file is clean UTF-8 text with one paragraph in a line, other text than the model of marks was learnt
from. It is damaged in several manners (``damage.py``) and its tables are searched. Printed are the weights of
``publisher/repair/glyphs/certainty.py`` (logistic regression by Newton's method), and what share of the marks
would be read right and wrong with them.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.damage import Damaged, damage
from benchmarks.glyphs import MANNERS
from publisher.repair.glyphs.certainty import Evidence
from publisher.repair.glyphs.marks import find_fonts, font_lost
from publisher.repair.glyphs.repair import CERTAIN, survey_and_model
from publisher.repair.glyphs.tables import TableSearch

_TRIED = ("pages shown", "many second codes", "narrow, all marks lost")
_RIDGE = 0.1
_STEPS = 30

Case = tuple[Evidence, bool]


def cases(damaged: Damaged) -> Iterator[Case]:
    """The codes of a damaged text, and whether each is read right."""
    survey, model = survey_and_model(damaged.lines, {})
    for font in find_fonts(survey, model):
        lost = font_lost(font)
        truth = {one.code: damaged.truth[one.line][one.column] for one in lost}
        for code, mark, evidence in TableSearch(font.flow, lost, model).read() if lost else ():
            yield evidence, mark == truth[code]


def fit(found: Sequence[Case]) -> list[float]:
    """The weights under which these cases, each as often as its code is used, are the likeliest."""
    rows = [(evidence.features(), right, evidence.uses) for evidence, right in found]
    size = len(rows[0][0])
    weights = [0.0] * size
    for _ in range(_STEPS):
        slope = [-_RIDGE * weight for weight in weights]
        bend = [[_RIDGE * (one == other) for other in range(size)] for one in range(size)]
        for features, right, uses in rows:
            share = 1 / (1 + math.exp(-sum(a * b for a, b in zip(weights, features, strict=True))))
            for one in range(size):
                slope[one] += uses * (right - share) * features[one]
                for other in range(size):
                    bend[one][other] += uses * share * (1 - share) * features[one] * features[other]
        weights = [a + b for a, b in zip(weights, _solve(bend, slope), strict=True)]
    return weights


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination; the matrix is positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for pivot in range(len(rows)):
        rows[pivot] = [value / rows[pivot][pivot] for value in rows[pivot]]
        for other in range(len(rows)):
            if other != pivot:
                factor = rows[other][pivot]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[pivot], strict=True)]
    return [row[-1] for row in rows]


def report(found: Sequence[Case], weights: Sequence[float]) -> str:
    """The shares of marks read right and wrong with these weights."""
    total = sum(evidence.uses for evidence, _ in found)
    read = {True: 0, False: 0}
    for evidence, right in found:
        odds = sum(a * b for a, b in zip(weights, evidence.features(), strict=True))
        read[right] += evidence.uses * (odds >= math.log(CERTAIN / (1 - CERTAIN)))
    return f"right {read[True] / total:.4f}  wrong {read[False] / total:.4f}  of {total}"


def main(paths: Sequence[Path]) -> None:
    """Print the weights and what they do."""
    found = [
        case
        for path in paths
        for name in _TRIED
        for case in cases(damage(path.read_text("utf-8").splitlines(), seed=2, manner=MANNERS[name]))
    ]
    weights = fit(found)
    print(", ".join(f"{weight:.2f}" for weight in weights))
    print(report(found, weights))


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
