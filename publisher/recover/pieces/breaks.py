"""Thematic breaks: stars, ornaments and rules that stand alone between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from publisher.recover.measure.line import Line
from publisher.recover.pieces.piece import Piece
from publisher.recover.text.places import source_of
from publisher.tree.nodes import Removed, ThematicBreak

_BREAK = re.compile(r"(?:[*＊※⁂☆★✽❦❧◇◆○●□■~～•·]\s*){3,}|[⁂❦❧]|[-—―─_=]{3,}|\+{5,}|(?:--?\s+){2,}--?")
_OFF = 2
"""Columns by which a rule may differ from the line that it underlines."""


def find_breaks(lines: Sequence[Line], taken: Container[int]) -> list[Piece]:
    """The thematic breaks among the lines whose index is not ``taken``; several in a row are one.

    What is printed is in the account: every edition draws a break in its own way. A rule right under a
    line and as long as that is none: it underlines the line.
    """
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        if index in taken or not _BREAK.fullmatch(line.text) or _underlines(lines, index):
            continue
        removed = Removed(src=source_of([line]), reason="rule", text=line.text)
        if pieces and pieces[-1].last == index - 1:
            first = pieces.pop()
            block = ThematicBreak(src=source_of(lines[first.first : index + 1]))
            pieces.append(Piece(first.first, index, block, (*first.removed, removed)))
        else:
            pieces.append(Piece(index, index, ThematicBreak(src=removed.src), (removed,)))
    return pieces


def _underlines(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    return index > 0 and not line.blanks and abs(line.width - lines[index - 1].width) <= _OFF
