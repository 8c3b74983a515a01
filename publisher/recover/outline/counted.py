"""Blocks that count on from one another: a word and a number, a numeral or a letter alone, ``1.``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mode

from publisher.recover.numbering import Number, ordinal_of, read_labelled, read_number
from publisher.recover.outline.display import Display

_NUMERAL = re.compile(r"(?P<number>[IVXLC]{1,7}|\d{1,3})[.:]?")
_LETTER = re.compile(r"(?P<number>[A-Z])[.:]?")
_CAPTIONS = frozenset(re.findall(r"\w+", "fig figs figure plate table illustration map page no line"))
"""Words that count pictures, tables and pages."""
_FEWEST = 3
"""Blocks that count on among others set like paragraphs: fewer are numbered paragraphs."""
_STACKED = 2
"""Blocks from one numeral to another that stands right under it or its title."""


@dataclass(frozen=True)
class Counted:
    """What counts on in a work, by the indexes of blocks."""

    labelled: Mapping[int, Number]
    """A word of the work's own with a number: CANTO II., The Third Night."""
    lone: frozenset[int]
    """A numeral or a letter that stands alone, set apart."""
    outer: frozenset[int]
    """Those of them that count what others are counted in."""
    arabic: frozenset[int]
    """Blocks that open with ``1.``, whether they count on or not."""
    counting: frozenset[int]
    """Those of them that count on among blocks set like headings."""
    gaps: Mapping[int, int]
    """For what counts on with others the space that most of them have over them, as in ``Display``."""


def counted_blocks(displays: Sequence[Display]) -> Counted:
    """What counts on among the blocks with these looks."""
    labelled = list(_labelled(displays))
    numerals = _runs(_alone(_NUMERAL, displays, ordinal_of), _STACKED)
    letters = [run for run in _runs(_alone(_LETTER, displays, ord)) if len(run) >= _FEWEST]
    alike = [*numerals, *letters, *map(list, labelled)]
    arabic = {
        index: number.ordinal
        for index, display in enumerate(displays)
        if (number := read_number(display.text)) and number.style == "arabic"
    }
    return Counted(
        labelled={index: number for numbers in labelled for index, number in numbers.items()},
        lone=frozenset(i for run in (*numerals, *letters) for i in run),
        outer=frozenset(i for run in numerals if _stands_over(run, numerals) for i in run),
        arabic=frozenset(arabic),
        counting=frozenset(_headings(arabic, displays)),
        gaps={i: gap for run in alike for gap in [mode(displays[i].gap for i in run)] for i in run},
    )


def _alone(
    pattern: re.Pattern[str], displays: Sequence[Display], value: Callable[[str], int]
) -> dict[int, int]:
    """The blocks that are a numeral alone, set apart or under what is, with its value."""
    return {
        index: value(match["number"])
        for index, display in enumerate(displays)
        if (match := pattern.fullmatch(display.text)) and _is_apart(displays, index)
    }


def _is_apart(displays: Sequence[Display], index: int) -> bool:
    """Whether a block has space over it, or the title of a chapter or work."""
    over = displays[index - 1] if index else None
    return displays[index].gap > 1 or (over is not None and over.gap == 4 and over.title_like)


def _runs(ordinals: Mapping[int, int], stacked: int = 0) -> list[list[int]]:
    """The blocks parted into runs that count on by one, two at least.

    A run that begins no more than ``stacked`` blocks behind the last block of another stands inside it, and
    the other goes on behind it; else a run ends where the next begins.
    """
    open_runs: list[list[int]] = []
    done: list[list[int]] = []
    for index, ordinal in ordinals.items():
        depth = next(
            (d for d in range(len(open_runs) - 1, -1, -1) if ordinals[open_runs[d][-1]] == ordinal - 1), -1
        )
        if depth < 0:
            inside = bool(open_runs) and index - open_runs[-1][-1] <= stacked
            depth = len(open_runs) if inside else max(0, len(open_runs) - 1)
            done += open_runs[depth:]
            open_runs[depth:] = [[]]
        done += open_runs[depth + 1 :]
        del open_runs[depth + 1 :]
        open_runs[depth].append(index)
    return [run for run in (*done, *open_runs) if len(run) > 1]


def _stands_over(run: Sequence[int], runs: Sequence[Sequence[int]]) -> bool:
    """Whether another run begins right under a block of a run."""
    return any(0 < other[0] - index <= _STACKED for index in run for other in runs if other is not run)


def _labelled(displays: Sequence[Display]) -> Iterator[dict[int, Number]]:
    """The words with numbers that mostly count on; those set like paragraphs must be several."""
    found: dict[str, dict[int, Number]] = {}
    for index, display in enumerate(displays):
        if number := _read_labelled(display):
            found.setdefault(number.style, {})[index] = number
    for own in found.values():
        pairs = list(pairwise(number.ordinal for number in own.values()))
        steps = sum(b == a + 1 for a, b in pairs)
        anew = sum(b == 1 for _, b in pairs)
        close = any(displays[index].gap == 1 for index in own)
        if steps >= (_FEWEST - 1 if close else 1) and 3 * (steps + anew) >= 2 * len(pairs):
            yield own


def _read_labelled(display: Display) -> Number | None:
    if not display.short or not (display.gap > 1 or display.caps or display.whole):
        return None
    number = read_labelled(display.text)
    if not number or not number.ordinal or number.style in _CAPTIONS:
        return None
    worded = display.gap > 1 and number.text.split()[0].isupper()
    return number if display.title_like or worded or not number.rest else None


def _headings(arabic: Mapping[int, int], displays: Sequence[Display]) -> Iterator[int]:
    """The blocks opening with ``1.`` that count on among blocks set alike."""
    for apart in (True, False):
        alike = {
            i: ordinal
            for i, ordinal in arabic.items()
            if displays[i].title_like and (displays[i].gap > 1) is apart
        }
        for run in _runs(alike):
            yield from run if len(run) >= _FEWEST else ()
