"""Entries of a corrections file at their place in the dump, and what they settle there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast, get_args

import msgspec

from publisher.corrections.entries import (
    LOOSE,
    Correction,
    CorrectionsFile,
    Furniture,
    Place,
    TextRole,
)
from publisher.errors import CorrectionError
from publisher.read.dump import Dump
from publisher.tree.nodes import Metadata

_REACH = 500
"""Lines up or down from where it is expected that a line is looked for."""


@dataclass(frozen=True, slots=True)
class Settled:
    """An entry, found in the dump."""

    entry: Correction
    first: int
    """Number of its first line in the dump, from 1."""
    last: int
    after: int
    """Number of the line that its lines are read after; 0 where they stay where they are."""
    place: str
    """Where the entry stands: file and line."""

    @property
    def furniture(self) -> Furniture | None:
        """What its lines are, where they are in no text."""
        return cast(Furniture, self.entry.role) if self.entry.role in get_args(Furniture) else None

    @property
    def lines(self) -> range:
        """The numbers of its lines."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class Corrections:
    """What is settled about a dump; stages ask by the number of a line."""

    settled: tuple[Settled, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    stated: frozenset[str] = frozenset()
    """The fields of the metadata that are settled."""
    codes: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    """The file that says so."""
    _blocks: Mapping[int, Settled] = field(default_factory=dict)
    _seams: Mapping[int, bool] = field(default_factory=dict)
    _texts: frozenset[int] = frozenset()

    def block(self, number: int) -> Settled | None:
        """The entry that gives a line its role."""
        return self._blocks.get(number)

    def role(self, number: int) -> TextRole | None:
        """The role of a line in the text."""
        block = self._blocks.get(number)
        return cast(TextRole, block.entry.role) if block and not block.furniture else None

    def furniture(self, number: int) -> Furniture | None:
        """What a line is that is in no text."""
        block = self._blocks.get(number)
        return block.furniture if block else None

    def is_text(self, number: int) -> bool:
        """Whether a line is certainly text of the work."""
        return number in self._texts

    def level(self, number: int) -> int:
        """The level of the heading that a line belongs to; 0 where it is not settled."""
        return next((s.entry.level for s in self.settled if number in s.lines and s.entry.level), 0)

    def blocks(self) -> tuple[Settled, ...]:
        """The entries that give a role to lines of the text."""
        return tuple(s for s in self.settled if s.entry.role and not s.furniture)

    def moves(self) -> tuple[Settled, ...]:
        """The entries that move lines."""
        return tuple(s for s in self.settled if s.after)

    def settle(self, metadata: Metadata) -> Metadata:
        """What the work is, with the fields that the editor has stated."""
        stated = {name: getattr(self.metadata, name) for name in self.stated}
        return msgspec.structs.replace(metadata, **stated)

    def stated_join(self, number: int) -> bool:
        """Whether an entry says that a line goes on with the text before it."""
        return self._seams.get(number, False)

    def seam(self, before: int, number: int) -> bool | None:
        """Whether a line goes on with the one before it; None where that is not settled."""
        if number in self._seams:
            return self._seams[number]
        first, second = self._blocks.get(before), self._blocks.get(number)
        if first is second:
            return None if first is None or first.entry.role in LOOSE else True
        closed = any(block and block.entry.role not in ("paragraph", "quote") for block in (first, second))
        return False if closed else None


NO_CORRECTIONS = Corrections()


def place_entries(
    file: CorrectionsFile, stated: frozenset[str], yaml_lines: Sequence[int], dump: Dump, name: str
) -> Corrections:
    """The entries of the file ``name`` at their place in a dump; ``stated`` fields of its metadata count.

    ``yaml_lines`` tell on which line of the file each entry begins. A line that is not where its number
    says is looked for near by, where the lines of the entries before it have gone. Raises
    ``CorrectionError``.
    """
    for old, new in file.codes.items():
        _check_reading(old, new, name)
    finder = _Finder(dump)
    settled: list[Settled] = []
    order = sorted(range(len(file.lines)), key=lambda index: _numbers(file.lines[index].line))
    for index in order:
        entry, place = file.lines[index], f"{name}, line {yaml_lines[index]}"
        first, last = _numbers(entry.line)
        if last < first:
            raise CorrectionError("a range counts upwards", place=place, advice="name its first line first")
        for old, new in entry.read.items():
            _check_reading(old, new, place)
        found = finder.find(Place(line=entry.line, text=entry.text), place)
        after = finder.find(entry.after, place) if entry.after else 0
        finder.shift = found - first
        settled.append(Settled(entry, found, found + last - first, after, place))
        _check(settled[-1], dump)
    blocks = _by_line(settled)
    _check_joins(settled, blocks)
    return Corrections(
        tuple(settled),
        file.metadata,
        stated,
        file.codes,
        name,
        blocks,
        {s.first: s.entry.seam == "join" for s in settled if s.entry.seam},
        frozenset(number for s in settled if not s.furniture and _of_text(s.entry) for number in s.lines),
    )


def fold(text: str) -> str:
    """What opening words are compared by: letters and digits, or all characters where there are none."""
    solid = "".join(text.split()).casefold()
    return "".join(filter(str.isalnum, solid)) or solid


class _Finder:
    """Finds lines by number and opening words."""

    def __init__(self, dump: Dump) -> None:
        self._lines = [fold(line) for line in dump.lines]
        self.shift = 0
        """By how many lines the last entry has moved, and those behind it most likely, too."""

    def find(self, place: Place, entry: str) -> int:
        """The number of a line now. Raises ``CorrectionError`` naming the entry where there is none."""
        number, opening = _numbers(place.line)[0], fold(place.text)
        found = next(self._near(number + self.shift, opening), [])
        if not found:
            raise CorrectionError(
                f"no line near {number} begins with “{place.text}”",
                place=entry,
                advice="look the line up in the dump and mend the entry, or delete it",
            )
        if len(found) > 1:
            raise CorrectionError(
                f"“{place.text}” begins line {found[0]} as well as line {found[1]}",
                place=entry,
                advice=f"give the number of the line that is meant, now not {number}",
            )
        return found[0]

    def _near(self, number: int, opening: str) -> Iterator[list[int]]:
        """The lines with an opening, the nearest first, two where they are as far away."""
        for distance in range(_REACH + 1):
            numbers = sorted({number - distance, number + distance})
            found = [n for n in numbers if self._opens(n, opening)]
            if found:
                yield found

    def _opens(self, number: int, opening: str) -> bool:
        return 1 <= number <= len(self._lines) and self._lines[number - 1].startswith(opening)


def _of_text(entry: Correction) -> bool:
    """Whether an entry says something that only lines of the text have."""
    return bool(entry.role or entry.level or entry.seam or entry.after)


def _numbers(lines: str) -> tuple[int, int]:
    first, _, last = lines.partition("-")
    return int(first), int(last or first)


def _check(settled: Settled, dump: Dump) -> None:
    """Refuse an entry that cannot be meant."""
    entry, place = settled.entry, settled.place
    problem = advice = ""
    if settled.last > len(dump.lines):
        problem, advice = f"the dump ends before line {settled.last}", "name the lines as they are now"
    elif entry.level and entry.role not in ("", "heading"):
        problem, advice = "only a heading has a level", "leave the level out, or make it a heading"
    elif entry.grid and entry.role != "table":
        problem, advice = "only a table has a grid", "add 'role: table'"
    elif settled.after in settled.lines:
        problem, advice = "lines cannot be read after themselves", "name a line outside"
    elif not (entry.role or entry.level or entry.seam or entry.after or entry.read):
        problem, advice = "the entry settles nothing", "add a role, level, seam, after or read"
    if problem:
        raise CorrectionError(problem, place=place, advice=advice)


def _check_reading(old: str, new: str, place: str) -> None:
    if len(old) != len(new) or new.isspace():
        raise CorrectionError(
            f"“{new}” cannot be read for “{old}”", place=place, advice="give one character for each"
        )


def _check_joins(settled: Sequence[Settled], blocks: Mapping[int, Settled]) -> None:
    """Refuse to join a line to the text before it that is settled to open a block of its own."""
    for entry in settled:
        block = blocks.get(entry.first)
        opens = block and block.first == entry.first and block.entry.role != "paragraph"
        if entry.entry.seam == "join" and opens:
            raise CorrectionError(
                "a line that goes on with the text before it can only be a paragraph",
                place=entry.place,
                advice="leave out the role, or the seam",
            )


def _by_line(settled: Sequence[Settled]) -> dict[int, Settled]:
    """The entries that give roles, by line. Raises ``CorrectionError`` where two give one to a line."""
    found: dict[int, Settled] = {}
    for entry in settled:
        for number in entry.lines if entry.entry.role else ():
            if number in found:
                raise CorrectionError(
                    f"line {number} has a role already, in {found[number].place.rpartition(', ')[2]}",
                    place=entry.place,
                    advice="delete one of the two entries",
                )
            found[number] = entry
    return found
