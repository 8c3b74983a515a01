"""Folios, the printed page numbers: found as rising series over the whole dump."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from publisher.recover.decisions import Evidence, record
from publisher.recover.measure.key import key
from publisher.recover.measure.line import Line
from publisher.recover.numbering import is_counted, ordinal_of
from publisher.recover.text.seams import ends_sentence
from publisher.scripts import compile_for_both

_FOLIO = compile_for_both(
    r"[-—–·•.~\s\[(（第]*(?P<number>\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})[-—–·•.~\s\])）页]*"
    r"|(?:Page\s+)?(?P<page>\d{1,4})\s*(?:of|/)\s*\d{1,4}|Page\s+(?P<alone>\d{1,4})"
    r"|第\s*(?P<counted>\d{1,4})\s*页\s*[/／,，(（]?\s*[共总]\s*\d{1,4}\s*页[)）]?"
    r"|[共总]\s*\d{1,4}\s*页\s*[/／,，]?\s*第\s*(?P<behind>\d{1,4})\s*页",
    re.IGNORECASE,
)
_FOLIO_BEFORE = re.compile(r"(?P<number>\d{1,4})\s+(?P<head>\S.*[^\d\s].*)")
_FOLIO_BEHIND = re.compile(r"(?P<head>\S.*[^\d\s.·…].*?)\s+(?P<number>\d{1,4})")
_WIDE_GAP = re.compile(r"\s{2,}|\t")
LONGEST_HEAD = 90
"""Columns; no running head is wider."""
LONGEST_FOLIO = 16
"""Characters of a folio with its ornaments."""
_LONGEST_STEP = 4
"""Pages that may lie between two folios found."""
_FEWEST_FOLIOS = 3
_CROWD, _CROWD_REACH = 3, 8
"""More lone numbers than this within so many lines either way are no folios."""
_LONGEST_PAGE = 160
"""Lines from one folio to the next, at the most."""
_SHORTEST_PAGE = 4
"""Lines from one folio to the next, at the least."""
_FEWEST_CUTS = 0.2
"""Share of the folios that stand in mid-sentence, at the least: chapter numbers never do."""


def find_folios(lines: Sequence[Line]) -> dict[int, str]:
    """Indexes of the folio lines with the numbers printed: the best rising series.

    Where form feeds end pages, there is one between two folios, as there is none between numbered rows.
    """
    candidates = _folio_candidates(lines)
    edges = Counter(
        key(lines[j].text) for i, _, _ in candidates for j in (i - 1, i + 1) if 0 <= j < len(lines)
    )
    places = sorted({i for i, _, _ in candidates})
    usual = sorted(line.blanks for line in lines)[len(lines) // 4] if lines else 0
    feeds = list(accumulate(line.feed for line in lines))
    fed_pages = bool(lines) and len(lines) < _LONGEST_PAGE * feeds[-1]
    best: list[tuple[float, int]] = []
    weighed: list[list[Evidence]] = []
    for c, (index, value, _) in enumerate(candidates):
        around = bisect_left(places, index + _CROWD_REACH) - bisect_left(places, index - _CROWD_REACH)
        evidence = _weigh_folio(lines, index, edges, usual, crowded=around > _CROWD)
        weighed.append(evidence)
        weight = sum(points for points, _ in evidence)
        score, before = weight, -1
        for p in range(c - 1, max(-1, c - 60), -1):
            step, gap = value - candidates[p][1], index - candidates[p][0]
            fed = feeds[index] - feeds[candidates[p][0]]
            apart = gap >= _SHORTEST_PAGE * step or fed >= step
            near = gap < _LONGEST_PAGE * step or fed == step
            if 1 <= step <= _LONGEST_STEP and apart and near and (fed or not fed_pages):
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
        (i, head, number)
        for i, line in enumerate(lines)
        if line.width <= LONGEST_HEAD
        for head, number in _with_head(line.text)
    ]
    heads = Counter(key(head) for _, head, _ in with_head)
    found = [(i, *folio) for i, line in enumerate(lines) if (folio := read_folio(line.text))]
    for index, head, number in with_head:
        if heads[key(head)] >= (2 if _WIDE_GAP.search(lines[index].text) else 3):
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
        lines[i].feed or (lines[i + 1].feed if i + 1 < len(lines) else True) or _cuts_sentence(lines, i)
        for i in indexes[1:]  # the first may stand under a title
    ]
    return sum(cuts) >= _FEWEST_CUTS * len(cuts)


def _cuts_sentence(lines: Sequence[Line], index: int) -> bool:
    """Whether the text over a number goes on behind it, as the word that it counts (Chapter) does not."""
    above = lines[index - 1].text if index else ""
    return bool(above) and not ends_sentence(above) and not is_counted(above, lines[index].text)


def read_folio(text: str) -> tuple[int, str] | None:
    if len(text) > LONGEST_FOLIO:
        return None
    match = _FOLIO.fullmatch(text)
    if not match:
        return None
    number = next(filter(None, match.groups()))
    value = int(number) if number.isdigit() else ordinal_of(number.upper())
    return (value, number) if value else None


def _weigh_folio(
    lines: Sequence[Line], index: int, edges: Counter[str], usual: int, *, crowded: bool
) -> list[Evidence]:
    """How much a lone number looks like a folio: at a form feed, beside a recurring line, set apart.

    ``usual`` are the blank lines before most lines of the dump; ``crowded`` tells of many other numbers near.
    """
    line = lines[index]
    after = lines[index + 1] if index + 1 < len(lines) else None
    evidence = [(1.0, "a number alone, or with a head")]
    if line.feed or after is None or after.feed:
        evidence.append((2.0, "at a form feed"))
    elif crowded:
        evidence.append((-2.0, "in a crowd of numbers, as of a contents list or a table column"))
    for j in (index - 1, index + 1):
        if 0 <= j < len(lines) and edges[key(lines[j].text)] >= 3 and not lines[j].text.isdigit():
            evidence.append((1.0, "beside a line that recurs"))
            break
    if line.blanks > usual or (after and after.blanks > usual) or line.indent >= 12:
        evidence.append((0.5, "set apart"))
    if not line.text.isdigit():
        evidence.append((0.5 if len(line.text) <= LONGEST_FOLIO else 1.0, "with an ornament or a head"))
    return evidence


def head_beside(text: str, folio: str) -> str:
    """The running head on the line of a folio; empty where the folio stands alone."""
    return next((head for head, number in _with_head(text) if number == folio), "")


def _with_head(text: str) -> Iterator[tuple[str, str]]:
    """How a line reads as a running head with its folio: behind the head, or before it; both for 3 窑 16."""
    if text[-1].isdigit() and (match := _FOLIO_BEHIND.fullmatch(text)):
        yield match["head"], match["number"]
    if text[0].isdigit() and (match := _FOLIO_BEFORE.fullmatch(text)):
        yield match["head"], match["number"]
