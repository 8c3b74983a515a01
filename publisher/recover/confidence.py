"""Confidence that means something: of the decisions at 0.9, nine in ten are right.

What a rule or a sum of log-odds gives is only a rank. ``confidence.json`` holds, for each kind of decision, a
rising table from it to the share of such decisions that were right on works whose true structure is known;
``benchmarks/calibrate.py`` measures and writes it.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from importlib.resources import files
from typing import TypeAlias

from publisher.recover.decisions import record

Table: TypeAlias = list[tuple[float, float]]
"""Steps in rising order: from this raw confidence on, this share is right."""

DATA = files("publisher.recover").joinpath("confidence.json")
_TABLES: dict[str, Table] = json.loads(DATA.read_text("utf-8"))


def calibrated(kind: str, raw: float, line: int) -> float:
    """The share of decisions of a kind, with a raw confidence, that are right, to two digits.

    ``line`` is the number of the line that the decision is about. Of a kind that has not been measured
    the raw confidence stands.
    """
    share = look_up(_TABLES.get(kind, []), raw)
    record(line, "confidence", f"{share:.2f} for a {kind}", ((raw, "raw"),))
    return share


def look_up(table: Table, raw: float) -> float:
    """The share that a table gives for a raw confidence; that itself for an empty one."""
    step = bisect_right(table, raw, key=lambda step: step[0])
    return round(table[max(0, step - 1)][1] if table else raw, 2)
