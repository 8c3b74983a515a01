"""Rows whose columns are set with spaces or bars, as text layout tools and old plain-text books do.

The words of a line that stand at least two spaces apart are its chunks. Where the chunks of
neighbouring lines fall into the same three or more columns, the lines are rows. Two columns are read
only under a caption or between bars, for lists, verse and letter heads also stand in two columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.recover.caption import caption_number, is_note, is_source, join_wrapped
from publisher.recover.grid import Grid, GridRow
from publisher.recover.line import Line, display_width
from publisher.tree.nodes import Removed

_BAR = "|│┃"
_GAP = re.compile(r"(?<=[^\s.!?:;,])\s{2,}(?=\S)|\s{3,}(?=\S)|[|│┃]")
_RULE = re.compile(r"[\s|│┃+:]*(?:[-=_─━—┼┬┴├┤+|│┃]{3,}[\s|│┃+:]*)+")
_CHUNK = re.compile(r"[^\s|│┃]+(?:\s[^\s|│┃]+)*")
_NUMBERED_TEXT = re.compile(r"\(?[\dA-Za-z]{1,4}[.)]|\(\w{1,3}\)|[-•*–—]+")
_SPLIT_AT = 2
"""Lines without a gap that may stand inside a cell's wrapped text."""
_MIN_ROWS = 3
_FILL = "\ue000"


@dataclass(frozen=True, slots=True)
class _Chunk:
    start: int
    end: int
    text: str


def column_grids(lines: Sequence[Line]) -> Iterator[Grid]:
    """Runs of lines that stand in columns of spaces or between bars."""
    for first, last in _stretches(lines):
        yield from _read_stretch(lines, first, last)


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Runs of lines that mostly have a gap inside."""
    first = last = -1
    for index, line in enumerate(lines):
        if not _has_gap(line):
            continue
        if first >= 0 and (index - last > _SPLIT_AT + 1 or line.blanks > 2):
            yield first, last
            first = -1
        if first < 0:
            first = index
        last = index
    if first >= 0:
        yield first, last


def _has_gap(line: Line) -> bool:
    text = line.text
    if "\t" in line.raw or ("  " not in text and "|" not in text and "│" not in text):
        return bool("\t" not in line.raw and len(text) > 8 and _RULE.fullmatch(text))
    match = _GAP.search(text)
    return bool(match) and not (match and _NUMBERED_TEXT.fullmatch(text[: match.start()].strip()))


def _read_stretch(lines: Sequence[Line], first: int, last: int) -> Iterator[Grid]:
    raise NotImplementedError
