"""Units: the blocks of a dump before anything is known of their place in the outline."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from publisher.corrections import NO_CORRECTIONS, Corrections
from publisher.recover.decisions import record
from publisher.recover.measure.broken_lines import mend_broken_lines
from publisher.recover.measure.cohesion import Cohesion
from publisher.recover.measure.line import Line
from publisher.recover.measure.openers import Openers
from publisher.recover.measure.profile import profile_lines
from publisher.recover.measure.shortfall import Shortfalls
from publisher.recover.measure.words import words_of
from publisher.recover.numbering import counted_between, is_counted
from publisher.recover.pieces.piece import Piece
from publisher.recover.text.paragraphs import Seam, Setting, cut_width, weigh_seam
from publisher.recover.text.poems import find_poems
from publisher.recover.text.seams import ends_sentence, join

_OVER_A_FLOAT = 1.0
"""Log-odds that two pieces of text need to be joined over a figure or table between them."""


UnitRole = Literal["", "kicker", "byline", "dateline", "credit", "signature", "caption", "pull", "speaker"]


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines read as one block: a paragraph or heading to be, or a piece that is recognised already."""

    lines: tuple[Line, ...]
    text: str
    """The joined text of the lines; empty for a piece."""
    confidence: float = 1.0
    """That all its line ends, and those around it, were read rightly."""
    why: str = ""
    piece: Piece | None = None
    full: bool = False
    """Whether its first line fills the measure, so that it is running text."""
    hanging: bool | None = None
    """Whether its lines after the first are set in, so that its number or bullet hangs out; None where
    all begin at one column."""
    offsets: tuple[int, ...] = ()
    """Where the text of each line begins in ``text``."""
    dropped: frozenset[tuple[int, int]] = frozenset()
    """(line number, column) of the hyphens that joining took out."""
    setting: Literal["", "lines", "verse", "inset"] = ""
    """``lines`` where the line ends are part of the text, ``verse`` where that is certainly verse,
    ``inset`` for prose that is set in as a whole."""
    role: UnitRole = ""
    """What a line beside the text of an article is."""
    settled: Literal["", "paragraph", "item"] = ""
    """What kind of block the editor has settled that it is."""


def build_units(
    lines: Sequence[Line],
    pieces: Sequence[Piece],
    barriers: Container[int],
    cuts: Container[int],
    corrections: Corrections = NO_CORRECTIONS,
) -> list[Unit]:
    """Join lines into units.

    ``pieces`` are recognised already and stay as they are; at ``barriers`` (indexes) a unit of its
    own begins whatever the seam says; before the lines in ``cuts`` page furniture was taken out.
    A paragraph that a float cuts goes on behind it, and the float stands after the paragraph.
    ``corrections`` may settle seams.
    """
    return _Builder(lines, pieces, barriers, cuts, corrections).build()


class _Builder:
    def __init__(
        self,
        lines: Sequence[Line],
        pieces: Sequence[Piece],
        barriers: Container[int],
        cuts: Container[int],
        corrections: Corrections,
    ) -> None:
        self.barriers, self.cuts, self.corrections = barriers, cuts, corrections
        self.pieces = {piece.first: piece for piece in pieces}
        apart = {i for piece in pieces for i in piece.lines}
        settled = {i for i, line in enumerate(lines) if corrections.is_text(line.number)}
        self.poems = find_poems(lines, {*apart, *settled})
        apart.update(i for first, last in self.poems.items() for i in range(first, last + 1))
        self.profiles = profile_lines(lines, apart)
        self.lines, self.parts = mend_broken_lines(lines, self.profiles)
        self.openers = Openers(lines, self.profiles)
        self.shortfalls = Shortfalls(self.lines, self.profiles)
        self.cut_at = cut_width(lines)
        self.counted = counted_between(line.text for line in self.lines)
        self.words = words_of(lines)
        self.cohesion = Cohesion(line.text for line in lines)
        self.units: list[Unit] = []
        self.floats: list[Unit] = []
        self.open: list[int] = []
        self.text = ""
        self.offsets: list[int] = []
        self.dropped: list[tuple[int, int]] = []
        self.confidence, self.why = 1.0, ""

    def build(self) -> list[Unit]:
        index = 0
        while index < len(self.lines):
            piece = self.pieces.get(index)
            if piece:
                if not piece.floats:
                    self._close()
                unit = Unit(tuple(self.lines[piece.first : piece.last + 1]), "", piece=piece)
                (self.floats if self.open else self.units).append(unit)
                index = piece.last + 1
            elif index in self.poems:
                self._close()
                self.units.append(_verse(self.lines[index : self.poems[index] + 1]))
                index = self.poems[index] + 1
            else:
                self._take(index)
                index += 1
        self._close()
        return self.units

    def _take(self, index: int) -> None:
        if self.open:
            goes_on, seam = self._decide(index)
            self._doubt(seam)
            if not goes_on:
                self._close()
                self._doubt(seam)
        text = self.lines[index].text
        if self.open:
            before = self.lines[self.open[-1]]
            joined = join(self.text, text, self.words)
            if len(joined) < len(self.text) + len(text):
                self.dropped.append((before.number, len(before.raw.rstrip())))
            self.offsets.append(len(joined) - len(text))
            self.text = joined
        else:
            self.offsets = [0]
            self.text = text
        self.open.append(index)

    def _decide(self, index: int) -> tuple[bool, Seam | None]:
        """Whether a line goes on with the open unit, and how that was weighed if it was."""
        first, second = self.lines[self.open[-1]], self.lines[index]
        joined, why, seam = self.corrections.seam(first.number, second.number), "settled", None
        if joined is None and (index in self.barriers or self.open[-1] in self.barriers):
            joined, why = False, "a heading that the contents names"
        if joined is None and index in self.parts and not self.floats:
            joined, why = True, "part of one printed line"
        if joined is None and len(self.open) == 1 and is_counted(first.text, second.text):
            joined, why = True, "the number that the word over it counts"
        if joined is None:
            seam = self._weigh(index)
            joined, why = seam.score > (_OVER_A_FLOAT if self.floats else 0), "weighed"
            if joined and self.floats and ends_sentence(first.text):
                joined, why = False, "a figure or table stands behind the full stop"
        answer = (
            f"{'goes on with' if joined else 'opens a text of its own behind'} line {first.number}: {why}"
        )
        record(second.number, "seam", answer, seam.evidence if seam else ())
        return joined, seam

    def _weigh(self, index: int) -> Seam:
        third = index + 1
        return weigh_seam(
            self.lines[self.open[-1]],
            self.lines[index],
            Setting(
                profile=self.profiles[index if self.floats else index - 1],
                third=self.lines[third] if third < len(self.lines) and third not in self.pieces else None,
                cut=bool(self.floats) or index in self.cuts,
                opened=self.text,
                counted=index in self.counted,
                listed=self._is_listed(self.open[0]),
                cut_at=self.cut_at,
                cohesion=self.cohesion,
                openers=self.openers,
                shortfalls=self.shortfalls,
            ),
        )

    def _is_listed(self, index: int) -> bool:
        """Whether the number of a line counts on between sentences."""
        return index in self.counted and all("。" in self.lines[i].text for i in self.counted[index])

    def _doubt(self, seam: Seam | None) -> None:
        """A unit is no surer than its least sure seam, those at its edges included."""
        if seam and seam.confidence < self.confidence:
            self.confidence, self.why = seam.confidence, seam.why

    def _close(self) -> None:
        if self.open:
            first = self.lines[self.open[0]]
            profile = self.profiles[self.open[0]]
            full = profile.wrapped and profile.right(first) > 0.85 * profile.measure
            lines = tuple(self.lines[i] for i in self.open)
            self.units.append(
                Unit(
                    lines,
                    self.text,
                    self.confidence,
                    self.why,
                    full=full,
                    hanging=_hangs(lines),
                    offsets=tuple(self.offsets),
                    dropped=frozenset(self.dropped),
                )
            )
        self.units.extend(self.floats)
        self.open, self.floats, self.text, self.dropped = [], [], "", []
        self.confidence, self.why = 1.0, ""


def _verse(lines: Sequence[Line]) -> Unit:
    texts = [line.text for line in lines]
    offsets = tuple(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
    return Unit(tuple(lines), " ".join(texts), offsets=offsets, setting="verse")


def _hangs(lines: Sequence[Line]) -> bool | None:
    """Whether the lines after the first are set in further than it, or less far."""
    inner = min((line.indent for line in lines[1:]), default=lines[0].indent)
    return None if inner == lines[0].indent else inner > lines[0].indent
