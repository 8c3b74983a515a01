"""Set phrases whose marks are known: credits, jump lines, numbers of headings.

They are set in fonts of their own, with few codes, so that statistics say little about them; but
their wording leaves one reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.repair.glyphs.context import is_han
from publisher.repair.glyphs.flow import Place, is_closed, is_code

_CODE = "([!-/:-@\\[-`{-~])"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_CREDIT = "(?:资料来源|来源|本文来源|文章来源|稿件来源)"

# Patterns over one line, with the marks of their groups. A blank may stand beside a code.
_IN_LINE = (
    (re.compile(f"{_CODE} ?{_CREDIT} ?{_CODE} ?[^!-/:-@]{{2,30}}{_CODE}$"), "（：）", "credit"),
    (re.compile(f"^{_CREDIT} ?{_CODE} ?[^!-/:-@]{{2,30}}$"), "：", "credit"),
    (re.compile(f"{_CODE} ?(?:下转|上接) ?第"), "（", "jump line"),
    (re.compile(f"^ ?页 ?{_CODE}"), "）", "jump line"),
)
# The same for lines that start a paragraph.
_AT_START = (
    (re.compile(f"^ ?{_NUMERAL} ?{_CODE}(?=[ \u3400-\u9fff])"), "、", "numbered heading"),
    (re.compile(f"^ ?{_CODE} ?{_NUMERAL} ?{_CODE}(?=[ \u3400-\u9fff])"), "（）", "numbered heading"),
)
_FULL_LINE = 0.8
_ALONE = re.compile(_CODE)
_NUMERAL_ALONE = re.compile(_NUMERAL)
_CREDIT_LINE = re.compile(f"{_CREDIT} ?[^\u3400-\u9fff]? ?.{{2,30}}")


def read_conventions(lines: Sequence[str]) -> dict[Place, tuple[str, str]]:
    """The marks that set phrases fix: by place the mark and what fixes it."""
    known: dict[Place, tuple[str, str]] = {}
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for before, number, after in zip([-1, *filled], filled, [*filled[1:], -1], strict=False):
        starts = _starts_paragraph(lines, before, number, after)
        for pattern, marks, why in (*_IN_LINE, *_AT_START) if starts else _IN_LINE:
            match = pattern.search(lines[number].rstrip())
            if match:
                for group, mark in enumerate(marks, 1):
                    known[number, match.start(group)] = (mark, why)
    for before, middle, after in zip(filled, filled[1:], filled[2:], strict=False):
        why = _enclosed(lines[middle].strip())
        if why and _is_lone(lines[before]) and _is_lone(lines[after]):
            known[before, _column(lines[before])] = ("（", why)
            known[after, _column(lines[after])] = ("）", why)
    return known


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


def _enclosed(text: str) -> str:
    """What makes this line one that stands in brackets on lines of their own, or nothing."""
    if _NUMERAL_ALONE.fullmatch(text):
        return "numbered heading"
    return "credit" if _CREDIT_LINE.fullmatch(text) else ""


def _is_lone(line: str) -> bool:
    return bool(_ALONE.fullmatch(line.strip()))


def _column(line: str) -> int:
    return next(column for column, character in enumerate(line) if is_code(character))
