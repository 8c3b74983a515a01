"""Parts joined to one PDF file: pages, outline, destinations, structure tree, folios.

The whole starts from a *base*, a file that brings the metadata and the fonts. On a *leaf* for each page of
the book, in its size, stands what only the whole can know, its folio.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from publisher.render.pdf.setting import SetPart

LOGGER = logging.getLogger(__name__)


def join(base: bytes, leaves: Iterable[SetPart], parts: Iterable[tuple[int, SetPart]], front: int) -> bytes:
    """The bytes of the whole book.

    ``parts`` are set parts with the page, from 0, on which each begins; leaves that no part has a page for
    stay blank. The first ``front`` pages are labelled with roman numbers, the others from 1.
    """
    with Pdf.open(io.BytesIO(base)) as pdf:
        book = _Book(pdf)
        for run in leaves:
            book.add_leaves(run)
        for start, part in parts:
            book.add(start, part)
        return book.finished(front)


class _Book:
    """A book that grows part by part."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._fonts = pdf.pages[0].obj.Resources.Font
        self._leaves: list[Page] = []
        self._pages: list[Page] = []
        self._outline: list[Object] = []
        self._places: list[tuple[bytes, Object]] = []
        self._links: list[Object] = []
        self._saved = pdf.make_stream(b"q")
        self._structure = _Structure(pdf) if Name.StructTreeRoot in pdf.Root else None

    def add_leaves(self, run: SetPart) -> None:
        """Add leaves after those that are there."""
        with Pdf.open(io.BytesIO(run.pdf)) as source:
            leaves = self._taken(source)
        for leaf in leaves:
            del leaf.obj.StructParents  # nothing on it is in the structure tree
        self._leaves += leaves
        self._pages += leaves

    def add(self, start: int, part: SetPart) -> None:
        """Put the pages of a part into the place of its leaves, with all that leads to them."""
        with Pdf.open(io.BytesIO(part.pdf)) as source:
            pages = self._taken(source)
            if self._structure:
                self._structure.add(source.Root.StructTreeRoot, pages)
            self._outline += _entries(self._pdf, source)
            self._places += _places(self._pdf, source)
        for number, page in enumerate(pages, start):
            self._stamp(page, number)
            self._pages[number] = page
            self._links += [link for link in page.obj.get(Name.Annots, ()) if Name.Dest in link]

    def _taken(self, source: Pdf) -> list[Page]:
        """The pages of a part in the book. They have one dictionary of fonts, which the part left empty."""
        first = len(self._pdf.pages)
        for page in source.pages:
            self._pdf.pages.append(page)
        pages = list(self._pdf.pages[first:])
        fonts = pages[0].obj.Resources.Font
        for name, font in self._fonts.items():
            fonts[name] = font
        return pages

    def _stamp(self, page: Page, number: int) -> None:
        """Draw on a page what stands on its leaf. The pages of a part share their resources."""
        folio = page.add_resource(
            self._leaves[number].as_form_xobject(), Name.XObject, Name(f"/Folio{number}")
        )
        stamp = self._pdf.make_stream(f"Q q {folio} Do Q".encode())
        page.obj.Contents = Array([self._saved, page.obj.Contents, stamp])

    def finished(self, front: int) -> bytes:
        """The bytes of the book."""
        pdf = self._pdf
        del pdf.pages[:]  # a page that is added while it is there would become a copy
        for page in self._pages:
            pdf.pages.append(page)
        pdf.Root.PageLabels = _labels(front, len(self._pages))
        pdf.Root.PageMode = Name.UseOutlines
        self._hang_outline()
        self._name_places()
        if self._structure:
            self._structure.finish()
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return out.getvalue()

    def _hang_outline(self) -> None:
        if not self._outline:
            return
        root = self._pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=len(self._outline)))
        for before, after in zip(self._outline, self._outline[1:], strict=False):
            before.Next, after.Prev = after, before
        for entry in self._outline:
            entry.Parent = root
        root.First, root.Last = self._outline[0], self._outline[-1]
        self._pdf.Root.Outlines = root

    def _name_places(self) -> None:
        """The named destinations, sorted as PDF wants them; links to places that are nowhere are undone."""
        places = dict(sorted(self._places, key=lambda pair: pair[0]))
        for link in self._links:
            if bytes(link.Dest) not in places:
                LOGGER.warning("a link leads nowhere: %s", str(link.Dest))
                del link.Dest
        pairs = [item for name, place in places.items() for item in (pikepdf.String(name), place)]
        if pairs:
            self._pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(pairs)))


class _Structure:
    """The structure tree of the whole: the trees of all parts under one ``Document``."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.Root.StructTreeRoot
        self._document = self._root.K[0]
        self._kids: list[Object] = []
        self._parents: list[Object] = []
        """What each page, and each annotation, leads to in the tree; by the numbers given in ``add``."""
        self._names: list[Object] = []

    def add(self, tree: Object, pages: Iterable[Page]) -> None:
        """Add the tree of a part whose pages stand in the book already."""
        copy = self._pdf.copy_foreign(tree)
        shift = len(self._parents)
        for page in pages:
            page.obj.StructParents += shift
            for annotation in page.obj.get(Name.Annots, ()):
                if Name.StructParent in annotation:
                    annotation.StructParent += shift
        numbered = list(copy.ParentTree.Nums)
        assert [int(number) for number in numbered[::2]] == list(range(len(numbered) // 2))
        self._parents += numbered[1::2]
        kids = list(copy.K[0].K)
        for kid in kids:
            kid.P = self._document
        self._kids += kids
        if Name.IDTree in copy:
            self._names += list(copy.IDTree.Names)

    def finish(self) -> None:
        """Write down what was gathered."""
        numbered = [item for pair in enumerate(self._parents) for item in pair]
        self._document.K = Array(self._kids)
        self._root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(numbered)))
        self._root.ParentTreeNextKey = len(self._parents)
        if self._names:
            self._root.IDTree = Dictionary(Names=Array(self._names))


def _entries(pdf: Pdf, source: Pdf) -> list[Object]:
    """The outermost outline entries of a part, in the book."""
    entries: list[Object] = []
    if Name.Outlines in source.Root:
        entry: Any = pdf.copy_foreign(source.Root.Outlines).First
        while entry is not None:
            entries.append(entry)
            entry = entry.get(Name.Next)
    return entries


def _places(pdf: Pdf, source: Pdf) -> list[tuple[bytes, Object]]:
    """The named destinations of a part, in the book."""
    names = source.Root.get(Name.Names, Dictionary())
    if Name.Dests not in names:
        return []
    pairs = list(pdf.copy_foreign(_indirect(source, names.Dests.Names)))
    return [(bytes(name), place) for name, place in zip(pairs[::2], pairs[1::2], strict=True)]


def _indirect(source: Pdf, value: Object) -> Object:
    """The value as an object of its own, which alone can be copied."""
    return value if value.is_indirect else source.make_indirect(value)


def _labels(front: int, pages: int) -> Dictionary:
    """The page labels: what the folios say."""
    ranges: list[Any] = [0, Dictionary(S=Name.r)] if front else []
    if front < pages:
        ranges += [front, Dictionary(S=Name.D)]
    return Dictionary(Nums=Array(ranges))
