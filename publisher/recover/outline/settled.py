"""Which units the editor has settled to be headings, and which to be none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from publisher.corrections import Corrections
from publisher.recover.text.units import Unit


@dataclass(frozen=True, slots=True)
class SettledHeadings:
    """What the finders of headings must keep to."""

    last_of: Mapping[int, int] = field(default_factory=dict)
    """For the first unit of each settled heading its last."""
    none: frozenset[int] = frozenset()
    """Units that open no heading: text, and the further units of settled headings."""

    def has(self, index: int) -> bool:
        """Whether anything is settled about a unit."""
        return index in self.last_of or index in self.none


NOTHING_SETTLED = SettledHeadings()


def settled_headings(units: Sequence[Unit], corrections: Corrections) -> SettledHeadings:
    """What corrections settle about units, by index."""
    last_of: dict[int, int] = {}
    none: set[int] = set()
    unit_of = {line.number: index for index, unit in enumerate(units) for line in unit.lines}
    for settled in corrections.blocks():
        own = sorted({unit_of[number] for number in settled.lines if number in unit_of})
        if settled.entry.role != "heading":
            none.update(own)
        elif own and not any(units[index].piece for index in own):
            last_of[own[0]] = own[-1]
            none.update(own[1:])
    return SettledHeadings(last_of, frozenset(none))
