"""Corrections handed on to lines and units: the order to read in, and what blocks are to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from publisher.corrections import Corrections, TextRole
from publisher.recover.measure.line import Line
from publisher.recover.text.units import Unit, UnitRole

_ROLES: dict[TextRole, UnitRole] = {
    "pull quote": "pull",
    "kicker": "kicker",
    "byline": "byline",
    "dateline": "dateline",
    "credit": "credit",
    "signature": "signature",
}
_SETTINGS: dict[TextRole, Literal["inset", "verse"]] = {"quote": "inset", "verse": "verse"}


def in_settled_order(lines: Sequence[Line], corrections: Corrections) -> tuple[Line, ...]:
    """The lines of a dump, with those that are to be read elsewhere put there."""
    ordered = list(lines)
    for settled in corrections.moves():
        own = [line for line in ordered if line.number in settled.lines]
        ordered = [line for line in ordered if line.number not in settled.lines]
        at = next((i for i, line in enumerate(ordered, 1) if line.number == settled.after), len(ordered))
        ordered[at:at] = own
    return tuple(ordered)


def with_settled_roles(units: Sequence[Unit], corrections: Corrections) -> list[Unit]:
    """The units, those whose role is settled with that role."""
    roles = ((corrections.role(line.number) for line in unit.lines) for unit in units)
    return [_with_role(unit, next(filter(None, own), None)) for unit, own in zip(units, roles, strict=True)]


def _with_role(unit: Unit, role: TextRole | None) -> Unit:
    if unit.piece or not role or role == "heading":
        return unit
    return replace(
        unit,
        role=_ROLES.get(role, ""),
        setting=_SETTINGS.get(role, ""),
        settled="" if role == "pull quote" else "item" if role == "item" else "paragraph",
    )
