"""Finding the printed contents and reading its entries, in any layout.

Dot leaders, middle dots, tabs, spaces, page numbers on lines of their own, none; wrapped entries;
several layouts in one list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import reduce
from itertools import pairwise

from publisher.recover.contents.entry import Entry, PrintedContents
from publisher.recover.contents.gapped import Recurring, end_of_list, gapped_entries, with_titles
from publisher.recover.contents.levels import with_levels
from publisher.recover.contents.lines import ENTRY, GAP, LONE_PAGE, match_entry
from publisher.recover.contents.pageless import (
    LONGEST_TITLE,
    PATIENCE,
    headline_entry,
    is_section_number,
    join_title,
    pageless_entries,
)
from publisher.recover.contents.titles import (
    are_column_heads,
    is_contents_title,
    is_letter_of_title,
    list_role,
)
from publisher.recover.contents.torn import torn_entries
from publisher.recover.measure.key import key
from publisher.recover.measure.line import Line
from publisher.recover.numbering import read_number
from publisher.recover.pieces.grid import is_number
from publisher.tree.nodes import ListRole

LONGEST_OWN_TITLE = 40
"""Columns of the title over a contents list."""
_LONGEST_WRAPPED = 5
"""Lines of an entry's title before the line with its page number."""
_FEWEST = 3
_FAR_MORE = 1.5
"""So many times as many entries of a list show that it is torn."""
_FOUND = 5
"""One in so many entries without page numbers stands again, for the rest may be synopses."""


def find_contents(
    lines: Sequence[Line], heads: Set[str] = frozenset(), *, by_blanks: bool = False
) -> PrintedContents | None:
    """The contents of the whole work: the first list with a contents title and enough entries.

    A list without page numbers counts where its entries stand again in the body behind it.
    ``heads`` are the keys of the running heads: entries that they name stand at the top.
    ``by_blanks`` tells that blank lines separate the parts of the dump, so that the list ends at a gap.
    """
    titled = (
        _less_torn(lines, index, _read_contents(lines, index, end_of_list(lines, index) if by_blanks else 0))
        for index, line in enumerate(lines)
        if line.width <= LONGEST_OWN_TITLE and _title_lines(lines, index)
    )
    found = next(filter(None, titled), None) or _untitled_contents(lines)
    if not found:
        return None
    entries = with_titles(found.entries) if by_blanks else found.entries
    return replace(found, entries=with_levels(entries, lines, heads))


def _title_lines(lines: Sequence[Line], index: int) -> int:
    """How many lines from an index on are the title of a contents list: letterspaced ones may be two."""
    if is_contents_title(lines[index].text):
        return 1
    return 2 if is_contents_title("".join(line.text for line in lines[index : index + 2])) else 0


def _read_contents(lines: Sequence[Line], title_at: int, end: int) -> PrintedContents | None:
    start = title_at
    while start < len(lines) and (own := _title_lines(lines, start)):
        start += own
    entries = _up_to_gap(lines, start, end) if end else paged_entries(lines, start)
    if len(entries) < _FEWEST and not end:
        entries = pageless_entries(lines, start)
    if len(entries) < _FEWEST:
        return None
    last = entries[-1].lines[-1]
    title_end = title_at + _title_lines(lines, title_at)
    title_lines, repeated = tuple(range(title_at, title_end)), tuple(range(title_end, start))
    title = reduce(join_title, (lines[i].text for i in title_lines))
    return PrintedContents(title_at, last, title, title_lines, repeated, tuple(entries))


def _less_torn(lines: Sequence[Line], title_at: int, found: PrintedContents | None) -> PrintedContents | None:
    """The list as it was found, or as a torn one if that gives plainly more entries or there are no pages."""
    start = title_at + _title_lines(lines, title_at)
    entries, last = torn_entries(lines, start)
    paged = found is not None and any(entry.page for entry in found.entries)
    if not entries or (found and paged and len(entries) < _FAR_MORE * len(found.entries)):
        return found
    title_lines = tuple(range(title_at, start))
    title = reduce(join_title, (lines[i].text for i in title_lines))
    return PrintedContents(title_at, last, title, title_lines, (), tuple(entries))


def _up_to_gap(lines: Sequence[Line], start: int, end: int) -> list[Entry]:
    """The entries of a list that ends at a gap, with page numbers or without: as more of them stand again."""
    again = Recurring(lines)
    paged, gapped = paged_entries(lines[:end], start), gapped_entries(lines, start, end)
    found, found_gapped = (
        sum(again.stands_behind(entry.title, end) for entry in entries) for entries in (paged, gapped)
    )
    if len(paged) >= _FEWEST and found >= found_gapped:
        return paged
    return gapped if _FOUND * found_gapped >= len(gapped) else []


def _untitled_contents(lines: Sequence[Line]) -> PrintedContents | None:
    """A run of entries with rising page numbers near the beginning, without a title over it."""
    end = min(len(lines), max(200, len(lines) // 10))
    for start in range(end):
        if not ENTRY.fullmatch(lines[start].text):
            continue
        entries = paged_entries(lines, start)
        pages = [int(e.page) for e in entries if e.page.isdigit()]
        leaders = sum(1 for e in entries if e.leader[1] - e.leader[0] >= 3)
        rows = 2 * sum(_is_row(e.title) for e in entries) > len(entries)
        rising = all(a <= b for a, b in pairwise(pages))
        if len(pages) >= 6 and leaders >= 0.7 * len(entries) and rising and not rows:
            return PrintedContents(start, entries[-1].lines[-1], "", (), (), tuple(entries))
    return None


def _is_row(title: str) -> bool:
    """Whether a title stands in several columns, as the cells of a row do before their last."""
    cells = GAP.split(title)
    return len(cells) > 2 or (len(cells) > 1 and is_number(cells[-1]))


def paged_entries(lines: Sequence[Line], start: int, title: str = "") -> list[Entry]:
    """Entries with page numbers from ``start`` on; a title without a number waits for the next line.

    ``title`` is that of a list of illustrations and the like; empty for the contents.
    """
    role = list_role(title) or ""
    entries: list[Entry] = []
    waiting: list[int] = []
    top = -1
    index = start
    while index < len(lines) and _patient(lines, waiting):
        line = lines[index]
        entry = _entry_of(lines, index, waiting)
        if entry and len(waiting) > PATIENCE and not _like_the_last(lines, entries, entry):
            break
        if entry and (_plausible_page(entry.page, top) or (role and _is_led(entry))):
            entries.extend(_headline_entries(lines, waiting, entry))
            entries.append(entry)
            waiting = []
            top = _first_page(entry.page) or top
        elif _opens_other(lines, index, role, top):
            break
        elif _is_title(line.text, title) or is_letter_of_title(line.text) or are_column_heads(line.text):
            pass
        elif line.width <= LONGEST_TITLE:
            waiting.append(index)
        else:
            break
        index += 1
    return entries


def _patient(lines: Sequence[Line], waiting: Sequence[int]) -> bool:
    """Whether the lines without a page number can still be titles of the contents."""
    begun = sum(
        not i or not _is_wrapped(lines[waiting[i - 1]], lines[waiting[i]]) for i in range(len(waiting))
    )
    return begun <= PATIENCE and len(waiting) <= _LONGEST_WRAPPED


def _like_the_last(lines: Sequence[Line], entries: Sequence[Entry], entry: Entry) -> bool:
    """Whether an entry has its page number in the manner of the entry before."""
    return bool(entries) and _leader_of(lines, entries[-1]) == _leader_of(lines, entry)


def _leader_of(lines: Sequence[Line], entry: Entry) -> str:
    """The first character between an entry's title and its page number; empty where these stand apart."""
    return lines[entry.lines[-1]].raw[slice(*entry.leader)].strip()[:1]


def _plausible_page(page: str, top: int) -> bool:
    first = _first_page(page)
    return first is None or first >= top


def _first_page(page: str) -> int | None:
    """The number of a page, the first of several; None where it is roman or in words."""
    first = re.split("[-–—]", page.strip("_"))[0]
    return int(first) if first.isdigit() else None


def _is_led(entry: Entry) -> bool:
    """Whether more than a space stands between title and page: plates and figures are counted apart."""
    return entry.leader[1] - entry.leader[0] > 1


def _is_title(text: str, title: str) -> bool:
    """Whether a line is the title of the list that is being read."""
    return key(text) == key(title) if title else is_contents_title(text)


def _opens_other(lines: Sequence[Line], index: int, role: ListRole, top: int) -> bool:
    """Whether a line is the title of another list; in the contents it may be an entry without a page."""
    other = list_role(lines[index].text)
    if other in (None, role):
        return False
    under = (_entry_of(lines, i, ()) for i in range(index + 1, len(lines))[:PATIENCE])
    after = next(filter(None, under), None)
    return bool(role) or (after is not None and not _plausible_page(after.page, top))


def _entry_of(lines: Sequence[Line], index: int, waiting: Sequence[int]) -> Entry | None:
    """The entry that ends on a line, with the waiting lines that its title began on."""
    line = lines[index]
    text = line.text
    lone = LONE_PAGE.fullmatch(text)
    if lone and waiting:
        own = _wrapped_title(lines, waiting)
        title = reduce(join_title, (lines[i].text for i in own))
        return Entry(title, lone["page"], lines[own[0]].indent, (*own, index))
    match = match_entry(text)
    if not match or not match["title"].strip(". ·…"):
        return None
    offset = line.raw.index(text)
    leader, end = (match.end("title") + offset, match.start("page") + offset), match.end("page") + offset
    signed = "byline" in match.re.groupindex
    byline = (match.start("byline") + offset, match.end("byline") + offset) if signed else (0, 0)
    title = match["title"].strip()
    own = _wrapped_title(lines, waiting) if waiting and _is_wrapped(lines[waiting[-1]], line) else ()
    joined = reduce(join_title, [*(lines[i].text for i in own), title])
    indent = lines[(*own, index)[0]].indent
    return Entry(joined, match["page"], indent, (*own, index), leader=leader, end=end, byline=byline)


def _wrapped_title(lines: Sequence[Line], waiting: Sequence[int]) -> tuple[int, ...]:
    """The waiting lines that are one title: the last and those that run over into it."""
    first = len(waiting) - 1
    while first and _is_wrapped(lines[waiting[first - 1]], lines[waiting[first]]):
        first -= 1
    return tuple(waiting[first:])


def _is_wrapped(first: Line, second: Line) -> bool:
    """Whether an entry's title runs over from one line to the next, as it does behind its number alone."""
    if read_number(second.text):
        return False
    return is_section_number(first.text) or (first.width >= 24 and second.indent >= first.indent)


def _headline_entries(lines: Sequence[Line], waiting: Sequence[int], entry: Entry) -> list[Entry]:
    """Waiting lines that stayed titles without a number: parts that print no page."""
    return [
        headline_entry(lines[i], i)
        for i in waiting
        if i not in entry.lines and not LONE_PAGE.fullmatch(lines[i].text)
    ]
