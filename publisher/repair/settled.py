"""Characters that the editor has settled, put in place of those of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from publisher.corrections import Corrections
from publisher.errors import CorrectionError
from publisher.read import Dump
from publisher.tree.nodes import Repair
from publisher.tree.spans import Span, format_spans

_WHY = "settled by the editor"


def read_as_settled(dump: Dump, corrections: Corrections) -> Dump:
    """The dump with its codes, and the characters of single lines, read as the corrections say.

    Raises ``CorrectionError`` where there is no such character to be read.
    """
    readings = _by_line(dump, corrections)
    if not readings:
        return dump
    lines, repairs = list(dump.lines), list(dump.repairs)
    for number, own in sorted(readings.items()):
        lines[number - 1], found = _read(number, lines[number - 1], own)
        repairs.extend(found)
    return replace(dump, lines=tuple(lines), repairs=tuple(repairs))


def _by_line(dump: Dump, corrections: Corrections) -> dict[int, dict[str, str]]:
    """What to read for what, by the number of the line; what is said of a line overrules the codes."""
    readings: dict[int, dict[str, str]] = {}
    for old, new in corrections.codes.items():
        numbers = [number for number, line in enumerate(dump.lines, 1) if old in line]
        if not numbers:
            raise CorrectionError(
                f"the dump has no {old!r}", place=corrections.file, advice="delete it from 'codes'"
            )
        for number in numbers:
            readings.setdefault(number, {})[old] = new
    for settled in corrections.settled:
        for old, new in settled.entry.read.items():
            numbers = [number for number in settled.lines if old in dump.line(number)]
            if not numbers:
                raise CorrectionError(
                    f"line {settled.first} has no {old!r}",
                    place=settled.place,
                    advice="write the characters as they stand in the file, or delete the entry",
                )
            for number in numbers:
                readings.setdefault(number, {})[old] = new
    return readings


def _read(number: int, line: str, readings: Mapping[str, str]) -> tuple[str, list[Repair]]:
    """A line with each text read as another of the same length, and one record for each text."""
    places: dict[str, list[Span]] = {}

    def change(match: re.Match[str]) -> str:
        places.setdefault(match[0], []).append(Span(number, number, match.start() + 1, match.end()))
        return readings[match[0]]

    longest_first = sorted(readings, key=len, reverse=True)
    repaired = re.sub("|".join(map(re.escape, longest_first)), change, line)
    return repaired, [
        Repair(src=format_spans(spans), old=old * len(spans), new=readings[old] * len(spans), why=_WHY)
        for old, spans in places.items()
    ]
