"""The words of a dump: those that a hyphen at a line end may have cut stand elsewhere as one."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from publisher.recover.measure.line import Line


def words_of(lines: Sequence[Line]) -> Container[str]:
    """The Latin words of a dump, casefolded, hyphenated compounds included."""
    words: set[str] = set()
    for line in lines:
        if not line.text.isascii() or "-" in line.text:
            words.update(re.findall(r"[a-z]+(?:-[a-z]+)*", line.text.casefold()))
        elif " " in line.text:
            words.update(line.text.casefold().strip(".").replace(",", " ").split())
    return words
