"""Findings: what an audit has to say about a place, by the kinds listed in ``kinds.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from math import inf
from typing import Literal

import msgspec

from publisher.tree.spans import Span, parse_spans

Severity = Literal["error", "warning", "note"]
SEVERITIES: dict[Severity, str] = {
    "error": "text was lost, invented or claimed twice: the editions must not be published",
    "warning": "most likely wrong: a reader would notice it",
    "note": "may be as it should be: worth a look",
}
"""What each severity means, the gravest first."""


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


def place_of(finding: Finding) -> tuple[float, int, str]:
    """Sorts findings by their place in the dump, those without one last."""
    spans = spans_of(finding.src)
    return (spans[0].first, spans[0].start, finding.id) if spans else (inf, 0, finding.id)


def spans_of(src: str) -> tuple[Span, ...]:
    """The places that a ``src`` names; none where it is not in the notation (finding A-003)."""
    try:
        return parse_spans(src)
    except ValueError:
        return ()


def excerpt(text: str, length: int = 40) -> str:
    """A text for a message: on one line, cut after ``length`` characters, in quotes."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= length else f"“{line[:length]}…”"


def kinds_table() -> str:
    """All kinds of findings as a page in Markdown, which ``docs/findings.md`` holds."""
    lines = ["# Findings", "", "What `report.json` can say about a work, and what to do about it.", ""]
    lines += [f"- **{severity}**: {meaning}." for severity, meaning in SEVERITIES.items()]
    lines += ["", "| id | severity | finding | message | what to do |", "|---|---|---|---|---|"]
    for kind_id, kind in kinds().items():
        lines.append(f"| {kind_id} | {kind.severity} | {kind.name} | {kind.message} | {kind.advice} |")
    return "\n".join(lines) + "\n"
