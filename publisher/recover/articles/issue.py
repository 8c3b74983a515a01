"""The issue: the articles of a newspaper page or newsletter, in the order in which to read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from publisher.corrections import NO_CORRECTIONS, Corrections
from publisher.recover.articles.blocks import Block, Kind, as_unit, make_block
from publisher.recover.articles.columns import rows_of_pieces
from publisher.recover.articles.continuation import Seams, doubled
from publisher.recover.articles.furniture import clear_furniture
from publisher.recover.articles.jumps import take_jumps, without_opening
from publisher.recover.articles.linking import bind_jumps, link_pieces, link_within_items, runs_on
from publisher.recover.articles.marks import closes
from publisher.recover.articles.order import Paragraph, gather_paragraphs, sort_articles
from publisher.recover.articles.outline import (
    find_articles,
    find_doubtful,
    find_kickers,
    inner_levels,
    stands_over,
)
from publisher.recover.articles.page import arrange, find_continuations
from publisher.recover.articles.reading import read_blocks
from publisher.recover.articles.rows import JumpMark, Row, build_rows, make_row
from publisher.recover.articles.settled import settle_articles, settle_blocks, settle_links
from publisher.recover.measure.line import Line
from publisher.recover.numbering import read_number
from publisher.recover.outline.heading import Heading
from publisher.recover.text.units import Unit
from publisher.tree.nodes import Removed

_LEAST_MEASURE, _WIDEST_COLUMN = 20, 90
_FEWEST_GAPS = 2
"""Blank lines that part the pieces of a page, at the least."""


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


def read_issue(lines: Sequence[Line], corrections: Corrections = NO_CORRECTIONS) -> Issue:
    """Recover the articles of a newspaper page or newsletter, as far as they are settled so."""
    spacing = _spacing(lines)
    cleared = clear_furniture(lines, spacing, corrections)
    rows, marks = take_jumps(build_rows(cleared.lines, spacing, cleared.walls))
    wrapped = _is_wrapped(rows)
    if wrapped and not spacing and _is_in_pieces(rows):
        rows, wrapped = rows_of_pieces(rows, cleared.walls, cleared.rules), False
    blocks = read_blocks(rows, cleared.walls, cleared.rules, wrapped=wrapped)
    blocks = settle_blocks(blocks, corrections)
    jumps = bind_jumps(blocks)
    running = {end: start for end, start in jumps.items() if runs_on(blocks[end], blocks[start])}
    found, opened = (link_pieces(blocks, running), set[int]()) if wrapped else _links(blocks, running, jumps)
    links = settle_links(blocks, found, corrections)
    for index in links:
        blocks[index] = replace(blocks[index], kind=Kind.TEXT)
    articles = _articles(blocks, opened, corrections, wrapped=wrapped)
    doubles = _take_doubles(blocks, links)
    heads = _heads(blocks, articles) - set(jumps.values())
    paragraphs = gather_paragraphs(blocks, links)
    if wrapped:
        pages = sort_articles(blocks, paragraphs, heads, jumps)
    else:
        pages = arrange(blocks, paragraphs, heads, jumps)
    entries = tuple(entry for own in pages for entry in _article(blocks, own, articles))
    titled = {id(mark) for mark in _titles_from_jumps(blocks, pages)}
    opening = min((blocks[index].rows[0].first for index in articles), default=0)
    return Issue(
        entries,
        (*cleared.removed, *_jump_lines(marks, titled), *doubles),
        sum(line.number < opening for line in lines),
    )


def _links(
    blocks: Sequence[Block], running: dict[int, int], jumps: dict[int, int]
) -> tuple[dict[int, int], set[int]]:
    """The seams of a page of pieces, as indexes of blocks, and which titles were found to open articles."""
    blocks = list(blocks)
    articles = _articles(blocks, set(), NO_CORRECTIONS, wrapped=False)
    heads = _heads(blocks, articles) - set(jumps.values())
    known = running | link_within_items(blocks)
    titles = find_doubtful(blocks, articles)
    links, opened = find_continuations(blocks, gather_paragraphs(blocks, known), heads, jumps, titles)
    return known | links, opened & titles.keys()


def _articles(blocks: list[Block], opened: set[int], corrections: Corrections, *, wrapped: bool) -> set[int]:
    """Indexes of the titles that open an article, ``opened`` ones too; those over them are made kickers."""
    articles = settle_articles(blocks, find_articles(blocks, wrapped=wrapped) | opened, corrections)
    kickers = {
        index for index in find_kickers(blocks, articles) if not corrections.role(blocks[index].rows[0].first)
    }
    for index in kickers:
        blocks[index] = replace(blocks[index], kind=Kind.KICKER)
    return articles - kickers


def _spacing(lines: Sequence[Line]) -> int:
    """Blank lines between any two lines, where nearly all have one."""
    spaced = sum(line.blanks > 0 for line in lines)
    return 1 if spaced > 0.6 * len(lines) else 0


def _is_wrapped(rows: Sequence[Row]) -> bool:
    """Whether rows are broken at the measure of columns; else a row is a paragraph or a piece of one.

    Most broken rows end without a closing mark, and none is much wider than a column.
    """
    long = [row for row in rows if row.width >= _LEAST_MEASURE]
    if not long:
        return False
    wide = sorted(row.width for row in long)[int(0.95 * (len(long) - 1))]
    return wide <= _WIDEST_COLUMN and sum(not closes(row.text) for row in long) > len(long) / 2


def _is_in_pieces(rows: Sequence[Row]) -> bool:
    """Whether blank lines part rows into the pieces of columns."""
    return sum(row.blanks > 0 for row in rows[1:]) >= _FEWEST_GAPS


def _take_doubles(blocks: list[Block], links: dict[int, int]) -> list[Removed]:
    """Take characters out that stand on both sides of a seam between pieces."""
    seams = Seams(block.text for block in blocks)
    removed: list[Removed] = []
    for end, start in links.items():
        size = doubled(blocks[end].text, blocks[start].text)
        if size and seams.is_slip(blocks[end].text, blocks[start].text, size):
            rows, entry = without_opening(blocks[start].rows, size)
            blocks[start] = replace(
                make_block(blocks[start].kind, rows), walled=blocks[start].walled, ruled=blocks[start].ruled
            )
            removed.append(entry)
    return removed


def _heads(blocks: Sequence[Block], articles: set[int]) -> set[int]:
    """Indexes of the blocks that open an article: a title, the kicker over it, or a text from elsewhere."""
    heads = {index - 1 if index and stands_over(blocks, index - 1) else index for index in articles}
    heads.update(
        index
        for index, block in enumerate(blocks)
        if block.comes and not (index and blocks[index - 1].kind in (Kind.TITLE, Kind.BYLINE))
    )
    return heads


def _titles_from_jumps(blocks: Sequence[Block], pages: Sequence[Sequence[Paragraph]]) -> Iterator[object]:
    """The jump marks that stand as the title of an article that has no other."""
    for own in pages:
        mark = blocks[own[0].blocks[0]].comes if own else None
        if mark and mark.lines:
            yield mark


def _jump_lines(marks: Sequence[JumpMark], titled: set[int]) -> Iterator[Removed]:
    for mark in marks:
        if id(mark) not in titled:
            yield from mark.removed


def _article(blocks: Sequence[Block], own: Sequence[Paragraph], articles: set[int]) -> Iterator[Entry]:
    """The headings and units of an article."""
    if not own:
        return
    mark = blocks[own[0].blocks[0]].comes
    if mark and mark.lines:
        unit = as_unit([make_block(Kind.TITLE, [make_row(mark.lines)])])
        yield Entry((unit,), Heading(0, 0, unit.text, "headline", 0, continues=mark.place), 1)
    levels = _levels(blocks, own, articles)
    kickers = [p for p in own if blocks[p.blocks[0]].kind is Kind.KICKER]
    rest = [p for p in own if p not in kickers]
    if rest and rest[0].title:
        yield _heading(blocks, rest, articles, levels)
    for kicker in kickers:
        yield Entry((as_unit([blocks[index] for index in kicker.blocks]),))
    for number, paragraph in enumerate(rest):
        if paragraph.title and number:
            yield _heading(blocks, rest[number:], articles, levels)
        elif not paragraph.title:
            yield Entry((as_unit([blocks[index] for index in paragraph.blocks]),))
        yield from _extras(blocks, paragraph)
    for kicker in kickers:
        yield from _extras(blocks, kicker)


def _heading(
    blocks: Sequence[Block], own: Sequence[Paragraph], articles: set[int], levels: dict[int, int]
) -> Entry:
    """The title that opens some paragraphs of an article."""
    first = own[0].blocks[0]
    number = read_number(blocks[first].bare)
    mark = next((blocks[p.blocks[0]].comes for p in own[1:] if not p.title), None)
    heading = Heading(
        first,
        first,
        blocks[first].bare,
        "headline" if first in articles else "inner",
        0,
        number=number.text if number else "",
        continues=mark.place if mark and first in articles else "",
    )
    return Entry((as_unit([blocks[index] for index in own[0].blocks]),), heading, levels[first])


def _extras(blocks: Sequence[Block], paragraph: Paragraph) -> Iterator[Entry]:
    """The lines that stand with a paragraph or title."""
    for index in paragraph.extras:
        extra = as_unit([blocks[index]])
        if blocks[index].kind is Kind.POINT and not paragraph.title:
            extra = replace(extra, role="pull")
        yield Entry((extra,))


def _levels(blocks: Sequence[Block], own: Sequence[Paragraph], articles: set[int]) -> dict[int, int]:
    """The level of each title of an article, by the index of its block."""
    titles = [p for p in own if p.title and p.blocks[0] not in articles]
    gaps = [not before.title for before, paragraph in pairwise(own) if paragraph in titles]
    if own and own[0] in titles:
        gaps.insert(0, True)
    inner = inner_levels([blocks[p.blocks[0]] for p in titles], gaps)
    levels = {p.blocks[0]: level for p, level in zip(titles, inner, strict=True)}
    return levels | dict.fromkeys(articles, 1)
