"""Stage 3, recover: a repaired ``Dump`` in, the ``Document`` out.

The steps, each a function from what is known to what is found: measure the lines; take out page
furniture; read the printed contents and align it with the body; recognise tables, figures and
notes; join the remaining lines into units; find the headings among them and their levels; assemble
the tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from math import inf

import msgspec

from publisher.corrections import NO_CORRECTIONS, Corrections
from publisher.corrections.kept import check_kept
from publisher.read.dump import Dump
from publisher.recover.articles import is_periodical, read_issue
from publisher.recover.assemble import Assembler
from publisher.recover.body import Body, read_body
from publisher.recover.contents.nested import fold_nested_contents
from publisher.recover.contents.targets import with_targets
from publisher.recover.front.metadata import read_metadata
from publisher.recover.measure.line import Line, measure_lines
from publisher.recover.notes.find import PrintedMarks, link_notes
from publisher.recover.outline.bylines import with_bylines, with_listed_bylines
from publisher.recover.outline.display_levels import assign_display_levels
from publisher.recover.outline.displayed import find_displayed
from publisher.recover.outline.heading import Heading, Level
from publisher.recover.outline.headings import find_headings
from publisher.recover.outline.levels import assign_levels
from publisher.recover.outline.repeated import without_repeated
from publisher.recover.outline.settled import settled_headings
from publisher.recover.pages.page_marks import take_out_page_marks
from publisher.recover.settled import in_settled_order, with_settled_roles
from publisher.recover.text.blocks import build_blocks
from publisher.recover.text.lists import fewest_numbered, numbers_hang
from publisher.recover.text.plays import mark_speakers
from publisher.recover.text.units import Unit, build_units
from publisher.tree.ids import with_ids
from publisher.tree.nodes import Document, Metadata, Removed, Source
from publisher.tree.spans import parse_spans

_TITLES = {"headline": "as the title of an article", "inner": "as a title inside an article"}
"""Why there are headings in an issue, by their style."""


def recover_document(dump: Dump, corrections: Corrections = NO_CORRECTIONS) -> Document:
    """The work that a dump was made from, with ids, provenance and account.

    Raises ``CorrectionError`` where what is settled about the dump cannot be.
    """
    lines = in_settled_order(measure_lines(dump), corrections)
    lines, marks = take_out_page_marks(lines, corrections)
    recover = _recover_issue if is_periodical(lines) else _recover_book
    document = recover(dump, lines, corrections)
    document = msgspec.structs.replace(document, removed=_in_order((*document.removed, *marks)))
    check_kept(document, corrections)
    return document


def _recover_book(dump: Dump, lines: Sequence[Line], corrections: Corrections) -> Document:
    """A book, a yearbook: one running text."""
    body = read_body(lines, corrections)
    build = build_blocks if body.by_blanks else build_units
    units = build(body.lines, body.pieces, body.barriers, body.cuts, corrections)
    named = {body.lines[item.first].number for item in body.listed}
    units = with_settled_roles(fold_nested_contents(units, named, corrections), corrections)
    listed = _listed_units(units, body)
    names = {body.lines[item.first].number: item.byline for item in body.listed if item.byline}
    units = with_listed_bylines(units, listed, names)
    settled = settled_headings(units, corrections)
    if body.by_blanks:
        units = with_settled_roles(mark_speakers(units, listed), corrections)
        headings = without_repeated(find_displayed(units, listed, settled), settled)
        headings = _with_levels(headings, units, corrections)
        levels = assign_display_levels(headings)
        numbered = inf  # blank lines make a paragraph of each number's text
    else:
        hang = numbers_hang(units)
        numbered = fewest_numbered(hang=hang)
        headings = find_headings(units, listed, body.heads, settled, numbers_hang=hang)
        headings = _with_levels(without_repeated(headings, settled), units, corrections)
        levels = assign_levels(headings, _gaps(headings))
    units = with_settled_roles(with_bylines(units, headings), corrections)
    assembler = Assembler(body.note_marks, dict(body.page_of), numbered=numbered)
    _fill(assembler, units, headings, levels)
    metadata = corrections.settle(read_metadata(body.lines, body.front_end, body.header))
    document = _document(dump, metadata, assembler, body.removed)
    return with_targets(link_notes(with_ids(document)), body.targets)


def _recover_issue(dump: Dump, lines: Sequence[Line], corrections: Corrections) -> Document:
    """The articles of a newspaper page or newsletter."""
    issue = read_issue(lines, corrections)
    assembler = Assembler(PrintedMarks(), {}, numbered=1)
    depth = 0
    for heading, entries in groupby(issue.entries, key=lambda entry: entry.heading):
        own = list(entries)
        if heading:
            numbers = [line.number for unit in own[0].units for line in unit.lines]
            settled = max(map(corrections.level, numbers))
            depth = min(settled, depth + 1) if settled else own[0].level
            why = "" if corrections.role(numbers[0]) else _TITLES[heading.style]
            assembler.heading(replace(heading, why=why), Level(depth), own[0].units)
        else:
            units = [unit for entry in own for unit in entry.units]
            assembler.blocks(with_settled_roles(units, corrections))
    metadata = corrections.settle(read_metadata(lines, issue.front_end))
    return with_ids(_document(dump, metadata, assembler, issue.removed))


def _document(dump: Dump, metadata: Metadata, assembler: Assembler, removed: Sequence[Removed]) -> Document:
    return Document(
        source=_source(dump),
        metadata=metadata,
        body=assembler.close(),
        removed=_in_order((*removed, *assembler.removed)),
        repairs=dump.repairs,
    )


def _source(dump: Dump) -> Source:
    characters = sum(len("".join(line.split())) for line in dump.lines)
    return Source(
        file=dump.name,
        sha256=dump.sha256,
        encoding=dump.encoding,
        lines=len(dump.lines),
        characters=characters,
    )


def _listed_units(units: Sequence[Unit], body: Body) -> Mapping[int, tuple[int, int, str]]:
    """The headings that the contents names, by unit: last unit, level, title."""
    unit_of = {line.number: index for index, unit in enumerate(units) for line in unit.lines}
    return {
        unit_of[body.lines[item.first].number]: (
            unit_of[body.lines[item.last].number],
            item.level,
            item.title,
        )
        for item in body.listed
    }


def _with_levels(
    headings: Sequence[Heading], units: Sequence[Unit], corrections: Corrections
) -> list[Heading]:
    """The headings with the levels that the editor has settled."""
    return [_with_level(heading, list(_lines(units, heading)), corrections) for heading in headings]


def _with_level(heading: Heading, lines: Sequence[int], corrections: Corrections) -> Heading:
    return replace(heading, settled=max(map(corrections.level, lines)), line=lines[0])


def _lines(units: Sequence[Unit], heading: Heading) -> Iterator[int]:
    """The numbers of the lines of a heading."""
    return (line.number for unit in units[heading.first : heading.last + 1] for line in unit.lines)


def _gaps(headings: Sequence[Heading]) -> list[bool]:
    """For each heading whether text stands between it and the one before."""
    return [True, *(b.first > a.last + 1 for a, b in pairwise(headings))]


def _fill(
    assembler: Assembler, units: Sequence[Unit], headings: Sequence[Heading], levels: Sequence[Level]
) -> None:
    at = 0
    for heading, level in zip(headings, levels, strict=True):
        assembler.blocks(units[at : heading.first])
        again = heading.again or heading.last + 1
        assembler.heading(heading, level, units[heading.first : again])
        assembler.repeated(units[again : heading.last + 1])
        at = heading.last + 1
    assembler.blocks(units[at:])


def _in_order(removed: Sequence[Removed]) -> tuple[Removed, ...]:
    return tuple(sorted(removed, key=lambda entry: parse_spans(entry.src)[0]))
