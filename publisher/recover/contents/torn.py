"""Contents lists that extraction has torn: leaders without their page numbers, numbers in blocks behind.

The numbers of sections may stand on lines of their own, too. What is left for certain are the titles; a
page number counts only where it stands behind its leader.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from publisher.recover.contents.entry import Entry, entry_number
from publisher.recover.contents.titles import list_role
from publisher.recover.measure.line import Line
from publisher.tree.nodes import ListRole

_LEADER = re.compile(r"\s*(?:[.．·‥…⋯]\s?){3,}\s*(?P<page>\d{1,4}|[ivxlc]{1,7})?$")
_PAGE = re.compile(r"\d{1,4}|[ivxlc]{1,7}")
_SECTION = re.compile(r"(?:\d{1,3}|[A-Z])(?:\.\d{1,3})+\.?")
_STEPPED = re.compile(r"(?P<number>(?:\d{1,3}|[A-Z])(?:\.\d{1,3})*)\.?(?=\s|$|[\u3400-\u9fff])")
_APPENDED, _BEYOND = 1000, 10_000
"""Where the letters of appendices begin among the numbers of chapters, and what is behind them all."""
_FEWEST = 6
"""Lines with a leader."""
_PATIENCE = 8
"""Lines with words between two of them: chapters have no leader, and a page may end."""


def torn_entries(
    lines: Sequence[Line], start: int, role: ListRole = "", fewest: int = _FEWEST
) -> tuple[list[Entry], int]:
    """The entries of a torn list that begins at an index, and the index of its last line.

    At least ``fewest`` of them have a leader.
    """
    led = list(_led(lines, start, role))
    if len(led) < fewest:
        return [], start
    last = led[-1]
    while last + 1 < len(lines) and _PAGE.fullmatch(lines[last + 1].text):
        last += 1
    return _numbered(list(_read(lines, start, led[-1]))), last


def _numbered(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, numbers that stand alone put before the titles that lack one where they fit in.

    A number fits where it stands, in the order of numbers, between those of the titles around.
    """
    alone = {_steps(entry.title): entry for entry in entries if _SECTION.fullmatch(entry.title)}
    waiting = sorted(alone)
    result: list[Entry] = []
    titled = [entry for entry in entries if not _SECTION.fullmatch(entry.title)]
    following = _following([_steps(entry.title) for entry in titled])
    reached: tuple[int, ...] = ()
    for entry, after in zip(titled, following, strict=True):
        number = _steps(entry.title)
        at = bisect_right(waiting, reached)
        if not number and at < len(waiting) and waiting[at] < after:
            number = waiting.pop(at)
            result.append(_with_number(entry, alone.pop(number)))
        else:
            result.append(entry)
        reached = number or reached
    return sorted([*result, *alone.values()], key=lambda entry: entry.lines[-1])


def _with_number(entry: Entry, alone: Entry) -> Entry:
    return replace(entry, title=f"{alone.title} {entry.title}", lines=(*alone.lines, *entry.lines))


def _following(steps: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """For each title the number of the next that has one."""
    result: list[tuple[int, ...]] = []
    after: tuple[int, ...] = (_BEYOND,)
    for own in reversed(steps):
        result.append(after)
        after = own or after
    return result[::-1]


def _steps(title: str) -> tuple[int, ...]:
    """The steps of the number that a title opens with: (2, 1) of 2.1; those of appendices come behind."""
    match = _STEPPED.match(title)
    if not match:
        return ()
    first, *deeper = match["number"].split(".")
    return (int(first) if first.isdigit() else _APPENDED + ord(first), *map(int, deeper))


def _led(lines: Sequence[Line], start: int, role: ListRole) -> Iterator[int]:
    """The lines with a leader, as far as none is too far from the one before or in another list."""
    words = led = 0
    for index in range(start, len(lines)):
        text = lines[index].text
        if led and list_role(text) not in (None, role):
            beside = _PAGE.fullmatch(lines[index + 1].text)  # an entry whose page number stands under it
            if not beside or led >= _FEWEST:
                return
        if _LEADER.search(text):
            words, led = 0, led + 1
            yield index
        elif not (_PAGE.fullmatch(text) or _SECTION.fullmatch(text)):
            words += 1
            if words > _PATIENCE:
                return


def _read(lines: Sequence[Line], start: int, last: int) -> Iterator[Entry]:
    waiting: list[int] = []
    chapter = 0
    for index in range(start, last + 1):
        text = lines[index].text
        if list_role(text) is not None:
            continue
        if _PAGE.fullmatch(text):
            yield from _closed(lines, waiting)
            waiting = []
            if text == str(chapter + 1) and _is_title(lines[index + 1].text):
                chapter, waiting = chapter + 1, [index]
            continue
        if _SECTION.fullmatch(text) or entry_number(text) or _is_numbers(lines, waiting):
            yield from _closed(lines, waiting)
            waiting = []
        waiting.append(index)
        if match := _LEADER.search(text):
            yield _led_entry(lines, waiting, match)
            waiting = []


def _is_numbers(lines: Sequence[Line], waiting: Sequence[int]) -> bool:
    """Whether what waits is the last of several numbers in a row, and so not that of the next title."""
    return len(waiting) == 1 and all(_SECTION.fullmatch(lines[i].text) for i in (waiting[0] - 1, waiting[0]))


def _is_title(text: str) -> bool:
    return text[0].isalpha() and not _LEADER.search(text)


def _closed(lines: Sequence[Line], waiting: Sequence[int]) -> Iterator[Entry]:
    """The entry of a title without a leader, as chapters have it."""
    if any(_is_title(lines[i].text) or entry_number(lines[i].text) for i in waiting):
        yield Entry(_joined(lines, waiting), "", lines[waiting[0]].indent, tuple(waiting))


def _led_entry(lines: Sequence[Line], own: Sequence[int], match: re.Match[str]) -> Entry:
    line = lines[own[-1]]
    offset = line.raw.index(line.text)
    start, end = match.start() + offset, match.end() + offset
    page = match["page"] or ""
    title = f"{_joined(lines, own[:-1])} {line.text[: match.start()]}".strip()
    return Entry(title, page, lines[own[0]].indent, tuple(own), leader=(start, end - len(page)), end=end)


def _joined(lines: Sequence[Line], own: Sequence[int]) -> str:
    return " ".join(lines[i].text for i in own)
