"""What stands around a block of a dump whose paragraphs are separated by blank lines."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from publisher.recover.front.lines import names_makers
from publisher.recover.measure.key import key
from publisher.recover.measure.spacing import common_right
from publisher.recover.outline.display import Display
from publisher.recover.outline.titles import STANDING_TITLES
from publisher.recover.text.seams import ends_sentence
from publisher.recover.text.units import Unit
from publisher.tree.nodes import Note

_BYLINE = re.compile(r"by\s", re.IGNORECASE)
_LONGEST_CLOSING = 60
"""Characters of the words over a signature: "In haste, your"."""
_FAR_IN = 20
"""Columns that signatures are set in, at the least."""
_OFF_CENTRE = 5
"""Columns that they stand to the right of the middle."""
_MOST_SUBTITLES, _MOST_TITLE_LINES = 4, 2
"""Blocks between a title and the text set off from it, and lines of one, at the most."""


class Surroundings:
    """Answers what stands around a unit; ``inside`` are the units that belong to headings found so far."""

    def __init__(self, units: Sequence[Unit], displays: Sequence[Display], inside: Set[int]) -> None:
        self.units, self.displays, self.inside = units, displays, inside
        self.right = common_right([line for unit in units for line in unit.lines])

    def has_text_under(self, index: int, gap: int) -> bool:
        """Whether text stands under a block, or a heading that is not set apart more than it is."""
        after = index + 1
        if key(self.displays[index].text) not in STANDING_TITLES:
            while after < len(self.units) and _is_note(self.units[after]):
                after += 1
        if after < len(self.units) and after in self.inside:
            return self.displays[after].gap <= gap
        subtitles = 0
        while gap > 1 and subtitles < _MOST_SUBTITLES and self._is_subordinate(after):
            subtitles, after = subtitles + 1, after + 1
        return self._is_text(after) or (subtitles > 0 and self._is_text(after - 1))

    def _is_subordinate(self, index: int) -> bool:
        """Whether a block is set like a title, but close under what stands over it."""
        if index >= len(self.units) or index in self.inside:
            return False
        return self.displays[index].gap == 1 and self.displays[index].title_like

    def _is_text(self, index: int) -> bool:
        """Whether a block is no heading: a piece, verse, what ends a sentence or announces something."""
        if index >= len(self.units) or index in self.inside:
            return False
        unit, display = self.units[index], self.displays[index]
        return (
            unit.piece is not None
            or unit.role == "speaker"
            or unit.setting in {"lines", "verse"}
            or len(unit.lines) > 1
            or len(display.text) > 60
            or display.text.endswith((",", ":", "--"))
            or _BYLINE.match(display.text) is not None
            or (not display.caps and (ends_sentence(display.text) or not display.short))
        )

    def signs(self, index: int) -> bool:
        """Whether a block ends a letter or preface: set to the right, or under its closing words."""
        line = self.units[index].lines[0]
        off_centre = line.indent - (self.right - line.width) / 2
        if line.indent >= _FAR_IN and off_centre >= _OFF_CENTRE:
            return True
        before = self.units[index - 1] if index and index - 1 not in self.inside else None
        if not before or not before.text or before.setting:
            return False
        closing = self.displays[index].gap == 1 and not ends_sentence(before.text)
        return before.text.endswith(",") or (closing and len(before.text) <= _LONGEST_CLOSING)

    def names_makers(self, index: int) -> bool:
        return names_makers([line.text.strip("_ ") for line in self.units[index].lines])

    def is_subtitle(self, index: int) -> bool:
        """Whether a block stands among the lines under a title, the text being set off more than they are.

        Capitals under a title that is not set in them are more than that.
        """
        first, after = index, index + 1
        while first not in self.inside and self.displays[first].gap == 1 and index - first < _MOST_SUBTITLES:
            first -= 1
        while after < len(self.units) and self.displays[after].gap == 1 and after - index < _MOST_SUBTITLES:
            after += 1
        closed = after < len(self.units) and after not in self.inside and self.displays[after].gap > 1
        if first not in self.inside or not closed or (self.displays[index].caps > self.displays[first].caps):
            return False
        return all(self._is_line(i) for i in range(first + 1, after))

    def _is_line(self, index: int) -> bool:
        return bool(self.units[index].text) and len(self.units[index].lines) <= _MOST_TITLE_LINES


def _is_note(unit: Unit) -> bool:
    return unit.piece is not None and isinstance(unit.piece.block, Note)
