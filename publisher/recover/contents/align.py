"""Aligning the printed contents with the body: the longest rising series of matches.

The contents is the work's own testimony about its headings; what is aligned fixes their titles'
lines and their levels.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from publisher.recover.contents.entry import PrintedContents, counted, wordings
from publisher.recover.measure.key import key
from publisher.recover.measure.line import Line
from publisher.recover.rising import heaviest_rising

_LONGEST = 110
"""Columns of a heading on one line."""


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
    An entry may have a number that its heading has not. ``by_blanks`` tells that headings stand
    between blank lines.
    """
    places = _title_places(contents, lines, by_blanks)
    firsts = {first for found in places.values() for first, _ in found}
    pairs: list[tuple[int, int, float]] = []
    lasts: list[int] = []
    for number, entry in enumerate(contents.entries):
        words = (*wordings(entry.title), counted(entry.title))
        wanted = next((w for w in words if w in places), "")
        for first, last in places.get(wanted, ()):
            weight = 1.0 + min(len(wanted), 20) / 40
            if entry.page and pages.get(first) == entry.page:
                weight += 0.5
            if last + 1 in firsts:  # a title right over another is rather one in a list of them
                weight -= 0.2
            pairs.append((first, number, weight))
            lasts.append(last)
    chosen = [Match(pairs[n][1], pairs[n][0], lasts[n], exact=True) for n in heaviest_rising(pairs)]
    missing = set(range(len(contents.entries))) - {match.entry for match in chosen}
    return chosen if by_blanks else _add_near_matches(contents, lines, chosen, sorted(missing))


def _title_places(
    contents: PrintedContents, lines: Sequence[Line], by_blanks: bool
) -> dict[str, list[tuple[int, int]]]:
    """Runs of one to three lines outside the contents whose text is that of an entry.

    A number of another form tells a heading where it counts the same: 3. and 第三章.
    """
    wanted = {w for entry in contents.entries for w in wordings(entry.title)} - {""}
    starts = {text[:2] for text in wanted}
    counts = {counted(entry.title) for entry in contents.entries} - {""}
    endings = {text[-1] for text in counts}
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
        count = counted(line.text) if key(line.text)[-1:] in endings and line.width <= _LONGEST else ""
        if count in counts:
            places.setdefault(count, []).append((index, index))
    return places


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
