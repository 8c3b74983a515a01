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
        addresses = [match.span() for match in ADDRESS.finditer(string)]
        edits = [edit for edit in edits if not any(a < edit[1] and edit[0] < b for a, b in addresses)]
    return edits


def substitute(pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> Find:
    """The edits that replace each match of a pattern."""

    def find(text: str) -> Iterator[Edit]:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), new if isinstance(new, str) else new(match)

    return find


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
        self.string = ""
        self._leaves: list[tuple[int, int]] = []
        """Where each string that may be changed lies in ``string``."""
        self._marks: set[int] = set()
        """Offsets at which an invisible inline stands."""
        self._add(text)

    def _add(self, text: Text) -> None:
        for node in inlines(text):
            match node:
                case str():
                    self._leaves.append((len(self.string), len(self.string) + len(node)))
                    self.string += node
                case Emphasis():
                    self._add(node.text)
                case Link() if node.text:
                    self._add(node.text)
                case Link():
                    self.string += node.href
                case Math():
                    self.string += "x"  # a formula stands in its sentence like a word
                case Code():
                    self.string += node.text
                case NoteRef() | PageBreak():
                    self._marks.add(len(self.string))

    def apply(self, edits: Iterable[Edit]) -> Iterator[str]:
        """The strings after the edits; an edit that is not inside one string is left out."""
        edits = [edit for edit in edits if not (edit[0] == edit[1] and edit[0] in self._marks)]
        for start, end in self._leaves:
            own = [edit for edit in edits if start <= edit[0] and edit[1] <= end]
            edits = [edit for edit in edits if edit not in own]  # an insertion between two goes in once
            yield _apply(self.string[start:end], ((a - start, b - start, new) for a, b, new in own))


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
