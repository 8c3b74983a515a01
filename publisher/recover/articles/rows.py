"""Rows: printed lines put together again where numbers and foreign words were thrown out of them.

A text extractor that meets another font starts a new line, so 共有 64 个座位 comes as three lines.
Whether lines are one printed row shows in their widths: together they fill the column. The rows of a
stretch are found as its cheapest division.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from publisher.recover.articles.marks import is_credit, is_rule, opens_credit
from publisher.recover.line import Line, display_width
from publisher.recover.seams import join
from publisher.tree.nodes import Removed

_HAN = re.compile("[\u3400-\u9fff]")
_CODE_MARK = re.compile(" ?(?<![A-Za-z0-9])[!-/](?![A-Za-z0-9]) ?")
_WHOLE_MARK = re.compile("[，。、；：“”（）《》]")
_NEAR = 12
"""Lines before and after that show the measure of a column."""
_MOST_PARTS = 14
_TOLERANCE = 2
_ALONE, _SHORT, _AT_EDGE, _FULL, _CREDIT = 2.0, 0.3, 0.4, -0.5, -1.0


@dataclass(frozen=True, slots=True)
class JumpMark:
    """A jump mark that was taken out of the rows."""

    page: str
    """The page that it names; empty where the dump has lost it."""
    lines: tuple[Line, ...]
    """The lines it stands on, if nothing else stands there; else empty."""
    removed: tuple[Removed, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line: the lines of the dump that it came in, and what it looks like whole."""

    parts: tuple[Line, ...]
    text: str
    offsets: tuple[int, ...]
    """Where the text of each part begins in ``text``."""
    width: int
    """Printed columns."""
    edge: bool = False
    """A page or column begins with it."""
    comes: JumpMark | None = None
    """The mark before it that says where its text comes from."""
    goes: JumpMark | None = None
    """The mark behind it that says where its text goes on."""

    @property
    def first(self) -> int:
        """The number of its first line in the dump."""
        return self.parts[0].number

    @property
    def indent(self) -> int:
        """Columns of white space before it."""
        return self.parts[0].indent

    @property
    def blanks(self) -> int:
        """Blank lines before it."""
        return self.parts[0].blanks


def has_han(text: str) -> bool:
    """Whether a text has Chinese characters; punctuation does not count."""
    return bool(_HAN.search(text))


def printed_width(text: str) -> int:
    """Columns of a text in print: a code that stands for a Chinese mark takes two, with its space."""
    if has_han(text) and not _WHOLE_MARK.search(text):
        text = _CODE_MARK.sub("，", text)
    return display_width(text)


def opens_page(line: Line, spacing: int) -> bool:
    """Whether a page or column begins with a line: a form feed, or what is left of one."""
    return line.feed or (spacing > 0 and line.blanks < spacing and line.indent == 1)


def make_row(parts: Sequence[Line], *, edge: bool = False) -> Row:
    """A row of some lines."""
    text, offsets = "", []
    for part in parts:
        text = join(text, part.text, ())
        offsets.append(len(text) - len(part.text))
    return Row(tuple(parts), text, tuple(offsets), sum(printed_width(part.text) for part in parts), edge)


def build_rows(lines: Sequence[Line], spacing: int) -> list[Row]:
    """The printed rows of some lines. ``spacing`` is the number of blank lines between any two."""
    if not _throws(lines):
        return [make_row([line], edge=opens_page(line, spacing)) for line in lines]
    costs, back = [0.0], [0]
    limits = _limits(lines)
    for end in range(1, len(lines) + 1):
        best, at = float("inf"), end - 1
        for start in range(end - 1, max(-1, end - 1 - _MOST_PARTS), -1):
            cost = _row_cost(lines[start:end], limits[start])
            if cost is None:
                break
            if costs[start] + cost < best:
                best, at = costs[start] + cost, start
            if is_rule(lines[start].text) or (opens_page(lines[start], spacing) and not _waits(lines, start)):
                break
        costs.append(best)
        back.append(at)
    rows: list[Row] = []
    end = len(lines)
    while end:
        start = back[end]
        rows.append(make_row(lines[start:end], edge=opens_page(lines[start], spacing)))
        end = start
    return rows[::-1]


def _waits(lines: Sequence[Line], index: int) -> bool:
    """Whether the line before waits for a page number that was thrown out of it."""
    return index > 0 and lines[index - 1].text.endswith(("下转第", "上接第"))


def _throws(lines: Sequence[Line]) -> bool:
    """Whether numbers were thrown out of the rows: many short lines without Chinese fit between others."""
    limits = _limits(lines)
    fit = alone = 0
    for index in range(1, len(lines) - 1):
        if has_han(lines[index].text) or not has_han(lines[index - 1].text):
            continue
        row = lines[index - 1 : index + 2]
        if sum(printed_width(line.text) for line in row) <= limits[index] + _TOLERANCE:
            fit += 1
        else:
            alone += 1
    return fit >= 5 and fit > alone


def _limits(lines: Sequence[Line]) -> list[int]:
    """For each line the measure of the column around it."""
    widths = [printed_width(line.text) if has_han(line.text) else 0 for line in lines]
    common = sorted(widths)[int(0.97 * (len(widths) - 1))] if widths else 0
    return [
        min(common, max(widths[max(0, index - _NEAR) : index + _NEAR + 1])) + _TOLERANCE
        for index in range(len(lines))
    ]


def _row_cost(parts: Sequence[Line], limit: int) -> float | None:
    """What it costs to read some lines as one row; None where no longer row can be right either."""
    width = sum(printed_width(part.text) for part in parts)
    chinese = [has_han(part.text) for part in parts]
    if len(parts) == 1:
        return 0.0 if chinese[0] or is_rule(parts[0].text) else _ALONE
    if width > limit or any(a and b for a, b in zip(chinese, chinese[1:], strict=False)):
        return None
    if any(is_rule(part.text) for part in parts):
        return None
    if is_credit("".join(part.text for part in parts)):
        return _CREDIT * len(parts)
    if any(opens_credit(part.text) for part in parts[1:]) and any(chinese[:-1]):
        return _ALONE
    cost = _FULL if width >= limit - 3 * _TOLERANCE else _SHORT
    return cost + _AT_EDGE * (not chinese[0]) + _AT_EDGE * (not chinese[-1] and cost != _FULL)
