"""What stands over the rows of a table: its caption and unit, or the mark of a continued table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from publisher.recover.measure.line import Line
from publisher.recover.pieces.caption import (
    caption_number,
    continued_number,
    is_beside_rows,
    is_continuation,
    is_head_note,
    is_unit,
    join_wrapped,
    split_unit,
)
from publisher.tree.nodes import Caption

_TITLE_GAP = 4
"""Blank lines that may stand between a caption and its table."""
_WRAPPED_TITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class Above:
    """What stands over the rows: caption, unit, or the mark of a continued table."""

    first: int
    caption: Caption | None = None
    unit: str = ""
    notes: tuple[str, ...] = ()
    """Lines in brackets between the caption and the rows that say what the numbers cover."""
    continued: bool = False
    number: str = ""
    """Number of the table that a continuation mark names."""


def read_above(lines: Sequence[Line], start: int, floor: int) -> Above:
    """Reads upwards from the first row, but not above the index ``floor``."""
    above = Above(first=start)
    index = start - 1
    while index >= floor and lines[index + 1].blanks <= _TITLE_GAP:
        text = lines[index].text
        if is_continuation(text):
            return replace(above, first=index, continued=True, number=continued_number(text))
        number = caption_number(_one_line(text), "table")
        if number:
            return _with_caption(above, number, [line.text for line in lines[index:start]], index)
        if is_unit(text):
            above = replace(above, first=index, unit=f"{text} {above.unit}".strip())
        elif is_head_note(text):
            above = replace(above, first=index, notes=(text, *above.notes))
        elif above.first - index > _WRAPPED_TITLE_LINES or not _may_be_wrapped_title(lines, index, floor):
            break
        index -= 1
    return above


def _one_line(text: str) -> str:
    """A caption whose unit is set off by a tab, with a space instead."""
    return " ".join(text.split("\t"))


def _with_caption(above: Above, number: str, texts: Sequence[str], first: int) -> Above:
    """What stands over the rows when a caption opens it; its unit may stand at its end."""
    more = [text for text in texts[1:] if not is_unit(text) and not is_head_note(text)]
    text = join_wrapped([_one_line(texts[0]), *more])
    text, unit = split_unit(text)
    return replace(
        above, first=first, caption=Caption(text=text, number=number), unit=f"{unit} {above.unit}".strip()
    )


def _may_be_wrapped_title(lines: Sequence[Line], index: int, floor: int) -> bool:
    """Whether a line can be the second or third of a caption that opens above it."""
    if "\t" in lines[index].text or lines[index].text[-1] in "。；，：" or is_beside_rows(lines[index].text):
        return False
    for line in reversed(lines[max(floor, index - _WRAPPED_TITLE_LINES) : index]):
        if is_beside_rows(line.text):
            return False
        if caption_number(line.text, "table"):
            return True
    return False
