"""Front matter: where title page, imprint and masthead stand in the lines, and their blocks.

Lines before the first heading are front matter as far as signs of it go: a statement of
responsibility, a publisher, a catalogue record, labelled entries. Prose before the first heading,
such as an epigraph, has no such signs behind it and stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from publisher.recover.front.lines import (
    IMPRINT,
    Kind,
    entries_of,
    goes_on_with_names,
    kind_of,
    masthead_signs,
    role_of,
)
from publisher.recover.measure.line import Line
from publisher.recover.pieces.piece import Piece
from publisher.recover.text.passages import read_paragraph, read_text, removed_markup
from publisher.recover.text.places import source_of
from publisher.tree.nodes import AnyBlock, Division, Field, Fields, Removed
from publisher.tree.walk import plain

_Role = Literal["titlepage", "imprint", "masthead"]

_LONGEST = 120
"""Lines of front matter, at the most."""
_MOST_SILENT = 12
"""Lines between two signs of front matter, at the most; a line of prose counts for eight."""
_PROSE_COUNTS = 8
_SHORTEST_PAGE = 4
"""Lines before the printed contents that are a title page without any other sign, at the most."""
_LONGEST_MASTHEAD = 12
_FEWEST_SIGNS = 2
_END = 60
"""Lines at the end in which a colophon may stand."""
_FEWEST_ENTRIES = 3
"""Entries of a colophon at the end, at the least."""
_TELLING: frozenset[Kind] = frozenset(
    ("creator", "publisher", "place", "imprint heading", "record", "isbn", "rights")
)
_PUBLISHED: frozenset[Kind] = frozenset(("publisher", "place"))
_TELLING_ENTRIES = frozenset(("title", "publisher", "edition", "isbn", "issn", "price"))
_HASHES = re.compile(r"#{1,6}\s+")
_EMPHASIS = " _=*"
_AND = re.compile(r"[\W_]*and[\W_]*", re.IGNORECASE)
_CONTENTS = re.compile(
    r"[\W_]*(?:目\s*[录錄次]|(?:table of )?contents)\b.*|.*[.…·]{4,}\s*\d+|.*\t\d{1,4}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Front:
    """Half-open ranges of line indexes; empty where there is no such part."""

    title: tuple[int, int] = (0, 0)
    imprint: tuple[int, int] = (0, 0)
    masthead: tuple[int, int] = (0, 0)
    kinds: tuple[Kind, ...] = ()
    """What each line from the first on is."""


def find_front(lines: Sequence[Line], front_end: int) -> Front:
    """The front matter among the lines before ``front_end``, the first heading or the contents."""
    limit = min(front_end, _LONGEST)
    kinds = tuple(_kinds(lines[:limit]))
    end, imprint = _extent(lines, kinds)
    if not any(_is_telling(line, kind) for line, kind in zip(lines, kinds[:end], strict=False)):
        end = imprint = 0
    if not any(kind in IMPRINT or kind in _PUBLISHED for kind in kinds[:end]):
        masthead = _masthead_end(lines[:limit], kinds)
        if masthead:
            return Front(masthead=(0, masthead), kinds=kinds)
    if not end and 0 < front_end <= _SHORTEST_PAGE and _is_contents(lines, front_end):
        end = imprint = front_end if "prose" not in kinds else 0
    pictured = set(_pictures(lines[:end]))
    start = next((i for i in range(end) if i not in pictured), end)
    return Front(title=(min(start, imprint), imprint), imprint=(imprint, end), kinds=kinds)


def find_front_pieces(lines: Sequence[Line], front_end: int) -> list[Piece]:
    """The title page, imprint and masthead before ``front_end``, each as a piece with a ``Division``."""
    front = find_front(lines, front_end)
    spans: dict[_Role, tuple[int, int]] = {
        "titlepage": front.title,
        "imprint": front.imprint,
        "masthead": front.masthead,
    }
    return [_piece(lines, span, role) for role, span in spans.items() if span[0] < span[1]]


def find_colophon(lines: Sequence[Line], front_end: int) -> tuple[int, int]:
    """The half-open range of the imprint at the end of the lines; empty where there is none."""
    start = max(min(front_end, len(lines)), len(lines) - _END)
    kinds = [kind_of(line.text) for line in lines[start:]]
    signs = [i for i, kind in enumerate(kinds) if kind in IMPRINT]
    first = len(kinds)
    for sign in reversed(signs):
        if first - sign > _MOST_SILENT or "prose" in kinds[sign:first]:
            break
        first = sign
    own = [sign for sign in signs if sign >= first]
    count = sum(max(1, len(entries_of(lines[start + sign].text))) for sign in own)
    return (start + first, start + own[-1] + 1) if count >= _FEWEST_ENTRIES else (0, 0)


def find_colophon_pieces(lines: Sequence[Line], front_end: int) -> list[Piece]:
    """The imprint at the end of the lines as a piece, where there is one behind ``front_end``."""
    span = find_colophon(lines, front_end)
    return [_piece(lines, span, "imprint")] if span[0] < span[1] else []


def _kinds(lines: Sequence[Line]) -> Iterator[Kind]:
    """The kind of each line; a name after a lone "by" is a creator, the first line a title, and names go on
    with those over them.
    """
    after_by = named = False
    before: Kind = "other"
    for index, line in enumerate(lines):
        text = _HASHES.sub("", line.text).strip(_EMPHASIS)
        kind = kind_of(text)
        if kind == "creator" and index == 0:
            kind = "other"
        if after_by and kind in ("other", "prose"):
            kind, named = "creator", True
        if kind == "other" and before == "fields" and _runs_over(lines[index - 1], line):
            kind = "fields"
        before = kind
        after_by = bool((index and role_of(text)) or (named and _AND.fullmatch(text)))
        yield "creator" if after_by else kind


def _is_telling(line: Line, kind: Kind) -> bool:
    """Whether a line shows that this is front matter; an address or a telephone number does not."""
    return kind in _TELLING or any(entry.key in _TELLING_ENTRIES for entry in entries_of(line.text))


def _extent(lines: Sequence[Line], kinds: Sequence[Kind]) -> tuple[int, int]:
    """Where front matter ends, and where the imprint begins in it."""
    end, imprint, silent = 0, -1, 0
    below_publisher = False
    pictured = set(_pictures(lines[: len(kinds)]))
    for index, kind in enumerate(kinds):
        if index in pictured:
            continue
        if kind == "stop" and index:
            break
        below_publisher = kind in _PUBLISHED or (below_publisher and not lines[index].blanks)
        sign = kind in IMPRINT or kind == "creator" or kind in _PUBLISHED
        if sign or (end and kind == "year") or (below_publisher and kind == "other"):
            end, silent = index + 1, 0
            if kind in IMPRINT and imprint < 0:
                imprint = index
            continue
        silent += _PROSE_COUNTS if kind == "prose" else 1
        if silent > _MOST_SILENT:
            break
    return end, imprint if imprint >= 0 else end


def _pictures(lines: Sequence[Line]) -> Iterator[int]:
    """The lines in square brackets, where a transcriber has noted a picture."""
    depth = 0
    for index, line in enumerate(lines):
        if depth or line.text.startswith("["):
            depth += line.text.count("[") - line.text.count("]")
            yield index


def _masthead_end(lines: Sequence[Line], kinds: Sequence[Kind]) -> int:
    signs = [
        (index, name)
        for index, line in enumerate(lines[:_LONGEST_MASTHEAD])
        if kinds[index] != "prose"
        for name in masthead_signs(line.text)
    ]
    return signs[-1][0] + 1 if len({name for _, name in signs}) >= _FEWEST_SIGNS else 0


def _is_contents(lines: Sequence[Line], index: int) -> bool:
    return index < len(lines) and bool(_CONTENTS.fullmatch(lines[index].text))


def _piece(lines: Sequence[Line], span: tuple[int, int], role: _Role) -> Piece:
    own = lines[span[0] : span[1]]
    children: list[AnyBlock] = []
    removed: list[Removed] = []
    labelled: list[Line] = []
    for line in [*own, None]:
        if line and (entries_of(line.text) or (labelled and _runs_over(labelled[-1], line))):
            labelled.append(line)
            continue
        if labelled:
            fields, markup = _fields(labelled)
            children.append(fields)
            removed += markup
            labelled = []
        if line and not any(map(str.isalnum, line.text)):
            removed.append(Removed(src=f"L{line.number}", reason="rule", text=line.text))
        elif line:
            start = match.end() if (match := _HASHES.match(line.text)) else 0
            paragraph, markup = read_paragraph([line], start, len(line.text), ())
            removed += [*removed_markup(line, 0, start), *markup]
            if paragraph:
                children.append(paragraph)
    division = Division(role=role, src="", children=tuple(children))
    return Piece(span[0], span[1] - 1, division, tuple(removed))


def _runs_over(labelled: Line, line: Line) -> bool:
    """Whether a line of names goes on with the names that end the labelled line over it."""
    own = entries_of(labelled.text)
    names = labelled.text[slice(*own[-1].value)] if own else labelled.text
    return goes_on_with_names(names) and goes_on_with_names(line.text)


def _fields(lines: Sequence[Line]) -> tuple[Fields, list[Removed]]:
    entries: list[Field] = []
    removed: list[Removed] = []
    for line in lines:
        own, end = entries_of(line.text), 0
        if not own:
            entries[-1] = msgspec.structs.replace(
                entries[-1], value=f"{plain(entries[-1].value)} {line.text}"
            )
        for entry in own:
            value, markup = read_text(line, *entry.value)
            entries.append(Field(label=line.text[slice(*entry.label)], value=value))
            removed += removed_markup(line, end, entry.label[0])
            removed += [*removed_markup(line, entry.label[1], entry.value[0]), *markup]
            end = entry.value[1]
    return Fields(entries=tuple(entries), src=source_of(lines)), removed
