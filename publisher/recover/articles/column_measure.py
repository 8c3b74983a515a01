"""The measure of the columns that rows stand in: how wide they are, and where indents show or are lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from publisher.recover.articles.marks import CODES
from publisher.recover.articles.rows import Row, spacing_out
from publisher.recover.measure.line import display_width
from publisher.recover.text.seams import CLOSING

_INDENT, _LEAST_INDENT = 4, 2
"""Columns of the indent of first lines, and those from which white space is one."""
_SWITCH = 3.0
"""What it costs that the measure changes from one row to the next."""
_WIDE = 38
"""Columns from which rows are set without loose spacing."""
_NARROWEST = 24
"""Columns of the narrowest measure."""
_MARKS = re.compile(r"[，。、；：！？（）《》“”‘’「」〓]|(?<![!-/A-Za-z0-9])[!-/](?![!-/A-Za-z0-9])")
_CANNOT_OPEN = CLOSING | CODES
"""Marks that may not open a row, and codes that may stand for one."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The measure of the column that a row stands in."""

    columns: int
    lost_indent: bool
    """First lines fall short by an indent that the dump does not show."""
    base: int
    """White space before rows that are not indented."""

    def full(self, row: Row, *, opens: bool, slack: float = 0) -> bool:
        """Whether a row fills the measure; ``slack`` is the room that the next row's first word needs."""
        if spacing_out(row.text):
            return True
        want = self.columns - (_INDENT if opens and self.lost_indent else 0)
        loose = 1 if self.columns >= _WIDE else 4
        return row.width + max(0, row.indent - self.base) + give(row) >= want - loose - slack

    def indents(self, row: Row) -> bool:
        """Whether a row shows the indent of first lines."""
        return row.indent - self.base >= _LEAST_INDENT

    def too_wide(self, row: Row) -> bool:
        """Whether a row is too wide for the column, as titles over several columns are."""
        return row.width - _squeeze(row) > self.columns + _INDENT

    def too_wide_to_open(self, row: Row) -> bool:
        """Whether a row is too wide for a first line, its marks squeezed as far as they go."""
        return self.lost_indent and row.width - _squeeze(row) > self.columns - _INDENT + 1


def give(row: Row) -> float:
    """Columns that spacing adds to a row: beside numbers and words of another script, and in them."""
    return len(row.parts) - 1 + 0.3 * min(20, _foreign(row))


def _squeeze(row: Row) -> float:
    """Columns that a row can be narrower than it looks: its marks squeezed, its letters narrow."""
    return len(_MARKS.findall(row.text)) + 0.5 * min(20, _foreign(row)) + spacing_out(row.text)


def _foreign(row: Row) -> int:
    return sum(char.isascii() and not char.isspace() for char in row.text)


def opens_paragraph(rows: Sequence[Row], base: int | None) -> bool | None:
    """Whether the first row of a text opens a paragraph, as far as its indent or the room left tells.

    ``base`` is the white space before rows that are not indented; None where the dump shows no indents.
    """
    first, *full = rows[:-1] or rows
    if base is not None:
        return first.indent - base >= _LEAST_INDENT
    if not full:
        return None
    short = median(row.width for row in full) - first.width - room_before(full[0].text)
    return True if short > _INDENT - 2 else False if short < 2 else None


def measure_rows(rows: Sequence[Row], *, lost_indent: bool) -> list[Measure]:
    """The measure of each row's column: few changes, and few rows that do not fit."""
    if not rows:
        return []
    candidates = range(_NARROWEST, max(_NARROWEST, *(row.width for row in rows)) + 1, 2)
    costs = [_misfit(rows[0], width) for width in candidates]
    back: list[list[int]] = []
    for row in rows[1:]:
        cheapest = min(range(len(candidates)), key=costs.__getitem__)
        froms = [at if costs[at] <= costs[cheapest] + _SWITCH else cheapest for at in range(len(candidates))]
        costs = [
            min(costs[at], costs[cheapest] + _SWITCH) + _misfit(row, candidates[at])
            for at in range(len(candidates))
        ]
        back.append(froms)
    at = min(range(len(candidates)), key=costs.__getitem__)
    path = [at]
    for froms in reversed(back):
        at = froms[at]
        path.append(at)
    widths = [candidates[at] for at in reversed(path)]
    base = min(row.indent for row in rows)
    return [Measure(width, lost_indent, base) for width in widths]


def _misfit(row: Row, measure: int) -> float:
    narrowest, widest = row.width - _squeeze(row), row.width + give(row)
    if narrowest > measure + 1:
        return 1.8
    if widest >= measure:
        return 0.0
    if widest + 2 >= measure:
        return 0.2
    return 0.3 if narrowest <= measure - _INDENT <= widest + 1 else 1.0


def room_before(text: str) -> int:
    """Columns that may stay free before a text: its first unbreakable run."""
    run = re.match("[^\\s\u3400-\u9fff，。、；：！？（）《》“”]+", text)
    head = run[0] if run else text[:1]
    follow = text[len(head) : len(head) + 1]
    return (min(12, display_width(head)) if run else 0) + (2 if follow and follow in _CANNOT_OPEN else 0)
