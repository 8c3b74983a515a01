"""Page furniture: folios (printed page numbers) and running heads, and where pages begin.

Folios are found as one rising series over the whole dump, so a lone number in a table or a contents
list is none. Running heads are lines at the same distance from the page's edge that recur.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from publisher.corrections import NO_CORRECTIONS, Corrections, Furniture
from publisher.recover.measure.key import key
from publisher.recover.measure.line import Line
from publisher.recover.pages.folios import LONGEST_FOLIO, find_folios, head_beside, read_folio
from publisher.recover.pages.running_heads import find_running_heads
from publisher.recover.text.places import source_of
from publisher.tree.nodes import Removed


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


def find_pages(
    lines: Sequence[Line], keep: Container[int] = (), corrections: Corrections = NO_CORRECTIONS
) -> Pages:
    """Take folios and running heads out of the lines and find where pages begin.

    ``keep`` are numbers of lines that are known to be no running heads; ``corrections`` may settle what
    is furniture and what is not.
    """
    settled = {i: role for i, line in enumerate(lines) if (role := corrections.furniture(line.number))}
    texts = frozenset(i for i, line in enumerate(lines) if corrections.is_text(line.number))
    folios = _settle_folios(lines, find_folios(lines), settled, texts)
    edges = _page_edges(lines, folios)
    found = {i for i in find_running_heads(lines, edges, folios) if lines[i].number not in keep}
    known = {i for i, role in settled.items() if role == "running head"}
    heads = sorted(found - texts - {*settled} | known)
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
    names = [lines[i].text for i in heads] + [
        head_beside(lines[i].text, number) for i, number in folios.items()
    ]
    return Pages(body, starts, removed, frozenset(key(name) for name in names) - {""})


def _settle_folios(
    lines: Sequence[Line], found: dict[int, str], settled: Mapping[int, Furniture], texts: Container[int]
) -> dict[int, str]:
    """The folios found, without lines of the text and with those that the editor knows."""
    known = {
        i: folio[1] if (folio := read_folio(lines[i].text)) else ""
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
    return "folio" if is_folio and len(line.text) <= LONGEST_FOLIO else "running head"


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


def _page_starts(
    lines: Sequence[Line], edges: Sequence[int], folios: dict[int, str], gone: dict[int, str]
) -> tuple[PageStart, ...]:
    """The first body line of each page, with the folio that stands on that page.

    Where no page has a folio, the numbers are those that the tool which made the dump has given them.
    """
    order = [index for index in range(len(lines)) if index not in gone]
    bounds = sorted({0, *edges})
    starts: list[PageStart] = []
    for first, end in zip(bounds, [*bounds[1:], len(lines)], strict=True):
        numbers = [folios[i] for i in range(first, end) if i in folios]
        at = bisect_left(order, first)
        if at < len(order) and order[at] < end and (numbers or edges):
            number = numbers[0] if len(numbers) == 1 else "" if folios else lines[first].page
            starts.append(PageStart(at, number))
    return tuple(starts)
