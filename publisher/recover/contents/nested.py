"""Contents lists inside a work: a law or plan that prints its own list of chapters before its text.

Such a list is no part of the work's contents, and its lines are no headings: the same headings come
again, with text under them.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from publisher.corrections import NO_CORRECTIONS, Corrections
from publisher.recover.contents.titles import is_contents_title
from publisher.recover.measure.key import key
from publisher.recover.numbering import read_number
from publisher.recover.pieces.piece import Piece
from publisher.recover.text.places import source_of
from publisher.recover.text.units import Unit
from publisher.tree.nodes import Contents, ContentsEntry

_FEWEST = 3
_RECURRING = 0.6
"""Share of the lines that must stand again further down."""
_STYLES = {"part": 1, "chapter": 1, "section": 2}
"""What opens an entry also without a title over the list, and its level."""
_BELOW = 3
"""The level of entries with other numbers, one less than those of 1.1 and two less than those of 1.1.1."""


def fold_nested_contents(
    units: Sequence[Unit], listed: Container[int] = (), corrections: Corrections = NO_CORRECTIONS
) -> list[Unit]:
    """The units with each nested contents list as one unit that holds a ``Contents`` block.

    Lines with a number in ``listed``, which the contents of the work names, and those whose role is settled
    are in none.
    """
    last_place = {key(unit.text): index for index, unit in enumerate(units) if unit.text}
    result: list[Unit] = []
    index = 0
    while index < len(units):
        end = _run_end(units, index, listed, corrections)
        own = units[index:end]
        again = sum(last_place[key(unit.text)] >= end for unit in own)
        if len(own) >= _FEWEST and again >= _RECURRING * len(own):
            title = result.pop() if result and is_contents_title(result[-1].text) else None
            result.append(_folded(own, title))
            index = end
        else:
            result.extend(units[index : max(end, index + 1)])
            index = max(end, index + 1)
    return result


def _run_end(units: Sequence[Unit], start: int, listed: Container[int], corrections: Corrections) -> int:
    """The end of the run of entries that begins at an index; the index itself if none does.

    A line that comes again is the first heading of the text.
    """
    end, titled = start, _is_titled(units, start)
    seen: set[str] = set()
    while end < len(units) and _level(units[end], titled=titled) and key(units[end].text) not in seen:
        number = units[end].lines[0].number
        if number in listed or corrections.role(number):
            break
        seen.add(key(units[end].text))
        end += 1
    return end


def _level(unit: Unit, *, titled: bool) -> int:
    """The level of what a line may name; 0 where it is no entry. Under a title any number makes one."""
    number = read_number(unit.text) if len(unit.lines) == 1 and unit.text else None
    if not number or not number.rest or not (titled or number.style in _STYLES):
        return 0
    return _STYLES.get(number.style, _BELOW + number.text.count("."))


def _is_titled(units: Sequence[Unit], index: int) -> bool:
    return index > 0 and is_contents_title(units[index - 1].text)


def _folded(units: Sequence[Unit], title: Unit | None) -> Unit:
    lines = tuple(line for unit in ([title] if title else []) + list(units) for line in unit.lines)
    levels = [_level(unit, titled=title is not None) for unit in units]
    top = min(levels)
    block = Contents(
        title=title.text if title else "",
        entries=tuple(
            ContentsEntry(title=unit.text, level=level - top + 1)
            for unit, level in zip(units, levels, strict=True)
        ),
        src=source_of(lines),
    )
    return Unit(lines, "", piece=Piece(0, 0, block))
