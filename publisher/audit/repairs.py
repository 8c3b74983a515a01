"""The other half of the account: from the file to the dump after repair.

A ``Repair`` says which characters of a line were read as which. Line by line, the file's
characters without the old and with the new ones must be those of the repaired dump; a line without
a repair must be the same in both. White space is not counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from publisher.audit.findings import Finding, excerpt, make_finding
from publisher.read import Dump
from publisher.tree.nodes import Repair
from publisher.tree.spans import Span, parse_spans


def audit_repairs(original: Dump, repaired: Dump) -> list[Finding]:
    """The lines where the repairs on record do not lead from the dump as read to the repaired one."""
    if len(original.lines) != len(repaired.lines):
        old, new = (f"{len(dump.lines)} lines" for dump in (original, repaired))
        return [make_finding("A-008", old=old, new=new)]
    by_line: defaultdict[int, list[Repair]] = defaultdict(list)
    for repair in repaired.repairs:
        by_line[_line(repair)].append(repair)
    return list(_unexplained(original, repaired, by_line))


def _unexplained(
    original: Dump, repaired: Dump, by_line: defaultdict[int, list[Repair]]
) -> Iterator[Finding]:
    for number, (old, new) in enumerate(zip(original.lines, repaired.lines, strict=True), 1):
        if (number in by_line or old != new) and _count(new) != _apply(old, by_line[number]):
            yield make_finding("A-008", src=str(Span(number, number)), old=excerpt(old), new=excerpt(new))


def _line(repair: Repair) -> int:
    """The line of a repair; 0 where it names several, so that none of them is explained by it."""
    lines = {line for span in parse_spans(repair.src) for line in (span.first, span.last)}
    return lines.pop() if len(lines) == 1 else 0


def _apply(line: str, repairs: list[Repair]) -> Counter[str]:
    """How often a line has each character after some repairs; below zero where one takes too much."""
    count = _count(line)
    for repair in repairs:
        count.subtract(_count(repair.old))
        count.update(_count(repair.new))
    return Counter({char: number for char, number in count.items() if number})


def _count(text: str) -> Counter[str]:
    return Counter("".join(text.split()))
