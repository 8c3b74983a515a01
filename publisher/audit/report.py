"""The report on a document: figures, findings and doubts, as plain data for JSON.

It depends on the document and the dump alone: no clock, no paths, a fixed order.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import msgspec

from publisher.audit.account import audit_account
from publisher.audit.checks import CHECKS, DOUBTS
from publisher.audit.checks.pages import page_breaks
from publisher.audit.findings import SEVERITIES, Finding, place_of, spans_of
from publisher.audit.repairs import audit_repairs
from publisher.read import Dump
from publisher.tree.nodes import Contents, Document, Note, NoteRef, Section
from publisher.tree.spans import Span
from publisher.tree.walk import inline_nodes, walk


def make_report(document: Document, dump: Dump, findings: Sequence[Finding]) -> dict[str, Any]:
    """The report on a document, the repaired dump that it was recovered from, and what ``find`` finds.

    ``figures`` count what there is, ``severities`` the findings of each severity; ``findings`` come
    by severity and place, ``doubts`` least sure first.
    """
    counts = Counter(finding.severity for finding in findings)
    return {
        "source": msgspec.to_builtins(document.source),
        "figures": _figures(document, dump),
        "severities": {severity: counts[severity] for severity in SEVERITIES},
        "findings": msgspec.to_builtins(list(findings)),
        "doubts": msgspec.to_builtins([doubt for check in DOUBTS for doubt in check(document)]),
    }


def find(document: Document, dump: Dump, original: Dump) -> list[Finding]:
    """All findings about a document, by severity and place; ``original`` is the dump before repair."""
    account = [*audit_repairs(original, dump), *audit_account(document, dump)]
    return _in_order([*account, *_checked(document)])


def find_in_tree(document: Document) -> list[Finding]:
    """What can be found without the dump, by severity and place."""
    return _in_order(_checked(document))


def report_as_json(report: dict[str, Any]) -> str:
    """The text of ``report.json``."""
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _checked(document: Document) -> Iterator[Finding]:
    return chain.from_iterable(check(document) for check in CHECKS)


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    rank = {severity: number for number, severity in enumerate(SEVERITIES)}
    return sorted(findings, key=lambda finding: (rank[finding.severity], place_of(finding)))


def _figures(document: Document, dump: Dump) -> dict[str, Any]:
    blocks = list(walk(document.body))
    characters = sum(_solid_length(line) for line in dump.lines)
    removed: Counter[str] = Counter()
    for entry in document.removed:
        removed[entry.reason] += sum(_solid_length(_text(dump, span)) for span in spans_of(entry.src))
    return {
        "lines": len(dump.lines),
        "characters": characters,
        "characters in text": characters - removed.total(),
        "characters removed": _sorted(removed),
        "repairs": _counted(repair.why for repair in document.repairs),
        "blocks": _counted(type(block).__name__.lower() for block in blocks),
        "headings by level": _counted(str(block.level) for block in blocks if isinstance(block, Section)),
        "contents entries": _linked(
            entry.target
            for block in blocks
            if isinstance(block, Contents) and not block.role
            for entry in block.entries
        ),
        "note marks": _linked(
            node.target for block in blocks for node in inline_nodes(block) if isinstance(node, NoteRef)
        ),
        "notes": sum(isinstance(block, Note) for block in blocks),
        "pages": _counted("certain" if page.certain else "inferred" for page in page_breaks(document)),
    }


def _counted(names: Iterable[str]) -> dict[str, int]:
    return _sorted(Counter(names))


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def _linked(targets: Iterable[str]) -> dict[str, int]:
    return _counted("linked" if target else "without target" for target in targets)


def _text(dump: Dump, span: Span) -> str:
    text = "\n".join(dump.lines[span.first - 1 : span.last])
    return text[span.start - 1 : span.end] if span.start else text


def _solid_length(text: str) -> int:
    return len("".join(text.split()))
