"""Note marks: what they look like in a text, and which marks and labels mean the same note."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass

CIRCLED = "①-⑳㉑-㉟㊱-㊿"
"""Circled numbers, as the inside of a character class."""
SUPERIOR = "⁰¹²³⁴-⁹"
"""Superior digits, as the inside of a character class."""
MARK_START = rf"\^\[$*†‡§{CIRCLED}{SUPERIOR}"
"""The characters that a note mark can open with, as the inside of a character class."""

_LABEL = rf"[{CIRCLED}]|\[(?:\d{{1,3}}|[A-Z]|[{CIRCLED}]|\*{{1,3}})\]"
_EXPLICIT = re.compile(
    rf"\^\{{(?P<braced>{_LABEL})\}}|\^(?P<raised>{_LABEL})"
    rf"|\$\s?\^\s?\{{?\s?(?P<formula>{_LABEL}|\d{{1,3}}|\*{{1,3}})\s?\}}?\s?\$"
    r"|\[\^(?P<key>\d{1,3})\](?!:)"
)
_BARE = re.compile(rf"{_LABEL}|[{SUPERIOR}]+|\*{{1,3}}(?!\*)|[†‡§]+")
_ENUMERATOR = re.compile(rf"(?:^|[：:；;，,、（(\s])[{CIRCLED}](?=[^\s，。；、])")
_KINDS = {
    "letter": re.compile(r"\[[A-Z]\]"),
    "bracket": re.compile(r"[\[［〔【].*[\]］〕】]"),
    "circled": re.compile(f"[{CIRCLED}]"),
    "superior": re.compile(f"[{SUPERIOR}]+"),
    "symbol": re.compile(r"\*{1,3}|[†‡§]+"),
}
_UNIT = re.compile(rf"(?:^|[^A-Za-z])[A-Za-z]{{1,2}}$|[\d{SUPERIOR}]$")
"""A unit or a number: superior digits after it are an exponent."""
_MARK_START = re.compile(f"[{MARK_START}]")
_NEVER_AFTER = "（《〈「『【〔“‘([{<-–—~～*·•/\\+=#"
"""No mark stands directly after one of these."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A note mark in a text."""

    start: int
    """Offset of its first character."""
    before: str
    """Mark-up before the label, such as ``^``."""
    label: str
    """The label as printed."""
    after: str
    """Mark-up after the label."""
    explicit: bool
    """The mark-up says that it is a note mark."""

    @property
    def kind(self) -> str:
        """The kind of its label; ``key`` for a Markdown footnote."""
        return "key" if self.before == "[^" else label_kind(self.label)


class _Everything(Container[str]):
    def __contains__(self, label: object) -> bool:
        return True


def possible_marks(text: str) -> Iterator[Mark]:
    """All signs of a text that stand where note marks stand."""
    enumerates = has_enumerators(text)
    end = 0
    for match in _MARK_START.finditer(text):
        if match.start() >= end and (mark := mark_at(text, match.start(), _Everything(), enumerates)):
            end = mark.start + len(mark.before) + len(mark.label) + len(mark.after)
            yield mark


def has_enumerators(text: str) -> bool:
    """Whether circled numbers count off the parts of a sentence, as in ``①…；②…``."""
    return bool(_ENUMERATOR.search(text))


def mark_at(text: str, start: int, marks: Container[str], enumerates: bool) -> Mark | None:
    """The note mark at an offset, where there is one.

    ``marks`` are the marks that may be taken without mark-up that makes them explicit; ``enumerates``
    says whether circled numbers of the text are enumerators.
    """
    match = _EXPLICIT.match(text, start)
    if match and match.lastgroup:
        label, (inner, end) = match[match.lastgroup], match.span(match.lastgroup)
        plain_number = match.lastgroup == "formula" and label.isdigit()
        if not plain_number or label in marks:
            return Mark(start, text[start:inner], label, text[end : match.end()], not plain_number)
    match = _BARE.match(text, start)
    if not match or match[0] not in marks or not _stands_as_mark(text, match, enumerates):
        return None
    return Mark(start, "", match[0], "", False)


def _stands_as_mark(text: str, match: re.Match[str], enumerates: bool) -> bool:
    before, label = text[max(0, match.start() - 4) : match.start()], match[0]
    after = text[match.end() : match.end() + 1]
    if label.startswith("["):
        before = before.removesuffix(" ")
        if not before and after in ("", "\n"):
            return True
    if not before or before[-1].isspace() or before[-1] in _NEVER_AFTER:
        return False
    if label.startswith("["):
        return True
    if label[0] == "*":
        return not after.isalnum() or (before[-1].isalnum() and not after.isascii())
    if label[0] in "†‡§":
        return True
    if label[0] in "⁰¹²³" or "⁴" <= label[0] <= "⁹":
        return not _UNIT.search(before)
    return not enumerates


def label_kind(label: str) -> str:
    """The kind of a mark's or note's label as printed: ``bracket``, ``circled``, ``superior`` …"""
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(label)), "number")


def label_value(label: str) -> str:
    """What a mark or note label counts as: ``①``, ``[1]``, ``1.`` and ``¹`` are all ``1``."""
    bare = unicodedata.normalize("NFKC", label).strip(" \t[](){}〔〕【】.、:：^")
    return bare.lstrip("0") or bare
