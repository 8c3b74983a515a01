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

from publisher.recover.articles.marks import closes, is_credit, opens_credit, opens_with_date
from publisher.recover.measure.line import Line, display_width
from publisher.recover.text.seams import CLOSING, OPENING, join
from publisher.scripts import compile_for_both, in_both_scripts
from publisher.tree.nodes import GETA, Removed

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_SPACED = re.compile("(?<=[\u3400-\u9fff，。、]) (?=[\u3400-\u9fff，。、])")
_LETTERSPACED = 5
"""Spaces between single characters of a row that was spaced out."""
_ITEM = re.compile(rf"[\d{GETA}]{{1,2}}[.．、]")
"""The number of an item, where no decimals follow it on its line."""
_TITLE_END = compile_for_both("(?![于在至到从自截以年])[\u3400-\u9fff]$")
"""What may end a title over a date: no mark, nor what leads to a date inside a sentence."""
_CODE_MARK = re.compile(" ?(?<![A-Za-z0-9])[!-/](?![A-Za-z0-9]) ?")
_LOST_NUMBER = re.compile(f"(?<=[0-9A-Za-z ]){GETA}+|{GETA}+(?=[0-9A-Za-z ])|{GETA}{{2,}}")
_WHOLE_MARK = re.compile("[，。、；：“”（）《》]")
_WAITS_FOR_PAGE = tuple(in_both_scripts(("下转第", "上接第")))
"""What stands before a page number that was thrown out of its row, or lost."""
_NEAR = 5
"""Whole rows before and after that show the measure of a column."""
_MOST_PARTS = 14
_TOLERANCE = 2
_ALONE, _SHORT, _FULL, _CREDIT = 2.0, 0.3, -0.5, -1.0
_INDENT = 4
_OPENS_FOREIGN, _ENDS_FOREIGN, _WAITS, _ROW = 0.4, 0.8, 1.0, 0.1
"""Costs: a row goes on with a number; a row that is not full ends with one, or stops before one; any row."""
_UNFIT, _OVER = 1.0, 0.1
"""Costs: a row opens with a closing mark or ends with an opening one; each column beyond the usual ones."""
_DATED = 1.2
"""What speaks for a row that opens with a date, as texts under titles do."""
_NARROW, _CLOSER = 0.15, 0.5
"""Columns by which a Latin letter, and a space between characters spaced out, may be narrower than one."""


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
    opens: bool | None = None
    """Whether a paragraph begins with it, as far as its setting tells."""
    comes: JumpMark | None = None
    """The mark before it that says where its text comes from."""
    goes: JumpMark | None = None
    """The mark behind it that says where its text goes on."""

    @property
    def first(self) -> int:
        """The number of its first line in the dump."""
        return self.parts[0].number

    @property
    def closed(self) -> bool:
        """Whether it ends with a full stop, or a code that may stand for one.

        A lost sign on a line of its own is of another font than the text, as its stops are not.
        """
        return closes(self.text) and self.parts[-1].text != GETA

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


def width_with_codes(text: str) -> int:
    """Columns of a text in print, with the codes that stand for lost characters.

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
        tuple(parts), text, tuple(offsets), sum(width_with_codes(part.text) for part in parts), edge, tight
    )


def build_rows(lines: Sequence[Line], spacing: int, walls: Container[int]) -> list[Row]:
    """The printed rows of some lines.

    ``spacing`` is the number of blank lines between any two; ``walls`` are the numbers of the lines
    that furniture stood before.
    """
    edges = _edges(lines, spacing, walls)
    tight = [close and not edge for close, edge in zip(_tight(lines, spacing), edges, strict=True)]
    if not _throws(lines):
        return [make_row([line], edge=e, tight=t) for line, e, t in zip(lines, edges, tight, strict=True)]
    costs, back = [0.0], [0]
    measures = _measures(lines)
    for end in range(1, len(lines) + 1):
        best, at = float("inf"), end - 1
        for start in range(end - 1, max(-1, end - 1 - _MOST_PARTS), -1):
            after = lines[end].text if end < len(lines) and not edges[end] else ""
            before = lines[start - 1].text if start and not edges[start] else ""
            cost = _row_cost(lines[start:end], *measures[start], before, after)
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
        if sum(width_with_codes(line.text) for line in row) <= measures[index][1] + _TOLERANCE:
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
    widths = [width_with_codes(lines[i].text) for i in whole]
    common = sorted(widths)[int(0.97 * (len(widths) - 1))]
    measures = []
    for index in range(len(lines)):
        at = bisect_left(whole, index)
        near = [min(common, width) for width in widths[max(0, at - _NEAR) : at + _NEAR]]
        usual = median_low(width for width in near if width >= 0.8 * max(near))
        measures.append((usual, max(near) + _TOLERANCE))
    return measures


def _row_cost(parts: Sequence[Line], usual: int, limit: int, before: str, after: str) -> float | None:
    """What it costs to read some lines as one row; None where no longer row can be right either.

    ``usual`` and ``limit`` are the usual and the greatest width of rows here; ``before`` and ``after``
    are the texts of the lines beside them, if a row can stand next to this one.
    """
    width = sum(width_with_codes(part.text) for part in parts)
    chinese = [has_han(part.text) for part in parts]
    first, last = parts[0].text, parts[-1].text
    opens = not before or closes(before)
    full = width >= usual - _TOLERANCE - (_INDENT if opens else 0)
    numbered = bool(_ITEM.fullmatch(first))
    waits = not full and bool(after) and not (has_han(after) or _ITEM.fullmatch(after) or closes(last))
    unfit = _UNFIT * (first[0] in CLOSING or last[-1] in OPENING)
    if len(parts) == 1:
        return unfit + (_WAITS if waits else 0.0) if chinese[0] else _ALONE
    apart = any(
        has_han(one.text) and has_han(other.text) and not one.text.endswith(_WAITS_FOR_PAGE)
        for one, other in pairwise(parts)
    )
    if width > limit + sum(_spare(part.text) for part in parts) or apart:
        return None
    if is_credit("".join(part.text for part in parts)):
        return _CREDIT * len(parts)
    if any(opens_credit(part.text) for part in parts[1:]) and any(chinese[:-1]):
        return _ALONE
    cost = (_FULL if full else _SHORT) + _WAITS * (waits and chinese[-1])
    cost -= _WAITS * any(part.text.endswith(_WAITS_FOR_PAGE) for part in parts[:-1])
    cost += _WAITS * any(_ITEM.fullmatch(part.text) for part in parts[1:])
    cost += unfit + _OVER * max(0, width - usual)
    cost += _ENDS_FOREIGN * (not chinese[-1] and not full and not closes(last))
    if _TITLE_END.search(before) and opens_with_date("".join(part.text for part in parts[:4])):
        return cost - _DATED
    return cost + _OPENS_FOREIGN * (not chinese[0] and not opens and not numbered)


def spacing_out(text: str) -> int:
    """The spaces that spread a text over its row; 0 for texts with a few spaces."""
    spaces = len(_SPACED.findall(text))
    return spaces if spaces >= _LETTERSPACED else 0


def _spare(text: str) -> float:
    """Columns by which a text may be narrower in print."""
    return _NARROW * len(_LATIN.findall(text)) + _CLOSER * spacing_out(text)
