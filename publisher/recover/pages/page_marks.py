"""Marks that tools put between the pages of a dump: ``=== 第 12 页 ===``, ``--- Page 12 ---``, ``**[p12]**``.

Nobody printed them, and the numbers count the pages of a file; they are no furniture, which a page has
beside them. They say where pages begin, as form feeds do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from publisher.corrections import Corrections
from publisher.recover.decisions import record
from publisher.recover.measure.line import Line
from publisher.recover.text.places import source_of
from publisher.scripts import compile_for_both
from publisher.tree.nodes import Removed

_LONGEST = 60
"""Characters of the longest mark."""
_FEWEST = 2
_OPENERS = frozenset("-—=*_#~<【[{+")
_RULE = r"[-—=*_#~+]"
_MARK = compile_for_both(
    rf"(?:{_RULE}{{2,}}|#|<!-+|(?:\*\*)?[【\[{{<])\s*"  # more than the dash on either side of a printed folio
    r"(?:PDF\s*)?(?:第\s*(?P<chinese>\d{1,4})\s*页|(?:page|pg|p)[\s.:：#_-]*(?P<latin>\d{1,4})\b)"
    r"(?:\s*(?:/|of|[,，]?\s*[共总])\s*\d{1,4}\s*页?)?(?:\s*[(（][^()（）]{1,20}[)）])?"
    rf"\s*(?:[】\]}}>](?:\*\*)?|-+>|{_RULE}*)",
    re.IGNORECASE,
)
_LONE_RULE = re.compile(rf"{_RULE}{{3,}}")
_DIGITS = re.compile(r"\d+")


def take_out_page_marks(
    lines: Sequence[Line], corrections: Corrections
) -> tuple[tuple[Line, ...], tuple[Removed, ...]]:
    """The lines without such marks, each page's first with the number of its page, and the marks."""
    marks = _find(lines, corrections)
    if not marks:
        return tuple(lines), ()
    gone = {*marks, *_rules_beside(lines, marks)}
    kept: list[Line] = []
    page = ""
    for index, line in enumerate(lines):
        page = marks.get(index, page)
        if index in gone:
            record(line.number, "furniture", "yes: in a series of marks between pages")
            continue
        kept.append(replace(line, feed=True, page=page) if page else line)
        page = ""
    out = [lines[index] for index in sorted(gone)]
    return tuple(kept), tuple(Removed(src=source_of([line]), reason="debris", text=line.text) for line in out)


def _find(lines: Sequence[Line], corrections: Corrections) -> dict[int, str]:
    """The marks with the numbers that they give: all lines of one form whose numbers rise."""
    candidates = [
        (_DIGITS.sub("0", line.text.casefold()), index, match["chinese"] or match["latin"])
        for index, line in enumerate(lines)
        if line.text[0] in _OPENERS
        and len(line.text) <= _LONGEST
        and (match := _MARK.fullmatch(line.text))
        and not corrections.is_text(line.number)
        and not corrections.furniture(line.number)
    ]
    marks: dict[int, str] = {}
    for _, group in groupby(sorted(candidates), key=lambda candidate: candidate[0]):
        series = {index: number for _, index, number in group}
        numbers = [int(number) for number in series.values()]
        if len(series) >= _FEWEST and all(a < b or b == 1 for a, b in pairwise(numbers)):
            marks.update(series)
    return marks


def _rules_beside(lines: Sequence[Line], marks: dict[int, str]) -> list[int]:
    """The lone rules over the marks, or under them, where most marks have one."""
    beside: list[int] = []
    for step in (-1, 1):
        rules = [
            i + step
            for i in marks
            if 0 <= i + step < len(lines) and _LONE_RULE.fullmatch(lines[i + step].text)
        ]
        beside.extend(rules if 2 * len(rules) > len(marks) else ())
    return beside
