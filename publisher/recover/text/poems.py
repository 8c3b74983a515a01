"""Chinese verse in running text: lines of clauses that are all of one length.

A line of verse ends in a mark and consists of clauses of four, five, six or seven characters; every clause
of a poem has as many. Prose breaks its lines inside clauses, and its clauses differ.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from publisher.recover.measure.line import Line

_CLAUSE = re.compile(r"(?P<words>[\u3400-\u9fff〇]{4,7})[”’」』]?[，。、；：？！][”’」』]?")
_NOTE_MARK = re.compile(r"[\[［〔(（]\d{1,3}[\]］〕)）]|[①-⑳*†‡]")
_LONGEST = 40
"""Characters of a line of verse, at the most four clauses."""
_FEWEST = {4: 8, 5: 4, 6: 8, 7: 4}
"""Clauses of a poem, by their length: prose likes clauses of four and six."""
_FEWEST_LINES = 2


def find_poems(lines: Sequence[Line], taken: Container[int]) -> Mapping[int, int]:
    """Runs of lines that are verse: the index of the last by that of the first.

    Lines with an index in ``taken`` are something else. A wider gap ends a stanza, and with it the run.
    """
    return dict(_runs(lines, taken))


def _runs(lines: Sequence[Line], taken: Container[int]) -> Iterator[tuple[int, int]]:
    first, length, clauses, per_line = 0, 0, 0, 0
    for index in range(len(lines) + 1):
        own, count = _clauses(lines[index]) if index < len(lines) and index not in taken else (0, 0)
        goes_on = (
            own == length
            and count <= per_line
            and (index < first + 2 or lines[index].blanks == lines[first + 1].blanks)
        )
        if length and goes_on:
            clauses += count
            continue
        if length and index - first >= _FEWEST_LINES and clauses >= _FEWEST[length]:
            yield first, index - 1
        first, length, clauses, per_line = index, own, count, count


def _clauses(line: Line) -> tuple[int, int]:
    """The length of the clauses that a line of verse consists of, and how many they are; else (0, 0)."""
    text = line.text
    if len(text) > _LONGEST or text[-1].isalnum() or text.isascii():
        return 0, 0
    text = _NOTE_MARK.sub("", text).lstrip("“‘「『")
    lengths, at = set[int](), 0
    count = 0
    while at < len(text):
        match = _CLAUSE.match(text, at)
        if not match:
            return 0, 0
        lengths.add(len(match["words"]))
        at, count = match.end(), count + 1
    return (lengths.pop(), count) if len(lengths) == 1 else (0, 0)
