"""What a plain-text edition adds to the work: licence, credits, transcriber's notes.

Project Gutenberg puts its licence before and behind a work, between lines of asterisks that say where
the work starts and ends; credits and transcriber's notes follow the first. None of it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publisher.recover.measure.line import Line
from publisher.tree.nodes import Removed

_START = re.compile(
    r"\*{3} ?START OF (?:THIS|THE) PROJECT GUTENBERG|\*END\*? ?THE SMALL PRINT", re.IGNORECASE
)
_END = re.compile(
    r"\*{3} ?END OF (?:THIS|THE) PROJECT GUTENBERG|End of (?:the |this )?Project Gutenberg", re.IGNORECASE
)
_CREDIT = re.compile(
    r"\[?This (?:e-?text|e-?book|file|text is intended)\b"
    r"|(?:Produced|(?:e-?text )?prepared|transcribed) (?:by|from)\b"
    r"|Note: Project Gutenberg|(?:HTML|Updated) version|Credits?:",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\[?\s*[_*=]{0,2}(?:Transcriber[’']?s?[’']? +(?:Notes?|Corrections?|Errata)\b"
    r"|(?:Errata|Errors)[\w ]{0,20} noted by (?:the )?transcriber\b)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-_=]{5,}|(?:\* *){3,}")
_LONGEST_NOTE = 120
"""Lines that a transcriber's note in brackets may run to."""
_LONGEST_CREDIT = 12
"""Lines of a block of credits, at the most."""
_FAR = 3
"""Blank lines that end a transcriber's note without brackets."""


def take_out_edition(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Removed, ...]]:
    """The lines of the work itself, and what an edition of Project Gutenberg has put around them."""
    start = next((i for i, line in enumerate(lines) if _START.match(line.text)), -1)
    if start < 0:
        return tuple(lines), ()
    first = _marker_end(lines, start) + 1
    last = next((i for i in range(first, len(lines)) if _END.match(lines[i].text)), len(lines))
    gone = [(0, first), *_credits(lines, first, last), (last, len(lines))]
    gone += _notes(lines, max(end for _, end in gone[:-1]), last)
    taken = {i for a, b in gone for i in range(a, b)}
    kept = tuple(line for i, line in enumerate(lines) if i not in taken)
    removed = tuple(
        Removed(src=f"L{lines[a].number}-{lines[b - 1].number}", reason="debris") for a, b in gone if a < b
    )
    return kept, removed


def _marker_end(lines: Sequence[Line], start: int) -> int:
    """Index of the last line of a marker that is wrapped."""
    end = start
    while end + 1 < len(lines) and not lines[end].text.endswith("*") and not lines[end + 1].blanks:
        end += 1
    return end


def _credits(lines: Sequence[Line], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The blocks at the beginning that are credits or transcriber's notes, as half-open ranges."""
    at = first
    while at < last:
        end = _block_end(lines, at, last)
        if _NOTE.match(lines[at].text):
            bracket = _bracket_end(lines, at, last)
            end = bracket or _note_end(lines, at, last)
        elif not _CREDIT.match(lines[at].text):
            return
        elif lines[at].text[0] == "[":
            end = _bracket_end(lines, at, last) or end
        yield at, end
        at = end


def _block_end(lines: Sequence[Line], at: int, last: int) -> int:
    """Index behind a block that a blank line ends; a dump without such lines has blocks of one line."""
    reach = min(last, at + _LONGEST_CREDIT)
    return next((i for i in range(at + 1, reach) if lines[i].blanks), reach if reach == last else at + 1)


def _note_end(lines: Sequence[Line], at: int, last: int) -> int:
    """Index behind a note without brackets: behind the rule under it, or where much space is."""
    for index in range(at + 1, last):
        if lines[index].blanks >= _FAR:
            return index
        if _RULE.fullmatch(lines[index].text):
            return index + 1
    return last


def _notes(lines: Sequence[Line], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The transcriber's notes inside the work and behind it: in brackets, or with much space over them."""
    at = first
    while at < last:
        end = 0
        if _NOTE.match(lines[at].text):
            bracketed = lines[at].text[0] == "["
            end = _bracket_end(lines, at, last) if bracketed else 0
            if not bracketed and lines[at].blanks >= _FAR:
                end = _note_end(lines, at, last)
        if end:
            yield at, end
        at = end or at + 1


def _bracket_end(lines: Sequence[Line], at: int, last: int) -> int:
    """Index behind the line that the bracket is closed on; 0 where there is none or it stays open."""
    depth = 0
    for index in range(at, min(last, at + _LONGEST_NOTE)):
        depth += lines[index].text.count("[") - lines[index].text.count("]")
        if depth <= 0:
            return index + 1 if "]" in lines[index].text else 0
    return 0
