"""Where the entries of printed lists lead: to sections, figures and tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from operator import itemgetter

import msgspec

from publisher.recover.measure.key import key
from publisher.tree.nodes import AnyBlock, Aside, Block, Contents, Document, Figure, Section, Table
from publisher.tree.spans import parse_spans
from publisher.tree.walk import map_blocks, plain, walk

_NUMBERED = re.compile(
    r"(?:附?[图圖表][表版片]?|Fig(?:ure)?s?\b\.?|Pl(?:ate)?s?\b\.?|Tab(?:le)?s?\b\.?|Maps?|Charts?|No\.)?\s*"
    r"(?P<number>[A-Z]?\d{1,3}(?:\s?[-–—－.．·]\s?\d{1,3})*|[IVXLC]{1,7}(?=[.:\s]))[\s.:：．、—–-]*",
    re.IGNORECASE,
)
"""The number that a caption and its entry in a list open with."""
_SHORTEST = 4
"""Letters of a title that tells enough without its number."""
_CUT, _ALIKE = 0.5, 0.6
"""Share of a title that is told by its part, and likeness of titles of the same number, at the least."""


def with_targets(document: Document, section_lines: Mapping[int, int]) -> Document:
    """The document with the entries of its contents pointing at their sections, and those of its lists at
    the figures and tables with such captions.

    ``section_lines`` gives for the index of an entry of the work's contents a dump line of its
    heading. Lists of contents inside the work come behind that of the work; their entries point at
    the sections of the same titles that come next.
    """
    blocks = list(walk(document.body))
    lists = [(place, block) for place, block in enumerate(blocks) if isinstance(block, Contents)]
    sections = _by_titles(blocks) if lists else {}
    targets = {
        id(block): _of_captions(block, blocks) if block.role else _next_of_same_titles(block, place, sections)
        for place, block in lists
    }
    contents = next((block for _, block in lists if not block.role), None)
    if contents and section_lines:
        targets[id(contents)] = _at_lines(section_lines, blocks)

    def point(block: AnyBlock) -> AnyBlock:
        if not isinstance(block, Contents):
            return block
        entries = tuple(
            msgspec.structs.replace(entry, target=targets[id(block)].get(index, ""))
            for index, entry in enumerate(block.entries)
        )
        return msgspec.structs.replace(block, entries=entries)

    return map_blocks(document, point)


def _at_lines(section_lines: Mapping[int, int], blocks: Sequence[Block]) -> dict[int, str]:
    """The section that holds the line given for each entry."""
    ids = {
        line: block.id
        for block in blocks
        if isinstance(block, Section | Aside)
        for span in parse_spans(block.src)
        for line in range(span.first, span.last + 1)
    }
    return {index: ids.get(line, "") for index, line in section_lines.items()}


def _by_titles(blocks: Sequence[Block]) -> dict[str, list[tuple[int, str]]]:
    """The place and id of the sections of each title."""
    found: dict[str, list[tuple[int, str]]] = {}
    for place, block in enumerate(blocks):
        if isinstance(block, Section):
            found.setdefault(key(plain(block.title)), []).append((place, block.id))
    return found


def _next_of_same_titles(
    contents: Contents, place: int, sections: Mapping[str, Sequence[tuple[int, str]]]
) -> dict[int, str]:
    """The sections behind a contents list whose titles are those of its entries, in their order."""
    result, reached = {}, place
    for index, entry in enumerate(contents.entries):
        same = sections.get(key(entry.title), ())
        later = bisect_right(same, reached, key=itemgetter(0))
        if later < len(same):
            reached, result[index] = same[later]
    return result


def _of_captions(contents: Contents, blocks: Sequence[Block]) -> dict[int, str]:
    """The figures or tables whose captions the entries of a list are: the likest each, in their order."""
    kind = Table if contents.role == "tables" else Figure
    free = [
        (block.id, *_parts(plain(block.caption.text)))
        for block in blocks
        if isinstance(block, kind) and block.caption
    ]
    result: dict[int, str] = {}
    for index, entry in enumerate(contents.entries):
        number, title = _parts(entry.title)
        likeness = [_likeness(number, title, *parts) for _, *parts in free]
        best = max(likeness, default=0)
        if best:
            result[index] = free.pop(likeness.index(best))[0]
    return result


def _parts(caption: str) -> tuple[str, str]:
    """The number of a caption and its title, both as by ``key``."""
    match = _NUMBERED.match(caption)
    return (key(match["number"]), key(caption[match.end() :])) if match else ("", key(caption))


def _likeness(number: str, title: str, other_number: str, other: str) -> float:
    """How alike two captions are, from 0 to 3: a number tells most, and titles may be cut short."""
    same_number = bool(number) and number == other_number
    if number and other_number and not same_number:
        return 0
    shorter, longer = sorted((title, other), key=len)
    if len(shorter) < (1 if same_number else _SHORTEST):
        return float(same_number and not other)
    if shorter in longer and (same_number or len(shorter) >= _CUT * len(longer)):
        return 1 + same_number + (shorter == longer)
    return float(same_number and SequenceMatcher(None, title, other, autojunk=False).ratio() >= _ALIKE)
