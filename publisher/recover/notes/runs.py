"""Runs of notes: neighbouring lines that are the notes to marks in the text before them.

A line is a note because a mark with its label stands in the text before it, because the labels count
on, and because notes stand together: at the end of a page or chapter, or under a heading of their own.
A numbered list has no marks, and numbered headings do not stand together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Container, Sequence

from publisher.recover.measure.line import Line, display_width
from publisher.recover.measure.profile import profile_lines
from publisher.recover.notes.digits import Digit, behind, calling, possible_digits, stands_out
from publisher.recover.notes.labels import (
    CALLED_BY_DIGITS,
    WEAK,
    Start,
    read_lone_start,
    read_start,
)
from publisher.recover.notes.marks import label_value, possible_marks
from publisher.recover.notes.open_marks import Entry, OpenMarks
from publisher.recover.text.seams import ends_sentence
from publisher.scripts import compile_for_both

_HEADING = re.compile(
    r"(?:\W*)(?:本[章节節书書])?(?:参考|參考)?(?:注\s*[释釋解]|註\s*[釋解释]|脚\s*注|腳\s*註|尾\s*[注註]|附\s*[注註]|[注註])\s*[:：]?"
    r"|\W*(?:end|foot)?notes\s*[:.]?\W*",
    re.IGNORECASE,
)
_CITATION = compile_for_both(
    r"资料来源|参见|参考|引自|转引|出自|载于|^见|同上|同前|同注|前引|前揭|译注|编者注|作者注"
    r"|出版社|第\s*\d+.{0,6}页|\[[A-Z]{1,2}(?:/[A-Z]{2})?\]|https?://|www\."
    r"|\b(?:ibid|op\. cit|loc\. cit|see|cf|vol|pp?|eds?|trans|press|journal)\b",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-—–_─━=]+(?:\s+[-—–_─━]+)*")
_FARTHEST_PAGE_END = 25
"""Lines from the start of a page's last note to the end of the page, at the most."""
_LONGEST = 30
"""Lines of a note, at the most."""
_NEAR = 12
"""Lines from one note to the next that are taken for the first note's without further evidence."""
_ZONE = 3
"""Lines between a heading and its notes, or between two runs under one, at the most."""
_FULL = 0.84
"""A broken line fills this share of the measure at least, the word that did not fit included."""
_LARGEST_GAP = 3
_FEWEST_CALLED = 2
"""Notes that need no other evidence when plain digits call each of them from where no number stands."""


def find_runs(
    lines: Sequence[Line],
    page_starts: Collection[int],
    taken: Container[int],
    answered: Container[str] = frozenset(),
) -> list[list[Entry]]:
    """The runs of notes, in order.

    Indexes are those of ``lines``; ``answered`` are the values of labels that have notes already.
    """
    return _Finder(lines, page_starts, taken, answered).find()


def is_rule(text: str) -> bool:
    """Whether a line is the rule that sets notes off from the text."""
    return bool(_RULE.fullmatch(text))


class _Finder:
    def __init__(
        self,
        lines: Sequence[Line],
        page_starts: Collection[int],
        taken: Container[int],
        answered: Container[str],
    ) -> None:
        self.lines, self.taken, self.answered = lines, taken, answered
        self.pages = sorted(page_starts)
        self.ends = frozenset((*page_starts, len(lines)))
        self.profiles = profile_lines(lines)
        self.starts = {
            i: start for i, line in enumerate(lines) if i not in taken and (start := self._start(i, line))
        }
        self.marks = OpenMarks()
        self.digits: list[Digit] = []
        """Numbers of the text that may be marks, behind those that notes have answered."""
        self.digits_end = 0
        """The line up to which they are read: only where notes may be."""
        self.zone = False
        """Under a heading that announces notes."""
        self.widest = 0
        """Columns of the widest line of the notes so far."""
        self.count = 0
        """The number of the last note."""

    def _start(self, index: int, line: Line) -> Start | None:
        """How a line opens when it may be a note, or the label of one on the next line."""
        start = read_start(index, line)
        if start or index + 1 in self.ends or index + 1 in self.taken:
            return start
        return read_lone_start(index, line, self.lines[index + 1])

    def find(self) -> list[list[Entry]]:
        runs: list[list[Entry]] = []
        index, zone_end = 0, -1
        while index < len(self.lines):
            if index in self.taken:
                index += 1
                continue
            if _HEADING.fullmatch(self.lines[index].text):
                zone_end = index + _ZONE
            self.zone = index <= zone_end
            run = self._run_from(index)
            if run:
                runs.append(run)
                self._answer(run)
                index = run[-1].last + 1
                zone_end = index + _ZONE if self.zone else -1
            else:
                self._read_marks(index)
                index += 1
        return runs

    def _read_marks(self, index: int) -> None:
        for mark in possible_marks(self.lines[index].text):
            value = label_value(mark.label)
            if value not in self.answered:
                self.marks.add(index, mark.kind, value)

    def _answer(self, run: Sequence[Entry]) -> None:
        # Under a heading the notes of one chapter follow those of another, with the same labels.
        self.marks.answer(run, once=self.zone, anew=self._counts_anew(run[-1].last + 1))
        self.digits = behind(self.digits, self._calling(run))
        self.count = run[-1].start.number
        self.widest = max(self.widest, self._width(run[0].start.index, run[-1].last))

    def _width(self, first: int, last: int) -> int:
        return max(line.width for line in self.lines[first : last + 1])

    def _run_from(self, index: int) -> list[Entry]:
        """The run of notes that begins with a line, or nothing."""
        start = self.starts.get(index)
        if not start:
            return []
        begins = start.number == 1 and (self.marks.count(start.style) > 0 or start.style in CALLED_BY_DIGITS)
        counts_on = start.style in CALLED_BY_DIGITS and start.number == self.count + 1
        if not (self.zone or begins or counts_on or self.marks.calls(start)):
            return []
        run: list[Entry] = []
        while True:
            following = self._next(start)
            last = self._end(start, following, index)
            run.append(Entry(start, last))
            if not following or last + 1 != following.index:
                break
            start = following
        return run if self._convinces(run) else []

    def _next(self, start: Start) -> Start | None:
        """The next line that counts on from a note, within a note's length."""
        for index in range(start.index + 1, min(start.index + _LONGEST, len(self.lines))):
            if index in self.taken:
                return None
            other = self.starts.get(index)
            if not other or other.style != start.style:
                continue
            step = other.number - start.number
            if step == 1 or (start.style == "symbol" and other.label != start.label):
                return other
            if 1 < step <= _LARGEST_GAP and start.style not in WEAK and self.marks.calls(other):
                return other
        return None

    def _end(self, start: Start, following: Start | None, first: int) -> int:
        """The last line of a note of the run that begins with line ``first``."""
        page = self._page_after(start.index)
        stop = following.index if following else min(start.index + _LONGEST, len(self.lines))
        certain = bool(following) and stop - start.index <= _NEAR
        if page is not None and not self.zone and page < stop:
            stop, certain = page, page - start.index <= _FARTHEST_PAGE_END
        alone = start.offset == len(self.lines[start.index].text)
        last = start.index + (alone and start.index + 1 < stop)
        while last + 1 < stop and not self._parts(last + 1, certain, first):
            last += 1
        return last

    def _page_after(self, index: int) -> int | None:
        place = bisect_right(self.pages, index)
        return self.pages[place] if place < len(self.pages) else None

    def _parts(self, index: int, certain: bool, first: int) -> bool:
        """Whether a note ends before a line; ``certain`` where only a gap in the print can end it."""
        before, line, profile = self.lines[index - 1], self.lines[index], self.profiles[index]
        spacing = profile.spacing if profile.wrapped else 0
        if (
            index in self.taken
            or line.blanks > spacing
            or _HEADING.fullmatch(line.text)
            or is_rule(line.text)
        ):
            return True
        if profile.by_blank:
            return False
        measure = max(self.widest, profile.measure, self._width(first, index - 1))
        word = re.match(r"[\x21-\x7e]+|.", line.text)
        room = before.width + 1 + (display_width(word[0]) if word else 0) <= _FULL * measure
        closed = ends_sentence(before.text)
        other = self.starts.get(index)
        if closed and other and other.number == 1 and other.style == self.starts[first].style:
            return True
        if certain:
            return closed and not ends_sentence(line.text) and (room or 2 * line.width < measure)
        return closed or (profile.wrapped and room)

    def _convinces(self, run: Sequence[Entry]) -> bool:
        """Whether a run has enough evidence to be notes and no list or headings."""
        first = run[0].start
        before = self.lines[first.index - 1] if first.index else None
        listed = before is not None and before.text.endswith(("：", ":"))
        if listed and first.style != "bracket" and not self.zone:
            return False
        # As many notes as marks: the marks may begin anew on every page while their notes count on.
        even = self.marks.count(first.style) == len(run)
        supported = len(run) if even else sum(self.marks.calls(entry.start) for entry in run)
        ruled = before is not None and is_rule(before.text)
        may_call = not supported and (self.zone or ruled or first.style in ("plain", "lone"))
        called = self._calling(run) if may_call else []
        supported = supported or len(called)
        cited = sum(bool(_CITATION.search(self._text(entry))) for entry in run)
        if self.zone:
            return 3 * supported >= len(run) or 2 * cited >= len(run)
        if 2 * supported < len(run):
            return False
        if first.style not in WEAK:
            return True
        if first.number > 1 and first.number != self.count + 1:
            return False
        if 2 * cited >= len(run) or ruled:
            return True
        counted = len(called) == len(run) >= _FEWEST_CALLED and all(map(stands_out, called))
        whole = even and not self._next(run[-1].start)
        closed = all(ends_sentence(self.lines[entry.last].text) for entry in run)
        if first.style == "lone" and counted:
            return True
        return closed and (counted or whole or self._ends_page(run[-1].last + 1))

    def _ends_page(self, index: int) -> bool:
        """Whether a page ends before a line, perhaps with a foot that is not known, or other notes begin."""
        return self._counts_anew(index) or not self.ends.isdisjoint((index, index + 1))

    def _counts_anew(self, index: int) -> bool:
        """Whether a line may open notes that are counted from one."""
        start = self.starts.get(index)
        return start is not None and start.number == 1

    def _calling(self, run: Sequence[Entry]) -> list[Digit]:
        """The plain digits of the text before a run of notes that call them."""
        if run[0].start.style not in CALLED_BY_DIGITS:
            return []
        for index in range(self.digits_end, run[0].start.index):
            if index not in self.taken:
                self.digits.extend(possible_digits(self.lines, index))
        self.digits_end = max(self.digits_end, run[0].start.index)
        return calling([entry.start.number for entry in run], self.digits)

    def _text(self, entry: Entry) -> str:
        body = " ".join(line.text for line in self.lines[entry.start.index : entry.last + 1])
        return body[entry.start.offset :]
