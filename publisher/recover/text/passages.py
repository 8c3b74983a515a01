"""Passages: parts of lines made into texts, with their ``src`` and the account of their mark-up."""

from __future__ import annotations

from collections.abc import Container, Sequence

from publisher.recover.measure.line import Line
from publisher.recover.text.inlines import parse_inlines
from publisher.recover.text.places import places_of, ranges_source, solid_length
from publisher.recover.text.seams import join
from publisher.tree.nodes import Paragraph, Removed, Text
from publisher.tree.spans import Span, format_spans, lines_as_spans


def read_paragraph(
    lines: Sequence[Line], start: int, end: int, words: Container[str]
) -> tuple[Paragraph | None, list[Removed]]:
    """Lines joined, from an offset in the text of the first to one in the text of the last.

    Gives the paragraph, unless no text is left, and what of it is mark-up. ``words`` tell which
    hyphens at line ends to drop.
    """
    pieces = [line.text for line in lines]
    pieces[-1] = pieces[-1][:end]
    pieces[0] = pieces[0][start:]
    joined = ""
    dropped: set[tuple[int, int]] = set()
    for index, piece in enumerate(pieces):
        longer = join(joined, piece, words)
        if len(longer) < len(joined) + len(piece):
            dropped.add((lines[index - 1].number, len(lines[index - 1].raw.rstrip())))
        joined = longer
    if not joined.strip():
        return None, []
    places = places_of(lines, dropped)
    after = solid_length(lines[-1].text[end:])
    text, removed = _read(joined, places[solid_length(lines[0].text[:start]) : len(places) - after])
    removed += [
        Removed(src=f"L{n}:{column}-{column}", reason="hyphen", text="-") for n, column in sorted(dropped)
    ]
    return Paragraph(text=text, src=_source(lines, start, end)), removed


def read_text(line: Line, start: int, end: int) -> tuple[Text, list[Removed]]:
    """A part of a line's text with its mark-up recognised, and what of it is mark-up."""
    places = places_of([line], ())
    before, after = solid_length(line.text[:start]), solid_length(line.text[end:])
    return _read(line.text[start:end], places[before : len(places) - after])


def removed_markup(line: Line, start: int, end: int) -> list[Removed]:
    """The account of a part of a line's text that is mark-up; empty for white space."""
    text = line.text[start:end].strip()
    if not text:
        return []
    at = line.text.index(text, start)
    return [Removed(src=columns(line, at, at + len(text)), reason="markup", text=text)]


def columns(line: Line, start: int, end: int) -> str:
    """The ``src`` of a part of a line's text."""
    before = len(line.raw) - len(line.raw.lstrip())
    return str(Span(line.number, line.number, before + start + 1, before + end))


def _read(text: str, places: Sequence[tuple[int, int]]) -> tuple[Text, list[Removed]]:
    parsed = parse_inlines(text)
    return parsed.text, [
        Removed(src=src, reason="markup") for src in ranges_source(text, parsed.markup, places)
    ]


def _source(lines: Sequence[Line], start: int, end: int) -> str:
    if len(lines) == 1:
        return columns(lines[0], start, end)
    first, *middle, last = lines
    parts = [
        columns(first, start, len(first.text)) if start else "",
        format_spans(lines_as_spans(line.number for line in ([] if start else [first]) + middle)),
        columns(last, 0, end),
    ]
    return ", ".join(filter(None, parts))
