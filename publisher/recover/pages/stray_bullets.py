"""Bullets that extraction threw out of their lists: alone on lines, several in a row or inside a sentence.

A bullet alone before the beginning of a text is no stray: it was only cut from its item.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from publisher.recover.measure.line import Line
from publisher.recover.numbering import is_lone_bullet
from publisher.recover.text.places import source_of
from publisher.recover.text.seams import may_end
from publisher.tree.nodes import Removed


def take_out_stray_bullets(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Removed, ...]]:
    """The lines without stray bullets, and these as removed debris."""
    kept: list[Line] = []
    removed: list[Removed] = []
    for alone, group in groupby(lines, key=lambda line: is_lone_bullet(line.text)):
        run = list(group)
        if alone and (len(run) > 1 or (kept and not may_end(kept[-1].text))):
            removed.append(Removed(src=source_of(run), reason="debris", text=" ".join(b.text for b in run)))
        else:
            kept.extend(run)
    return tuple(kept), tuple(removed)
