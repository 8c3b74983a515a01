"""Footnotes and endnotes: finding them in the lines, and linking marks to them.

Notes come in two forms: as runs of labelled lines at the end of a page, chapter or book (see
``note_runs``), and as blocks in brackets where they are called, as plain-text editions print them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence

from publisher.recover.inlines import parse_inlines
from publisher.recover.line import Line
from publisher.recover.note_links import link_notes
from publisher.recover.note_marks import label_kind, label_value, possible_marks
from publisher.recover.note_runs import FAMILIES, Entry, find_runs, is_rule
from publisher.recover.paragraphs import words_of
from publisher.recover.piece import Piece
from publisher.recover.places import places_of, ranges_source
from publisher.recover.seams import join
from publisher.tree.nodes import Note, Paragraph, Removed
from publisher.tree.spans import Span, format_spans, lines_as_spans

__all__ = ["find_notes", "link_notes", "printed_marks"]

_BRACKETED = re.compile(
    r"(?P<open>[\[［](?:Foot-?note|Endnote|脚注|腳註|注|註))\s*(?P<label>[A-Z]|\d{1,3}|[*†‡§]{1,3}|)(?P<close>\s*[:：]\s*)",
    re.IGNORECASE,
)
_LONGEST_BLOCK = 120
"""Lines that a note in brackets may run to before its bracket is taken to be open by mistake."""


def find_notes(lines: Sequence[Line], page_starts: Collection[int], taken: Container[int]) -> list[Piece]:
    """The notes of a dump, each as a piece with one ``Note``, in order.

    ``lines`` have furniture and contents taken out. ``page_starts`` are the indexes of lines that
    begin a printed page, as far as known; lines with an index in ``taken`` belong to other pieces.
    """
    blocks = list(_bracketed(lines, taken))
    inside = {i for first, last in blocks for i in range(first, last + 1)}
    words = words_of(lines) if blocks else frozenset()
    pieces = [_block_piece(lines, first, last, words) for first, last in blocks]
    answered = {label_value(piece.block.label) for piece in pieces if isinstance(piece.block, Note)}
    runs = find_runs(lines, page_starts, _Either(taken, inside), answered)
    words = words_of(lines) if runs and not blocks else words
    for run in runs:
        pieces.extend(_entry_piece(lines, entry, words) for entry in run)
        pieces[-len(run)] = _with_rule(pieces[-len(run)], lines, _Either(taken, inside))
    return sorted(pieces, key=lambda piece: piece.first)


def printed_marks(lines: Sequence[Line], notes: Iterable[Piece]) -> frozenset[str]:
    """The marks as printed in the text that may refer to one of the notes, for ``parse_inlines``.

    Empty where the marks have mark-up that makes them explicit: they are recognised without a list.
    """
    pieces = list(notes)
    inside = {i for piece in pieces for i in range(piece.first, piece.last + 1)}
    wanted = {
        (family, label_value(piece.block.label))
        for piece in pieces
        if isinstance(piece.block, Note)
        for family in FAMILIES[label_kind(piece.block.label)]
    }
    if not wanted:
        return frozenset()
    marks = [
        mark
        for index, line in enumerate(lines)
        if index not in inside
        for mark in possible_marks(line.text)
        if (mark.kind, label_value(mark.label)) in wanted
    ]
    explicit = sum(mark.explicit for mark in marks)
    return frozenset() if 2 * explicit >= len(marks) else frozenset(mark.label for mark in marks)


class _Either(Container[int]):
    def __init__(self, *containers: Container[int]) -> None:
        self._containers = containers

    def __contains__(self, index: object) -> bool:
        return any(index in container for container in self._containers)


def _bracketed(lines: Sequence[Line], taken: Container[int]) -> Iterator[tuple[int, int]]:
    """First and last index of the notes in brackets."""
    index = 0
    while index < len(lines):
        last = _closing_line(lines, index, taken) if _BRACKETED.match(lines[index].text) else None
        if last is not None:
            yield index, last
            index = last
        index += 1


def _closing_line(lines: Sequence[Line], first: int, taken: Container[int]) -> int | None:
    """The line where the bracket that a line opens with is closed, if that is at the line's end."""
    depth = 0
    for index in range(first, min(first + _LONGEST_BLOCK, len(lines))):
        if index in taken:
            return None
        text = lines[index].text
        depth += text.count("[") + text.count("［") - text.count("]") - text.count("］")
        if depth <= 0:
            return index if text.endswith(("]", "］")) else None
    return None


def _block_piece(lines: Sequence[Line], first: int, last: int, words: Container[str]) -> Piece:
    match = _BRACKETED.match(lines[first].text)
    assert match
    groups = _paragraphs(lines[first : last + 1])
    removed = [*_removed(lines[first], (0, match.end("open"))), *_removed(lines[first], match.span("close"))]
    removed += _removed(lines[last], (len(lines[last].text) - 1, len(lines[last].text)))
    children = []
    for group in groups:
        start = match.end() if group is groups[0] else 0
        end = len(group[-1].text) - (group is groups[-1])
        paragraph, markup = _paragraph(group, start, end, words)
        if paragraph:
            children.append(paragraph)
            removed += markup
    note = Note(label=match["label"], src=_columns(lines[first], 0, match.end()), children=tuple(children))
    return Piece(first, last, note, tuple(removed))


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines grouped at blank lines."""
    groups = [[lines[0]]]
    for line in lines[1:]:
        if line.blanks:
            groups.append([])
        groups[-1].append(line)
    return groups


def _entry_piece(lines: Sequence[Line], entry: Entry, words: Container[str]) -> Piece:
    own = lines[entry.start.index : entry.last + 1]
    first = own[0]
    label_start = first.text.index(entry.start.label)
    label_end = label_start + len(entry.start.label)
    removed = [*_removed(first, (0, label_start)), *_removed(first, (label_end, entry.start.offset))]
    paragraph, markup = _paragraph(own, entry.start.offset, len(own[-1].text), words)
    note = Note(
        label=entry.start.label,
        src=_columns(first, 0, entry.start.offset),
        children=(paragraph,) if paragraph else (),
    )
    return Piece(entry.start.index, entry.last, note, (*removed, *markup))


def _with_rule(piece: Piece, lines: Sequence[Line], taken: Container[int]) -> Piece:
    """A piece with the rule that stands before it taken in."""
    before = piece.first - 1
    if before < 0 or before in taken or not is_rule(lines[before].text):
        return piece
    rule = Removed(src=f"L{lines[before].number}", reason="rule", text=lines[before].text)
    return Piece(before, piece.last, piece.block, (rule, *piece.removed))


def _paragraph(
    lines: Sequence[Line], start: int, end: int, words: Container[str]
) -> tuple[Paragraph | None, list[Removed]]:
    """The lines joined from an offset in the first to one in the last, and the mark-up in them."""
    pieces = [line.text for line in lines]
    pieces[-1] = pieces[-1][:end]
    pieces[0] = pieces[0][start:]
    text = ""
    dropped: set[tuple[int, int]] = set()
    for index, piece in enumerate(pieces):
        joined = join(text, piece, words)
        if len(joined) < len(text) + len(piece):
            dropped.add((lines[index - 1].number, len(lines[index - 1].raw.rstrip())))
        text = joined
    if not text:
        return None, []
    places = places_of(lines, dropped)
    cut = _solid(lines[-1].text[end:])
    places = places[_solid(lines[0].text[:start]) : len(places) - cut]
    parsed = parse_inlines(text)
    removed = [Removed(src=src, reason="markup") for src in ranges_source(text, parsed.markup, places)]
    removed += [
        Removed(src=f"L{line}:{column}-{column}", reason="hyphen", text="-")
        for line, column in sorted(dropped)
    ]
    return Paragraph(text=parsed.text, src=_source(lines, start, end)), removed


def _solid(text: str) -> int:
    """How many characters of a text are not white space."""
    return len("".join(text.split()))


def _source(lines: Sequence[Line], start: int, end: int) -> str:
    """The ``src`` of lines from an offset in the text of the first to one in that of the last."""
    if len(lines) == 1:
        return _columns(lines[0], start, end)
    first, *middle, last = lines
    parts = [
        _columns(first, start, len(first.text)) if start else "",
        format_spans(lines_as_spans(line.number for line in ([] if start else [first]) + middle)),
        _columns(last, 0, end),
    ]
    return ", ".join(filter(None, parts))


def _columns(line: Line, start: int, end: int) -> str:
    before = len(line.raw) - len(line.raw.lstrip())
    return str(Span(line.number, line.number, before + start + 1, before + end))


def _removed(line: Line, span: tuple[int, int]) -> list[Removed]:
    text = line.text[slice(*span)].strip()
    if not text:
        return []
    start = line.text.index(text, span[0])
    return [Removed(src=_columns(line, start, start + len(text)), reason="markup", text=text)]
