"""The body of a dump: its lines without furniture, and all that is recognised before paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from publisher.recover.contents import Match, PrintedContents, align, find_contents
from publisher.recover.contents_block import contents_piece
from publisher.recover.figures import find_figures
from publisher.recover.furniture import Pages, find_pages
from publisher.recover.line import Line
from publisher.recover.notes import find_notes, printed_marks
from publisher.recover.piece import Piece
from publisher.recover.tables import find_tables
from publisher.tree.nodes import Note, PageBreak, Removed


@dataclass(frozen=True, slots=True)
class Listed:
    """A heading that the printed contents names."""

    first: int
    """Index of its first line."""
    last: int
    title: str
    level: int
    exact: bool


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
    note_labels: frozenset[str]
    """The marks by which the text calls notes."""


def read_body(lines: Sequence[Line]) -> Body:
    """Take out furniture, read the contents, recognise tables, figures and notes."""
    pages = find_pages(lines)
    contents = find_contents(pages.body)
    matches = align(contents, pages.body, _folios(pages)) if contents else []
    listed = [
        Listed(m.first, m.last, contents.entries[m.entry].title, contents.entries[m.entry].level, m.exact)
        for m in matches
        if contents
    ]
    barriers = frozenset(i for item in listed for i in range(item.first, item.last + 1))
    pieces = _recognise(pages.body, contents, [start.index for start in pages.starts], barriers)
    return Body(
        lines=pages.body,
        pieces=pieces,
        listed=tuple(listed),
        targets={m.entry: pages.body[m.first].number for m in matches},
        barriers=barriers,
        cuts=frozenset(start.index for start in pages.starts),
        page_of=_page_breaks(pages, contents, matches),
        removed=pages.removed,
        note_labels=printed_marks(pages.body, [piece for piece in pieces if isinstance(piece.block, Note)]),
    )


def _folios(pages: Pages) -> dict[int, str]:
    """The folio of the page that a line stands on, for lines on pages that print one."""
    firsts = [start.index for start in pages.starts]
    if not firsts:
        return {}
    return {i: pages.starts[bisect_right(firsts, i) - 1].number for i in range(firsts[0], len(pages.body))}


def _recognise(
    lines: Sequence[Line], contents: PrintedContents | None, starts: Sequence[int], barriers: frozenset[int]
) -> tuple[Piece, ...]:
    """All pieces; a piece that holds a line which the contents names as a heading is none."""
    if not contents:
        return _pieces_of(lines, 0, starts, barriers)
    behind = contents.last + 1
    return (
        *_pieces_of(lines[: contents.first], 0, starts, barriers),
        contents_piece(contents, lines),
        *_pieces_of(lines[behind:], behind, [start - behind for start in starts if start >= behind], barriers),
    )


def _pieces_of(
    lines: Sequence[Line], offset: int, starts: Sequence[int], barriers: frozenset[int]
) -> tuple[Piece, ...]:
    """The pieces of a stretch of lines that begins at ``offset``; ``starts`` count from there."""
    found: list[Piece] = []
    taken: set[int] = set()
    recognisers: tuple[Callable[[], list[Piece]], ...] = (
        lambda: find_tables(lines),
        lambda: find_figures(lines, taken),
        lambda: find_notes(lines, starts, taken),
    )
    for recognise in recognisers:
        for piece in recognise():
            own = range(piece.first, piece.last + 1)
            if taken.isdisjoint(own) and barriers.isdisjoint(i + offset for i in own):
                taken.update(own)
                found.append(Piece(piece.first + offset, piece.last + offset, piece.block, piece.removed))
    return tuple(sorted(found, key=lambda piece: piece.first))


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
