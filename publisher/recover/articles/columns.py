"""Blocks of rows that are broken at the measure of a column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from operator import itemgetter

from publisher.recover.articles import marks
from publisher.recover.articles.blocks import Block, Kind, is_name, kind_apart, make_block
from publisher.recover.articles.column_measure import Measure, measure_rows, opens_paragraph
from publisher.recover.articles.rows import Row, make_row
from publisher.recover.articles.setting import Role, assign_roles
from publisher.recover.measure.cohesion import Cohesion
from publisher.recover.numbering import read_number

_FEWEST_CAPTIONS = 3
"""Rows of captions that stand together, at the least."""
_AT_EDGE, _AT_HEAD, _AGAIN = 0.7, 2.0, 4.0
"""What speaks for a title: at a page's edge, or behind a title that is printed again; behind a credit, a rule
or a jump mark; that it is printed again."""
_FEWEST_INDENTS = 0.2
"""Share of the texts that are indented where the dump shows indents, at the least."""
_LEAST_AGAIN = 6
"""Characters of a title that is known by being printed again, at the least."""


def _heads(rows: Sequence[Row], walls: frozenset[int], rules: frozenset[int]) -> dict[int, float]:
    """What speaks for a title at the rows where an article may begin, by number."""
    again = _printed_again(rows)
    found = {row.first: _AT_EDGE for row in rows if row.edge or row.first in walls}
    for before, row in pairwise(rows):
        if row.first in rules or kind_apart(before.text) is Kind.CREDIT or before.goes:
            found[row.first] = _AT_HEAD
        elif before.first in again:
            found[row.first] = _AT_EDGE
    found.update(dict.fromkeys(again, _AGAIN))
    return found


def _printed_again(rows: Sequence[Row]) -> set[int]:
    """Numbers of the rows that stand twice, but not those beside them: whole texts stand twice, too."""
    printed = Counter(_in_han(row) for row in rows)
    twice = [len(_in_han(row)) >= _LEAST_AGAIN and printed[_in_han(row)] > 1 for row in rows]
    beside = [False, *twice, False]
    return {row.first for at, row in enumerate(rows) if twice[at] and not (beside[at] or beside[at + 2])}


def _in_han(row: Row) -> str:
    """The Chinese characters of a row: its marks may be lost in other ways where it is printed again."""
    return "".join(re.findall("[\u3400-\u9fff]", row.text))


def _resuming(rows: Sequence[Row]) -> set[int]:
    """Numbers of the rows that may take up a sentence which a text from elsewhere has cut."""
    found: set[int] = set()
    cut = False
    for before, row in pairwise(rows):
        if row.comes:
            cut = not marks.closes(before.text)
        elif row.edge:
            cut = False
        elif cut:
            found.add(row.first)
    return found


def blocks_of_columns(rows: Sequence[Row], walls: frozenset[int], rules: frozenset[int]) -> list[Block]:
    """The blocks of the rows."""
    groups = [(kind, list(own)) for kind, own in groupby(rows, key=lambda row: kind_apart(row.text))]
    return _blocks(groups, _read(groups, _heads(rows, walls, rules), _resuming(rows), cut=False))


def rows_of_pieces(rows: Sequence[Row], walls: frozenset[int], rules: frozenset[int]) -> list[Row]:
    """A row for each paragraph, piece of one, title or other line of rows that stand in pieces of columns.

    The pieces are apart by blank lines, and no paragraph goes on over them. Where one begins may show in its
    first line.
    """
    pieces = accumulate(row.blanks > 0 for row in rows)
    keyed = [(piece, kind_apart(row.text), row) for piece, row in zip(pieces, rows, strict=True)]
    groups = [(kind, [row for *_, row in own]) for (_, kind), own in groupby(keyed, key=itemgetter(0, 1))]
    heads = {row.first: _AT_EDGE for row in rows if row.blanks} | _heads(rows, walls, rules)
    reading = _read(groups, heads, _resuming(rows), cut=True)
    blocks = _blocks(groups, reading)
    indented = sum(measure.indents(row) for row, measure in zip(rows, reading.measures, strict=True))
    shown = indented >= _FEWEST_INDENTS * len(blocks)
    base = reading.measures[0].base if shown else None
    return [replace(_as_row(block.rows), opens=opens_paragraph(block.rows, base)) for block in blocks]


def _as_row(rows: Sequence[Row]) -> Row:
    whole = make_row([part for row in rows for part in row.parts], edge=rows[0].edge, tight=rows[0].tight)
    return replace(whole, comes=rows[0].comes, goes=rows[-1].goes)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Roles of the rows of some groups."""

    cost: float
    measures: list[Measure]
    """For each row of all groups the measure of its column."""
    roles: list[list[Role]]
    """For each group without a kind of its own the roles of its rows."""


_Groups = Sequence[tuple[Kind | None, list[Row]]]


def _read(groups: _Groups, heads: Mapping[int, float], resuming: set[int], *, cut: bool) -> _Reading:
    """The cheaper reading: that first lines show their indent, or that they have lost it."""
    rows = [row for _, own in groups for row in own]
    readings = []
    for lost in (True, False):
        measures = measure_rows(rows, lost_indent=lost)
        cost, at, roles = 0.0, 0, list[list[Role]]()
        for kind, own in groups:
            if not kind:
                more, found = assign_roles(own, measures[at : at + len(own)], heads, resuming, cut=cut)
                cost += more
                roles.append(found)
            at += len(own)
        readings.append(_Reading(cost, measures, roles))
    return min(readings, key=lambda reading: reading.cost)


def _blocks(groups: _Groups, reading: _Reading) -> list[Block]:
    cohesion = Cohesion(row.text for _, own in groups for row in own)
    roles = iter(reading.roles)
    blocks: list[Block] = []
    for kind, own in groups:
        if kind:
            blocks.extend(make_block(kind, [row]) for row in own)
        else:
            blocks.extend(_gather(own, next(roles), cohesion))
    return _split_bylines(blocks)


def _gather(rows: Sequence[Row], roles: Sequence[Role], cohesion: Cohesion) -> list[Block]:
    grouped: list[tuple[Kind, list[Row]]] = []
    for row, role in zip(rows, roles, strict=True):
        if role is Role.OPENS or not grouped:
            grouped.append((Kind.TEXT if role <= Role.GOES_ON else Kind.TITLE, [row]))
        elif role is not Role.TITLE or (
            grouped[-1][0] is Kind.TITLE and _one_title(grouped[-1][1][-1], row, cohesion)
        ):
            grouped[-1][1].append(row)
        else:
            grouped.append((Kind.TITLE, [row]))
    return [make_block(kind, own) for kind, own in grouped]


def _one_title(first: Row, second: Row, cohesion: Cohesion) -> bool:
    """Whether two rows next to one another are lines of one title."""
    if read_number(second.text) or first.text[-1] in "？！。?" or marks.ends_with_code(first.text):
        return False
    if first.goes or second.comes or second.edge:
        return False
    return cohesion.between(first.text[-1], second.text[0]) > -1.5


def _split_bylines(blocks: Sequence[Block]) -> list[Block]:
    """Bylines that were read as the last lines of a title stand for themselves."""
    result: list[Block] = []
    for block in blocks:
        rows = list(block.rows)
        tail: list[Row] = []
        while block.kind is Kind.TITLE and rows and is_name(rows[-1].text):
            tail.insert(0, rows.pop())
        if len(rows) > 1 and tail and marks.is_posted_name(tail[0].text) and marks.is_office(rows[-1].text):
            tail.insert(0, rows.pop())
        if rows:
            result.append(block if not tail else make_block(block.kind, rows))
        result.extend(make_block(Kind.BYLINE, [row]) for row in tail)
    return result


def find_captions(blocks: Sequence[Block]) -> list[Block]:
    """Titles that stand together behind a credit, with no text under them, were captions."""
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        result.append(blocks[at])
        end = at + 1
        while end < len(blocks) and blocks[end].kind is Kind.TITLE and not blocks[end].walled:
            end += 1
        rows = [row for title in blocks[at + 1 : end] for row in title.rows]
        over_text = end < len(blocks) and blocks[end].kind is Kind.TEXT and not blocks[end].walled
        if blocks[at].kind is Kind.CREDIT and len(rows) >= _FEWEST_CAPTIONS and not over_text:
            result.extend(_of_captions(rows))
            at = end
        else:
            at += 1
    return result


def _of_captions(rows: Sequence[Row]) -> list[Block]:
    """Captions of some rows; a row much shorter than the one before is the rest of its caption."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and 2 * row.width < groups[-1][-1].width:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [make_block(Kind.CAPTION, group) for group in groups]
