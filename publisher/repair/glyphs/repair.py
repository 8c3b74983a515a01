"""The repair step: a dump in, the dump with its font codes deciphered out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from publisher.read import Dump
from publisher.repair.glyphs.context import ALNUM
from publisher.repair.glyphs.conventions import read_conventions
from publisher.repair.glyphs.detect import State, Survey, find_states, is_suspect
from publisher.repair.glyphs.digits import decipher_numbers
from publisher.repair.glyphs.flow import Place, make_flow
from publisher.repair.glyphs.marks import decipher_marks, find_fonts
from publisher.repair.glyphs.model import MarkModel
from publisher.repair.glyphs.runs import page_starts
from publisher.tree.nodes import Repair
from publisher.tree.spans import Span, format_spans

_ROUNDS = 2
"""So often the dump's own text is learnt from."""
_ASCII = re.compile("[!-~]+")
_WHY = "lost font code"
CERTAIN = 0.85
"""A mark whose reading is less sure is left open."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a code is read as."""

    new: str
    why: str
    confidence: float


def repair_glyphs(dump: Dump) -> Dump:
    """Replace lost font codes by the characters they stand for, or by 〓 where that is not certain.

    One character stands for one, so that lines and columns stay. Dumps without such codes come back
    as they are.
    """
    if not is_suspect(dump.lines):
        return dump
    changes = _decipher(dump.lines)
    lines = _apply(dump.lines, {place: change.new for place, change in changes.items()})
    return replace(dump, lines=tuple(lines), repairs=(*dump.repairs, *_records(dump, changes)))


def _decipher(lines: Sequence[str]) -> dict[Place, Change]:
    conventions = read_conventions(lines)
    survey, model = survey_and_model(lines, {place: mark for place, (mark, _) in conventions.items()})
    changes = {place: Change(mark, f"{_WHY} in a {why}", 1.0) for place, (mark, why) in conventions.items()}
    for font in find_fonts(survey, model):
        for place, reading in decipher_marks(font, model, CERTAIN).items():
            changes[place] = Change(reading.mark, f"{_WHY} of a punctuation mark", reading.confidence)
    marks = {place: change.new for place, change in changes.items()}
    for place, reading in decipher_numbers(survey, marks).items():
        changes[place] = Change(reading.mark, f"{_WHY} of a number or word", reading.confidence)
    return changes


def survey_and_model(lines: Sequence[str], known: Mapping[Place, str]) -> tuple[Survey, MarkModel]:
    """What is seen of a damaged dump, of which some marks are known, and a model that knows its style."""
    starts = page_starts(lines)
    survey = Survey(lines, find_states(lines, starts), starts, known)
    return survey, _learn(survey)


def _learn(survey: Survey) -> MarkModel:
    """A model that knows the style of this dump's whole text."""
    model = MarkModel.load()
    whole = [number for number, state in enumerate(survey.states) if state is State.WHOLE]
    model.learn(make_flow([_ASCII.sub(ALNUM, line) for line in survey.lines], whole, {}).paragraphs, _ROUNDS)
    return model


def _apply(lines: Sequence[str], characters: Mapping[Place, str]) -> list[str]:
    """The lines with characters replaced."""
    changed = list(lines)
    for (number, column), character in characters.items():
        line = changed[number]
        changed[number] = line[:column] + character + line[column + 1 :]
    return changed


def _records(dump: Dump, changes: Mapping[Place, Change]) -> Iterator[Repair]:
    """One record for each run of neighbouring codes that are read for one reason."""
    places = sorted(changes)
    start = 0
    for order, (number, column) in enumerate(places, 1):
        following = places[order] if order < len(places) else None
        if following == (number, column + 1) and changes[following].why == changes[number, column].why:
            continue
        run = places[start:order]
        start = order
        first = run[0][1]
        yield Repair(
            src=format_spans([Span(number + 1, number + 1, first + 1, column + 1)]),
            old=dump.lines[number][first : column + 1],
            new="".join(changes[place].new for place in run),
            why=changes[run[0]].why,
            confidence=round(min(changes[place].confidence for place in run), 3),
        )
