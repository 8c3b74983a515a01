"""The account: every character of the dump is in the tree or in the list of what was removed.

Counted are all characters but white space. Each must be claimed, by its place, by exactly one block
or removed entry; a removed entry inside a block's ``src`` takes precedence there. What a block
claims must be, character for character in any order, what its own text holds. ``PageBreak``
claims nothing: its folio is a removed entry.

The dump is the one after repair; ``repairs`` proves the way from the file to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from publisher.audit.claims import Claims, Owner
from publisher.audit.findings import Finding, excerpt, make_finding, place_of
from publisher.errors import AuditError
from publisher.read import Dump
from publisher.tree.nodes import Block, Document, PageBreak, Removed
from publisher.tree.spans import Span, parse_spans
from publisher.tree.walk import texts, walk

_SHOWN = 5
"""Errors that a message shows."""


def refuse_errors(findings: Iterable[Finding], name: str) -> None:
    """Raise ``AuditError`` with the first few errors among some findings on the dump ``name``."""
    errors = [finding for finding in findings if finding.severity == "error"]
    if not errors:
        return
    shown = [f"{finding.src or finding.block}: {finding.message}" for finding in errors[:_SHOWN]]
    if len(errors) > _SHOWN:
        shown.append(f"and {len(errors) - _SHOWN} more")
    raise AuditError(
        "the tree does not account for the whole dump\n  " + "\n  ".join(shown),
        place=name,
        advice=errors[0].advice,
    )


def audit_account(document: Document, dump: Dump) -> list[Finding]:
    """The places where the account of a document does not balance, in the dump's order."""
    findings = list(_other_dump(document, dump))
    if findings:
        return findings
    claims = Claims(dump.lines)
    blocks = [block for block in walk(document.body) if not isinstance(block, PageBreak)]
    placed = [(entry, _put(claims, entry, findings)) for entry in document.removed]
    held = [(block, _put(claims, block, findings)) for block in blocks]
    for span, first, second in claims.clashes():
        text = excerpt(claims.text(span))
        findings.append(
            make_finding("A-002", src=str(span), text=text, first=_name(first), second=_name(second))
        )
    findings.extend(
        make_finding("A-001", src=str(span), text=excerpt(claims.text(span))) for span in claims.gaps()
    )
    for entry, spans in placed:
        findings.extend(_compare_removed(entry, spans, claims))
    for block, spans in held:
        findings.extend(_compare_block(block, spans, claims))
    return sorted(findings, key=place_of)


def _other_dump(document: Document, dump: Dump) -> Iterator[Finding]:
    if document.source and document.source.sha256 != dump.sha256:
        yield make_finding("A-007", field="SHA-256", was=document.source.sha256, now=dump.sha256)


def _put(claims: Claims, owner: Owner, findings: list[Finding]) -> tuple[Span, ...]:
    """Enter what an owner claims; give the spans that are places in the dump."""
    try:
        spans = parse_spans(owner.src)
    except ValueError:
        findings.append(_no_place(owner, repr(owner.src)))
        return ()
    findings.extend(_no_place(owner, str(span)) for span in spans if not claims.has(span))
    there = tuple(span for span in spans if claims.has(span))
    for span in there:
        claims.put(span, owner)
    return there


def _no_place(owner: Owner, src: str) -> Finding:
    block = owner.id if isinstance(owner, Block) else ""
    return make_finding("A-003", src=src, block=block, owner=_name(owner))


def _compare_removed(entry: Removed, spans: tuple[Span, ...], claims: Claims) -> Iterator[Finding]:
    found = " ".join(map(claims.text, spans))
    if entry.text and _solid(entry.text) != _solid(found):
        yield make_finding("A-006", src=entry.src, text=excerpt(entry.text), found=excerpt(found))


def _compare_block(block: Block, spans: tuple[Span, ...], claims: Claims) -> Iterator[Finding]:
    source = [(line, _solid(text)) for span in spans for line, text in claims.held(span)]
    claimed = "".join(text for _, text in source)
    printed = _solid("".join(texts(block)))
    if claimed == printed:
        return
    lost, invented = Counter(claimed), Counter(printed)
    lost, invented = lost - invented, invented - lost
    for kind, odd in (("A-004", lost), ("A-005", invented)):
        if odd:
            text = excerpt("".join(odd.elements()))
            src = _first_difference(source, printed)
            yield make_finding(kind, src=src, block=block.id, owner=_name(block), text=text)


def _first_difference(source: list[tuple[int, str]], printed: str) -> str:
    """The first of a block's source lines that the block's text departs from."""
    line, at = 0, 0
    for line, text in source:  # noqa: B007 (the last line stands for what follows)
        if not printed.startswith(text, at):
            break
        at += len(text)
    return str(Span(line, line)) if line else ""


def _solid(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


def _name(owner: Owner) -> str:
    if isinstance(owner, Removed):
        return f"the removed {owner.reason} {owner.src}"
    return f"{type(owner).__name__.lower()} {owner.id or owner.src}"
