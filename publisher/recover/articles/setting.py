"""Paragraphs and titles among the rows of a column: one cheapest reading over all rows.

Each row opens or continues a paragraph or a title. What speaks for a reading is how full a row is
against the measure of its column (which changes beside pictures), its closing mark, and the indent
of first lines, which many dumps show only as rows that fall short by two characters.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from enum import IntEnum

from publisher.recover.articles.column_measure import Measure, give, room_before
from publisher.recover.articles.flow import opens_sentence
from publisher.recover.articles.marks import (
    ends_with_code,
    has_dateline,
    opens_as_paragraph,
    opens_with_date,
)
from publisher.recover.articles.rows import Row, spacing_out
from publisher.recover.numbering import read_number
from publisher.recover.text.seams import CLOSING, OPENING
from publisher.scripts import compile_for_both

_NEVER = 50.0
_UNFIT = 6.0
"""What it costs that a block opens with a closing mark or ends with an opening one."""
_OPENS, _MOST_OPENS = 0.5, 2.5
"""Weight of how rarely sentences open with the first character of a row, and the most that it counts."""
_TIGHT = 4.0
"""What it costs that a paragraph goes on in a row that stands close under another, where rows are apart."""
_SHORT = 0.7
"""Share of the measure that a row may fill and still be short."""
_CLAUSE = 1.5
"""What it costs that a title has several commas, opens with a date, or as paragraphs do and is not short."""
_NUMBERED_TITLE = 0.5
"""What speaks for a title where a short row opens with a number."""
_DATELINE = 2.0
"""What it costs that a paragraph goes on in a row that opens with a dateline."""
_QUESTION = 1.5
"""What it costs to read a lone short question as a paragraph and not as a title."""
OPENS_ITEM = compile_for_both("(?:第?[一二三四五六七八九十]+是|首先|其次|再次|最后)")
"""What an enumeration within running text opens its paragraphs with."""


class Role(IntEnum):
    """What a row is in its block."""

    OPENS = 0
    GOES_ON = 1
    TITLE = 2
    TITLE_2 = 3
    TITLE_3 = 4


_TITLES = (Role.TITLE, Role.TITLE_2, Role.TITLE_3)


def assign_roles(
    rows: Sequence[Row],
    measures: Sequence[Measure],
    heads: Mapping[int, float],
    resuming: Container[int],
    *,
    cut: bool = False,
) -> tuple[float, list[Role]]:
    """The cheapest roles of some rows that follow one another in a column, and what they cost.

    ``heads`` gives what speaks for a title where an article may begin, by the number of the line;
    ``resuming`` are the numbers of the lines that a sentence may go on in which was broken off above.
    The last row may be ``cut`` within a sentence, if it is full.
    """
    costs = [
        _start_cost(rows[0], measures[0], role, resuming)
        + (_NEVER if role in _TITLES[1:] else 0.0)
        - _head_bonus(rows[0], role, heads)
        for role in Role
    ]
    back: list[list[Role]] = []
    for index in range(1, len(rows)):
        fresh: list[float] = []
        froms: list[Role] = []
        for role in Role:
            own = _start_cost(rows[index], measures[index], role, resuming)
            own -= _head_bonus(rows[index], role, heads)
            step, origin = min(
                (costs[before] + _step_cost(rows, measures, index, before, role), before) for before in Role
            )
            fresh.append(step + own)
            froms.append(Role(origin))
        costs = fresh
        back.append(froms)
    ends = [costs[role] + _last_cost(rows, measures, role, cut=cut) for role in Role]
    role = min(Role, key=ends.__getitem__)
    roles = [role]
    for froms in reversed(back):
        role = froms[role]
        roles.append(role)
    return min(ends), roles[::-1]


def _head_bonus(row: Row, role: Role, heads: Mapping[int, float]) -> float:
    return 0.0 if role is not Role.TITLE or row.comes else heads.get(row.first, 0.0)


def _start_cost(row: Row, measure: Measure, role: Role, resuming: Container[int]) -> float:
    """What it costs that a row has a role, whatever stands beside it."""
    if role in _TITLES:
        return _title_cost(row, measure, role)
    if role is Role.GOES_ON:
        return 1.5 * measure.indents(row) + _DATELINE * has_dateline(row.text)
    cost = 0.0
    in_sentence = row.comes or row.edge or row.first in resuming
    if row.text[0] in CLOSING:
        cost += _UNFIT
    if measure.too_wide_to_open(row) and not in_sentence:
        cost += 3.0
    if _is_numbered(row) or has_dateline(row.text) or OPENS_ITEM.match(row.text):
        cost -= 1.0
    elif opens_as_paragraph(row.text):
        cost -= 0.6
    elif not in_sentence:
        cost += _OPENS * max(0.0, min(_MOST_OPENS, -opens_sentence(row.text[0])))
    return cost


def _is_numbered(row: Row) -> bool:
    """Whether a row opens with a number and has words behind it."""
    number = read_number(row.text)
    return bool(number and number.text)


def _title_cost(row: Row, measure: Measure, role: Role) -> float:
    cost = {Role.TITLE: 0.8, Role.TITLE_2: 0.4, Role.TITLE_3: 1.4}[role] + 2 * _CLAUSE * opens_with_date(
        row.text
    )
    if row.text[0] in CLOSING:
        cost += _UNFIT
    if spacing_out(row.text):
        cost += 3.0
    if role is Role.TITLE and _is_numbered(row) and row.width < _SHORT * measure.columns:
        cost -= _NUMBERED_TITLE
    cost += _CLAUSE * max(0, row.text.count("，") - 1)
    if role is Role.TITLE and row.width > _SHORT * measure.columns and opens_as_paragraph(row.text):
        cost += _CLAUSE
    last = row.text[-1]
    if last in "。；;" or "。" in row.text[:-1]:
        cost += 4.0
    elif last in "，、":
        cost += 1.2
    elif last in "？！?!：":
        cost += 0.4
    elif ends_with_code(row.text):
        cost += 2.5
    if row.width > measure.columns + 6:
        return cost - 0.5
    return cost + (
        1.2 if row.width >= measure.columns - 1 else 0.8 if row.width > 0.85 * measure.columns else 0.0
    )


def _step_cost(
    rows: Sequence[Row], measures: Sequence[Measure], index: int, before: Role, role: Role
) -> float:
    """What it costs that one row follows another in these roles."""
    first, second = rows[index - 1], rows[index]
    forced = bool(first.goes or second.comes)
    if role is Role.GOES_ON:
        if before in _TITLES or forced:
            return _NEVER
        return _join_cost(rows, measures, index, opens=before is Role.OPENS) + _TIGHT * second.tight
    if role in (Role.TITLE_2, Role.TITLE_3):
        return 0.0 if before == role - 1 and not forced and not read_number(second.text) else _NEVER
    if before in _TITLES:
        return _end_cost(rows, measures, index - 1, before)
    if forced and not first.goes:
        return 0.0
    return _end_cost(rows, measures, index - 1, before)


def _last_cost(rows: Sequence[Row], measures: Sequence[Measure], role: Role, *, cut: bool) -> float:
    """What it costs that a column, or a piece of one, ends with the last row."""
    if cut and role <= Role.GOES_ON and measures[-1].full(rows[-1], opens=role is Role.OPENS):
        return 0.0
    return _end_cost(rows, measures, len(rows) - 1, role)


def _end_cost(rows: Sequence[Row], measures: Sequence[Measure], index: int, role: Role) -> float:
    """What it costs that a block ends with a row."""
    if role in _TITLES:
        return 2.5 if rows[index].text[-1] in "，、" else 0.0
    if rows[index].goes:
        return 0.0 if rows[index].closed or role is Role.GOES_ON else 1.5
    return _break_cost(rows, measures, index + 1, opens=role is Role.OPENS)


def _join_cost(rows: Sequence[Row], measures: Sequence[Measure], index: int, *, opens: bool) -> float:
    first, second = rows[index - 1], rows[index]
    closed = first.closed
    measure = measures[index - 1]
    if measure.too_wide(first):
        return 3.0
    if measure.full(first, opens=opens, slack=room_before(second.text)):
        surely = measure.full(first, opens=opens, slack=-give(first))
        return (0.3 if closed else 0.0) + (0.0 if surely else 0.3)
    beside_picture = measures[index - 1].columns != measures[index].columns
    return (1.5 if beside_picture else 3.0) + (1.0 if closed else 0.0)


def _break_cost(rows: Sequence[Row], measures: Sequence[Measure], index: int, *, opens: bool) -> float:
    """What it costs that a paragraph ends before a row (or with the last one)."""
    first = rows[index - 1]
    if first.text[-1] in OPENING:
        return _UNFIT
    slack = room_before(rows[index].text) if index < len(rows) else 0
    full = measures[index - 1].full(first, opens=opens, slack=slack)
    if first.closed:
        question = opens and first.text[-1] in "？?" and first.width < 0.8 * measures[index - 1].columns
        return 0.7 if full else _QUESTION * question
    if first.text[-1] in "：；:;":
        return 1.5
    return 4.0 if full else 3.0
