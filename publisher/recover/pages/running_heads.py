"""Running heads: lines at one distance from the page's edge that recur."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence

from publisher.recover.decisions import record
from publisher.recover.measure.key import key
from publisher.recover.measure.line import Line
from publisher.recover.numbering import read_number
from publisher.recover.pages.folios import LONGEST_HEAD

_SHORTEST_NAME = 4
"""Letters of what several running heads share, at the least."""
_FEWEST_NAMED = 0.3
"""Share of the pages whose heads show it, at the least."""
_FEWEST_LONG = 3
"""Times that a line which is wider than a running head stands at page edges, as a notice of rights does."""
_NEAR = 2
"""Pages from a chapter's title to its first running head, where these stand on every other page."""


def find_running_heads(lines: Sequence[Line], edges: Sequence[int], folios: Container[int]) -> list[int]:
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
        short = [i for i in indexes if lines[i].width <= LONGEST_HEAD]
        texts = Counter(key(lines[i].text) for i in indexes)
        names = _constant_parts([lines[i].text for i in short], len(indexes))
        named = {i for i in short if not names.isdisjoint(_outer_parts(lines[i].text))}
        recurring = [i for i in short if texts[key(lines[i].text)] >= 2 or i in named]
        recurring += [i for i in indexes if i not in short and texts[key(lines[i].text)] >= _FEWEST_LONG]
        if len(recurring) < 3 or len(recurring) < 0.25 * len(indexes):
            continue
        found.update(recurring)
        if len(recurring) >= 0.5 * len(indexes):
            # The slot holds running heads by habit: a chapter of one page shows its own only once.
            found.update(i for i in short if _comes_near(places[key(lines[i].text)], i, edges))
        for i in found.intersection(indexes):
            share = f"{len(recurring)} of the {len(indexes)} lines at this distance do"
            record(lines[i].number, "furniture", f"yes: recurs at page edges, as {share}")
    found.update(_at_end(lines, slots, found, folios))
    return sorted(found)


def _at_end(
    lines: Sequence[Line], slots: Mapping[int, Sequence[int]], found: set[int], folios: Container[int]
) -> Iterator[int]:
    """What stands at the foot of the last page as it does at those of others."""
    for distance, index in _edge_lines(lines, len(lines), folios):
        if key(lines[index].text) in {
            key(lines[i].text) for i in found.intersection(slots.get(distance, ()))
        }:
            record(lines[index].number, "furniture", "yes: recurs at the foot of the last page")
            yield index


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


def _edge_lines(lines: Sequence[Line], edge: int, folios: Container[int]) -> list[tuple[int, int]]:
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
