"""Figures: pictures that the dump has lost, known by their captions."""

from __future__ import annotations

from collections.abc import Container, Sequence

from publisher.recover.caption import caption_number, is_note, is_source, join_wrapped, read_tail
from publisher.recover.line import Line
from publisher.recover.piece import Piece
from publisher.tree.nodes import Caption, Figure
from publisher.tree.spans import format_spans, lines_as_spans

_OPEN_END = "，、；（“《：,;"
_SENTENCE_END = "。！？”…」』.!?:：;；\"'）)"
_FULL = 0.9
"""Share of the widest line near by from which a line counts as full."""
_NEAR = 12


def find_figures(lines: Sequence[Line], taken: Container[int]) -> list[Piece]:
    """The figure captions among the lines whose index is not ``taken``, with their notes and sources."""
    pieces: list[Piece] = []
    index = 0
    while index < len(lines):
        number = "" if index in taken else caption_number(lines[index].text, "figure")
        if number and not _is_inside_prose(lines, index, pieces):
            pieces.append(_read_figure(lines, index, taken, number))
            index = pieces[-1].last
        index += 1
    return pieces


def _is_inside_prose(lines: Sequence[Line], index: int, pieces: Sequence[Piece]) -> bool:
    """Whether the line before runs on into this one: directly before it, full and without an end."""
    if index == 0 or lines[index].blanks or (pieces and pieces[-1].last == index - 1):
        return False
    before = lines[index - 1]
    return before.text[-1] not in _SENTENCE_END and _is_full(lines, index - 1)


def _is_full(lines: Sequence[Line], index: int) -> bool:
    near = lines[max(0, index - _NEAR) : index + _NEAR]
    return lines[index].width >= _FULL * max(line.width for line in near)


def _read_figure(lines: Sequence[Line], index: int, taken: Container[int], number: str) -> Piece:
    end = index
    while end + 1 < len(lines) and end + 1 not in taken and _is_wrapped(lines, index, end + 1):
        end += 1
    tail = read_tail(lines, end + 1)
    last = max(end, tail.last)
    numbers = [line.number for line in lines[index : last + 1]]
    figure = Figure(
        src=format_spans(lines_as_spans(numbers)),
        caption=Caption(text=join_wrapped([line.text for line in lines[index : end + 1]]), number=number),
        notes=tail.notes,
        source=tail.source,
    )
    return Piece(index, last, figure)


def _is_wrapped(lines: Sequence[Line], opener: int, index: int) -> bool:
    """Whether a caption goes on here: no blank line, and it is open or its line is full."""
    line, before = lines[index], lines[index - 1]
    if line.blanks or is_note(line.text) or is_source(line.text) or caption_number(line.text, "figure"):
        return False
    if before.text[-1] in _OPEN_END:
        return True
    latin = lines[opener].text.isascii()
    return latin and _ends_at_blank(lines, index) and _is_full(lines, index - 1)


def _ends_at_blank(lines: Sequence[Line], index: int) -> bool:
    """Whether the lines from here to the next blank line are few enough for a caption."""
    following = lines[index + 1 : index + 8]
    return len(following) < 7 or any(line.blanks for line in following)
