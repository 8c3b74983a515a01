"""The passages of a page that a search finds: what stands under one heading, cut where it is long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import html

_LONGEST = 1200
"""Characters after which a passage ends with the block that it is in: a hit's address is then near."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MATHS = frozenset(("math", "mrow", "mi", "mn", "mo", "msub", "msup", "msubsup", "mfrac"))
_WITHIN_LINES = _MATHS | {"a", "br", "code", "em", "i", "b", "ruby", "small", "span", "strong", "sub", "sup"}
"""Elements that do not end a line of text; a cell's end is a tab, that of all others a line's end."""
_SPACES = re.compile(r"\s+")
_CELLS = frozenset(("td", "th"))


@dataclass(slots=True)
class Passage:
    """A run of lines of a page under one heading."""

    address: str
    """Of the nearest block with an id, relative to the site's root."""
    above: str
    """The work and the chapters that the page stands in."""
    title: str
    """The page's main heading."""
    path: tuple[str, ...]
    """The headings of the page that the passage stands under, without the main one."""
    heading: str
    """The heading that the passage opens with; empty where it goes on under the same."""
    text: str = ""
    """Lines end with ``\\n``, table cells with ``\\t``: no phrase goes over either."""


def passages(page: Path, address: str) -> list[Passage]:
    """The passages of a page in reading order; none where no element of it is marked ``data-search``.

    That attribute names what the page stands in; an element marked ``data-search-not`` is left out.
    """
    root = html.fromstring(page.read_text("utf-8"))
    reader = _Reader(address, title=_title(root.find(".//h1")))
    for element in root.xpath("//*[@data-search]"):
        reader.above = element.get("data-search", "")
        reader.read(element)
    return reader.finished()


@dataclass(slots=True)
class _Reader:
    """Reads elements in document order into passages."""

    address: str
    title: str
    above: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    """The headings that the place is under, with their levels."""
    ids: list[str] = field(default_factory=list)
    """Of the elements around the place."""
    found: list[Passage] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    """The text of the last passage found."""
    size: int = 0

    def read(self, element: html.HtmlElement) -> None:
        """Take in an element with all that is in it."""
        if not isinstance(element.tag, str) or _is_left_out(element):
            return
        name = element.get("id")
        if name:
            self.ids.append(name)
        if element.tag in _HEADINGS:
            self._open(element)
        self._add(element.text)
        for child in element:
            self.read(child)
            self._add(child.tail)
        if element.tag not in _WITHIN_LINES:
            self._end_line("\t" if element.tag in _CELLS else "\n")
        elif element.tag == "br":
            self._add(" ")
        if name:
            self.ids.pop()

    def finished(self) -> list[Passage]:
        """All passages with text."""
        self._close()
        return [passage for passage in self.found if passage.text]

    def _open(self, heading: html.HtmlElement) -> None:
        level = int(heading.get("aria-level") or heading.tag[1:])
        self.headings = [one for one in self.headings if one[0] < level] + [(level, _title(heading))]
        self._begin(_title(heading))

    def _begin(self, heading: str) -> None:
        self._close()
        place = f"#{self.ids[-1]}" if self.ids else ""
        path = tuple(title for level, title in self.headings if level > 1)
        self.found.append(Passage(self.address + place, self.above, self.title, path, heading))

    def _close(self) -> None:
        if self.found:
            self.found[-1].text = "".join(self.parts).strip()
        self.parts, self.size = [], 0

    def _add(self, text: str | None) -> None:
        text = _SPACES.sub(" ", text or "")
        if self._at_line_start():
            text = text.lstrip()
        if not text:
            return
        if not self.found or (self.size > _LONGEST and self.parts[-1] == "\n"):
            self._begin("")
        self.parts.append(text)
        self.size += len(text)

    def _at_line_start(self) -> bool:
        return not self.parts or self.parts[-1] in "\n\t"

    def _end_line(self, end: str) -> None:
        if not self._at_line_start():
            self.parts.append(end)
        elif self.parts and self.parts[-1] == "\t":
            self.parts[-1] = end


def _is_left_out(element: html.HtmlElement) -> bool:
    """Whether an element is about the text, not of it: a tool, or a note's mark in the middle of a word."""
    return (
        element.tag in {"nav", "script", "style", "template", "rt", "rp", "annotation"}
        or element.get("role") in {"doc-noteref", "doc-backlink"}
        or element.get("data-search-not") is not None
    )


def _title(heading: html.HtmlElement | None) -> str:
    return "" if heading is None else " ".join("".join(_texts(heading)).split())


def _texts(element: html.HtmlElement) -> Iterator[str]:
    if not _is_left_out(element):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""
