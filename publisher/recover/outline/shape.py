"""The text of a heading: without marks around it, never prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.recover.decisions import record
from publisher.recover.text.units import Unit

LONGEST = 72
"""Columns of the longest heading, unless the contents names it."""
HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
"""The marks that a Markdown heading opens with."""


def bare(text: str) -> str:
    """A line without Markdown heading marks and emphasis around all of it."""
    text = HASHES.sub("", text, count=1)
    return re.sub(r"^(\*\*|__|_)(.+?)\1\.?$", r"\2", text)


def title_of(units: Sequence[Unit]) -> str:
    return " ".join(bare(unit.text) for unit in units)


def is_prose(text: str) -> bool:
    return text[-1] in "，、；,;" or text.endswith("。") or len(re.findall("[。；]", text)) > 0


def record_no(unit: Unit, why: str) -> None:
    if why:
        record(unit.lines[0].number, "heading", f"no: {why}")
