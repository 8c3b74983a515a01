"""The regression that tells how sure readings are."""

from __future__ import annotations

import random

from benchmarks.certainty import fit
from publisher.repair.glyphs.certainty import Evidence, confidence


def test_a_lead_makes_sure_and_surprise_does_not() -> None:
    sure = Evidence(lead=20.0, surprise=0.8, second=False, uses=9)
    assert confidence(sure) > 0.95
    assert confidence(sure._replace(lead=0.5)) < confidence(sure)
    assert confidence(sure._replace(surprise=2.5)) < confidence(sure)
    assert confidence(sure._replace(second=True)) < confidence(sure)


def test_fit_finds_what_makes_readings_right() -> None:
    chance = random.Random(1)
    cases = []
    for _ in range(2000):
        evidence = Evidence(chance.uniform(0, 20), chance.uniform(0.5, 2), chance.random() < 0.3, 1)
        cases.append((evidence, chance.random() < confidence(evidence)))
    weights = fit(cases)
    assert weights[1] > 1 > -1 > weights[2]
