"""Decisions that recovery was not sure of, least sure first."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.audit.findings import Finding, excerpt, make_finding
from publisher.tree.nodes import GETA, Document
from publisher.tree.walk import texts, walk

_SURE = 0.9
"""Confidence from which on a decision is not worth a look."""


def doubtful_decisions(document: Document) -> Iterator[Finding]:
    """Blocks with a low confidence."""
    unsure = [block for block in walk(document.body) if block.confidence < _SURE]
    for block in sorted(unsure, key=lambda block: block.confidence):
        yield make_finding(
            "D-001",
            src=block.src,
            block=block.id,
            type=type(block).__name__.lower(),
            text=excerpt(" ".join(texts(block))),
            percent=round(block.confidence * 100),
            why=f", {block.why}" if block.why else "",
        )


def doubtful_repairs(document: Document) -> Iterator[Finding]:
    """Repairs with a low confidence, but for those that only say that a character is lost."""
    unsure = [repair for repair in document.repairs if repair.confidence < _SURE and repair.new.strip(GETA)]
    for repair in sorted(unsure, key=lambda repair: repair.confidence):
        yield make_finding(
            "D-002",
            src=repair.src,
            old=excerpt(repair.old),
            new=excerpt(repair.new),
            percent=round(repair.confidence * 100),
            why=repair.why,
        )
