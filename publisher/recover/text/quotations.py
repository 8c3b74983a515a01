"""Quotations: paragraphs set in as a whole, and what stands over the name of who said it."""

from __future__ import annotations

import re

import msgspec

from publisher.recover.text.units import Unit
from publisher.tree.nodes import AnyBlock, Paragraph, Quote, Text

_ATTRIBUTION = re.compile(r"(?:——|―{1,2}|—)\s*(?=\S)")
_LONGEST_ATTRIBUTION = 80
"""Columns."""


def is_attribution(unit: Unit) -> bool:
    """Whether a text is a dash and, behind it, who said what stands before."""
    return bool(_ATTRIBUTION.match(unit.text)) and unit.lines[-1].width <= _LONGEST_ATTRIBUTION


def attribute(blocks: list[AnyBlock], attribution: Text, src: str) -> None:
    """Make the last of some blocks a quotation with an attribution; behind others that is a signature."""
    before = blocks.pop() if blocks and isinstance(blocks[-1], Paragraph | Quote) else None
    if isinstance(before, Quote) and not before.attribution:
        blocks.append(msgspec.structs.replace(before, attribution=attribution, src=src))
    elif isinstance(before, Paragraph) and not before.role:
        blocks.append(Quote(children=(before,), attribution=attribution, src=src))
    else:
        signature = Paragraph(text=attribution, role="signature", src=src)
        blocks.extend([before, signature] if before else [signature])


def quote(blocks: list[AnyBlock], paragraph: Paragraph) -> None:
    """Add a paragraph of a quotation to some blocks: neighbouring ones are one quotation."""
    if blocks and isinstance(blocks[-1], Quote):
        blocks[-1] = msgspec.structs.replace(blocks[-1], children=(*blocks[-1].children, paragraph))
    else:
        blocks.append(Quote(children=(paragraph,)))
