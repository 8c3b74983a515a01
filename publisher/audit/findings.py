"""Findings: what an audit has to say about a place, by the kinds listed in ``kinds.toml``.

Severities mean:

- ``error``: text was lost, invented or claimed twice; the editions must not be published.
- ``warning``: most likely wrong; a reader would notice it.
- ``note``: may be as printed; worth a look.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

Severity = Literal["error", "warning", "note"]


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of finding."""

    severity: Severity
    name: str
    """What it is about, in a few words."""
    message: str
    """The sentence of a finding, with placeholders in braces."""
    advice: str
    """What to do about it."""


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an audit has to say about a place."""

    id: str
    """Its kind, such as ``H-001``."""
    severity: Severity
    src: str
    """The place in the dump; empty where there is none."""
    block: str
    """The id of the block; empty where it is about none."""
    message: str
    advice: str


@cache
def kinds() -> dict[str, Kind]:
    """All kinds of findings by id, in the order of the list."""
    text = files(__package__).joinpath("kinds.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Kind])


def make_finding(kind_id: str, *, src: str = "", block: str = "", **values: object) -> Finding:
    """A finding of a kind, its message filled with ``src`` and ``values``."""
    kind = kinds()[kind_id]
    return Finding(
        id=kind_id,
        severity=kind.severity,
        src=src,
        block=block,
        message=kind.message.format(src=src, **values),
        advice=kind.advice,
    )


def excerpt(text: str, length: int = 40) -> str:
    """A text for a message: on one line, cut after ``length`` characters, in quotes."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= length else f"“{line[:length]}…”"
