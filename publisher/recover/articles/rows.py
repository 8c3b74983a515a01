"""Rows: printed lines put together again where numbers and foreign words were thrown out of them.

A text extractor that meets another font starts a new line, so 共有 64 个座位 comes as three lines.
Whether lines are one printed row shows in their widths: together they fill the column. The rows of a
stretch are found as its cheapest division.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from publisher.recover.articles.marks import is_credit, opens_credit
from publisher.recover.measure.line import Line, display_width
from publisher.recover.text.seams import ends_sentence, join
from publisher.tree.nodes import GETA, Removed

_HAN = re.compile("[\u3400-\u9fff]")
_CODE_MARK = re.compile(" ?(?<![A-Za-z0-9])[!-/](?![A-Za-z0-9]) ?")
_LOST_NUMBER = re.compile(f"(?<=[0-9A-Za-z ]){GETA}+|{GETA}+(?=[0-9A-Za-z ])|{GETA}{{2,}}")
_WHOLE_MARK = re.compile("[，。、；：“”（）《》]")
_WAITS_FOR_PAGE = ("下转第", "上接第")
"""What stands before a page number that was thrown out of its row, or lost."""
_NEAR = 5
"""Whole rows before and after that show the measure of a column."""
_MOST_PARTS = 14
_TOLERANCE = 2
_ALONE, _SHORT, _FULL, _CREDIT = 2.0, 0.3, -0.5, -1.0
_OPENS_FOREIGN, _ENDS_FOREIGN, _WAITS, _ROW = 0.4, 0.8, 1.0, 0.1
"""Costs: a row opens with a number; a row that is not full ends with one, or stops before one."""


@dataclass(frozen=True, slots=True)
class JumpMark:
    """A jump mark that was taken out of the rows."""

    page: str
    """The page that it names; empty where the dump has lost it."""
    place: str
    """The page with its unit as printed, such as ``第2版``; empty where the dump has lost it."""
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
    tight: bool = False
    """It lacks the blank line that all others have before them: something was set apart here."""
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
    """Columns of a text in print.

    A code that stands for a Chinese mark takes two, with its space; a lost letter or digit takes one.
    """
    if not has_han(text):
        return display_width(text) - text.count(GETA)
    if not _WHOLE_MARK.search(text):
        text = _CODE_MARK.sub("，", text)
    return display_width(text) - sum(len(lost) for lost in _LOST_NUMBER.findall(text))


def opens_page(line: Line, spacing: int) -> bool:
    """Whether a page or column begins with a line: a form feed, or what is left of one."""
    return line.feed or (spacing > 0 and line.blanks < spacing and line.indent == 1)


def _edges(lines: Sequence[Line], spacing: int, walls: Container[int]) -> list[bool]:
    """For each line whether a page begins with it; what follows a number thrown out may look so, too."""
    return [
        opens_page(line, spacing)
        and (
            index == 0
            or line.feed
            or line.number in walls
            or has_han(lines[index - 1].text)
            or _has_page(lines, index)
        )
        and not (index and lines[index - 1].text.endswith(_WAITS_FOR_PAGE))
        for index, line in enumerate(lines)
    ]


def _tight(lines: Sequence[Line], spacing: int) -> list[bool]:
    """For each line whether it stands close under another, where lines are apart."""
    return [
        index > 0 and line.blanks < spacing and has_han(line.text) and has_han(lines[index - 1].text)
        for index, line in enumerate(lines)
    ]


def _has_page(lines: Sequence[Line], index: int) -> bool:
    """Whether a jump mark that has lost its end stands before a line, its page as a line of its own."""
    waits = index > 1 and lines[index - 2].text.endswith(_WAITS_FOR_PAGE)
    return waits and not re.match(r"\W*[页版頁]", lines[index].text)


def make_row(parts: Sequence[Line], *, edge: bool = False, tight: bool = False) -> Row:
    """A row of some lines."""
    text, offsets = "", []
    for part in parts:
        text = join(text, part.text, ())
        offsets.append(len(text) - len(part.text))
    return Row(
        tuple(parts), text, tuple(offsets), sum(printed_width(part.text) for part in parts), edge, tight
    )


def build_rows(lines: Sequence[Line], spacing: int, walls: Container[int]) -> list[Row]:
    """The printed rows of some lines.

    ``spacing`` is the number of blank lines between any two; ``walls`` are the numbers of the lines
    that furniture stood before.
    """
    edges = _edges(lines, spacing, walls)
    tight = _tight(lines, spacing)
    if not _throws(lines):
        return [make_row([line], edge=e, tight=t) for line, e, t in zip(lines, edges, tight, strict=True)]
    costs, back = [0.0], [0]
    measures = _measures(lines)
    for end in range(1, len(lines) + 1):
        best, at = float("inf"), end - 1
        for start in range(end - 1, max(-1, end - 1 - _MOST_PARTS), -1):
            after = lines[end].text if end < len(lines) and not edges[end] else ""
            cost = _row_cost(lines[start:end], *measures[start], after)
            if cost is None:
                break
            if costs[start] + cost + _ROW < best:
                best, at = costs[start] + cost + _ROW, start
            if edges[start]:
                break
        costs.append(best)
        back.append(at)
    rows: list[Row] = []
    end = len(lines)
    while end:
        start = back[end]
        rows.append(make_row(lines[start:end], edge=edges[start], tight=tight[start]))
        end = start
    return rows[::-1]


def _throws(lines: Sequence[Line]) -> bool:
    """Whether numbers were thrown out of the rows: many short lines without Chinese fit between others."""
    measures = _measures(lines)
    fit = alone = 0
    for index in range(1, len(lines) - 1):
        if has_han(lines[index].text) or not has_han(lines[index - 1].text):
            continue
        row = lines[index - 1 : index + 2]
        if sum(printed_width(line.text) for line in row) <= measures[index][1] + _TOLERANCE:
            fit += 1
        else:
            alone += 1
    return fit >= 5 and fit > alone


def _measures(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """For each line the usual and the greatest width of the whole rows next to it."""
    chinese = [has_han(line.text) for line in lines]
    whole = [i for i in range(1, len(lines) - 1) if all(chinese[i - 1 : i + 2])]
    if not whole:
        widest = max((line.width for line in lines), default=0)
        return [(widest, widest + _TOLERANCE)] * len(lines)
    widths = [printed_width(lines[i].text) for i in whole]
    common = sorted(widths)[int(0.97 * (len(widths) - 1))]
    measures = []
    for index in range(len(lines)):
        at = bisect_left(whole, index)
        near = [min(common, width) for width in widths[max(0, at - _NEAR) : at + _NEAR]]
        usual = median_low(width for width in near if width >= 0.8 * max(near))
        measures.append((usual, max(near) + _TOLERANCE))
    return measures


def _row_cost(parts: Sequence[Line], usual: int, limit: int, after: str) -> float | None:
    """What it costs to read some lines as one row; None where no longer row can be right either.

    ``usual`` and ``limit`` are the usual and the greatest width of rows here; ``after`` is the text of
    the next line, if a row can go on in it.
    """
    width = sum(printed_width(part.text) for part in parts)
    chinese = [has_han(part.text) for part in parts]
    full = width >= usual - _TOLERANCE
    waits = not full and bool(after) and not has_han(after) and not ends_sentence(parts[-1].text)
    if len(parts) == 1:
        return (_WAITS if waits else 0.0) if chinese[0] else _ALONE
    apart = any(
        has_han(first.text) and has_han(second.text) and not first.text.endswith(_WAITS_FOR_PAGE)
        for first, second in pairwise(parts)
    )
    if width > limit or apart:
        return None
    if is_credit("".join(part.text for part in parts)):
        return _CREDIT * len(parts)
    if any(opens_credit(part.text) for part in parts[1:]) and any(chinese[:-1]):
        return _ALONE
    cost = (_FULL if full else _SHORT) + _WAITS * (waits and chinese[-1])
    cost -= _WAITS * any(part.text.endswith(_WAITS_FOR_PAGE) for part in parts[:-1])
    return cost + _OPENS_FOREIGN * (not chinese[0]) + _ENDS_FOREIGN * (not chinese[-1] and not full)
