"""The issue: the articles of a newspaper page or newsletter, in the order in which to read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from publisher.recover.articles.blocks import Block, Kind, as_unit, read_blocks
from publisher.recover.articles.furniture import clear_furniture
from publisher.recover.articles.jumps import take_jumps
from publisher.recover.articles.outline import find_articles, find_kickers, inner_levels
from publisher.recover.articles.rows import Row, build_rows
from publisher.recover.headings import Heading
from publisher.recover.line import Line
from publisher.recover.numbering import read_number
from publisher.recover.profile import profile_lines
from publisher.recover.units import Unit
from publisher.tree.nodes import Removed


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading, or units that stand under the heading before."""

    units: tuple[Unit, ...]
    heading: Heading | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Issue:
    """What a page or newsletter prints, in reading order."""

    entries: tuple[Entry, ...]
    removed: tuple[Removed, ...]
    front_end: int
    """Index of the line that the first article begins with."""


def read_issue(lines: Sequence[Line]) -> Issue:
    """Recover the articles of a newspaper page or newsletter."""
    spacing = _spacing(lines)
    cleared = clear_furniture(lines, spacing)
    rows = take_jumps(build_rows(cleared.lines, spacing, cleared.walls))
    wrapped = _is_wrapped(cleared.lines)
    blocks = read_blocks(rows, cleared.walls, cleared.rules, wrapped=wrapped)
    articles = find_articles(blocks)
    kickers = find_kickers(blocks, articles)
    for index in kickers:
        blocks[index] = replace(blocks[index], kind=Kind.KICKER)
    entries = tuple(_entries(blocks, articles))
    opening = min((blocks[index].rows[0].first for index in articles), default=0)
    front_end = sum(line.number < opening for line in lines)
    return Issue(entries, (*cleared.removed, *_jump_lines(rows)), front_end)


def _spacing(lines: Sequence[Line]) -> int:
    """Blank lines between any two lines, where nearly all have one."""
    spaced = sum(line.blanks > 0 for line in lines)
    return 1 if spaced > 0.6 * len(lines) and len(lines) > 60 else 0


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the lines are broken at the measure of columns; else a line is a paragraph or a piece of one."""
    return sum(profile.wrapped and profile.measure <= 80 for profile in profile_lines(lines)) > len(lines) / 2


def _jump_lines(rows: Sequence[Row]) -> Iterator[Removed]:
    for row in rows:
        for mark in (row.comes, row.goes):
            if mark:
                yield from mark.removed


def _entries(blocks: Sequence[Block], articles: set[int]) -> Iterator[Entry]:
    levels = _levels(blocks, articles)
    for index, block in enumerate(blocks):
        if block.kind is Kind.TITLE:
            number = read_number(block.bare)
            style = "headline" if index in articles else "inner"
            heading = Heading(index, index, block.bare, style, 0, number=number.text if number else "")
            yield Entry((as_unit([block]),), heading, levels[index])
        else:
            yield Entry((as_unit([block]),))


def _levels(blocks: Sequence[Block], articles: set[int]) -> dict[int, int]:
    levels = dict.fromkeys(articles, 1)
    inner: list[int] = []
    for index in [*range(len(blocks)), len(blocks)]:
        if index == len(blocks) or index in articles:
            gaps = [blocks[i - 1].kind is not Kind.TITLE if i else True for i in inner]
            levels.update(zip(inner, inner_levels([blocks[i] for i in inner], gaps), strict=True))
            inner = []
        elif blocks[index].kind is Kind.TITLE:
            inner.append(index)
    return levels
