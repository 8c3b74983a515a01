"""Jump lines taken out of the rows: 下转第2版 at the end of a text, 上接第1版 where it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from publisher.recover.articles.marks import Jump, find_jumps
from publisher.recover.articles.rows import JumpMark, Row, make_row
from publisher.recover.measure.line import Line
from publisher.tree.nodes import Removed


def take_jumps(rows: Sequence[Row]) -> tuple[list[Row], list[JumpMark]]:
    """The rows without jump marks, and the marks; the rows beside a mark know of it."""
    result: list[Row] = []
    marks: list[JumpMark] = []
    waiting: JumpMark | None = None
    for row in rows:
        jumps = find_jumps(row.text)
        if not jumps:
            result.append(replace(row, comes=waiting))
            waiting = None
            continue
        jump = jumps[0]
        before, mark, after = _cut(row, jump)
        marks.append(mark)
        if before:
            result.append(replace(before, comes=waiting, goes=mark if jump.on else None))
        elif jump.on and result:
            result[-1] = replace(result[-1], goes=mark)
        waiting = None if jump.on else mark
        if after:
            result.append(replace(after, comes=waiting))
            waiting = None
    return result, marks


def _cut(row: Row, jump: Jump) -> tuple[Row | None, JumpMark, Row | None]:
    """What stands before a jump mark, the mark itself, and what stands behind it."""
    before = _slice(row, 0, jump.start)
    after = _slice(row, jump.end, len(row.text))
    inside = _slice(row, jump.start, jump.end)
    mark = JumpMark(
        jump.page,
        jump.place,
        row.parts if not before and not after else (),
        tuple(_as_removed(part) for part in inside),
    )
    return (
        make_row(before, edge=row.edge, tight=row.tight) if before else None,
        mark,
        replace(make_row(after, edge=row.edge and not before), width=row.width) if after else None,
    )


def _slice(row: Row, start: int, end: int) -> list[Line]:
    """The parts of a row with all but a range of its text blanked out; parts left empty are dropped."""
    kept = []
    for part, offset in zip(row.parts, row.offsets, strict=True):
        first = max(0, start - offset)
        last = min(len(part.text), end - offset)
        if last <= first:
            continue
        lead = len(part.raw) - len(part.raw.lstrip())
        raw = " " * (lead + first) + part.raw[lead + first : lead + last]
        if raw.strip():
            kept.append(
                replace(part, raw=raw, text=raw.strip(), width=part.width - len(part.text) + last - first)
            )
    return kept


def _as_removed(part: Line) -> Removed:
    start = len(part.raw) - len(part.raw.lstrip()) + 1
    return Removed(src=f"L{part.number}:{start}-{len(part.raw.rstrip())}", reason="jump line", text=part.text)


def without_opening(rows: Sequence[Row], size: int) -> tuple[tuple[Row, ...], Removed]:
    """Rows whose first characters are taken out, and the entry that says so: they stand elsewhere, too."""
    first = rows[0]
    removed = _as_removed(_slice(first, 0, size)[0])
    kept = replace(
        make_row(_slice(first, size, len(first.text)), edge=first.edge, tight=first.tight),
        comes=first.comes,
        goes=first.goes,
    )
    return (kept, *rows[1:]), msgspec.structs.replace(removed, reason="duplicate")
