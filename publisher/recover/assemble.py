"""From units and an outline to the document tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from publisher.recover.confidence import calibrated
from publisher.recover.measure.line import Line
from publisher.recover.notes.find import PrintedMarks
from publisher.recover.outline.heading import Heading, Level
from publisher.recover.text.inlines import parse_inlines
from publisher.recover.text.lists import Label, list_runs, read_label
from publisher.recover.text.places import places_of, ranges_source, source_of
from publisher.recover.text.quotations import attribute, is_attribution, quote
from publisher.recover.text.units import Unit
from publisher.recover.text.verse import are_entries, positions_without, split_text
from publisher.tree.nodes import (
    AnyBlock,
    AnyInline,
    Aside,
    Caption,
    Emphasis,
    Figure,
    Formula,
    Item,
    List,
    Math,
    NoteRef,
    PageBreak,
    Paragraph,
    Quote,
    Removed,
    Section,
    Text,
    ThematicBreak,
    Verse,
)
from publisher.tree.walk import as_text, inlines

_HASHES = re.compile(r"#{1,6}\s+(?=\S)")


@dataclass(slots=True)
class _Open:
    """A section under construction; the outermost has no heading."""

    heading: Section | Aside | None = None
    level: int = 0
    blocks: list[AnyBlock] = field(default_factory=list)


class Assembler:
    """Builds the tree block by block, in reading order."""

    def __init__(self, note_marks: PrintedMarks, page_of: dict[int, PageBreak], *, numbered: float) -> None:
        """``page_of`` gives the page that begins with a line, by the line's number.

        So many paragraphs in a row as ``numbered`` says make a list where they are numbered ``1.``
        """
        self._numbered = numbered
        self._stack = [_Open()]
        self._marks = note_marks
        self._page_of = page_of
        self.removed: list[Removed] = []

    def heading(self, heading: Heading, level: Level, units: Sequence[Unit]) -> None:
        """Open a section; those of its level and below are closed."""
        while self._stack[-1].level >= level.number:
            self._close()
        self._end()
        for unit in units:
            self._break_pages(unit.lines)
        parts: list[AnyInline] = []
        for before, unit in zip([None, *units], units, strict=False):
            if before and f"{before.text[-2:]}{unit.text[:2]}" not in heading.title:
                parts.append(" ")
            parts.extend(inlines(self._text(unit, pages=False)))
        title = _unwrapped(as_text(parts))
        src = source_of([line for unit in units for line in unit.lines])
        confidence, why = _confidence_of_heading(heading, level, units[0].lines[0].number)
        opened: Section | Aside
        if heading.style == "box":
            opened = Aside(level=level.number, title=title, src=src, confidence=confidence, why=why)
        else:
            opened = Section(
                level=level.number,
                title=title,
                number=heading.number,
                role="article" if heading.style == "headline" else "",
                continues=heading.continues,
                src=src,
                confidence=confidence,
                why=why,
            )
        self._stack.append(_Open(opened, level.number))

    def repeated(self, units: Sequence[Unit]) -> None:
        """Take out what only repeats the heading before it."""
        for line in (line for unit in units for line in unit.lines):
            self._break_pages([line])
            self.removed.append(Removed(src=f"L{line.number}", reason="duplicate", text=line.text))

    def blocks(self, units: Sequence[Unit]) -> None:
        """Paragraphs, lists and recognised pieces under the open heading."""
        labels = [self._label(unit) for unit in units]
        settled = {i for i, unit in enumerate(units) if unit.settled == "item"}
        lists = dict(list_runs(labels, self._numbered, settled))
        index = 0
        while index < len(units):
            end = lists.get(index)
            if units[index].role == "pull":
                end = next((i for i in range(index, len(units)) if units[i].role != "pull"), len(units))
                self._pull(units[index:end], labels[index:end])
                index = end
            elif end:
                self._list(units[index:end], labels[index:end])
                index = end
            else:
                self._block(units[index])
                index += 1

    def close(self) -> tuple[AnyBlock, ...]:
        """All blocks of the work."""
        while len(self._stack) > 1:
            self._close()
        return tuple(self._end())

    def _label(self, unit: Unit) -> Label | None:
        label = read_label(unit.text) if unit.text else None
        if unit.settled:
            return (label or Label("", "bullet", 0)) if unit.settled == "item" else None
        return label

    def _add(self, block: AnyBlock) -> None:
        """Put a block under the open heading; a thematic break has text before it."""
        blocks = self._stack[-1].blocks
        if not isinstance(block, ThematicBreak) or (blocks and not isinstance(blocks[-1], ThematicBreak)):
            blocks.append(block)

    def _end(self) -> list[AnyBlock]:
        """The blocks of the open section so far; a thematic break before a heading is only its space."""
        blocks = self._stack[-1].blocks
        if blocks and isinstance(blocks[-1], ThematicBreak):
            blocks.pop()
        return blocks

    def _close(self) -> None:
        self._end()
        done = self._stack.pop()
        assert done.heading is not None
        self._stack[-1].blocks.append(msgspec.structs.replace(done.heading, children=tuple(done.blocks)))

    def _break_pages(self, lines: Sequence[Line]) -> None:
        for line in lines:
            if line.number in self._page_of:
                self._add(self._page_of.pop(line.number))

    def _block(self, unit: Unit) -> None:
        if unit.piece:
            self._break_pages(unit.lines)
            self.removed.extend(unit.piece.removed)
            self._add(unit.piece.block)
            return
        if unit.setting in {"lines", "verse"}:
            self._line_by_line(unit)
            return
        self._break_pages(unit.lines[:1])
        if unit.role == "caption":
            caption = Caption(text=self._text(unit, pages=False))
            self._add(Figure(caption=caption, src=source_of(unit.lines)))
            return
        text = self._text(unit)
        if isinstance(text, tuple) and len(text) == 1 and isinstance(text[0], Math):
            self._add(Formula(latex=text[0].latex, src=source_of(unit.lines)))
            return
        if not unit.settled and is_attribution(unit):
            attribute(self._stack[-1].blocks, text, source_of(unit.lines))
            return
        confidence, why = _confidence(unit)
        paragraph = Paragraph(
            text=text,
            role="" if unit.role == "pull" else unit.role,
            src=source_of(unit.lines),
            confidence=confidence,
            why=why,
        )
        if unit.setting == "inset":
            quote(self._stack[-1].blocks, paragraph)
        else:
            self._add(paragraph)

    def _line_by_line(self, unit: Unit) -> None:
        """Verse and its like, or the entries of a list."""
        self._break_pages(unit.lines)
        parsed = parse_inlines(unit.text, self._marks.labels)
        self._account(unit, parsed.markup)
        lines = split_text(parsed.text, positions_without(unit.offsets[1:], parsed.markup))
        entries = unit.setting == "lines" and are_entries([line.text for line in unit.lines])
        if entries and len(lines) == len(unit.lines):
            items = (
                Item(text=text, src=source_of([line])) for text, line in zip(lines, unit.lines, strict=True)
            )
            self._add(List(items=tuple(items)))
        else:
            self._add(Verse(lines=lines, src=source_of(unit.lines)))

    def _list(self, units: Sequence[Unit], labels: Sequence[Label | None]) -> None:
        self._break_pages(units[0].lines[:1])
        items: list[Item] = []
        for unit, label in zip(units, labels, strict=True):
            assert label is not None
            confidence, why = _confidence(unit)
            items.append(
                Item(
                    text=self._text(unit, start=len(label.text)),
                    label=label.text.replace("_", ""),
                    src=source_of(unit.lines),
                    confidence=confidence,
                    why=why,
                )
            )
        ordered = labels[0] is not None and labels[0].style != "bullet"
        self._add(List(items=tuple(items), ordered=ordered))

    def _pull(self, units: Sequence[Unit], labels: Sequence[Label | None]) -> None:
        """Words pulled out of a text: their bullets are mark-up."""
        children = []
        for unit, label in zip(units, labels, strict=True):
            start = len(label.text) if label else 0
            self._account(unit, [(0, start)])
            children.append(Paragraph(text=self._text(unit, start=start), src=source_of(unit.lines)))
        self._add(Quote(children=tuple(children), role="pull"))

    def _text(self, unit: Unit, *, start: int = 0, pages: bool = True) -> Text:
        """The inline nodes of a unit from ``start`` on.

        Its mark-up goes into the account, the pages that begin in it into the text.
        """
        markup = [(at, at + 1) for at, char in enumerate(unit.text[:start]) if char == "_"]
        hashes = _HASHES.match(unit.text)
        if hashes:
            start = hashes.end()
            markup.append((0, start))
        start += len(unit.text[start:]) - len(unit.text[start:].lstrip())
        parts: list[AnyInline] = []
        for end, node, goes_on in self._cuts(unit, pages=pages):
            parsed = parse_inlines(unit.text[start:end], self._marks.labels)
            markup.extend((a + start, b + start) for a, b in parsed.markup)
            parts.extend(inlines(parsed.text))
            if node:
                parts.append(node)
            start = max(start, goes_on)
        self._account(unit, markup)
        return as_text(parts)

    def _cuts(self, unit: Unit, *, pages: bool) -> Iterator[tuple[int, AnyInline, int]]:
        """What stands in the text of a unit by its place, not its looks: pages, and digits that are note
        marks. Each with the offset where it stands and that where the text goes on; at the end nothing.
        """
        for offset, line in zip(unit.offsets, unit.lines, strict=True):
            if pages and line.number in self._page_of:
                yield offset, self._page_of.pop(line.number), offset
            for start, end in self._marks.digits.get(line.number, ()):
                yield offset + start, NoteRef(label=line.text[start:end]), offset + end
        yield len(unit.text), "", len(unit.text)

    def _account(self, unit: Unit, markup: Sequence[tuple[int, int]]) -> None:
        self.removed.extend(
            Removed(src=f"L{line}:{column}-{column}", reason="hyphen", text="-")
            for line, column in sorted(unit.dropped)
        )
        if markup:
            sources = ranges_source(unit.text, markup, places_of(unit.lines, unit.dropped))
            self.removed.extend(Removed(src=src, reason="markup") for src in sources)


def _confidence(unit: Unit) -> tuple[float, str]:
    """How sure it is that a text is just its unit, and a reason."""
    confidence = calibrated("text", unit.confidence, unit.lines[0].number)
    return confidence, unit.why or "no seam in doubt"


def _confidence_of_heading(heading: Heading, level: Level, line: int) -> tuple[float, str]:
    """How sure it is that a text is a heading, and of its level, whichever is less sure, and a reason."""
    sure = (1.0, "")
    if heading.why:
        sure = calibrated(f"heading {heading.why}", heading.confidence, line), heading.why
    if level.way:
        sure = min(sure, (calibrated(f"level {level.way}", level.confidence, line), level.why))
    return sure


def _unwrapped(title: Text) -> Text:
    """A title that is emphasised as a whole is plain: all titles are."""
    if isinstance(title, tuple) and len(title) == 1 and isinstance(title[0], Emphasis):
        return title[0].text
    return title
