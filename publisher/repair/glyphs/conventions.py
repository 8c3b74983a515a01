"""Set phrases whose marks are known: credits, jump lines, numbers of headings.

They are set in fonts of their own, with few codes, so that statistics say little about them; but
their wording leaves one reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product, takewhile

from publisher.repair.glyphs.context import is_han
from publisher.repair.glyphs.flow import Place, is_closed, is_code

_CODE = "([!-/:-@\\[-`{-~])"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_UNITS = "一二三四五六七八九"
_VALUES = {
    tens + unit: value
    for value, (tens, unit) in enumerate(product(("", "十", "二十", "三十"), ("", *_UNITS)))
    if value
}
_CREDIT = "(?:资料来源|来源|本文来源|文章来源|稿件来源)"

# Patterns over one line, with the marks of their groups. A blank may stand beside a code.
_IN_LINE = (
    (re.compile(f"{_CODE} ?{_CREDIT} ?{_CODE} ?[^!-/:-@]{{2,30}}{_CODE}$"), "（：）", "credit"),
    (re.compile(f"^{_CREDIT} ?{_CODE} ?[^!-/:-@]{{2,30}}$"), "：", "credit"),
    (re.compile(f"{_CODE} ?(?:下转|上接) ?第"), "（", "jump line"),
    (re.compile(f"^ ?页 ?{_CODE}"), "）", "jump line"),
)
# The same for lines that start a paragraph, with the numeral; the patterns are forms of numbers.
_AT_START = (
    (re.compile(f"^ ?(?P<numeral>{_NUMERAL}) ?{_CODE}(?=[ \u3400-\u9fff])"), "、"),
    (re.compile(f"^ ?{_CODE} ?(?P<numeral>{_NUMERAL}) ?{_CODE}(?=[ \u3400-\u9fff])"), "（）"),
)
_NUMBERED = "numbered heading"
_FULL_LINE = 0.8
_ALONE = re.compile(_CODE)
_NUMERAL_ALONE = re.compile(_NUMERAL)
_CREDIT_LINE = re.compile(f"{_CREDIT} ?[^\u3400-\u9fff]? ?.{{2,30}}")
_CREDIT_OPENS = re.compile(f"^ ?{_CODE} ?{_CREDIT} ?{_CODE}$")
_LONGEST_CREDIT = 8
"""So many lines of codes a credit has at most."""

Conventions = dict[Place, tuple[str, str]]
"""By place the mark that a set phrase fixes, and what fixes it."""


def read_conventions(lines: Sequence[str]) -> Conventions:
    """The marks that set phrases fix."""
    known: Conventions = {}
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for number in filled:
        for pattern, marks, why in _IN_LINE:
            _note(known, number, pattern.search(lines[number].rstrip()), marks, why)
    for pattern, marks in _AT_START:
        for number, match in _numbered(lines, filled, pattern):
            _note(known, number, match, marks, _NUMBERED)
    for order, number in enumerate(filled[:-1]):
        known |= _enclosed(lines, filled[order : order + 3])
        opened = _CREDIT_OPENS.search(lines[number].rstrip())
        codes = list(
            takewhile(lambda one: not any(map(is_han, lines[one])), filled[order + 1 :][:_LONGEST_CREDIT])
        )
        if opened and codes and _is_lone(lines[codes[-1]]):
            _note(known, number, opened, "（：", "credit")
            known[codes[-1], _column(lines[codes[-1]])] = ("）", "credit")
    return known


def _note(known: Conventions, number: int, match: re.Match[str] | None, marks: str, why: str) -> None:
    """Take in the marks of a line that a pattern matches: one for each group without a name."""
    if match:
        named = {match.re.groupindex.get("numeral")}
        groups = [group for group in range(1, match.re.groups + 1) if group not in named]
        known.update({(number, match.start(g)): (mark, why) for g, mark in zip(groups, marks, strict=True)})


def _numbered(
    lines: Sequence[str], filled: Sequence[int], pattern: re.Pattern[str]
) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines whose number opens a paragraph: their place shows it, or they count on from one another."""
    searched = ((order, pattern.search(lines[number].rstrip())) for order, number in enumerate(filled))
    found = [(order, match) for order, match in searched if match]
    values = [0, *(_VALUES.get(match["numeral"], 0) for _, match in found), 0]
    around = [-1, *filled, -1]
    for (order, match), before, value, after in zip(found, values, values[1:], values[2:], strict=False):
        counts = value and (0 < before == value - 1 or after == value + 1)
        if counts or _starts_paragraph(lines, *around[order : order + 3]):
            yield filled[order], match


def _starts_paragraph(lines: Sequence[str], before: int, number: int, after: int) -> bool:
    """Whether a line with a numeral may start a paragraph: the line before is short or closed, or it is
    itself a heading.
    """
    line = lines[number].strip()
    last = lines[before].strip() if before >= 0 else ""
    if last and is_han(last[-1]) and len(last) >= _FULL_LINE * len(line):
        return False
    following = lines[after].strip() if after >= 0 else ""
    heading = is_han(line[-1]) and len(line) < _FULL_LINE * len(following)
    closed = any(map(is_han, last)) and is_closed(last)
    return heading or closed or len(last) < _FULL_LINE * max(len(line), len(following))


def _enclosed(lines: Sequence[str], near: Sequence[int]) -> Conventions:
    """The brackets on lines of their own around the middle one of these lines. That of a credit may never
    be closed.
    """
    before, middle, *after = near
    text = lines[middle].strip()
    numeral = _NUMERAL_ALONE.fullmatch(text)
    if not _is_lone(lines[before]) or not (numeral or _CREDIT_LINE.fullmatch(text)):
        return {}
    closed = bool(after) and _is_lone(lines[after[0]])
    if numeral and not closed:
        return {}
    why = _NUMBERED if numeral else "credit"
    opening: Conventions = {(before, _column(lines[before])): ("（", why)}
    return opening | ({(after[0], _column(lines[after[0]])): ("）", why)} if closed else {})


def _is_lone(line: str) -> bool:
    return bool(_ALONE.fullmatch(line.strip()))


def _column(line: str) -> int:
    return next(column for column, character in enumerate(line) if is_code(character))
