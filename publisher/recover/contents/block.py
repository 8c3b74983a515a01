"""A printed contents list, or one of illustrations, tables or maps, as a block of the tree."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.recover.contents.entry import Entry, PrintedContents
from publisher.recover.contents.titles import are_column_heads
from publisher.recover.measure.line import Line
from publisher.recover.pieces.piece import Piece
from publisher.recover.text.inlines import parse_inlines
from publisher.recover.text.places import places_of, ranges_source, solid_length, source_of
from publisher.tree.nodes import Contents, ContentsEntry, Removed
from publisher.tree.walk import plain


def contents_piece(contents: PrintedContents, lines: Sequence[Line], *, headed: bool) -> Piece:
    """The contents block with its leaders, repeated titles and column heads in the account.

    ``headed`` tells that its title is a heading of the work as others are, and so no part of the block.
    """
    title_lines = () if headed else contents.title_lines
    first = _first_line(contents, lines) if headed else contents.first
    own = lines[first : contents.last + 1]
    used = {index for entry in contents.entries for index in entry.lines}
    used.update(title_lines)
    removed = [
        Removed(
            src=source_of([lines[i]]),
            reason="duplicate" if i in contents.repeated else "debris",
            text=lines[i].text,
        )
        for i in range(first, contents.last + 1)
        if i not in used
    ]
    entries = []
    for entry in contents.entries:
        line = lines[entry.lines[-1]]
        for start, end in _beside_text(line, entry):
            removed.extend(_leader(line, start, end))
        made, markup = _entry(entry, lines)
        entries.append(made)
        removed.extend(markup)
    block = Contents(
        title=contents.title if title_lines else "",
        entries=tuple(entries),
        role=contents.role,
        src=source_of(own),
    )
    return Piece(first, contents.last, block, tuple(removed))


def _first_line(contents: PrintedContents, lines: Sequence[Line]) -> int:
    """Index of the line that the list begins with under its title: its first entry or a column head."""
    first = contents.entries[0].lines[0]
    while first > contents.first and first - 1 not in contents.title_lines:
        if not are_column_heads(lines[first - 1].text):
            break
        first -= 1
    return first


def _entry(entry: Entry, lines: Sequence[Line]) -> tuple[ContentsEntry, list[Removed]]:
    """An entry without the mark-up in its title and around its page number, and the account of that."""
    title, last = _with_byline(entry, lines), lines[entry.lines[-1]]
    if "_" not in title and "_" not in entry.page:
        return ContentsEntry(title=title, level=entry.level, page=entry.page), []
    beside = _beside_text(last, entry) if entry.end else []
    places = [
        (line, column)
        for line, column in places_of([lines[i] for i in entry.lines], frozenset())
        if line != last.number or not any(start < column <= end for start, end in beside)
    ]
    removed: list[Removed] = []
    texts = []
    for text, own in ((title, places), (entry.page, places[len(places) - solid_length(entry.page) :])):
        parsed = parse_inlines(text)
        removed.extend(Removed(src=src, reason="markup") for src in ranges_source(text, parsed.markup, own))
        texts.append(plain(parsed.text))
    return ContentsEntry(title=texts[0], level=entry.level, page=texts[1]), removed


def _with_byline(entry: Entry, lines: Sequence[Line]) -> str:
    """An entry's title, and the names that stand behind its leader."""
    names = lines[entry.lines[-1]].raw[slice(*entry.byline)]
    return f"{entry.title} {names}" if names else entry.title


def _beside_text(line: Line, entry: Entry) -> list[tuple[int, int]]:
    """What stands on an entry's last line beside its title, its names and its page number."""
    if not entry.end:
        return _around_page(line, entry.page)
    (start, end), (names, behind) = entry.leader, entry.byline
    leaders = [(start, names), (behind, end)] if behind else [(start, end)]
    return [*leaders, (entry.end, len(line.raw))]


def _around_page(line: Line, page: str) -> list[tuple[int, int]]:
    """What stands beside a page number on a line of its own."""
    if not page or page not in line.raw or len(line.text) == len(page) or len(line.text) > len(page) + 4:
        return []
    at = line.raw.index(page)
    return [(0, at), (at + len(page), len(line.raw))]


def _leader(line: Line, start: int, end: int) -> list[Removed]:
    text = line.raw[start:end]
    if not text.strip():
        return []
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    return [Removed(src=f"L{line.number}:{start + 1}-{end}", reason="leader", text=text.strip())]
