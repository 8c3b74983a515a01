"""What the templates get: the work with its addresses and references, and what follows from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from markupsafe import Markup

from publisher.render.anchors import Places, find_places, with_anchors
from publisher.render.characters import LOST, pieces
from publisher.render.foreign import foreign_language
from publisher.render.grid import Fit, Grid, unfitted
from publisher.render.interface import Words, words_for
from publisher.render.matter import LISTS
from publisher.render.outline import Entry, outline
from publisher.render.references import with_references
from publisher.tree.nodes import AnyBlock, Contents, Division, Document, ListRole, Metadata, PageBreak, Text
from publisher.tree.walk import walk

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

Formula = Callable[[str, bool], Markup | None]
"""LaTeX and whether it is displayed, to mark-up; None where it cannot be drawn."""


@dataclass(frozen=True)
class View:
    """A work as the templates see it."""

    metadata: Metadata
    title: str
    """Never empty: the work's title, else its first heading, else the dump's name."""
    body: tuple[AnyBlock, ...]
    words: Words
    outline: tuple[Entry, ...]
    places: Places
    draw: Formula
    epub: bool = False
    """Whether elements carry ``epub:type``."""
    proof: bool = False
    """Whether blocks tell their lines in the dump."""
    special: re.Pattern[str] = LOST
    """The characters that are set apart, by groups named after their kind."""
    footnotes: frozenset[str] = frozenset()
    """Ids of the notes that are set with their marks, not where they stand."""
    fit: Callable[[Grid], list[Fit]] = unfitted
    """As which tables a grid is set."""
    folios: Mapping[str, str] = field(default_factory=dict)
    """What the folio says of the page on which each address stands; none where that is not known."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The file in which each address stands; none where the edition is one file."""

    @property
    def language(self) -> str:
        """The BCP 47 tag of the work, ``und`` where it gives none that could be one."""
        return self.metadata.language if _LANGUAGE.fullmatch(self.metadata.language) else "und"

    @property
    def pages(self) -> list[PageBreak]:
        """The certain pages, in reading order."""
        return self.places.pages

    @property
    def needs_title_page(self) -> bool:
        """Whether the title is to be set before the body, which says it in no place of its own."""
        opening = {block.role for block in self.body if isinstance(block, Division)}
        if opening & {"titlepage", "masthead"}:
            return False
        return bool(self.metadata.title) or not self.outline

    @property
    def list_terms(self) -> Mapping[ListRole, str]:
        """What printed contents and the lists like them are called in EPUB."""
        return LISTS

    @property
    def has_contents(self) -> bool:
        """Whether the work's own contents lead to most of what they name."""
        printed = [block for block in walk(self.body) if isinstance(block, Contents) and not block.role]
        entries = [entry for block in printed for entry in block.entries]
        return 2 * sum(bool(entry.target) for entry in entries) > len(entries)

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """A text cut at characters that are set apart: the kind of each piece, and the piece."""
        return pieces(text, self.special)

    def foreign(self, text: Text) -> str:
        """The language of a passage where it is not the work's; else empty."""
        return foreign_language(text, self.language)

    def href(self, target: str) -> str:
        """The link to an address; empty where the work has no such address."""
        if target not in self.places.ids:
            return ""
        return f"{self.files.get(target, '')}#{target}"

    def backlinks(self, note: str) -> list[str]:
        """The links to the marks of a note, in reading order."""
        return [self.href(mark) for mark in self.places.backlinks.get(note, [])]

    def phrase(self, name: str, what: str) -> str:
        """A phrase of the interface with what it is about."""
        return str(self.words[name]).replace("{}", what)


def view(document: Document, draw: Formula) -> View:
    """The view of a document, for an edition that is one file and draws formulas with ``draw``."""
    document = with_anchors(document)
    places = find_places(document.body)
    document = with_references(document, places)
    headings = outline(document.body)
    words = words_for(document.metadata.language)
    return View(
        metadata=document.metadata,
        title=title_of(document) or words["untitled"],
        body=document.body,
        words=words,
        outline=headings,
        places=places,
        draw=draw,
    )


def title_of(document: Document) -> str:
    """What a work is called: its title, else its first heading, else the dump's name, else nothing."""
    if document.metadata.title:
        return document.metadata.title
    for heading in outline(document.body):
        return heading.title
    return PurePath(document.source.file).stem if document.source else ""


def imprint(work: Metadata) -> list[str]:
    """Who published a work, where and when, as far as it says."""
    return [part for part in (work.place, work.publisher, work.edition, work.issue, work.date) if part]
