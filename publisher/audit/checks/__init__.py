"""Checks of the finished tree: each takes a ``Document`` and gives findings about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from publisher.audit.checks.contents import missing_targets, sections_not_listed
from publisher.audit.checks.decisions import doubtful_decisions, doubtful_repairs
from publisher.audit.checks.headings import empty_sections, level_jumps, series
from publisher.audit.checks.notes import marks_without_note, notes_without_mark
from publisher.audit.checks.pages import pages_out_of_order
from publisher.audit.checks.paragraphs import (
    doubled,
    long_paragraphs,
    unbalanced,
    without_beginning,
    without_end,
)
from publisher.audit.checks.tables import unequal_rows
from publisher.audit.checks.texts import lost_characters
from publisher.audit.findings import Finding
from publisher.tree.nodes import Document

Check = Callable[[Document], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    level_jumps,
    series,
    empty_sections,
    missing_targets,
    sections_not_listed,
    long_paragraphs,
    without_end,
    without_beginning,
    unbalanced,
    doubled,
    unequal_rows,
    marks_without_note,
    notes_without_mark,
    pages_out_of_order,
    lost_characters,
)
"""What looks for slips of the recovery or of the print."""

DOUBTS: tuple[Check, ...] = (doubtful_decisions, doubtful_repairs)
"""What lists the decisions that recovery itself was not sure of."""
