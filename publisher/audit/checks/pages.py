"""Printed pages and their order."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.audit.findings import Finding, make_finding
from publisher.tree.nodes import Document, PageBreak
from publisher.tree.walk import inline_nodes, walk


def pages_out_of_order(document: Document) -> Iterator[Finding]:
    """Pages whose arabic number is not above that of the page before."""
    before: PageBreak | None = None
    for page in page_breaks(document):
        if not page.number.isdecimal():
            continue
        if before and int(page.number) <= int(before.number):
            yield make_finding("F-001", src=page.src, block=page.id, number=page.number, before=before.number)
        before = page


def page_breaks(document: Document) -> Iterator[PageBreak]:
    """All page breaks in reading order, between blocks and inside texts."""
    for block in walk(document.body):
        if isinstance(block, PageBreak):
            yield block
        yield from (node for node in inline_nodes(block) if isinstance(node, PageBreak))
