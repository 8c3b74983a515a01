"""Contents lists inside a work: a law or plan that prints its own list of chapters before its text.

Such a list is no part of the work's contents, and its lines are no headings: the same headings come
again, with text under them.
"""

from __future__ import annotations

from collections.abc import Sequence

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


def fold_nested_contents(units: Sequence[Unit], corrections: Corrections = NO_CORRECTIONS) -> list[Unit]:
    """The units with each nested contents list as one unit that holds a ``Contents`` block.

    Lines whose role is settled are in none.
    """
    last_place = {key(unit.text): index for index, unit in enumerate(units) if unit.text}
    result: list[Unit] = []
    index = 0
    while index < len(units):
        end = _run_end(units, index, corrections)
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


def _run_end(units: Sequence[Unit], start: int, corrections: Corrections) -> int:
    """The end of the run of chapter lines that begins at an index; the index itself if none does.

    A line that comes again is the first heading of the text.
    """
    end = start
    seen: set[str] = set()
    while end < len(units) and _style(units[end]) and key(units[end].text) not in seen:
        if corrections.role(units[end].lines[0].number):
            break
        seen.add(key(units[end].text))
        end += 1
    return end


def _style(unit: Unit) -> str:
    number = read_number(unit.text) if len(unit.lines) == 1 and unit.text else None
    return number.style if number and number.style in _STYLES and number.rest else ""


def _folded(units: Sequence[Unit], title: Unit | None) -> Unit:
    lines = tuple(line for unit in ([title] if title else []) + list(units) for line in unit.lines)
    styles = [_style(unit) for unit in units]
    top = min(_STYLES[style] for style in styles)
    block = Contents(
        title=title.text if title else "",
        entries=tuple(
            ContentsEntry(title=unit.text, level=_STYLES[style] - top + 1)
            for unit, style in zip(units, styles, strict=True)
        ),
        src=source_of(lines),
    )
    return Unit(lines, "", piece=Piece(0, 0, block))
