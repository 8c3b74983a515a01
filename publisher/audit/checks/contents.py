"""The printed contents against the sections of the body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from publisher.audit.findings import Finding, excerpt, make_finding
from publisher.tree.nodes import Contents, Document, Section
from publisher.tree.walk import plain, walk


def missing_targets(document: Document) -> Iterator[Finding]:
    """Entries of the contents, and of the lists like it, that lead nowhere."""
    for block in walk(document.body):
        if isinstance(block, Contents):
            for entry in block.entries:
                if not entry.target:
                    title, page = excerpt(entry.title), f" on page {entry.page}" if entry.page else ""
                    kind = "C-003" if block.role else "C-001"
                    yield make_finding(
                        kind, src=block.src, block=block.id, title=title, page=page, list=block.role
                    )


def sections_not_listed(document: Document) -> Iterator[Finding]:
    """Sections that the contents leaves out although it has most of their level."""
    blocks = list(walk(document.body))
    contents = next((block for block in blocks if isinstance(block, Contents) and not block.role), None)
    if contents is None:
        return
    listed = {entry.target for entry in contents.entries}
    sections = [block for block in blocks[blocks.index(contents) :] if isinstance(block, Section)]
    total = Counter(section.level for section in sections)
    found = Counter(section.level for section in sections if section.id in listed)
    for section in sections:
        if section.id not in listed and 2 * found[section.level] > total[section.level]:
            title = excerpt(plain(section.title))
            yield make_finding("C-002", src=section.src, block=section.id, title=title, level=section.level)
