"""Stage 2, repair: a ``Dump`` in, the same dump with wrong characters put right out.

Every change is a ``Repair`` record. A repair keeps the line numbers. Repairs that put one character
for one come first, so that the columns they name are still those of the file.
"""

from __future__ import annotations

from collections.abc import Callable

from publisher.read import Dump
from publisher.repair.controls import repair_controls
from publisher.repair.glyphs import repair_glyphs

REPAIRS: tuple[tuple[str, Callable[[Dump], Dump]], ...] = (
    ("glyphs", repair_glyphs),
    ("controls", repair_controls),
)
"""The repairs by name, in the order in which they run."""


def repair_dump(dump: Dump) -> Dump:
    """The dump after all repairs."""
    for _, repair in REPAIRS:
        dump = repair(dump)
    return dump
