"""The printed contents: where it stands, what its entries say, and where the body agrees.

The contents is the work's own testimony about its headings. It is found in any layout (dot leaders,
middle dots, tabs, spaces, page numbers on lines of their own, none), its entries are aligned with
the body by the longest rising series of matches, and what is aligned fixes titles and levels.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from publisher.recover.furniture import key
from publisher.recover.line import Line
from publisher.recover.numbering import read_number
from publisher.recover.titles import STANDING_TITLES

TITLES = frozenset(
    key(title)
    for title in (
        "目录",
        "目錄",
        "目次",
        "总目录",
        "總目錄",
        "Contents",
        "Table of Contents",
        "Contents of this issue",
        "本期目录",
        "本期目錄",
    )
)
_COLUMN_HEADS = frozenset(("page", "pages", "paragraph", "页码", "頁碼", "页", "頁"))
_LEADER = r"(?:[.．。·•‥…⋯﹒_\-–—]\s?){2,}|\t+|\s{2,}|(?:…|⋯)+"
_PAGE = r"(?P<page>\d{1,4}(?:[-–—]\d{1,4})?|[ivxlc]{1,7}|[IVXLC]{1,7})"
_ENTRY = re.compile(rf"(?P<title>\S.*?)\s*(?P<leader>{_LEADER})\s*[(（/]?\s*{_PAGE}\s*[)）]?")
_SPACED_ENTRY = re.compile(r"(?P<title>\S.*?[^\s\d])(?P<leader>\s+)(?P<page>\d{1,4})")
_LONE_PAGE = re.compile(r"\s*[(（]?(?P<page>\d{1,4})[)）]?\s*")
_LONGEST_TITLE = 110
"""Columns of an entry's title on one line."""
_PATIENCE = 3
"""Lines without a page number that may follow one another inside the contents."""
_FEWEST = 3
_GAP = 3
"""Blank lines behind a contents list, at the least, where blank lines separate all that is set."""
_FOUND = 5
"""One in so many lines of such a list stands again behind it, for the rest may be synopses."""
_COLUMN_HEAD = re.compile(r"\s{3,}(?:page|paragraph|section)s?\.?$", re.IGNORECASE)
"""The head over the page numbers, where it stands on the line of an entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the printed contents."""

    title: str
    page: str
    indent: int
    lines: tuple[int, ...]
    """Indexes of its lines."""
    level: int = 1
    leader: tuple[int, int] = (0, 0)
    """Columns between title and page number in the raw text of its last line, half-open from 0."""
    end: int = 0
    """Column behind the page number there; 0 where title and number stand on lines of their own."""


@dataclass(frozen=True, slots=True)
class PrintedContents:
    """The contents list of a work. Indexes count in the lines that were given."""

    first: int
    last: int
    """Inclusive."""
    title: str
    title_lines: tuple[int, ...]
    entries: tuple[Entry, ...]


def find_contents(lines: Sequence[Line], *, by_blanks: bool = False) -> PrintedContents | None:
    """The contents of the whole work: the first list with a contents title and enough entries.

    A list without page numbers counts where its entries stand again in the body behind it.
    ``by_blanks`` tells that blank lines separate the parts of the dump, so that the list ends at a gap.
    """
    for index, line in enumerate(lines):
        if key(line.text) in TITLES and line.width <= 40:
            found = _read_contents(lines, index, _gap_behind(lines, index) if by_blanks else 0)
            if found:
                return found
    return _untitled_contents(lines)


def _gap_behind(lines: Sequence[Line], title_at: int) -> int:
    """Index of the line behind the gap that ends the list; 0 where there is none."""
    wide = max(_GAP, lines[title_at].blanks)
    return next((i for i in range(title_at + 1, len(lines)) if lines[i].blanks >= wide), 0)


def _read_contents(lines: Sequence[Line], title_at: int, end: int) -> PrintedContents | None:
    start = title_at
    while start < len(lines) and key(lines[start].text) in TITLES:
        start += 1
    entries = _paged_entries(lines[:end] if end else lines, start)
    if len(entries) < _FEWEST:
        entries = _gapped_entries(lines, start, end) if end else _pageless_entries(lines, start)
    if len(entries) < _FEWEST:
        return None
    last = entries[-1].lines[-1]
    return PrintedContents(
        title_at, last, lines[title_at].text, tuple(range(title_at, start)), _with_levels(entries)
    )


def _untitled_contents(lines: Sequence[Line]) -> PrintedContents | None:
    """A run of entries with rising page numbers near the beginning, without a title over it."""
    end = min(len(lines), max(200, len(lines) // 10))
    for start in range(end):
        if not _ENTRY.fullmatch(lines[start].text):
            continue
        entries = _paged_entries(lines, start)
        pages = [int(e.page) for e in entries if e.page.isdigit()]
        leaders = sum(1 for e in entries if e.leader[1] - e.leader[0] >= 3)
        if len(pages) >= 6 and leaders >= 0.7 * len(entries) and all(a <= b for a, b in pairwise(pages)):
            return PrintedContents(start, entries[-1].lines[-1], "", (), _with_levels(entries))
    return None


def _paged_entries(lines: Sequence[Line], start: int) -> list[Entry]:
    """Entries with page numbers from ``start`` on; a title without a number waits for the next line."""
    entries: list[Entry] = []
    waiting: list[int] = []
    top = -1
    index = start
    while index < len(lines) and len(waiting) <= _PATIENCE:
        line = lines[index]
        entry = _entry_of(lines, index, waiting)
        if entry and _plausible_page(entry.page, top):
            entries.extend(_headline_entries(lines, waiting, entry))
            entries.append(entry)
            waiting = []
            top = int(entry.page.split("-")[0]) if entry.page[0].isdigit() else top
        elif key(line.text) in TITLES:
            pass
        elif line.width <= _LONGEST_TITLE:
            waiting.append(index)
        else:
            break
        index += 1
    return entries


def _plausible_page(page: str, top: int) -> bool:
    return not page[0].isdigit() or int(re.split("[-–—]", page)[0]) >= top


def _entry_of(lines: Sequence[Line], index: int, waiting: Sequence[int]) -> Entry | None:
    """The entry that ends on a line, with the waiting lines that its title began on."""
    line = lines[index]
    text = line.text
    lone = _LONE_PAGE.fullmatch(text)
    if lone and waiting:
        title = lines[waiting[-1]].text
        return Entry(title, lone["page"], lines[waiting[-1]].indent, (waiting[-1], index))
    match = _ENTRY.fullmatch(text) or _SPACED_ENTRY.fullmatch(text)
    if not match or not match["title"].strip(". ·…"):
        return None
    offset = line.raw.index(text)
    leader, end = (match.end("title") + offset, match.start("page") + offset), match.end("page") + offset
    title = match["title"].strip()
    if waiting and _is_wrapped(lines[waiting[-1]], line):
        before = lines[waiting[-1]]
        joined = _join_title(before.text, title)
        return Entry(joined, match["page"], before.indent, (waiting[-1], index), leader=leader, end=end)
    return Entry(title, match["page"], line.indent, (index,), leader=leader, end=end)


def _is_wrapped(first: Line, second: Line) -> bool:
    """Whether an entry's title runs over from one line to the next."""
    return read_number(second.text) is None and first.width >= 24 and second.indent >= first.indent


def _join_title(first: str, second: str) -> str:
    seam = " " if first[-1].isascii() and second[0].isascii() else ""
    return first + seam + second


def _headline_entries(lines: Sequence[Line], waiting: Sequence[int], entry: Entry) -> list[Entry]:
    """Waiting lines that stayed titles without a number: parts that print no page."""
    return [
        _headline_entry(lines[i], i)
        for i in waiting
        if i not in entry.lines
        and key(lines[i].text) not in _COLUMN_HEADS
        and not _LONE_PAGE.fullmatch(lines[i].text)
    ]


def _headline_entry(line: Line, index: int) -> Entry:
    head = _COLUMN_HEAD.search(line.text)
    if not head:
        return Entry(line.text, "", line.indent, (index,))
    end = line.raw.index(line.text) + head.start()
    return Entry(line.text[: head.start()], "", line.indent, (index,), leader=(end, end), end=end)


def _pageless_entries(lines: Sequence[Line], start: int) -> list[Entry]:
    """Entries without page numbers: short lines that stand again, in order, further down."""
    later: dict[str, list[int]] = {}
    for index in range(start, len(lines)):
        if lines[index].width <= _LONGEST_TITLE:
            later.setdefault(key(lines[index].text), []).append(index)
    run: list[int] = []
    misses = 0
    for index in range(start, min(len(lines), start + 400)):
        places = later.get(key(lines[index].text), [])
        if run and places and places[0] < index:
            break  # the first entry's text comes again: the body has begun
        if key(lines[index].text) and len(places) > 1:
            run.append(index)
            misses = 0
        else:
            misses += 1
            if misses > _PATIENCE:
                break
    return [Entry(lines[i].text, "", lines[i].indent, (i,)) for i in run]


def _gapped_entries(lines: Sequence[Line], start: int, end: int) -> list[Entry]:
    """The lines up to a gap as entries, if most stand again behind it; a number waits for its title."""
    later = {key(line.text) for line in lines[end:] if line.width <= _LONGEST_TITLE}
    own = range(start, end)
    if _FOUND * sum(key(lines[i].text) in later for i in own) < len(own):
        return []
    entries: list[Entry] = []
    for index in own:
        before = read_number(entries[-1].title) if entries else None
        if before and not before.rest and not read_number(lines[index].text):
            number = entries.pop()
            title = f"{number.title} {lines[index].text}"
            entries.append(Entry(title, "", number.indent, (*number.lines, index)))
        else:
            entries.append(Entry(lines[index].text, "", lines[index].indent, (index,)))
    return entries


_RANKS = {"part": 0, "chapter": 1, "section": 2}
_PLAIN = 9


def _with_levels(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries with their level: from indents where the layout kept them, and from the titles' forms."""
    ranks = _ranks(entries)
    known = _indents_known(entries)
    indents_tell_parts = _parts_step(entries, known)
    stack: list[tuple[Entry, int]] = []
    result: list[Entry] = []
    for entry, by_indent, own_rank in zip(entries, known, ranks, strict=True):
        rank = _PLAIN if by_indent and indents_tell_parts else own_rank
        if by_indent:
            while stack and stack[-1][0].indent > entry.indent:
                stack.pop()
            siblings = bool(stack) and stack[-1][0].indent == entry.indent
        else:
            siblings = bool(stack) and rank == _PLAIN
        while siblings and stack and stack[-1][1] > rank:
            stack.pop()
        if not by_indent and rank != _PLAIN:
            while stack and stack[-1][1] > rank:
                stack.pop()
            siblings = bool(stack)
        if siblings and stack and stack[-1][1] == rank:
            stack.pop()
        stack.append((entry, rank))
        result.append(replace(entry, level=len(stack)))
    return _one_level_a_style(result)


def _one_level_a_style(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Numbering styles keep their level: a stretch whose indents are shifted follows the majority."""
    styles = [number.style if (number := read_number(entry.title)) else "" for entry in entries]
    levels: dict[str, Counter[int]] = {}
    for entry, style in zip(entries, styles, strict=True):
        levels.setdefault(style, Counter())[entry.level] += 1
    main = {style: count.most_common(1)[0] for style, count in levels.items() if style}
    return tuple(
        replace(entry, level=main[style][0])
        if style and main[style][1] >= 0.7 * levels[style].total()
        else entry
        for entry, style in zip(entries, styles, strict=True)
    )


def _ranks(entries: Sequence[Entry]) -> list[int]:
    """The rank of each entry; prefaces, appendices and the like stand as high as the highest."""
    ranks = [_rank(entry.title) for entry in entries]
    top = min(ranks, default=_PLAIN)
    return [
        top if key(entry.title) in STANDING_TITLES else rank
        for entry, rank in zip(entries, ranks, strict=True)
    ]


def _rank(title: str) -> int:
    """How high in the outline the form of a title says it stands."""
    number = read_number(title)
    if number:
        return _RANKS.get(number.style, _PLAIN)
    reduced = key(title)
    return 0 if reduced and reduced[-1] in "篇編编部卷辑輯" and len(reduced) <= 8 else _PLAIN


def _parts_step(entries: Sequence[Entry], known: Sequence[bool]) -> bool:
    """Whether what follows a part is set deeper than the part, so that indents alone tell the level."""
    pairs = [
        (a, b) for (a, b), told in zip(pairwise(entries), known, strict=False) if told and _rank(a.title) == 0
    ]
    return 2 * sum(b.indent > a.indent for a, b in pairs) > len(pairs)


def _indents_known(entries: Sequence[Entry]) -> list[bool]:
    """Whether each entry stands in a stretch of one layout whose indents differ."""
    known: list[bool] = []
    for _, group in groupby(
        entries, key=lambda entry: (bool(entry.leader[1]), len(entry.lines) > 1, _tabbed(entry))
    ):
        stretch = list(group)
        differ = len({entry.indent for entry in stretch}) > 1
        known.extend([differ or any(entry.indent for entry in stretch)] * len(stretch))
    return known


def _tabbed(entry: Entry) -> bool:
    return entry.leader[1] - entry.leader[0] == 1


# ---- alignment with the body


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of the contents and the lines of the body that carry its heading."""

    entry: int
    first: int
    last: int
    exact: bool


def align(
    contents: PrintedContents, lines: Sequence[Line], pages: dict[int, str], *, by_blanks: bool = False
) -> list[Match]:
    """Entries with their headings in the body: the heaviest series that rises in both.

    ``pages`` gives the folio of the page that a line (by index) stands on, where it is known.
    ``by_blanks`` tells that headings stand between blank lines; then an entry may have a number that
    its heading has not.
    """
    places = _title_places(contents, lines, by_blanks)
    options: list[tuple[int, int, int, float]] = []
    for number, entry in enumerate(contents.entries):
        wanted = next((w for w in _wordings(entry.title, by_blanks) if w in places), "")
        for first, last in places.get(wanted, ()):
            weight = 1.0 + min(len(wanted), 20) / 40
            if entry.page and pages.get(first) == entry.page:
                weight += 0.5
            options.append((first, number, last, weight))
    chosen = _heaviest_rising(options)
    missing = set(range(len(contents.entries))) - {match.entry for match in chosen}
    return chosen if by_blanks else _add_near_matches(contents, lines, chosen, sorted(missing))


def _wordings(title: str, by_blanks: bool) -> list[str]:
    """An entry's title as its heading may have it: whole, or else without the number."""
    number = read_number(title) if by_blanks else None
    return [key(title), *([key(number.rest)] if number and len(key(number.rest)) > 2 else [])]


def _title_places(
    contents: PrintedContents, lines: Sequence[Line], by_blanks: bool
) -> dict[str, list[tuple[int, int]]]:
    """Runs of one to three lines outside the contents whose text is that of an entry."""
    wanted = {w for entry in contents.entries for w in _wordings(entry.title, by_blanks)} - {""}
    starts = {text[:2] for text in wanted}
    places: dict[str, list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        if contents.first <= index <= contents.last or (by_blanks and not line.blanks):
            continue
        joined = ""
        for last in range(index, min(index + 3, len(lines))):
            joined += key(lines[last].text)
            if joined[:2] not in starts or len(joined) > 120:
                break
            closed = not by_blanks or last + 1 == len(lines) or lines[last + 1].blanks
            if joined in wanted and closed:
                places.setdefault(joined, []).append((index, last))
    return places


def _heaviest_rising(options: list[tuple[int, int, int, float]]) -> list[Match]:
    """The set of (line, entry) pairs, rising in both, with the greatest weight (a Fenwick maximum)."""
    options.sort(key=lambda o: (o[0], -o[1]))
    if not options:
        return []
    size = max(entry for _, entry, _, _ in options) + 1
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    totals: list[tuple[float, int]] = []
    for number, (_, entry, _, weight) in enumerate(options):
        best, node = (0.0, -1), entry
        while node > 0:
            best = max(best, tree[node])
            node -= node & -node
        totals.append((best[0] + weight, best[1]))
        node = entry + 1
        while node <= size:
            tree[node] = max(tree[node], (totals[-1][0], number))
            node += node & -node
    at = max(range(len(totals)), key=lambda n: totals[n][0])
    chain: list[Match] = []
    while at >= 0:
        first, entry, last, _ = options[at]
        chain.append(Match(entry, first, last, exact=True))
        at = totals[at][1]
    return chain[::-1]


def _add_near_matches(
    contents: PrintedContents, lines: Sequence[Line], chosen: list[Match], missing: Sequence[int]
) -> list[Match]:
    """For entries without a match: the most similar short line between their neighbours' headings."""
    found = list(chosen)
    for number in missing:
        wanted = key(contents.entries[number].title)
        if len(wanted) < 4:
            continue
        entries = [match.entry for match in found]
        at = bisect_left(entries, number)
        low = found[at - 1].last + 1 if at else contents.last + 1
        high = found[at].first if at < len(found) else len(lines)
        best, where = 0.84, -1
        for index in range(low, min(high, low + 4000)):
            text = lines[index].text
            if abs(len(text) - len(wanted)) > max(6, len(wanted) // 3):
                continue
            matcher = SequenceMatcher(None, wanted, key(text), autojunk=False)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                best, where = matcher.ratio(), index
        if where >= 0:
            found.insert(at, Match(number, where, where, exact=False))
    return found
