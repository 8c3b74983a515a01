"""Leaders that extraction broke up: every dot of a contents entry on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publisher.recover.measure.line import Line
from publisher.recover.pieces.grid import is_number
from publisher.recover.text.places import source_of
from publisher.tree.nodes import Removed

_DOT = re.compile(r"[.．·‥…⋯]")
_FEWEST = 3
"""Lines of one dot each, one under the other."""
_BEFORE = re.compile(r"(?<=\S)\s+[.．·‥…⋯]$")
"""The first dot, which stayed on the line of the title."""
_AFTER = re.compile(r"\s*[.．·‥…⋯]\s*(?=\d+\s*$)")
"""The last dot, which stayed before the page number."""


def take_out_leaders(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Removed, ...]]:
    """The lines without broken leaders, so that a page number stands on the line under its title."""
    result: list[Line | None] = list(lines)
    removed: list[Removed] = []
    for first, end in _dotted(lines):
        gone = list(lines[first:end])
        result[first:end] = [None] * (end - first)
        if first and (dot := _BEFORE.search(lines[first - 1].raw.rstrip())):
            result[first - 1], rest = lines[first - 1].cut(dot.start())
            gone.insert(0, rest)
        if end < len(lines) and (dot := _AFTER.match(lines[end].raw)):
            rest, result[end] = lines[end].cut(dot.end())
            gone.append(rest)
        removed.append(Removed(src=source_of(gone), reason="leader"))
    return tuple(line for line in result if line), tuple(removed)


def _dotted(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where leaders are broken: the runs of lines that are nothing but a dot, as half-open ranges.

    A run may be short or empty where a dot ends the line before and a dot and a number follow.
    """
    end = -1
    for at in range(len(lines)):
        if at <= end:
            continue
        end = next((i for i in range(at, len(lines)) if not _DOT.fullmatch(lines[i].text)), len(lines))
        if at and is_number(lines[at - 1].text):  # cells of a table that hold nothing
            continue
        between = at > 0 and end < len(lines) and _BEFORE.search(lines[at - 1].raw.rstrip())
        if end - at >= _FEWEST or (between and _AFTER.match(lines[end].raw)):
            yield at, end
