"""Footnotes and endnotes: finding them in the lines, and linking marks to them.

Notes come in two forms: as runs of labelled lines at the end of a page, chapter or book (see
``note_runs``), and as blocks in brackets where they are called, as plain-text editions print them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from publisher.recover.measure.line import Line
from publisher.recover.measure.words import words_of
from publisher.recover.notes.digits import raised_digits
from publisher.recover.notes.labels import FAMILIES
from publisher.recover.notes.links import link_notes
from publisher.recover.notes.marks import Mark, label_kind, label_value, possible_marks
from publisher.recover.notes.open_marks import Entry
from publisher.recover.notes.runs import find_runs, is_rule
from publisher.recover.pieces.piece import Piece
from publisher.recover.text.passages import columns, read_paragraph, removed_markup
from publisher.tree.nodes import Note, Removed

__all__ = ["PrintedMarks", "find_notes", "link_notes", "printed_marks"]

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


@dataclass(frozen=True, slots=True)
class PrintedMarks:
    """The marks in the text that call notes and do not say so by mark-up."""

    labels: frozenset[str] = frozenset()
    """What they look like, for ``parse_inlines``."""
    digits: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Plain digits that are marks, as ``raised_digits`` gives them."""


def printed_marks(lines: Sequence[Line], notes: Iterable[Piece]) -> PrintedMarks:
    """The marks as printed in the text that may refer to one of the notes.

    No labels where the marks have mark-up that makes them explicit: they are recognised without a list.
    Digits only where there are hardly any other marks.
    """
    pieces = [piece for piece in notes if isinstance(piece.block, Note)]
    marks = _possible_marks(lines, pieces)
    explicit = sum(mark.explicit for mark in marks)
    labels = frozenset() if 2 * explicit >= len(marks) else frozenset(mark.label for mark in marks)
    return PrintedMarks(labels, {} if 2 * len(marks) > len(pieces) else raised_digits(lines, pieces))


def _possible_marks(lines: Sequence[Line], pieces: Sequence[Piece]) -> list[Mark]:
    """The signs in the text that look like marks of one of the notes."""
    inside = {i for piece in pieces for i in piece.lines}
    wanted = {
        (family, label_value(piece.block.label))
        for piece in pieces
        if isinstance(piece.block, Note)
        for family in FAMILIES[label_kind(piece.block.label)]
    }
    return [
        mark
        for index, line in enumerate(lines if wanted else ())
        if index not in inside
        for mark in possible_marks(line.text)
        if (mark.kind, label_value(mark.label)) in wanted
    ]


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
    removed = [
        *removed_markup(lines[first], 0, match.end("open")),
        *removed_markup(lines[first], *match.span("close")),
    ]
    removed += removed_markup(lines[last], len(lines[last].text) - 1, len(lines[last].text))
    children = []
    for group in groups:
        start = match.end() if group is groups[0] else 0
        end = len(group[-1].text) - (group is groups[-1])
        paragraph, markup = read_paragraph(group, start, end, words)
        if paragraph:
            children.append(paragraph)
            removed += markup
    note = Note(label=match["label"], src=columns(lines[first], 0, match.end()), children=tuple(children))
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
    removed = [*removed_markup(first, 0, label_start), *removed_markup(first, label_end, entry.start.offset)]
    alone = entry.start.offset == len(first.text)
    start = 0 if alone else entry.start.offset
    paragraph, markup = read_paragraph(own[1:] if alone else own, start, len(own[-1].text), words)
    note = Note(
        label=entry.start.label,
        src=columns(first, 0, entry.start.offset),
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
