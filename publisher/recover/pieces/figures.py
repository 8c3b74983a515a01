"""Figures: pictures that the dump has lost, known by their captions."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from publisher.recover.measure.line import Line
from publisher.recover.pieces.caption import (
    caption_number,
    is_note,
    is_rest_of_caption,
    is_source,
    join_wrapped,
    read_tail,
)
from publisher.recover.pieces.piece import Piece
from publisher.tree.nodes import Caption, Figure, Removed
from publisher.tree.spans import format_spans, lines_as_spans

_OPEN_END = "，、；（“《：,;"
_SENTENCE_END = "。！？”…」』.!?:：;；\"'）)"
_BRACKET = re.compile(
    r"\[(?:(?:Music |Musical )?(?:[Ii]llustration|ILLUSTRATION|Picture|Music|Map|Diagram)"
    r"|图片|插图|圖片|插圖)"
    r"(?:\s?[:：]|(?=\]))"
)
_LISTED = re.compile(r"\s{2,}\d{1,4}$")
"""The page number behind a caption in a list of illustrations."""
_BRACKET_LINES = 12
_FULL = 0.9
"""Share of the widest line near by from which a line counts as full."""
_NEAR = 12
_LEAST_STEP, _OFF_CENTRE = 6, 4
"""Columns: how much further in a centred line begins at the least, and how far its middle may be off."""


def find_figures(lines: Sequence[Line], taken: Container[int]) -> list[Piece]:
    """The figure captions among the lines whose index is not ``taken``, with their notes and sources."""
    pieces: list[Piece] = []
    index = 0
    while index < len(lines):
        bracketed = None if index in taken else _read_bracketed(lines, index, taken)
        if bracketed:
            pieces.append(bracketed)
            index = bracketed.last + 1
            continue
        number = "" if index in taken else caption_number(lines[index].text, "figure")
        if number and not _LISTED.search(lines[index].text) and not _is_inside_prose(lines, index, pieces):
            pieces.append(_read_figure(lines, index, taken, number))
            index = pieces[-1].last
        index += 1
    return pieces


def _read_bracketed(lines: Sequence[Line], index: int, taken: Container[int]) -> Piece | None:
    """A picture that a transcriber has noted in square brackets, the brackets removed as markup."""
    match = _BRACKET.match(lines[index].text)
    end = _bracket_end(lines, index, taken) if match else -1
    if not match or end < 0:
        return None
    groups: list[list[str]] = []
    for line in lines[index : end + 1]:
        text = line.text[match.end() :] if line is lines[index] else line.text
        text = (text[:-1] if line is lines[end] else text).strip()
        if text and (line.blanks or not groups):
            groups.append([text])
        elif text:
            groups[-1].append(text)
    texts = [join_wrapped(group) for group in groups]
    figure = Figure(
        src=_src(lines, index, end),
        caption=Caption(text=texts[0], number=caption_number(texts[0], "figure")) if texts else None,
        notes=tuple(texts[1:]),
    )
    first, last = lines[index], lines[end]
    start, close = first.raw.index(first.text) + 1, len(last.raw.rstrip())
    return Piece(
        index,
        end,
        figure,
        (
            Removed(src=f"L{first.number}:{start}-{start + match.end() - 1}", reason="markup", text=match[0]),
            Removed(src=f"L{last.number}:{close}-{close}", reason="markup", text=last.text[-1]),
        ),
    )


def _bracket_end(lines: Sequence[Line], index: int, taken: Container[int]) -> int:
    """Index of the line that the bracket closes at the end of; -1 where it does not soon."""
    depth = 0
    for end in range(index, min(len(lines), index + _BRACKET_LINES)):
        if end in taken:
            break
        depth += lines[end].text.count("[") - lines[end].text.count("]")
        if depth <= 0:
            return end if lines[end].text.endswith("]") else -1
    return -1


def _src(lines: Sequence[Line], first: int, last: int) -> str:
    return format_spans(lines_as_spans(line.number for line in lines[first : last + 1]))


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
    return figure_of(lines, index, end, number, taken)


def figure_of(lines: Sequence[Line], index: int, end: int, number: str, taken: Container[int] = ()) -> Piece:
    """The figure whose caption stands on some lines, the last included, with what stands under it."""
    tail = read_tail(lines, end + 1, taken)
    last = max(end, tail.last)
    figure = Figure(
        src=_src(lines, index, last),
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
    if before.text[-1] in _OPEN_END or _is_centred_under(before, line) or is_rest_of_caption(lines, index):
        return True
    latin = lines[opener].text.isascii()
    return latin and _ends_at_blank(lines, index) and _is_full(lines, index - 1)


def _is_centred_under(before: Line, line: Line) -> bool:
    """Whether a shorter line stands in the middle under the one before, as the rest of a caption does."""
    off_centre = abs(2 * before.indent + before.width - 2 * line.indent - line.width)
    return line.indent >= before.indent + _LEAST_STEP and off_centre <= 2 * _OFF_CENTRE


def _ends_at_blank(lines: Sequence[Line], index: int) -> bool:
    """Whether the lines from here to the next blank line are few enough for a caption."""
    following = lines[index + 1 : index + 8]
    return len(following) < 7 or any(line.blanks for line in following)
