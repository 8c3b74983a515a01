"""Page furniture: folios (printed page numbers) and running heads, and where pages begin.

Folios are found as one rising series over the whole dump, so a lone number in a table or a contents
list is none. Running heads are lines at the same distance from the page's edge that recur.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from publisher.corrections import NO_CORRECTIONS, Corrections, Furniture
from publisher.recover.decisions import Evidence, record
from publisher.recover.measure.line import Line
from publisher.recover.numbering import ordinal_of, read_number
from publisher.recover.text.places import source_of
from publisher.recover.text.seams import ends_sentence
from publisher.tree.nodes import Removed

_FOLIO = re.compile(
    r"[-—–·•.~\s\[(（第]*(?P<number>\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})[-—–·•.~\s\])）页頁]*"
    r"|(?:Page\s+)?(?P<page>\d{1,4})\s*(?:of|/)\s*\d{1,4}|Page\s+(?P<alone>\d{1,4})",
    re.IGNORECASE,
)
_HEAD_WITH_FOLIO = re.compile(
    r"(?P<before>\d{1,4})\s+(?P<right>\S.*[^\d\s].*)|(?P<left>\S.*[^\d\s.·…].*?)\s+(?P<behind>\d{1,4})"
)
_WIDE_GAP = re.compile(r"\s{2,}|\t")
_NO_WORD = re.compile(r"[\W_]+")
_LONGEST_HEAD = 90
"""Columns; no running head is wider."""
_LONGEST_FOLIO = 16
"""Characters of a folio with its ornaments."""
_LONGEST_STEP = 4
"""Pages that may lie between two folios found."""
_SHORTEST_NAME = 4
"""Letters of what several running heads share, at the least."""
_FEWEST_NAMED = 0.3
"""Share of the pages whose heads show it, at the least."""
_FEWEST_FOLIOS = 3
_NEAR = 2
"""Pages from a chapter's title to its first running head, where these stand on every other page."""
_CROWD, _CROWD_REACH = 3, 8
"""More lone numbers than this within so many lines either way are no folios."""
_LONGEST_PAGE = 160
"""Lines from one folio to the next, at the most."""
_SHORTEST_PAGE = 4
"""Lines from one folio to the next, at the least."""
_FEWEST_CUTS = 0.2
"""Share of the folios that stand in mid-sentence, at the least: chapter numbers never do."""


@dataclass(frozen=True, slots=True)
class PageStart:
    """The first line of a printed page."""

    index: int
    """Index of the line in the body lines (furniture taken out)."""
    number: str
    """The folio as printed; empty where the page shows none."""


@dataclass(frozen=True, slots=True)
class Pages:
    """A dump without its page furniture."""

    body: tuple[Line, ...]
    starts: tuple[PageStart, ...]
    removed: tuple[Removed, ...]
    heads: frozenset[str]
    """The texts of the running heads, reduced as by ``key``."""


@lru_cache(maxsize=2**16)  # most lines are compared several times
def key(text: str) -> str:
    """A text reduced to letters and digits, for comparing titles and running heads."""
    return _NO_WORD.sub("", text.casefold())


def find_pages(
    lines: Sequence[Line], keep: Container[int] = (), corrections: Corrections = NO_CORRECTIONS
) -> Pages:
    """Take folios and running heads out of the lines and find where pages begin.

    ``keep`` are numbers of lines that are known to be no running heads; ``corrections`` may settle what
    is furniture and what is not.
    """
    settled = {i: role for i, line in enumerate(lines) if (role := corrections.furniture(line.number))}
    texts = frozenset(i for i, line in enumerate(lines) if corrections.is_text(line.number))
    folios = _settle_folios(lines, _folio_series(lines), settled, texts)
    edges = _page_edges(lines, folios)
    heads = sorted(
        {i for i in _running_heads(lines, edges, folios) if lines[i].number not in keep} - texts - {*settled}
        | {i for i, role in settled.items() if role == "running head"}
    )
    gone = {**settled, **dict.fromkeys(heads, "running head"), **dict.fromkeys(folios, "folio")}
    body = tuple(line for index, line in enumerate(lines) if index not in gone)
    removed = tuple(
        Removed(
            src=source_of([lines[i]]),
            reason=settled.get(i) or _reason(lines[i], is_folio=i in folios),
            text=lines[i].text,
        )
        for i in sorted(gone)
    )
    starts = _page_starts(lines, edges, folios, gone)
    names = [lines[i].text for i in heads] + [_head_beside(lines[i].text) for i in folios]
    return Pages(body, starts, removed, frozenset(key(name) for name in names) - {""})


def _settle_folios(
    lines: Sequence[Line], found: dict[int, str], settled: Mapping[int, Furniture], texts: Container[int]
) -> dict[int, str]:
    """The folios found, without lines of the text and with those that the editor knows."""
    known = {
        i: folio[1] if (folio := _read_folio(lines[i].text)) else ""
        for i, role in settled.items()
        if role == "folio"
    }
    kept = {
        i: number
        for i, number in found.items()
        if i not in texts and settled.get(i) in (None, _reason(lines[i], is_folio=True))
    }
    return dict(sorted({**kept, **known}.items()))


def _reason(line: Line, *, is_folio: bool) -> Furniture:
    return "folio" if is_folio and len(line.text) <= _LONGEST_FOLIO else "running head"


def _head_beside(text: str) -> str:
    """The running head on the line of a folio; empty where the folio stands alone."""
    match = _HEAD_WITH_FOLIO.fullmatch(text)
    return (match["left"] or match["right"]) if match else ""


def _folio_series(lines: Sequence[Line]) -> dict[int, str]:
    """Indexes of the folio lines with the numbers printed: the best rising series."""
    candidates = _folio_candidates(lines)
    edges = Counter(
        key(lines[j].text) for i, _, _ in candidates for j in (i - 1, i + 1) if 0 <= j < len(lines)
    )
    places = [i for i, _, _ in candidates]
    usual = sorted(line.blanks for line in lines)[len(lines) // 4] if lines else 0
    feeds = list(accumulate(line.feed for line in lines))
    best: list[tuple[float, int]] = []
    weighed: list[list[Evidence]] = []
    for c, (index, value, _) in enumerate(candidates):
        evidence = _weigh_folio(lines, index, edges, usual)
        if bisect_left(places, index + _CROWD_REACH) - bisect_left(places, index - _CROWD_REACH) > _CROWD:
            evidence.append((-2.0, "in a crowd of numbers, as of a contents list or a table column"))
        weighed.append(evidence)
        weight = sum(points for points, _ in evidence)
        score, before = weight, -1
        for p in range(c - 1, max(-1, c - 60), -1):
            step, gap = value - candidates[p][1], index - candidates[p][0]
            fed = feeds[index] - feeds[candidates[p][0]]
            apart = gap >= _SHORTEST_PAGE * step or fed >= step
            near = gap < _LONGEST_PAGE * step or fed == step
            if 1 <= step <= _LONGEST_STEP and apart and near:
                chained = best[p][0] + weight - 0.4 * (step - 1)
                if chained >= score:
                    score, before = chained, p
        best.append((score, before))
    found = _trace_series(lines, candidates, best)
    for (index, _, _), evidence in zip(candidates, weighed, strict=True):
        answer = "yes: in" if index in found else "no: in no"
        record(lines[index].number, "furniture", f"{answer} rising series of folios", evidence)
    return found


def _folio_candidates(lines: Sequence[Line]) -> list[tuple[int, int, str]]:
    """Lone numbers, and numbers that share a line with a running head: (index, value, as printed)."""
    with_head = [
        (i, match)
        for i, line in enumerate(lines)
        if line.width <= _LONGEST_HEAD
        and (line.text[0].isdigit() or line.text[-1].isdigit())  # the pattern is slow to refuse
        and (match := _HEAD_WITH_FOLIO.fullmatch(line.text))
    ]
    heads = Counter(key(_head_beside(match[0])) for _, match in with_head)
    found = [(i, *folio) for i, line in enumerate(lines) if (folio := _read_folio(line.text))]
    for index, match in with_head:
        if heads[key(_head_beside(match[0]))] >= (2 if _WIDE_GAP.search(match[0]) else 3):
            number = match["before"] or match["behind"]
            found.append((index, int(number), number))
    return sorted(found)


def _trace_series(
    lines: Sequence[Line], candidates: Sequence[tuple[int, int, str]], best: Sequence[tuple[float, int]]
) -> dict[int, str]:
    """All disjoint series of enough folios, the strongest first: a work may restart its count."""
    found: dict[int, str] = {}
    taken: list[tuple[int, int]] = []
    refused: set[int] = set()
    for end in sorted(range(len(candidates)), key=lambda c: -best[c][0]):
        chain: list[int] = []
        at = end
        while at >= 0 and at not in refused and candidates[at][0] not in found:
            chain.append(at)
            at = best[at][1]
        if len(chain) < _FEWEST_FOLIOS or best[end][0] < 2 * _FEWEST_FOLIOS:
            continue
        if not _cut_sentences(lines, [candidates[c][0] for c in reversed(chain)]):
            refused.update(chain)
            continue
        first, last = candidates[chain[-1]][0], candidates[chain[0]][0]
        if any(first <= b and a <= last for a, b in taken):
            continue
        taken.append((first, last))
        found.update((candidates[c][0], candidates[c][2]) for c in chain)
    return found


def _cut_sentences(lines: Sequence[Line], indexes: Sequence[int]) -> bool:
    """Whether lines stand where pages end: at form feeds, at the end, or some of them inside sentences."""
    cuts = [
        lines[i].feed
        or (lines[i + 1].feed if i + 1 < len(lines) else True)
        or (i > 0 and not ends_sentence(lines[i - 1].text))
        for i in indexes[1:]  # the first may stand under a title
    ]
    return sum(cuts) >= _FEWEST_CUTS * len(cuts)


def _read_folio(text: str) -> tuple[int, str] | None:
    if len(text) > _LONGEST_FOLIO:
        return None
    match = _FOLIO.fullmatch(text)
    if not match:
        return None
    number = match["number"] or match["page"] or match["alone"]
    value = int(number) if number.isdigit() else ordinal_of(number.upper())
    return (value, number) if value else None


def _weigh_folio(lines: Sequence[Line], index: int, edges: Counter[str], usual: int) -> list[Evidence]:
    """How much a lone number looks like a folio: at a form feed, beside a recurring line, set apart.

    ``usual`` are the blank lines before most lines of the dump.
    """
    line = lines[index]
    after = lines[index + 1] if index + 1 < len(lines) else None
    evidence = [(1.0, "a number alone, or with a head")]
    if line.feed or after is None or after.feed:
        evidence.append((2.0, "at a form feed"))
    for j in (index - 1, index + 1):
        if 0 <= j < len(lines) and edges[key(lines[j].text)] >= 3 and not lines[j].text.isdigit():
            evidence.append((1.0, "beside a line that recurs"))
            break
    if line.blanks > usual or (after and after.blanks > usual) or line.indent >= 12:
        evidence.append((0.5, "set apart"))
    if not line.text.isdigit():
        evidence.append((0.5 if len(line.text) <= _LONGEST_FOLIO else 1.0, "with an ornament or a head"))
    return evidence


def _page_edges(lines: Sequence[Line], folios: dict[int, str]) -> list[int]:
    """Indexes of the lines that follow a page's end: at form feeds, else behind (or before) folios."""
    feeds = [i for i, line in enumerate(lines) if line.feed and i]
    if len(feeds) * 2 >= len(folios):
        return feeds
    at_head = _folios_at_head(lines, folios)
    return sorted(folios) if at_head else [i + 1 for i in folios if i + 1 < len(lines)]


def _folios_at_head(lines: Sequence[Line], folios: dict[int, str]) -> bool:
    """Whether folios stand at the head of their pages: the sentence cut at the page end lies before them."""
    open_before = sum(1 for i in folios if i and not lines[i - 1].text.endswith(("。", ".", "”", "！", "？")))
    first = min(folios, default=0)
    return bool(folios) and first < 4 and open_before > 0 and folios[first] in {"1", "i", "I"}


def _running_heads(lines: Sequence[Line], edges: Sequence[int], folios: dict[int, str]) -> list[int]:
    """Indexes of running heads: texts that recur at one distance from the page edges."""
    slots: dict[int, list[int]] = {}
    for edge in edges:
        for distance, index in _edge_lines(lines, edge, folios):
            slots.setdefault(distance, []).append(index)
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        places.setdefault(key(line.text), []).append(index)
    found: set[int] = set()
    for indexes in slots.values():
        short = [i for i in indexes if lines[i].width <= _LONGEST_HEAD]
        texts = Counter(key(lines[i].text) for i in indexes)
        names = _constant_parts([lines[i].text for i in short], len(indexes))
        named = {i for i in short if not names.isdisjoint(_outer_parts(lines[i].text))}
        recurring = [i for i in short if texts[key(lines[i].text)] >= 2 or i in named]
        if len(recurring) < 3 or len(recurring) < 0.25 * len(indexes):
            continue
        found.update(recurring)
        if len(recurring) >= 0.5 * len(indexes):
            # The slot holds running heads by habit: a chapter of one page shows its own only once.
            found.update(i for i in short if _comes_near(places[key(lines[i].text)], i, edges))
        for i in found.intersection(indexes):
            share = f"{len(recurring)} of the {len(indexes)} lines at this distance do"
            record(lines[i].number, "furniture", f"yes: recurs at page edges, as {share}")
    return sorted(found)


def _constant_parts(texts: Sequence[str], pages: int) -> set[str]:
    """What running heads show on many of so many pages, such as the title of the work before the chapter."""
    parts = Counter(part for text in texts for part in _outer_parts(text))
    return {
        part
        for part, count in parts.items()
        if count >= max(3.0, _FEWEST_NAMED * pages) and len(key(part)) >= _SHORTEST_NAME
    }


def _outer_parts(text: str) -> set[str]:
    """The parts that a text begins or ends with, at its spaces, without the whole.

    What begins with the number of a chapter has only those at its end.
    """
    words = text.split()
    ends = {" ".join(words[at:]) for at in range(1, len(words))}
    return ends if read_number(text) else ends | {" ".join(words[:at]) for at in range(1, len(words))}


def _comes_near(places: Sequence[int], index: int, edges: Sequence[int]) -> bool:
    """Whether a text stands elsewhere on its page or near it, as a title and its running head do."""
    page = bisect_left(edges, index)
    return any(place != index and abs(bisect_left(edges, place) - page) <= _NEAR for place in places)


def _edge_lines(lines: Sequence[Line], edge: int, folios: dict[int, str]) -> list[tuple[int, int]]:
    """The lines next to a page edge that are no folios: (distance, index), before it negative."""
    result: list[tuple[int, int]] = []
    for step, depth in ((1, 2), (-1, 2)):
        index, distance = (edge if step == 1 else edge - 1), step
        while 0 <= index < len(lines) and abs(distance) <= depth:
            if index not in folios:
                result.append((distance, index))
                distance += step
            index += step
    return result


def _page_starts(
    lines: Sequence[Line], edges: Sequence[int], folios: dict[int, str], gone: dict[int, str]
) -> tuple[PageStart, ...]:
    """The first body line of each page, with the folio that stands on that page."""
    order = [index for index in range(len(lines)) if index not in gone]
    bounds = sorted({0, *edges})
    starts: list[PageStart] = []
    for first, end in zip(bounds, [*bounds[1:], len(lines)], strict=True):
        numbers = [folios[i] for i in range(first, end) if i in folios]
        at = bisect_left(order, first)
        if at < len(order) and order[at] < end and (numbers or edges):
            starts.append(PageStart(at, numbers[0] if len(numbers) == 1 else ""))
    return tuple(starts)
