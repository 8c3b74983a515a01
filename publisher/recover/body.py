"""The body of a dump: its lines without furniture, and all that is recognised before paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from math import inf

from publisher.corrections import NO_CORRECTIONS, Corrections
from publisher.recover.contents.align import Match, align
from publisher.recover.contents.block import contents_piece
from publisher.recover.contents.entry import PrintedContents
from publisher.recover.contents.find import find_contents
from publisher.recover.contents.leaders import take_out_leaders
from publisher.recover.contents.lists import find_lists
from publisher.recover.contents.titles import is_contents_title
from publisher.recover.front.matter import find_colophon_pieces, find_front_pieces
from publisher.recover.measure.key import key
from publisher.recover.measure.line import Line
from publisher.recover.measure.spacing import blank_separated
from publisher.recover.notes.find import PrintedMarks, find_notes, printed_marks
from publisher.recover.outline.headings import opens_chapter
from publisher.recover.pages.furniture import Pages, find_pages
from publisher.recover.pages.gutenberg import take_out_edition
from publisher.recover.pages.stray_labels import take_out_stray_labels
from publisher.recover.pieces.breaks import find_breaks
from publisher.recover.pieces.figures import find_figures
from publisher.recover.pieces.listings import find_listings
from publisher.recover.pieces.piece import Piece
from publisher.recover.pieces.settled import settled_tables, tables_around, with_captions
from publisher.recover.pieces.sidenotes import find_sidenotes
from publisher.tree.nodes import PageBreak, Removed
from publisher.tree.spans import parse_spans


@dataclass(frozen=True, slots=True)
class Listed:
    """A heading that the printed contents names."""

    first: int
    """Index of its first line."""
    last: int
    title: str
    level: int
    exact: bool
    byline: str = ""
    """The names that the contents has behind its title."""


@dataclass(frozen=True, slots=True)
class Body:
    """What recovery works on after the first reading."""

    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...]
    """Recognised blocks, in order, without overlaps."""
    listed: tuple[Listed, ...]
    targets: dict[int, int]
    """For an entry of the contents the dump line of its heading."""
    barriers: frozenset[int]
    """Indexes of lines that are units of their own."""
    cuts: frozenset[int]
    """Indexes of lines before which page furniture was taken out."""
    page_of: dict[int, PageBreak]
    """The page that begins with a line, by the line's number in the dump."""
    removed: tuple[Removed, ...]
    note_marks: PrintedMarks
    """The marks by which the text calls notes."""
    by_blanks: bool
    """Whether blank lines separate all paragraphs and headings."""
    header: tuple[Line, ...]
    """Lines that an electronic library has put before the work."""
    front_end: int
    """Index of the line at which the front matter ends: the contents or the first heading."""
    heads: frozenset[str]
    """The texts of the running heads, as keys."""


def read_body(lines: Sequence[Line], corrections: Corrections = NO_CORRECTIONS) -> Body:
    """Take out furniture, read the contents, recognise tables, figures, notes and front matter."""
    all_lines = lines
    lines, edition = take_out_edition(lines)
    lines, leaders = take_out_leaders(lines)
    lines, strays = take_out_stray_labels(lines)
    by_blanks = blank_separated(lines)
    title = next((line.number for line in lines if is_contents_title(line.text)), 0)
    pages, contents, matches = _read_pages(lines, corrections, by_blanks=by_blanks, keep=frozenset((title,)))
    listed = [
        _listed(m, contents, pages.body)
        for m in matches
        if contents and corrections.role(pages.body[m.first].number) in (None, "heading")
    ]
    barriers = frozenset(i for item in listed for i in range(item.first, item.last + 1))
    lists = [
        *([contents] if contents else []),
        *_lists_in(pages.body, contents, barriers, corrections, by_blanks=by_blanks),
    ]
    opening = contents.first if contents else _first_heading(pages.body, corrections)
    front_end = min([opening, *(printed.first for printed in lists)])
    pieces = _recognise(pages, lists, front_end, barriers, corrections, by_blanks=by_blanks)
    return Body(
        lines=pages.body,
        pieces=pieces,
        listed=tuple(listed),
        targets={m.entry: pages.body[m.first].number for m in matches},
        barriers=barriers,
        cuts=frozenset(start.index for start in pages.starts),
        page_of=_page_breaks(pages, contents, matches),
        removed=(*edition, *leaders, *strays, *pages.removed),
        note_marks=printed_marks(pages.body, pieces),
        by_blanks=by_blanks,
        header=tuple(line for line in all_lines if lines and line.number < lines[0].number),
        front_end=front_end,
        heads=pages.heads,
    )


def _listed(match: Match, contents: PrintedContents, lines: Sequence[Line]) -> Listed:
    entry = contents.entries[match.entry]
    names = lines[entry.lines[-1]].raw[slice(*entry.byline)]
    return Listed(match.first, match.last, entry.title, entry.level, match.exact, names)


def _read_pages(
    lines: Sequence[Line],
    corrections: Corrections,
    *,
    by_blanks: bool,
    keep: frozenset[int],
) -> tuple[Pages, PrintedContents | None, list[Match]]:
    """Furniture, the printed contents and where the body agrees with it.

    A title on a page of its own looks like a running head; where the contents names it and the
    body lacks it, it is kept and all is read again. ``keep`` are the numbers of such lines.
    """
    pages = find_pages(lines, keep, corrections)
    contents = find_contents(pages.body, pages.heads, by_blanks=by_blanks)
    contents = contents and _before_settled(contents, pages.body, corrections)
    if not contents:
        return pages, None, []
    matches = align(contents, pages.body, _folios(pages), by_blanks=by_blanks)
    swallowed = _swallowed(pages, contents, matches) - keep
    return (
        _read_pages(lines, corrections, by_blanks=by_blanks, keep=keep | swallowed)
        if swallowed
        else (pages, contents, matches)
    )


def _swallowed(pages: Pages, contents: PrintedContents, matches: Sequence[Match]) -> frozenset[int]:
    """Numbers of the lines taken for running heads that must be headings which the contents names."""
    line_of = {match.entry: pages.body[match.first].number for match in matches}
    heads = [(parse_spans(r.src)[0].first, key(r.text)) for r in pages.removed if r.reason == "running head"]
    found: set[int] = set()
    low = pages.body[contents.last].number
    for number, entry in enumerate(contents.entries):
        if number in line_of:
            low = line_of[number]
        elif key(entry.title) in pages.heads:
            high = min((at for later, at in line_of.items() if later > number), default=inf)
            own = next((at for at, text in heads if low < at < high and text == key(entry.title)), None)
            found.update([own] if own else [])
    return frozenset(found)


def _before_settled(
    contents: PrintedContents, lines: Sequence[Line], corrections: Corrections
) -> PrintedContents | None:
    """The contents as far as no line of it is settled to be something else."""
    end = next(
        (i for i in range(contents.first, contents.last + 1) if corrections.role(lines[i].number)),
        contents.last + 1,
    )
    if end > contents.last:
        return contents
    entries = tuple(entry for entry in contents.entries if entry.lines[-1] < end)
    last = entries[-1].lines[-1] if entries else -1
    return replace(contents, last=last, entries=entries) if entries else None


def _lists_in(
    lines: Sequence[Line],
    contents: PrintedContents | None,
    barriers: frozenset[int],
    corrections: Corrections,
    *,
    by_blanks: bool,
) -> Iterator[PrintedContents]:
    """The lists of illustrations, tables and maps; the contents may name their titles as headings."""
    for printed in find_lists(lines, contents, by_blanks=by_blanks):
        settled = _before_settled(printed, lines, corrections)
        if settled and barriers.isdisjoint(range(settled.title_lines[-1] + 1, settled.last + 1)):
            yield settled


def _first_heading(lines: Sequence[Line], corrections: Corrections) -> int:
    """Index of the first line that is plainly a heading; the end of the lines where none is."""
    for index, line in enumerate(lines):
        role = corrections.role(line.number)
        if role == "heading" or (role is None and opens_chapter(line.text)):
            return index
    return len(lines)


def _folios(pages: Pages) -> dict[int, str]:
    """The folio of the page that a line stands on, for lines on pages that print one."""
    firsts = [start.index for start in pages.starts]
    if not firsts:
        return {}
    return {i: pages.starts[bisect_right(firsts, i) - 1].number for i in range(firsts[0], len(pages.body))}


def _recognise(
    pages: Pages,
    lists: Sequence[PrintedContents],
    front_end: int,
    barriers: frozenset[int],
    corrections: Corrections,
    *,
    by_blanks: bool,
) -> tuple[Piece, ...]:
    """All pieces; a piece that holds a line which the contents names as a heading is none."""
    lines = pages.body
    settled = {i for i, line in enumerate(lines) if corrections.is_text(line.number)}
    captions = {i for i, line in enumerate(lines) if corrections.role(line.number) == "caption"}
    own = [*find_front_pieces(lines, front_end), *find_colophon_pieces(lines, front_end)]
    for printed in lists:
        headed = by_blanks or not barriers.isdisjoint(printed.title_lines)
        own.append(contents_piece(printed, lines, headed=headed))
    fixed = barriers | settled
    own = [piece for piece in own if fixed.isdisjoint(piece.lines)]
    own.extend(settled_tables(lines, corrections))
    taken = barriers.union(*(piece.lines for piece in own))
    starts = [start.index for start in pages.starts]
    edges = [0, *(i for a, b in sorted((p.first, p.last + 1) for p in lists) for i in (a, b)), len(lines)]
    found = [
        piece
        for first, end in zip(edges[::2], edges[1::2], strict=True)
        for piece in _pieces_of(
            lines[first:end], first, [start - first for start in starts], taken, settled, captions
        )
    ]
    found = with_captions([*own, *found], lines, corrections)
    return tuple(sorted(found, key=lambda piece: piece.first))


def _pieces_of(
    lines: Sequence[Line],
    offset: int,
    starts: Sequence[int],
    elsewhere: Set[int],
    settled: Set[int],
    captions: Set[int],
) -> tuple[Piece, ...]:
    """The pieces of a stretch of lines that begins at ``offset``; ``starts`` count from there.

    ``elsewhere`` are indexes of the whole sequence that belong to headings and other pieces; those that
    are ``settled`` to be text are in no piece, but for ``captions``, which tables may have.
    """
    found: list[Piece] = []
    taken, fixed, titles = ({i - offset for i in indexes} for indexes in (elsewhere, settled, captions))
    recognisers: tuple[Callable[[Set[int]], list[Piece]], ...] = (
        lambda _: tables_around(lines, fixed, titles),
        lambda taken: find_figures(lines, taken),
        lambda taken: find_notes(lines, starts, taken),
        lambda taken: find_sidenotes(lines, taken),
        lambda taken: find_listings(lines, taken),
        lambda taken: find_breaks(lines, taken),
    )
    for recognise in recognisers:
        pieces = recognise(taken)
        if any(not fixed.isdisjoint(piece.lines) for piece in pieces):
            pieces = recognise(taken | fixed)
        for piece in pieces:
            if taken.isdisjoint(piece.lines):
                taken.update(piece.lines)
                found.append(Piece(piece.first + offset, piece.last + offset, piece.block, piece.removed))
    return tuple(found)


def _page_breaks(
    pages: Pages, contents: PrintedContents | None, matches: Sequence[Match]
) -> dict[int, PageBreak]:
    """Page starts by line: from folios, or else from the pages that the contents gives."""
    breaks = {
        pages.body[start.index].number: PageBreak(number=start.number)
        for start in pages.starts
        if start.number
    }
    if breaks or not contents:
        return breaks
    last = ""
    for match in matches:
        page = contents.entries[match.entry].page
        if page and page != last:
            breaks[pages.body[match.first].number] = PageBreak(number=page)
            last = page
    return breaks
