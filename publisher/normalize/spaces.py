"""White space: one space at most between words, none where Chinese type has none.

Full-width marks bring their own space, so none stands before or after them. Between Chinese
characters a space often means something (第一条 总则, a title in two parts, names in a row), so it
only goes where it is surely debris: alone in a clause in the midst of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.normalize.characters import CLOSERS, HAN, LETTER, OPENERS, STOPS, is_prose
from publisher.normalize.edits import Edit, edit_document
from publisher.tree.nodes import Document

_SPACE = re.compile(r"\s")
_RUN = re.compile(r"\s{2,}|[^\S ]")
_AT_MARK = re.compile(
    rf" (?:(?=[{STOPS}{CLOSERS}])"
    rf"|(?<=[{OPENERS}] )"
    rf"|(?<=[{STOPS}] )(?![{LETTER}\d])"
    rf"|(?<=[^{LETTER}\d][{STOPS}] )"
    rf"|(?<=[{HAN}{STOPS}{CLOSERS}”’] )(?=——|……)"
    rf"|(?<=(?:——|……) )(?=[{HAN}{OPENERS}“‘])"
    rf"|(?<=[{HAN}{STOPS}] )(?=[”’])"
    rf"|(?<=[“‘] )(?=[{HAN}]))"
)
_BOUND = rf"{STOPS}{OPENERS}{CLOSERS}“”‘’…—"
_CLAUSE = re.compile(rf"(?<=[，。；！？、])[^{_BOUND}]*(?=[{STOPS}])")
_BETWEEN_HAN = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")


def spaces(document: Document) -> Document:
    """White space to where it is due."""
    return edit_document(document, _SPACE, _ends, _runs, _at_marks, _stray)


def _ends(text: str) -> Iterator[Edit]:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    yield from ((at, at + 1, "") for at in (*range(start), *range(max(start, end), len(text))))


def _runs(text: str) -> Iterator[Edit]:
    """One space for each run; character by character, since a run may go over several inlines."""
    for match in _RUN.finditer(text):
        start, end = match.span()
        yield start, start + 1, " "
        yield from ((at, at + 1, "") for at in range(start + 1, end))


def _at_marks(text: str) -> Iterator[Edit]:
    """Spaces beside full-width marks."""
    if not text.isascii():
        for match in _AT_MARK.finditer(text):
            yield *match.span(), ""


def _stray(text: str) -> Iterator[Edit]:
    """Lone spaces between Chinese characters in a clause within prose."""
    if _BETWEEN_HAN.search(text) and is_prose(text):
        for clause in _CLAUSE.finditer(text):
            found = list(_BETWEEN_HAN.finditer(text, *clause.span()))
            if len(found) == 1:
                yield *found[0].span(), ""
