"""Stage 2, repair: a ``Dump`` in, the same dump with wrong characters put right out.

Every change is a ``Repair`` record. A repair keeps the line numbers. What the editor has settled comes
first, so that the other repairs see it; then come those that put one character for one, so that the
columns they name are still those of the file.
"""

from __future__ import annotations

from collections.abc import Callable

from publisher.corrections import NO_CORRECTIONS, Corrections
from publisher.read import Dump
from publisher.repair.controls import repair_controls
from publisher.repair.glyphs import repair_glyphs
from publisher.repair.settled import read_as_settled

REPAIRS: tuple[tuple[str, Callable[[Dump], Dump]], ...] = (
    ("glyphs", repair_glyphs),
    ("controls", repair_controls),
)
"""The repairs by name, in the order in which they run."""


def repair_dump(dump: Dump, corrections: Corrections = NO_CORRECTIONS) -> Dump:
    """The dump after all repairs. Raises ``CorrectionError`` where a settled reading does not fit it."""
    dump = read_as_settled(dump, corrections)
    for _, repair in REPAIRS:
        dump = repair(dump)
    return dump
