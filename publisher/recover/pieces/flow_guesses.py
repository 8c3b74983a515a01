"""First counts from which the model of a table settles: in how many columns, set apart in which way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from publisher.recover.pieces.flow_counts import Counts, Manner, expected
from publisher.recover.pieces.flow_words import NUMBERS, Break, Word

_MOST_COLUMNS = 12
_OFTEN = (2, 3, 4, 5, 6)
"""Numbers of columns that are tried in any case, as where cells are wrapped no line has all of a row."""
_SURE_ROWS = 5
"""Rows behind the header in which no cell is thought to be wrapped at first."""
_LEAST_ROWS = 3


def guesses(words: Sequence[Word]) -> Iterator[Counts]:
    """First counts for each number of columns and each way in which cells may be set apart."""
    on_lines = _split(words, ("line", "gap"))
    lengths = [len(line) for line in on_lines if len(line) <= _MOST_COLUMNS]
    usual = [n for n, _ in Counter(lengths).most_common(3) if n > 1]
    opening = [n for n in lengths[:1] if n > 1]
    grouped = _grouped_columns(on_lines)
    for columns in dict.fromkeys([*usual, *opening, *_OFTEN, *grouped]):
        for from_right in (False, True) if max(lengths) > columns else (False,):
            yield _from_lines(on_lines, Manner(columns, "space", columns in grouped), from_right)
    breaks = {word.before for word in words[1:]} - {"space"}
    cell_break: Break = "gap" if "gap" in breaks else "line"
    units = _split(words, (cell_break,))
    number = next((at for at, unit in enumerate(units) if unit[0].kind in NUMBERS), 0)
    for columns in range(2, _MOST_COLUMNS + 1):
        for head in {columns, *(at for at in (number - 1, number) if columns < at < 2 * columns)}:
            if len(units) >= _LEAST_ROWS * columns:
                yield _from_cycle(units, head, Manner(columns, cell_break))


def _grouped_columns(lines: Sequence[Sequence[Word]]) -> tuple[int, ...]:
    """The number of columns where the first lines look like a label with groups and the columns of these."""
    if len(lines) < _LEAST_ROWS:
        return ()
    header = lines[: 3 if len(lines[0]) == 1 < len(lines[1]) else 2]
    if any(word.kind in NUMBERS for line in header for word in line):
        return ()
    *over, under = map(len, header)
    return (under + 1,) if 1 < sum(over) <= under < _MOST_COLUMNS else ()


def _split(words: Sequence[Word], breaks: Sequence[Break]) -> list[list[Word]]:
    parts: list[list[Word]] = []
    for word in words:
        if not parts or word.before in breaks:
            parts.append([])
        parts[-1].append(word)
    return parts


def _from_lines(lines: Sequence[Sequence[Word]], manner: Manner, from_right: bool) -> Counts:
    """Each line as a row; the words that it has too many go to its last cell, or to its first."""
    counts, columns = expected(manner), manner.columns
    for line in lines[1:]:
        spare = len(line) - columns
        if 0 <= spare <= 2 * columns:
            before = -1
            for place, word in enumerate(line):
                column = max(0, place - spare) if from_right else min(place, columns - 1)
                counts.met(word, column, opens=column != before, times=0.3 if spare else 1.0)
                before = column
    return counts


def _from_cycle(units: Sequence[Sequence[Word]], head: int, manner: Manner) -> Counts:
    """The first units behind those of a header, each as a cell."""
    counts, columns = expected(manner), manner.columns
    for number, unit in enumerate(units[head : head + _SURE_ROWS * columns]):
        for place, word in enumerate(unit):
            counts.met(word, number % columns, opens=not place)
    return counts
