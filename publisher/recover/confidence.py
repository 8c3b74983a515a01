"""Confidence that means something: of the decisions at 0.9, nine in ten are right.

What a rule or a sum of log-odds gives is only a rank. ``confidence.json`` holds, for each kind of decision, a
rising table from it to the share of such decisions that were right on works whose true structure is known;
``benchmarks/calibrate.py`` measures and writes it.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from importlib.resources import files
from math import inf
from operator import itemgetter
from typing import TypeAlias

from publisher.recover.decisions import record

Table: TypeAlias = list[tuple[float, float]]
"""Points in rising order: of decisions with this raw confidence, this share is right."""

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
    """The share that a table gives for a raw confidence, between its points in proportion; that itself for an
    empty one.
    """
    if not table:
        return round(raw, 2)
    at = bisect_right(table, raw, key=itemgetter(0))
    low, below = table[at - 1] if at else (0.0, 0.0)
    high, above = table[at] if at < len(table) else (inf, below)
    return round(below + (above - below) * (raw - low) / (high - low), 2)
