"""The pages of a work in a site: one per chapter or article, each with its place in the work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from publisher.render.anchors import find_places
from publisher.render.chunks import Sizes, chunks, parted
from publisher.render.formulas import mathml
from publisher.render.outline import Entry
from publisher.render.view import View, view
from publisher.tree.nodes import AnyBlock, Aside, Block, Document, PageBreak, Section
from publisher.tree.walk import children, map_blocks, replaced, walk

SIZES = Sizes(longest=110_000, whole=30_000)
"""A chapter of more than some ten thousand characters is read section by section; no page is heavy."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a work."""

    name: str
    """The file name without its ending: the id of what the page opens with, if that is free."""
    start: str
    """The id of what the page opens with."""
    title: str
    blocks: tuple[AnyBlock, ...]
    """What stands on it, with the outermost heading at level 1 if the page opens with it, else at 2."""
    tree: tuple[AnyBlock, ...]
    """The same as it stands in the tree."""
    trail: tuple[Entry, ...]
    """The headings above it, outermost first."""
    inside: tuple[Entry, ...]
    """The headings on it, without that which it opens with."""
    below: tuple[Entry, ...]
    """The headings under that which it opens with that have pages of their own."""
    headed: bool
    """Whether it opens with the heading that is its title."""
    kind: str = ""
    """``article`` where the section it opens with is one."""

    @property
    def path(self) -> frozenset[str]:
        """The ids of the headings that lead to it, its own included."""
        return frozenset((*(entry.id for entry in self.trail), self.start))


@dataclass(frozen=True, slots=True)
class Plan:
    """A work with all its pages."""

    view: View
    pages: tuple[Page, ...]
    outline: tuple[Entry, ...]
    """The headings of the work, and the pages that have none."""
    files: Mapping[str, str]
    """The name of the page on which each place is, by id."""

    def address(self, place: str) -> str:
        """The address of a place, from the folder of the work; a page's opening is the page itself."""
        name = self.files[place]
        return f"{name}.html" if name == place else f"{name}.html#{place}"


def plan(document: Document, *, proof: bool = False) -> Plan:
    """The pages of a document."""
    work = view(document, mathml)
    work = replace(work, body=_parted(work, work.body))
    pieces = [chunk.blocks for chunk in chunks(work.body, SIZES)]
    trees = [chunk.blocks for chunk in chunks(_parted(work, document.body), SIZES)]
    names = list(_names(pieces))
    files = {
        place: name for name, blocks in zip(names, pieces, strict=True) for place in find_places(blocks).ids
    }
    work = replace(work, proof=proof, files={place: f"{name}.html" for place, name in files.items()})
    maker = _Maker(work, files)
    pages = tuple(maker.page(*parts) for parts in zip(names, pieces, trees, strict=True))
    return Plan(work, pages, tuple(_with_headless(pages, maker.entries)), files)


def _parted(work: View, body: tuple[AnyBlock, ...]) -> tuple[AnyBlock, ...]:
    """A body with long lists and the like in parts; a table, which can be sorted and copied, stays whole."""
    return tuple(parted(body, work.words["continued"], longest=SIZES.longest, tables=False))


def _with_headless(pages: Iterable[Page], entries: Mapping[str, Entry]) -> Iterator[Entry]:
    """The outermost headings, and the pages without one, in reading order."""
    for page in pages:
        if not page.trail and page.headed:
            yield entries[page.start]
        elif not page.trail:
            yield Entry(page.start, page.title, 1, ())
            yield from page.inside


def _names(pieces: Iterable[Sequence[Block]]) -> Iterator[str]:
    """A name for each page, also told apart where case is not."""
    used = {"index", "pages"}
    for blocks in pieces:
        opens = next((block for block in blocks if not isinstance(block, PageBreak)), blocks[0])
        name, number = opens.id, 1
        while name.casefold() in used:
            number += 1
            name = f"{opens.id}-{number}"
        used.add(name.casefold())
        yield name


class _Maker:
    """Makes the pages of a work, which it knows as a whole."""

    def __init__(self, work: View, files: Mapping[str, str]) -> None:
        self._work, self._files = work, files
        self.entries = {entry.id: entry for entry in _flat(work.outline)}
        self._trails = dict(self._walk(work.body, ()))
        self._front = True

    def _walk(
        self, blocks: Iterable[Block], trail: tuple[Entry, ...]
    ) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """The headings above each block."""
        for block in blocks:
            yield block.id, trail
            entry = self.entries.get(block.id)
            yield from self._walk(children(block), (*trail, entry) if entry else trail)

    def page(self, name: str, blocks: tuple[AnyBlock, ...], tree: tuple[AnyBlock, ...]) -> Page:
        """The page of that name with those blocks."""
        solid = [block for block in blocks if not isinstance(block, PageBreak)]
        first = (solid or blocks)[0]
        only = first if len(solid) == 1 and isinstance(first, Section) else None
        opening = self.entries.get(only.id) if only else None
        trail = self._trails[first.id]
        entries = opening.children if opening else tuple(_found(solid, self.entries))
        if entries or opening:
            self._front = False
        return Page(
            name=name,
            start=first.id,
            title=opening.title if opening else self._title(trail),
            blocks=_raised(blocks, only if opening else None),
            tree=tree,
            trail=trail,
            inside=_kept(entries, lambda entry: self._files[entry.id] == name),
            below=_kept(entries, lambda entry: self._files[entry.id] != name) if opening else (),
            headed=bool(opening),
            kind=only.role if only else "",
        )

    def _title(self, trail: tuple[Entry, ...]) -> str:
        """The title of a page that does not open with a heading."""
        if trail:
            return trail[-1].title + str(self._work.words["continued"])
        if not self._work.outline:
            return self._work.title
        return str(self._work.words["site"]["front" if self._front else "back"])


def _flat(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _flat(entry.children)


def _found(blocks: Iterable[Block], entries: Mapping[str, Entry]) -> Iterator[Entry]:
    """The outermost headings in some blocks."""
    for block in blocks:
        if block.id in entries:
            yield entries[block.id]
        else:
            yield from _found(children(block), entries)


def _kept(entries: Iterable[Entry], keep: Callable[[Entry], bool]) -> tuple[Entry, ...]:
    """The entries to keep, and of those under them the same."""
    return tuple(replace(entry, children=_kept(entry.children, keep)) for entry in entries if keep(entry))


def _raised(blocks: tuple[AnyBlock, ...], title: Section | None) -> tuple[AnyBlock, ...]:
    """The blocks with the heading that is the page's title at level 1, and all others below it."""
    levels = [block.level for block in walk(blocks) if isinstance(block, Section | Aside)]
    by = title.level - 1 if title else min(levels, default=2) - 2

    def raised(block: AnyBlock) -> AnyBlock:
        if not isinstance(block, Section | Aside):
            return block
        is_title = title is not None and block.id == title.id
        return replaced(block, level=1 if is_title else max(2, block.level - by))

    return map_blocks(Document(body=blocks), raised).body
