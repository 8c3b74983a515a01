"""Sidenotes: words beside the text that a typist has put on lines of their own in brackets."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from publisher.recover.measure.line import Line
from publisher.recover.pieces.caption import join_wrapped
from publisher.recover.pieces.piece import Piece
from publisher.recover.text.inlines import parse_inlines
from publisher.recover.text.places import places_of, ranges_source
from publisher.tree.nodes import Paragraph, Removed

_OPENING = re.compile(r"\[(?:Sidenote|Side-note|Margin(?:al note)?)\s*:\s*", re.IGNORECASE)
_LONGEST = 20
"""Lines."""


def find_sidenotes(lines: Sequence[Line], taken: Container[int]) -> list[Piece]:
    """The sidenotes among the lines whose index is not ``taken``; their brackets are markup."""
    pieces: list[Piece] = []
    for index, line in enumerate(lines):
        match = None if index in taken else _OPENING.match(line.text)
        last = _last_line(lines, index, taken) if match else -1
        if match and last >= 0:
            pieces.append(_piece(lines, index, last, match.end()))
    return pieces


def _last_line(lines: Sequence[Line], first: int, taken: Container[int]) -> int:
    """Index of the line that the bracket closes at the end of; -1 where there is none."""
    depth = 0
    for index in range(first, min(first + _LONGEST, len(lines))):
        if index in taken or (index > first and lines[index].blanks):
            return -1
        depth += lines[index].text.count("[") - lines[index].text.count("]")
        if depth <= 0:
            return index if lines[index].text.endswith("]") else -1
    return -1


def _piece(lines: Sequence[Line], first: int, last: int, start: int) -> Piece:
    own = lines[first : last + 1]
    whole = join_wrapped([line.text for line in own])
    parsed = parse_inlines(whole[start:-1])
    markup = [
        (0, start),
        *((a + start, b + start) for a, b in parsed.markup),
        (len(whole) - 1, len(whole)),
    ]
    sources = ranges_source(whole, markup, places_of(own, frozenset()))
    src = f"L{own[0].number}-{own[-1].number}" if len(own) > 1 else f"L{own[0].number}"
    block = Paragraph(text=parsed.text, role="sidenote", src=src)
    return Piece(first, last, block, tuple(Removed(src=place, reason="markup") for place in sources))
