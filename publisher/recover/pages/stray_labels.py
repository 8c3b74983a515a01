"""Bullets and numbers that extraction threw out of their lists: alone on lines, often at the end of a page.

Several in a row, or one inside a sentence, are strays: nothing tells whose they were. One alone before
the beginning of a text is none: it was only cut from its item.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from publisher.recover.measure.line import Line
from publisher.recover.numbering import is_lone_label
from publisher.recover.text.places import source_of
from publisher.recover.text.seams import may_end
from publisher.tree.nodes import Removed


def take_out_stray_labels(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Removed, ...]]:
    """The lines without stray labels, and these as removed debris."""
    kept: list[Line] = []
    removed: list[Removed] = []
    for alone, group in groupby(lines, key=lambda line: is_lone_label(line.text)):
        run = list(group)
        if alone and (len(run) > 1 or (kept and not may_end(kept[-1].text))):
            removed.append(
                Removed(src=source_of(run), reason="debris", text=" ".join(line.text for line in run))
            )
        else:
            kept.extend(run)
    return tuple(kept), tuple(removed)
