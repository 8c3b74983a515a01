"""What is wrong with the characters of a text, whatever block it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.audit.findings import Finding, make_finding
from publisher.tree.nodes import GETA, Document
from publisher.tree.walk import texts, walk

_LOST = re.compile(f"[{GETA}\ufffd]")
_AROUND = 12
"""Characters shown on each side of a lost one."""


def lost_characters(document: Document) -> Iterator[Finding]:
    """Blocks with characters that the dump has lost."""
    for block in walk(document.body):
        text = " ".join(texts(block))
        first = _LOST.search(text)
        if first:
            context = f"“{text[max(0, first.start() - _AROUND) : first.end() + _AROUND]}”"
            count = len(_LOST.findall(text))
            yield make_finding("X-001", src=block.src, block=block.id, count=count, context=context)
