"""Lists of illustrations, tables and maps: read as the contents is, and known by their titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publisher.recover.contents.entry import Entry, PrintedContents
from publisher.recover.contents.find import LONGEST_OWN_TITLE, paged_entries
from publisher.recover.contents.gapped import end_of_list, gapped_entries
from publisher.recover.contents.titles import list_role
from publisher.recover.contents.torn import torn_entries
from publisher.recover.measure.key import key
from publisher.recover.measure.line import Line
from publisher.scripts import in_both_scripts

_FEWEST, _FEWEST_NAMED = 3, 2
"""Entries of a list, and of one whose title says that it is a list."""
_NAMED = in_both_scripts(("list", "illustration", "目", "索引", "一览"))
"""What a title has that can be over nothing but a list; ``Tables`` may be over tables."""
_PICTURE = "["
"""What a transcriber notes a picture in: ``[Illustration]``."""
_SHORTEST_LEADER = 3
"""Characters that a leader has at the least."""
_COVERED = 0.6
"""Share of the lines of a list that ends at a gap which belong to entries with page numbers."""
_FRONT = 0.15
"""Share of a work's lines in which its front matter ends; further down Tables may be over tables."""
_MOST_LINES = 3
"""Lines of an entry without a page number."""


def find_lists(
    lines: Sequence[Line], contents: PrintedContents | None, *, by_blanks: bool
) -> tuple[PrintedContents, ...]:
    """The lists outside the contents; ``by_blanks`` is that of ``find_contents``."""
    found: list[PrintedContents] = []
    reached = 0
    for index, line in enumerate(lines):
        if contents and contents.first <= index <= contents.last:
            reached = contents.last + 1
        if index < reached or not _is_title(line):
            continue
        if by_blanks and not _is_named(line.text) and index > max(reached, round(_FRONT * len(lines))):
            continue
        limit = contents.first if contents and index < contents.first else len(lines)
        entries, last = (_between_gaps if by_blanks else _run)(lines[:limit], index)
        if entries:
            role, title = list_role(line.text) or "", line.text
            again = tuple(i for i in range(index + 1, last) if key(lines[i].text) == key(title))
            found.append(PrintedContents(index, last, title, (index,), again, _levelled(entries), role))
            reached = last + 1
    return tuple(found)


def _is_title(line: Line) -> bool:
    short = line.width <= LONGEST_OWN_TITLE
    return short and not line.text.startswith(_PICTURE) and bool(list_role(line.text))


def _run(lines: Sequence[Line], title_at: int) -> tuple[Sequence[Entry], int]:
    """The entries with page numbers under a title, as long as they go on, and the index of the last line."""
    title = lines[title_at].text
    named = _is_named(title)
    fewest = _FEWEST_NAMED if named else _FEWEST
    torn, last = torn_entries(lines, title_at + 1, list_role(title) or "", fewest)
    entries = paged_entries(lines, title_at + 1, title)
    led = sum(entry.leader[1] - entry.leader[0] >= _SHORTEST_LEADER for entry in entries)
    if len(torn) > led:
        return torn, last
    found = len(entries) >= fewest and (named or 2 * led > len(entries))
    return (entries, entries[-1].lines[-1]) if found else ((), title_at)


def _between_gaps(lines: Sequence[Line], title_at: int) -> tuple[Sequence[Entry], int]:
    """The entries between a title and a gap, with page numbers or without, and the index of the last line."""
    title = lines[title_at].text
    end = end_of_list(lines, title_at)
    end = next((i for i in range(title_at + 1, end) if list_role(lines[i].text) == ""), end)
    start = _behind_remarks(lines, title_at + 1, end)
    paged = paged_entries(lines[:end], start, title)
    own = {index for entry in paged for index in entry.lines}
    if len(paged) >= _FEWEST_NAMED and len(own) >= _COVERED * (end - start):
        return paged, paged[-1].lines[-1]
    entries = gapped_entries(lines, start, end) if _is_named(title) else []
    short = all(len(entry.lines) <= _MOST_LINES for entry in entries)
    return (entries, end - 1) if short and len(entries) >= _FEWEST else ((), title_at)


def _is_named(title: str) -> bool:
    return any(word in key(title) for word in _NAMED)


def _behind_remarks(lines: Sequence[Line], index: int, end: int) -> int:
    """Index of the line behind the remarks in brackets that stand between a title and its list."""
    while index < end and lines[index].text[0] in "[(":
        after = next((i for i in range(index + 1, end) if lines[i].blanks), end)
        if lines[after - 1].text[-1] not in "])":
            break
        index = after
    return index


def _levelled(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries, one step deeper where a few without page numbers are titles over groups of them."""
    groups = sum(not entry.page for entry in entries)
    if entries[0].page or 2 * groups > len(entries):
        return tuple(entries)
    return tuple(replace(entry, level=2 if entry.page else 1) for entry in entries)
