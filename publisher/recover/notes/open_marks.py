"""The marks of a text that wait for their notes, and the notes that answer them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from publisher.recover.notes.labels import FAMILIES, Start

_REACH = {"symbol": 80}
"""Lines between a mark and its note, at the most, where labels recur all the time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A note: its start and its last line."""

    start: Start
    last: int


class OpenMarks:
    """The marks of the text so far that no note has answered yet."""

    def __init__(self) -> None:
        self._places: dict[str, dict[str, list[int]]] = {}
        """Where they stand, by kind and value."""
        self._counts: Counter[str] = Counter()

    def add(self, index: int, kind: str, value: str) -> None:
        self._places.setdefault(kind, {}).setdefault(value, []).append(index)
        self._counts[kind] += 1

    def count(self, style: str) -> int:
        """How many there are that notes with a style of label may answer."""
        return sum(self._counts[kind] for kind in FAMILIES[style])

    def calls(self, start: Start) -> bool:
        """Whether one of them calls a note with this label."""
        reach = _REACH.get(start.style, start.index)
        places = (self._places.get(kind, {}).get(start.value) for kind in FAMILIES[start.style])
        return any(found and start.index - found[-1] <= reach for found in places)

    def answer(self, run: Sequence[Entry], *, once: bool, anew: bool) -> None:
        """Take out those that a run of notes answers, only the first with each label if ``once``.

        Else all numbers up to that of its last note go. Where other notes count ``anew`` behind the run,
        for a chapter that opens on the same page, they go as far as the mark of its last note.
        """
        last, values = run[-1].start, {entry.start.value for entry in run}
        for kind in FAMILIES[last.style]:
            places = self._places.get(kind, {})
            end = places[last.value][0] if anew and last.value in places else last.index
            numbers = () if once else (v for v in places if v.isdecimal() and int(v) <= last.number)
            for value in values.intersection(places).union(numbers):
                gone = 1 if once else sum(place <= end for place in places[value])
                self._counts[kind] -= gone
                del places[value][:gone]
                if not places[value]:
                    del places[value]
