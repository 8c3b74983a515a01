"""Headings of a dump whose paragraphs are separated by blank lines, told by how they are set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from publisher.recover.contents.titles import list_role
from publisher.recover.decisions import record
from publisher.recover.measure.key import key
from publisher.recover.numbering import Number, read_number
from publisher.recover.outline.counted import counted_blocks
from publisher.recover.outline.display import displays_of
from publisher.recover.outline.display_levels import INNER_CHAPTER
from publisher.recover.outline.heading import Heading
from publisher.recover.outline.settled import NOTHING_SETTLED, SettledHeadings
from publisher.recover.outline.surroundings import Surroundings
from publisher.recover.outline.titles import FRONT_TITLES
from publisher.recover.text.seams import ends_sentence
from publisher.recover.text.units import Unit
from publisher.tree.nodes import Contents

COUNTED = ("part", "chapter", "section")
"""Styles whose numbers come with a word that says what they count."""
_ACT = re.compile(r"\W*(?:the \w+ )?(?:act|scene)\b", re.IGNORECASE)
_FEWEST_ALIKE = 3
"""Headings in capitals, or in italics, with no space over them, in a work that sets headings so."""
_MOST_WORDS = 14
"""Words of a title that is worded like a sentence."""
_FEWEST_PROSE = 3
"""Lines of a paragraph under a heading that stands before the printed contents."""


def find_displayed(
    units: Sequence[Unit],
    listed: Mapping[int, tuple[int, int, str]],
    settled: SettledHeadings = NOTHING_SETTLED,
) -> list[Heading]:
    """The headings among the units, in order; ``listed`` and ``settled`` are those of ``find_headings``.

    The style of a heading is its numbering where a word says what is counted, else its display:
    ``displayed 4`` for a chapter's space over it, ``displayed 2 inner`` for emphasised section titles.
    """
    found = _Finder(units, settled).find(listed)
    for index, heading in found.items():
        record(units[index].lines[0].number, "heading", f"yes: {heading.why or 'settled'}")
    return [found[index] for index in sorted(found)]


class _Finder:
    """Finds headings from the end backwards, so that a heading over a heading sees what is under it."""

    def __init__(self, units: Sequence[Unit], settled: SettledHeadings) -> None:
        self.units, self.settled = units, settled
        self.displays = displays_of(units)
        lists = {
            i: u.piece.block for i, u in enumerate(units) if u.piece and isinstance(u.piece.block, Contents)
        }
        self.contents = next((i for i, block in lists.items() if not block.role), 0)
        """The unit of the printed contents."""
        self.over_lists = {i - 1 for i in lists if i and list_role(self.displays[i - 1].text) is not None}
        """The units of the titles over the printed contents and over lists of illustrations and the like."""
        self.counts = counted_blocks(self.displays)
        self.is_play = any(unit.role == "speaker" for unit in units)
        self.is_parted = sum(number.style == "part" for number in self._numbers()) > 1
        """Whether the work has several parts; a story in a magazine may say which part of it this is."""
        emphasised = sum(d.whole and d.title_like and d.gap > 1 for d in self.displays)
        self.emphasises = emphasised >= _FEWEST_ALIKE and not self.is_play
        """Whether the work sets titles in italics, so that they may be worded like sentences."""
        self.found: dict[int, Heading] = {}
        self.inside: set[int] = set()
        """Units that belong to a heading."""
        self.around = Surroundings(units, self.displays, self.inside)
        self.titles: set[str] = set()

    def find(self, listed: Mapping[int, tuple[int, int, str]]) -> dict[int, Heading]:
        for first, (last, level, title) in listed.items():
            self._add(self._heading(first, last, title, level, 1.0, "named by the contents"))
        for over in sorted(self.over_lists - self.inside):
            self._add(self._heading(over, over, self.displays[over].text, 0, 1.0, "over the contents"))
        for index in range(len(self.units) - 1, -1, -1):
            if index in self.inside or self._is_other(index) or self._in_front(index):
                continue
            heading = self._counted(index) or self._set_apart(index)
            if heading:
                self._add(heading)
        for heading in self._close_to_text():
            self._add(heading)
        for first, last in self.settled.last_of.items():
            self._settle(first, last)
        return self.found

    def _numbers(self) -> Iterator[Number]:
        return filter(None, (read_number(display.text) for display in self.displays if display.short))

    def _settle(self, first: int, last: int) -> None:
        """Make a heading of just the units that are settled to be one."""
        found = self.found.get(first)
        if not found or found.last != last:
            title = " ".join(self.displays[index].text for index in range(first, last + 1))
            found = self._heading(first, last, title, found.level if found else 0, 1.0, "")
        self._add(replace(found, why=""))

    def _in_front(self, index: int) -> bool:
        """Whether a block stands on the pages before the printed contents, and no prose under it."""
        if index >= self.contents or key(self.displays[index].text) in FRONT_TITLES:
            return False
        after = self.units[index + 1]
        return bool(after.setting) or after.piece is not None or len(after.lines) < _FEWEST_PROSE

    def _is_other(self, index: int) -> bool:
        """Whether a unit is recognised already: a table, a figure, a speaker's name, or settled."""
        unit = self.units[index]
        return not unit.text or unit.role == "speaker" or index in self.settled.none

    def _add(self, heading: Heading) -> None:
        self.found[heading.first] = heading
        self.inside.update(range(heading.first, heading.last + 1))
        self.titles.add(key(heading.title))

    def _heading(self, first: int, last: int, title: str, level: int, confidence: float, why: str) -> Heading:
        number = read_number(title)
        return Heading(
            first,
            last,
            title,
            self._style(first, number),
            number.ordinal if number else 0,
            level,
            confidence,
            why,
            number.text if number else "",
        )

    def _style(self, index: int, number: Number | None) -> str:
        display = self.displays[index]
        if number and number.style in COUNTED:
            return INNER_CHAPTER if number.style == "chapter" and display.gap < 4 else number.style
        if index in self.counts.outer:
            return "part"
        if index in self.over_lists or (display.gap > 1 and key(display.text) in FRONT_TITLES):
            return "front"
        if number and number.style == "annex":
            return "annex"
        return f"displayed {self.counts.gaps.get(index, display.gap)}{' inner' if display.whole else ''}"

    # ---- headings whose number says what it counts, or that are a number alone

    def _counted(self, index: int) -> Heading | None:
        display = self.displays[index]
        number = read_number(display.text)
        if index in self.counts.lone:
            return self._with_title(index, display.text)
        if not number or number.style not in (*COUNTED, "annex"):
            number = self.counts.labelled.get(index)
        if not number or not display.short:
            return None
        if display.gap == 1 and (not display.caps or (number.style == "part" and not self.is_parted)):
            return None
        if number.rest.strip(" .:—-") or number.style == "annex":
            return self._heading(index, index, display.text, 0, 0.97, "numbered")
        return self._with_title(index, display.text)

    def _with_title(self, index: int, title: str) -> Heading:
        """The heading of a number together with the title on the lines under it."""
        after = index + 1
        below = self.found.get(after)
        if not self._is_title(after, of_act=_ACT.match(title) is not None) or (below and self._counts(after)):
            return self._heading(index, index, title, 0, 0.95, "numbered")
        self.found.pop(after, None)
        last, level = (below.last, below.level) if below else (after, 0)
        return self._heading(index, last, f"{title} {self.displays[after].text}", level, 0.95, "numbered")

    def _counts(self, index: int) -> bool:
        """Whether a block opens with a number of its own."""
        return index in self.counts.labelled or read_number(self.displays[index].text) is not None

    def _is_title(self, index: int, *, of_act: bool) -> bool:
        """Whether a block can be the title under a number; under that of an act stand directions.

        A title that is worded like a sentence has more space under it than over it.
        """
        if index + 1 >= len(self.units) or self._is_other(index) or self.settled.has(index):
            return False
        display = self.displays[index]
        if (
            display.gap > 2
            or not display.short
            or (of_act and not display.caps)
            or self.around.names_makers(index)
        ):
            return False
        return (display.title_like or self._is_closed(index)) and self.around.has_text_under(index, 4)

    def _is_closed(self, index: int) -> bool:
        """Whether a few words have text under them that is set off more than they are."""
        after, display = index + 1, self.displays[index]
        few = len(display.text.split()) <= _MOST_WORDS
        return few and after not in self.inside and self.displays[after].gap > display.gap

    # ---- headings that are set apart

    def _set_apart(self, index: int) -> Heading | None:
        display = self.displays[index]
        fault = self._not_set_apart(index)
        if fault:
            record(self.units[index].lines[0].number, "heading", f"no: {fault}")
            return None
        confidence = 0.9 if display.title_like else 0.7
        return self._heading(index, index, display.text, 0, confidence, "set apart")

    def _not_set_apart(self, index: int) -> str:
        """Why a block is no heading by the space over it; empty where it is one."""
        display = self.displays[index]
        if display.gap == 1:
            return "no more space over it than over a paragraph"
        if self.around.signs(index):
            return "a signature"
        if not display.short:
            return "too long"
        if self.around.names_makers(index):
            return "part of a title page"
        if key(display.text) in FRONT_TITLES:
            return ""
        if not self.around.has_text_under(index, display.gap):
            return "no text under it"
        if index in self.counts.arabic - self.counts.counting:
            return "its number does not count on"
        titled = len(display.text.split()) <= 8 and display.text[0].isupper()
        if display.whole and self.emphasises:
            return ""
        if not display.title_like and (ends_sentence(display.text) or not titled):
            return "set like a sentence"
        return ""

    # ---- headings with no more space over them than a paragraph

    def _close_to_text(self) -> list[Heading]:
        """Headings right under a heading, repeated ones, and kinds of which a work has several."""
        under: list[Heading] = []
        capitals: list[Heading] = []
        emphasised: list[Heading] = []
        for index, display in enumerate(self.displays):
            if display.gap > 1 or not display.title_like or not self._may_be_close(index):
                continue
            heading = self._heading(index, index, display.text, 0, 0.8, "set like a heading")
            below = index - 1 in self.inside and (display.caps or display.whole)
            if below or key(display.text) in self.titles or self._after_space(index):
                under.append(heading)
            elif display.whole and not self.is_play:
                emphasised.append(heading)
            elif display.caps and not display.whole:
                capitals.append(heading)
        styles = Counter(heading.style for heading in (*under, *capitals, *emphasised))
        return under + [h for h in (*capitals, *emphasised) if styles[h.style] >= _FEWEST_ALIKE]

    def _after_space(self, index: int) -> bool:
        """Whether more space follows a block than stands over it, as no paragraph has it."""
        return self.displays[index + 1].gap == 2 and self.units[index + 1].piece is None

    def _may_be_close(self, index: int) -> bool:
        if index in self.inside or self._is_other(index) or self._in_front(index) or self.around.signs(index):
            return False
        if self.around.is_subtitle(index):
            return False
        if index in self.counts.arabic - self.counts.counting:
            return False
        after = index + 1
        if after >= len(self.units) or len(self.units[index].lines) > 1:
            return False
        if index and self.units[index - 1].text.endswith((":", "--", "—")):
            return False  # what the text announces: an inscription, an example
        return after not in self.inside and self.around.has_text_under(index, 1)
