"""Dumps that a typist has set: paragraphs separated by blank lines, lines wrapped by hand.

Plain-text editions are made so. In them blank lines are the strongest evidence there is: a block of
lines between two of them is a paragraph, a heading, a stanza, and more blank lines set off more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from publisher.recover.measure.line import Line
from publisher.recover.text.seams import ends_sentence, is_han

_NARROWEST, _USUAL, _WIDEST = 55, 72, 100
"""Columns that typists wrap prose at."""
_CAPITALS = 0.9
"""Share of the lines of verse that open with a capital."""
_OPENING_QUOTES = "\"'“‘`(["
_FEWEST_SEAMS = 20
_FEWEST_APART = 0.02
"""Share of the lines that have a blank line over them, at the least: paragraphs may run to many lines."""
_SHORT = 0.7
"""Share of the right edge up to which a line that ends a sentence ends a paragraph."""
_WIDEST_STEP = 12
"""Columns that the first line of a paragraph is set in, at the most; signatures stand further in."""
_NEARLY_ALL = 0.97
_REPEATED = 4
"""Times that a running head is printed, at the least."""
_FEWEST_WRAPPED = 4
"""Lines of a block that shows the right edge that it is wrapped at."""
_LOOSE = 0.1
"""Share of the measure by which typists leave lines of prose short."""


def blank_separated(lines: Sequence[Line]) -> bool:
    """Whether blank lines separate the paragraphs of a whole dump in Latin script."""
    seams = list(pairwise(_without_furniture(lines)))
    if len(seams) < _FEWEST_SEAMS or 20 * sum(is_han(line.text[0]) for line in lines) > len(lines):
        return False
    apart = [seam for seam in seams if seam[1].blanks]
    within = [seam for seam in seams if not seam[1].blanks]
    if apart and are_verses(lines):
        return True
    if not _FEWEST_APART * len(seams) <= len(apart) <= 0.95 * len(seams):
        return False
    right = common_right(lines)
    if right > _WIDEST:
        return False
    cut = sum(b.text[0].islower() and not ends_sentence(a.text) for a, b in apart)
    stepped = sum(
        0 < b.indent - a.indent <= _WIDEST_STEP and b.text[0].isupper() and ends_sentence(a.text)
        for a, b in within
    )
    ended = sum(ends_sentence(a.text) and a.indent + a.width < _SHORT * right for a, b in within)
    return cut <= 0.04 * len(apart) and stepped <= 0.06 * len(within) and ended <= len(apart)


def _without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines without numbers alone and repeated ones, which leave blank lines where pages end."""
    texts = Counter(line.text for line in lines)
    kept: list[Line] = []
    blanks = 0
    for line in lines:
        if texts[line.text] >= _REPEATED or line.text.strip("-–—· ").isdigit():
            blanks += line.blanks + 1
        else:
            kept.append(replace(line, blanks=line.blanks + blanks))
            blanks = 0
    return kept


def common_right(lines: Sequence[Line]) -> int:
    """The right edge of wrapped lines: nearly all lines end before it, however many are short.

    In a dump of verse none are wrapped.
    """
    rights = sorted(line.indent + line.width for line in lines)
    narrowest = _USUAL if are_verses(lines) else _NARROWEST
    return max(narrowest, rights[int(len(rights) * _NEARLY_ALL)]) if rights else 0


def paragraph_indent(lines: Sequence[Line]) -> int:
    """The column that paragraphs begin at where most are set in with their first line; else 0."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.blanks and not b.blanks]
    stepped = Counter(a.indent for a, b in pairs if 0 < a.indent - b.indent <= _WIDEST_STEP)
    return stepped.most_common(1)[0][0] if 2 * stepped.total() > len(pairs) else 0


def are_verses(lines: Sequence[Line]) -> bool:
    """Whether nearly all lines behind others open with a capital, as none of a text that is wrapped do."""
    within = [line for line in lines[1:] if not line.blanks]
    capitals = sum(line.text.lstrip(_OPENING_QUOTES)[:1].isupper() for line in within)
    return len(within) >= _FEWEST_SEAMS and capitals >= _CAPITALS * len(within)


def is_ragged(lines: Sequence[Line], measure: int) -> bool:
    """Whether the line ends of a block are part of its text, as in verse or an address.

    They are where the next line's first word would have fitted on the line before, or where narrow
    lines begin with capitals. ``measure`` is the right edge of prose; a longer block may be wrapped at
    a nearer edge of its own.
    """
    if len(lines) < 2:
        return False
    after_ends = len(lines) - 1
    capitals = sum(not line.text[0].islower() for line in lines[1:])
    rights = [line.indent + line.width for line in lines]
    edge = max(rights)
    if edge < 0.8 * measure and 4 * capitals >= 3 * after_ends:
        return True
    if edge >= 0.6 * measure and 2 * capitals < after_ends:
        return False
    if len(lines) < _FEWEST_WRAPPED or not 0.45 * measure <= edge < 0.8 * measure:
        edge = max(edge, round((1 - _LOOSE) * measure))
    free = sum(
        right + 1 + len(after.text.split(None, 1)[0]) <= edge
        for right, after in zip(rights, lines[1:], strict=False)
    )
    return 2 * free > after_ends
