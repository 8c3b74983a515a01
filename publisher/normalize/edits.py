"""Small changes in a text, whatever inline nodes it has.

A pass looks at the characters of a whole text, so it sees what stands on both sides of an
emphasised word, and says what to change by offset. Note marks and page breaks are as if they
were not there; formulas, code and printed addresses are seen but never changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import msgspec

from publisher.normalize.characters import ADDRESS, ADDRESS_HINT, HAN, LETTER
from publisher.tree.nodes import (
    AnyInline,
    Code,
    Document,
    Emphasis,
    Link,
    Math,
    NoteRef,
    PageBreak,
    Text,
)
from publisher.tree.walk import as_text, inlines, map_texts

Edit: TypeAlias = tuple[int, int, str]
"""First offset, offset after the last, and what shall stand there."""
Find: TypeAlias = Callable[[str], Iterable[Edit]]
"""Gives the edits of a string in order, without overlaps."""

_WORDS = re.compile(f"[{HAN}{LETTER}Ａ-Ｚａ-ｚ]")


def edit_document(document: Document, trigger: re.Pattern[str], *finds: Find) -> Document:
    """The document with the edits that some functions find, one after the other, in its texts.

    Only texts that have the ``trigger`` somewhere are looked at. Texts without a word in them, such
    as a table's numbers, stay exactly as they are.
    """

    return map_texts(document, lambda text: _edit(text, trigger, finds))


def edit_text(text: Text, find: Find) -> Text:
    """A text with the edits that a function finds in it."""
    return _edit(text, _WORDS, (find,))


def _edit(text: Text, trigger: re.Pattern[str], finds: Iterable[Find]) -> Text:
    if isinstance(text, str):
        if trigger.search(text):
            for find in finds:
                edits = _edits(text, find)
                text = _apply(text, edits) if edits else text
        return text
    view = _View(text)
    if trigger.search(view.string):
        for find in finds:
            edits = _edits(view.string, find)
            view = _View(as_text(_rebuild(view.text, view.apply(edits)))) if edits else view
    return view.text


def _edits(string: str, find: Find) -> list[Edit]:
    """The edits of a string but for those in addresses."""
    edits = list(find(string)) if _WORDS.search(string) else []
    if edits and ADDRESS_HINT.search(string):
        edits = list(_outside(edits, [match.span() for match in ADDRESS.finditer(string)]))
    return edits


def substitute(pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> Find:
    """The edits that replace each match of a pattern."""

    def find(text: str) -> Iterator[Edit]:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), new if isinstance(new, str) else new(match)

    return find


def _outside(edits: Iterable[Edit], ranges: list[tuple[int, int]]) -> Iterator[Edit]:
    """The edits that touch none of some ranges, both in order."""
    at = 0
    for edit in edits:
        while at < len(ranges) and ranges[at][1] <= edit[0]:
            at += 1
        if at == len(ranges) or edit[1] <= ranges[at][0]:
            yield edit


def _apply(string: str, edits: Iterable[Edit]) -> str:
    parts, at = [], 0
    for start, end, new in edits:
        parts += [string[at:start], new]
        at = end
    return "".join((*parts, string[at:]))


class _View:
    """The characters of a text, and which of them belong to which of its strings."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._leaves: list[tuple[int, int]] = []
        """Where each string that may be changed lies in ``string``."""
        self._marks: set[int] = set()
        """Offsets at which an invisible inline stands."""
        parts: list[str] = []
        self._add(text, 0, parts)
        self.string = "".join(parts)

    def _add(self, text: Text, at: int, parts: list[str]) -> int:
        """Enter the strings of a text that begins at an offset; give the offset after it."""
        for node in inlines(text):
            match node:
                case str():
                    self._leaves.append((at, at + len(node)))
                    parts.append(node)
                case Emphasis():
                    at = self._add(node.text, at, parts)
                    continue
                case Link() if node.text:
                    at = self._add(node.text, at, parts)
                    continue
                case Link():
                    parts.append(node.href)
                case Math():
                    parts.append("x")  # a formula stands in its sentence like a word
                case Code():
                    parts.append(node.text)
                case NoteRef() | PageBreak():
                    self._marks.add(at)
                    continue
            at += len(parts[-1])
        return at

    def apply(self, edits: list[Edit]) -> Iterator[str]:
        """The strings after the edits; an edit that is not inside one string is left out."""
        at = 0
        for start, end in self._leaves:
            own: list[Edit] = []
            while at < len(edits) and edits[at][0] <= end and (edits[at][1] <= end or edits[at][0] < start):
                first, last, new = edits[at]
                at += 1
                if first >= start and not (first == last and first in self._marks):
                    own.append((first - start, last - start, new))
            yield _apply(self.string[start:end], own)


def _rebuild(text: Text, strings: Iterator[str]) -> Iterator[AnyInline]:
    """The inline nodes of a text with other strings in them."""
    for node in inlines(text):
        if isinstance(node, str):
            yield next(strings)
        elif isinstance(node, Emphasis) or (isinstance(node, Link) and node.text):
            inner = as_text(list(_rebuild(node.text, strings)))
            yield msgspec.structs.replace(node, text=inner) if inner else ""
        else:
            yield node
