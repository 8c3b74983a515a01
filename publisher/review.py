"""The review page: lines of the dump beside what they became, the least sure decisions first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from publisher.audit.findings import Finding, excerpt, spans_of
from publisher.read import Dump
from publisher.render.html import style_hash
from publisher.render.theme import Theme
from publisher.tree.nodes import Aside, Block, Document, List, PageBreak, Section
from publisher.tree.walk import children, texts

_MOST = 200
"""Rows of each part; the report has them all."""
_SHOWN, _AROUND = 6, 1
"""Lines shown of a place, and of what stands before and behind it."""
_LONGEST = 300
"""Characters shown of a text."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the dump as the page shows it."""

    number: int
    text: str
    inside: bool
    """Whether it belongs to the place, or only stands beside it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place of the dump and what there is to say about it."""

    lines: tuple[SourceLine, ...]
    kind: str
    """What the place became, such as ``heading of level 2``, or the severity of a finding."""
    text: str
    why: str
    percent: int | None = None
    """How sure the decision is."""


def render_review(document: Document, dump: Dump, findings: Sequence[Finding], theme: Theme) -> str:
    """The page, as HTML that is well-formed XML too. Raises ``OutputError`` for a bad theme."""
    unsure = sorted(_unsure(document.body), key=lambda block: block.confidence)
    style = theme.style("review/review.css")
    return theme.fill(
        "review/page.jinja",
        dump=dump.name,
        corrections=f"{PurePath(dump.name).stem}.corrections.yaml",
        title=document.metadata.title or dump.name,
        language=document.metadata.language,
        decisions=[_of_block(block, dump) for block in unsure[:_MOST]],
        more_decisions=max(0, len(unsure) - _MOST),
        findings=[_of_finding(finding, dump) for finding in findings[:_MOST]],
        more_findings=max(0, len(findings) - _MOST),
        style=style,
        style_hash=style_hash(style),
    )


def _unsure(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks that are not certain, in reading order."""
    for block in blocks:
        if block.confidence < 1 and not isinstance(block, PageBreak | List):
            yield block
        yield from _unsure(children(block))


def _of_block(block: Block, dump: Dump) -> Row:
    text = _cut(" ".join(texts(block)))
    return Row(_lines(block.src, dump), _kind(block), text, block.why, round(block.confidence * 100))


def _of_finding(finding: Finding, dump: Dump) -> Row:
    return Row(_lines(finding.src, dump), finding.severity, finding.message, finding.advice)


def _kind(block: Block) -> str:
    if isinstance(block, Section | Aside):
        return f"heading of level {block.level}"
    return type(block).__name__.lower()


def _lines(src: str, dump: Dump) -> tuple[SourceLine, ...]:
    """The lines of a place, with those around it; none where it is no place in the dump."""
    own = [n for span in spans_of(src) for n in range(span.first, span.last + 1) if n <= len(dump.lines)]
    if not own:
        return ()
    before = _solid(dump, range(own[0] - 1, 0, -1))[::-1]
    behind = _solid(dump, range(own[-1] + 1, len(dump.lines) + 1)) if len(own) <= _SHOWN else []
    shown = [*((n, False) for n in before), *((n, True) for n in own[:_SHOWN]), *((n, False) for n in behind)]
    return tuple(SourceLine(n, _cut(dump.line(n).strip()), inside) for n, inside in shown)


def _solid(dump: Dump, numbers: range) -> list[int]:
    """The first lines that are not blank."""
    found: list[int] = []
    for number in numbers:
        if len(found) == _AROUND:
            break
        if dump.line(number).strip():
            found.append(number)
    return found


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else excerpt(text, _LONGEST)
