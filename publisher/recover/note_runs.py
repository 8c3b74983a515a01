"""Runs of notes: neighbouring lines that are the notes to marks in the text before them.

A line is a note because a mark with its label stands in the text before it, because the labels count
on, and because notes stand together: at the end of a page or chapter, or under a heading of their own.
A numbered list has no marks, and numbered headings do not stand together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass

from publisher.recover.line import Line
from publisher.recover.note_marks import CIRCLED, SUPERIOR, label_value, possible_marks
from publisher.recover.profile import profile_lines
from publisher.recover.seams import ends_sentence

_LABELS = {
    "key": re.compile(r"\[\^(\d{1,3})\]:\s*"),
    "bracket": re.compile(r"([\[［〔【]\d{1,3}[\]］〕】])\s*(?![，。、；：）)])"),
    "circled": re.compile(rf"([{CIRCLED}])\s*"),
    "superior": re.compile(rf"([{SUPERIOR}]{{1,3}})\s*"),
    "symbol": re.compile(r"(\*{1,3}|[†‡])\s*(?![*†‡])"),
    "number": re.compile(r"(\d{1,3}\s?[.．、])\s*(?!\d)"),
    "plain": re.compile(r"(\d{1,3})\s+(?=[^\W\d])"),
}
_WEAK = frozenset(("number", "plain", "symbol"))
"""Labels that lists and headings have as well."""
FAMILIES = {
    "key": ("key",),
    "bracket": ("bracket", "superior"),
    "circled": ("circled",),
    "superior": ("superior",),
    "symbol": ("symbol",),
    "number": ("circled", "superior", "bracket", "key", "number"),
    "plain": ("circled", "superior", "bracket", "number"),
}
"""The kinds of marks that a note with a label of some kind may answer to."""
_HEADING = re.compile(
    r"(?:\W*)(?:本[章节節书書])?(?:参考|參考)?(?:注\s*[释釋解]|註\s*[釋解释]|脚\s*注|腳\s*註|尾\s*[注註]|附\s*[注註]|[注註])\s*[:：]?"
    r"|\W*(?:end|foot)?notes\s*[:.]?\W*",
    re.IGNORECASE,
)
_CITATION = re.compile(
    r"资料来源|資料來源|参见|參見|参考|參考|引自|转引|轉引|出自|载于|載於|^见|^見|同上|同前|同注|前引|前揭|译注|譯註|编者注|作者注"
    r"|《.+》|出版社|第\s*\d+.{0,6}[页頁]|\[[A-Z]{1,2}(?:/[A-Z]{2})?\]|https?://|www\."
    r"|\b(?:ibid|op\. cit|loc\. cit|see|cf|vol|pp?|eds?|trans|press|journal)\b|\b(?:1[6-9]|20)\d\d\b",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-—–_─━=]+(?:\s+[-—–_─━]+)*|\*(?:\s+\*)+")
_FARTHEST_PAGE_END = 25
"""Lines from the start of a page's last note to the end of the page, at the most."""
_LONGEST = 30
"""Lines of a note, at the most."""
_REACH = {"symbol": 80}
"""Lines between a mark and its note, at the most, where labels recur all the time."""
_LARGEST_GAP = 3


@dataclass(frozen=True, slots=True)
class Start:
    """A line that may open a note."""

    index: int
    label: str
    """As printed."""
    style: str
    offset: int
    """Where the body begins in the line's text."""

    @property
    def value(self) -> str:
        return label_value(self.label)

    @property
    def number(self) -> int:
        """Its place in the count; 0 for symbols."""
        return int(self.value) if self.value.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A note: its start and its last line."""

    start: Start
    last: int


def find_runs(
    lines: Sequence[Line], page_starts: Collection[int], taken: Container[int]
) -> list[list[Entry]]:
    """The runs of notes, in order. Indexes are those of ``lines``."""
    return _Finder(lines, page_starts, taken).find()


def is_rule(text: str) -> bool:
    """Whether a line is the rule that sets notes off from the text."""
    return bool(_RULE.fullmatch(text))


class _Finder:
    def __init__(self, lines: Sequence[Line], page_starts: Collection[int], taken: Container[int]) -> None:
        self.lines, self.taken = lines, taken
        self.pages = sorted(page_starts)
        self.page_set = frozenset(page_starts)
        self.profiles = profile_lines(lines)
        self.starts = {
            i: start for i, line in enumerate(lines) if i not in taken and (start := read_start(i, line))
        }
        self.marks: dict[tuple[str, str], list[int]] = {}
        """Where marks stand that no note has answered yet, by family and value."""
        self.zone = False
        """Under a heading that announces notes."""

    def find(self) -> list[list[Entry]]:
        runs: list[list[Entry]] = []
        index, zone_ends = 0, -1
        while index < len(self.lines):
            line = self.lines[index]
            if index not in self.taken:
                if _HEADING.fullmatch(line.text):
                    zone_ends = index + 3
                self.zone = index <= zone_ends
                run = self._run_from(index)
                if run:
                    runs.append(run)
                    self._consume(run)
                    index = run[-1].last + 1
                    zone_ends = index + 2 if self.zone else -1
                    continue
                self._note_marks(index)
            index += 1
        return runs

    def _note_marks(self, index: int) -> None:
        for mark in possible_marks(self.lines[index].text):
            self.marks.setdefault((mark.kind, label_value(mark.label)), []).append(index)

    def _consume(self, run: Sequence[Entry]) -> None:
        for entry in run:
            for family in FAMILIES[entry.start.style]:
                self.marks.pop((family, entry.start.value), None)

    def _supported(self, start: Start) -> bool:
        reach = _REACH.get(start.style, len(self.lines))
        places = (self.marks.get((family, start.value), ()) for family in FAMILIES[start.style])
        return any(start.index - place <= reach for found in places for place in found)

    def _run_from(self, index: int) -> list[Entry]:
        """The run of notes that begins with a line, or nothing."""
        start = self.starts.get(index)
        if not start or not (self.zone or self._supported(start)):
            return []
        run: list[Entry] = []
        while True:
            following = self._next(start)
            last = self._end(start, following)
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
            if 1 < step <= _LARGEST_GAP and start.style not in _WEAK and self._supported(other):
                return other
        return None

    def _end(self, start: Start, following: Start | None) -> int:
        """The last line of a note."""
        page = self._page_after(start.index)
        stop = following.index if following else min(start.index + _LONGEST, len(self.lines))
        if page is not None and not self.zone and page < stop:
            stop, following = page, None
            at_page_end = page - start.index <= _FARTHEST_PAGE_END
        else:
            at_page_end = False
        last = start.index
        while last + 1 < stop and not self._parts(start, last + 1, at_page_end):
            last += 1
        return last

    def _page_after(self, index: int) -> int | None:
        place = bisect_right(self.pages, index)
        return self.pages[place] if place < len(self.pages) else None

    def _parts(self, start: Start, index: int, at_page_end: bool) -> bool:
        """Whether a note ends before a line."""
        before, line = self.lines[index - 1], self.lines[index]
        profile = self.profiles[index]
        if index in self.taken or line.blanks > profile.spacing or _HEADING.fullmatch(line.text):
            return True
        if at_page_end:
            return False
        widest = max(other.width for other in self.lines[start.index : index])
        short = profile.wrapped and before.width < 0.72 * max(widest, profile.measure)
        full = profile.wrapped and before.width >= 0.94 * max(widest, profile.measure)
        address = "://" in before.text.rpartition(" ")[2]
        return (ends_sentence(before.text) and not full) or (short and not address)

    def _convinces(self, run: Sequence[Entry]) -> bool:
        """Whether a run has enough evidence to be notes and no list or headings."""
        style = run[0].start.style
        supported = sum(self._supported(entry.start) for entry in run)
        first = run[0].start.index
        before = self.lines[first - 1] if first else None
        if before and before.text.endswith(("：", ":")) and not self.zone:
            return False
        cited = sum(bool(_CITATION.search(self._text(entry))) for entry in run)
        if self.zone:
            return 3 * supported >= len(run) or 2 * cited >= len(run)
        if 2 * supported < len(run):
            return False
        if style not in _WEAK:
            return True
        ruled = before is not None and is_rule(before.text)
        page_end = run[-1].last + 1 in self.page_set
        return ruled or page_end or 2 * cited >= len(run)

    def _text(self, entry: Entry) -> str:
        body = " ".join(line.text for line in self.lines[entry.start.index : entry.last + 1])
        return body[entry.start.offset :]


def read_start(index: int, line: Line) -> Start | None:
    """How a line opens when it may be a note: with a label and something after it."""
    for style, pattern in _LABELS.items():
        match = pattern.match(line.text)
        if match:
            return (
                Start(index, match[1].strip(), style, match.end()) if match.end() < len(line.text) else None
            )
    return None
