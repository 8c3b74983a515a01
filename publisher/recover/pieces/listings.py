"""Listings: programs, console sessions and synopses of commands, whose lines and indents are part of them.

Lines that are certainly code are found first, and what stands around them is read as its lines are like:
code, or the words of a text. Verse, addresses and formulas have no line that is certainly code.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Container, Sequence

from publisher.recover.measure.line import Line
from publisher.recover.pieces.piece import Piece
from publisher.recover.text.places import source_of
from publisher.recover.text.seams import is_han
from publisher.tree.nodes import Preformatted

_COMMANDS = (
    "apt|apt-get|awk|cat|cd|chmod|chown|cp|curl|dd|docker|dpkg|echo|export|gcc|git|grep|kubectl|ls|make|mkdir"
    "|mount|mv|npm|pip3?|python3?|rm|scp|sed|ssh|sudo|systemctl|tar|wget"
)
_LATEX = (
    r"documentclass|usepackage|(?:begin|end)\{(?:document|itemize|enumerate|description|tabular|figure|table"
    r"|verbatim|center|quote)\}|(?:sub)*section|chapter|title|author|(?:re)?newcommand|maketitle|item"
    r"|caption|label|includegraphics|bibliography|input|include|tableofcontents"
)
_CERTAIN = re.compile(
    r"\$\s+[a-z./~][\w./~-]*(?:\s|$)"  # prompts
    r"|>>>\s+\S|[\w.-]+@[\w.-]+:[^\s]*\s?[$#]\s|[A-Z]:\\[\w\\]*>"
    r"|#\s+(?:[A-Z_]+=\S|(?:/?[a-z]+/[\w./-]+|" + _COMMANDS + r")(?:\s+\S|$))"
    r"|#!\s*/|#include\s*[<\"]|#(?:define|ifn?def)\s+\w+|<\?(?:xml|php)\b|<!DOCTYPE\b"
    rf"|(?:{_COMMANDS})\s(?=.*(?:\s--?[a-z]|[\s=]~?/\w|\./|[|>$]))[^。，]*(?<![.,:;])$"
    rf"|\\(?:{_LATEX})\b"
    r"|(?:def|class)\s+\w+\s*(?:\(.*\))?:$|from\s+[\w.]+\s+import\s+\w"
    r"|(?:SELECT\s.+\sFROM|INSERT INTO|CREATE TABLE|DELETE FROM)\s"
    r"|[\w.*>\[\]-]+\s?(?:\(.*\)|[+*/-]?=[^=].*);(?:\s*(?://|/\*).*)?$"
    r"|(?:[\w*&<>:,.\[\]]+\s)*[\w*&<>:,.\[\]]*\(.*\)\s*\{$"
    r"|\"[\w-]+\"\s*:\s*(?:\"[^\"]*\"|[\d.]+|true|false|null|[\[{]),?$"
)
"""What opens a line that is code whatever stands around it, or is all of it."""
_LIKE = re.compile(
    r"^#(?:if|else|elif|endif|undef|pragma)\b|^[{}]?\s*(?:else\s*|do|try|finally)\s*\{?$"
    r"|^[{}]?\s*(?:else\s+)?(?:if|while|for|switch)\s?\(|^[\[\](){}<>|]+[;,]?$|^[#$%>]\s|^(?://|/\*|--\s|\\[a-z]|%)|[{}\\;]$|^</?\w+|\s--?[a-zA-Z][\w-]*"
    r"|(?:^|[\s=\"'])(?:~|\.{1,2})?/\w|[a-zA-Z0-9]_[a-zA-Z0-9]|\w\([^()\s]*\)|[\w\]\"']\s?[+*/:]?=\s?\S|::|->|=>|&&|\|\|"
)
"""What lines of code have, but few lines of a text."""
_ASIDE = re.compile(r"\{[^{}]*\}|\"[^\"]*\"|'[^']*'|(?:[#%]|//|/\*).*")
"""Where a line of code may have words of any language: in brackets, quotation marks and comments."""
_OPENED = re.compile(
    r"\\begin\{(?P<environment>\w+)\}|<<-?\s?['\"]?(?P<word>[A-Z_]{2,})|(?P<brace>\{)(?:\s*(?://|/\*).*)?$"
)
_CLOSING = {"environment": "\\end{{{}}}", "word": "{}", "brace": "}}"}
"""What closes what a line has opened, alone on its line."""
_LONGEST_INSIDE = 40
"""Lines up to the one that closes what a listing has opened."""
_WORD = re.compile(r"[A-Za-z][a-z]*(?:['’-][a-z]+)*[.,;:!?]?")
_MOST_WORDS = 0.6
"""Share of the words of a line that are plain words, from which it may be prose."""
_FEWEST_WORDS = 4
_SPACE = re.compile(r"[^\S\n]")
_FAR = 2
"""Blank lines that a listing may go on behind."""
_ENDS = ".:;!?。：；！？）)…"


def find_listings(lines: Sequence[Line], taken: Container[int]) -> list[Piece]:
    """The listings among the lines whose index is not ``taken``."""
    pieces: list[Piece] = []
    last = -1
    for index, line in enumerate(lines):
        if index in taken or index <= last or not _is_certain(line.text):
            continue
        lowest = pieces[-1].last + 1 if pieces else 0
        first, last = _extent(lines, index, lowest, taken)
        if not _is_inside_text(lines, first):
            own = lines[first : last + 1]
            pieces.append(Piece(first, last, Preformatted(text=_text(own), src=source_of(own))))
    return pieces


def _extent(lines: Sequence[Line], index: int, lowest: int, taken: Container[int]) -> tuple[int, int]:
    """The first and the last line of the listing that a line which is certainly code stands in."""
    first = last = index
    while first > lowest and first - 1 not in taken and _belongs(lines, first - 1, first):
        first -= 1
    while last + 1 < len(lines) and last + 1 not in taken and _belongs(lines, last + 1, last):
        last += 1
    last = max(last, _closed_at(lines, first, last))
    last = max(last, _block_end(lines, first, last))
    return first, next((index - 1 for index in range(first, last + 1) if index in taken), last)


def _closed_at(lines: Sequence[Line], first: int, last: int) -> int:
    """Index of the line that closes what a listing has opened: an environment, a body, a file on the spot."""
    for line in lines[first : last + 1]:
        opened = _OPENED.search(line.text)
        if opened:
            closing = _CLOSING[opened.lastgroup or ""].format(opened[opened.lastgroup or ""])
            near = range(last, min(len(lines), last + _LONGEST_INSIDE))
            alike = (i for i in near if lines[i].text == closing and lines[i].indent <= line.indent)
            return next(alike, last)
    return last


def _block_end(lines: Sequence[Line], first: int, last: int) -> int:
    """Index of the last line before the next blank one where a blank one stands over the listing, too, and
    no words of a text stand before it.
    """
    end = last
    while lines[first].blanks and end + 1 < len(lines) and not lines[end + 1].blanks:
        end += 1
        if _is_prose(lines[end].text) or end - first > _LONGEST_INSIDE:
            return last
    return end


def _is_certain(text: str) -> bool:
    return _CERTAIN.match(text) is not None and not (_has_han(text) and _is_prose(text))


def _belongs(lines: Sequence[Line], index: int, beside: int) -> bool:
    """Whether a line goes with the line of code beside it: it is like code, or its rest."""
    line = lines[index]
    gap = lines[max(index, beside)].blanks
    if _is_certain(line.text):
        return gap <= _FAR
    if gap or _is_prose(line.text):
        return False
    behind = index > beside
    if behind and lines[beside].text.endswith("\\"):
        return True
    return bool(_LIKE.search(line.text)) or (behind and line.indent > lines[beside].indent)


def _is_prose(text: str) -> bool:
    """Whether a line has the words of a text: Chinese ones, but in a comment, or mostly plain ones."""
    if _has_han(text):
        return _has_han(_ASIDE.sub("", text))
    words = text.split()
    plain = sum(_WORD.fullmatch(word) is not None for word in words)
    return len(words) >= _FEWEST_WORDS and plain >= _MOST_WORDS * len(words)


def _has_han(text: str) -> bool:
    return not text.isascii() and any(map(is_han, text))


def _is_inside_text(lines: Sequence[Line], first: int) -> bool:
    """Whether the line over a listing runs on into it, as that of a paragraph does."""
    line, before = lines[first], lines[first - 1] if first else None
    return (
        before is not None
        and not line.blanks
        and line.indent <= before.indent
        and before.text[-1] not in _ENDS
        and not is_han(before.text[-1])
    )


def _text(lines: Sequence[Line]) -> str:
    """The lines as they are set, without the indent that all of them have."""
    text = "\n".join(
        "\n" * line.blanks + line.raw.rstrip() if n else line.raw.rstrip() for n, line in enumerate(lines)
    )
    return textwrap.dedent(_SPACE.sub(" ", text.expandtabs()))
