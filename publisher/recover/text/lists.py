"""Lists: neighbouring units that open with bullets or with numbers that count on."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from statistics import median

from publisher.recover.numbering import BULLET, read_number
from publisher.recover.text.units import Unit

_STYLES = frozenset(
    (
        "cjk paren",
        "cjk",
        "paren",
        "half paren",
        "circled",
        "arabic",
        "letter",
        "letter paren",
        "roman",
        "reference",
    )
)

_IN_A_ROW = 3
"""Texts numbered ``1.`` one after the other that are a list in any work but one that counts paragraphs."""
_FEWEST_INNER = 3
"""Lines inside items, from which alone their width is taken."""
_NARROWER = (2, 8)
"""Columns by which hanging numbers narrow the lines of items."""


@dataclass(frozen=True, slots=True)
class Label:
    """The bullet or number that a list item opens with."""

    text: str
    style: str
    ordinal: int
    """0 for bullets."""


def read_label(text: str) -> Label | None:
    """The label of a list item, or None."""
    bullet = BULLET.match(text)
    if bullet:
        return Label(bullet[0].strip(), "bullet", 0)
    number = read_number(text)
    if number and number.style in _STYLES and number.rest:
        return Label(number.text, number.style, number.ordinal)
    return None


def fewest_numbered(*, hang: bool) -> int:
    """How many texts numbered ``1.`` in a row make a list, by whether the work's numbers hang."""
    return 1 if hang else _IN_A_ROW


def numbers_hang(units: Sequence[Unit]) -> bool:
    """Whether the work sets items numbered ``1.`` as lists, with their numbers hanging.

    Where continuation lines begin at the edge, the numbers belong to paragraphs that are counted. Where
    extraction has lost the indents, the lines of such items are still narrower than those of paragraphs.
    """
    hanging = flush = 0
    inner: dict[bool, list[int]] = {True: [], False: []}
    for unit in units:
        label = read_label(unit.text) if len(unit.lines) > 1 else None
        counted = label is not None and label.style == "arabic"
        if counted:
            hanging += unit.hanging is True
            flush += unit.hanging is False
        if counted or (label is None and unit.hanging is not True):
            inner[counted].extend(line.width for line in unit.lines[1:-1])
    if hanging or flush or len(inner[True]) < _FEWEST_INNER or not inner[False]:
        return hanging > flush
    return _NARROWER[0] <= _usual(inner[False]) - _usual(inner[True]) <= _NARROWER[1]


def _usual(widths: Sequence[int]) -> float:
    """The usual width of broken lines, without those that are no prose."""
    return median(width for width in widths if 2 * width > max(widths))


def list_runs(
    labels: Sequence[Label | None], numbered: float, settled: Container[int] = ()
) -> list[tuple[int, int]]:
    """Half-open ranges of neighbouring items that make one list.

    An item alone is none, unless it is ``settled``; then what it counts on from is in its list. Items
    numbered ``1.`` are a list where there are ``numbered`` of them; where that is one, the list is cut
    by lists inside it.
    """
    runs: list[tuple[int, int]] = []
    start = 0
    for index in range(1, len(labels) + 1):
        if index < len(labels) and _goes_on(labels[index - 1], labels[index]):
            continue
        first = labels[start] if labels else None
        fewest = numbered if first and first.style == "arabic" else 2
        if (first and index - start >= fewest) or any(i in settled for i in range(start, index)):
            runs.append((start, index))
        start = index
    return runs


def _goes_on(before: Label | None, label: Label | None) -> bool:
    return (
        before is not None
        and label is not None
        and before.style == label.style
        and (label.ordinal == before.ordinal + 1 or label.style == "bullet")
    )
