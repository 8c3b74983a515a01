"""PDF files read back: where their text stands, where their links lead, whether their tags hold together."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pikepdf
import pypdf
import pypdfium2
from pikepdf import Name


def characters_outside(pdf: bytes) -> list[tuple[int, str]]:
    """The characters that stand, at least in part, outside their page: page from 1 and character."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            width, height = page.get_size()
            text = page.get_textpage()
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index)
                if right > left and (min(left, bottom) < 0 or right > width or top > height):
                    found.append((number, text.get_text_range(index, 1)))
    return found


def characters_undrawn(pdf: bytes) -> list[tuple[int, str]]:
    """The ideographs of which a page shows nothing: page from 1 and character."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            for index, char in enumerate(text.get_text_range()):
                _, bottom, _, top = text.get_charbox(index)
                if "\u4e01" <= char <= "\u9fff" and top - bottom < 1:
                    found.append((number, char))
    return found


def bookmarks(reader: pypdf.PdfReader) -> list[tuple[str, int, int]]:
    """Title, depth and page (from 1) of every bookmark."""

    def entries(items: list[Any], depth: int) -> Iterator[tuple[str, int, int]]:
        for item in items:
            if isinstance(item, list):
                yield from entries(item, depth + 1)
            else:
                yield item.title, depth, (reader.get_destination_page_number(item) or 0) + 1

    return list(entries(list(reader.outline), 1))


def contents_lines(pdf: bytes) -> Iterator[tuple[str, str, str, bool]]:
    """The lines of all contents: title, printed number, label of the page the line leads to, and whether a
    heading stands on it (in the outline, as a printed title may differ from its heading)."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    headed = {page - 1 for _, _, page in bookmarks(reader)}
    places = reader.named_destinations
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage() for page in document]
        for number, page in enumerate(reader.pages):
            links = [a for a in map(_object, page.get("/Annots", ())) if "/Dest" in a]
            for name, rectangles in groupby(links, lambda link: str(link["/Dest"])):
                boxes = [[float(v) for v in link["/Rect"]] for link in rectangles]
                line = "".join(texts[number].get_text_bounded(*_normal(box)) for box in boxes)
                match = re.fullmatch(r"(.*?)\s*\.{3,}\s*(\w+)\s*", line, re.DOTALL)
                target = reader.get_destination_page_number(places[name])
                if match and target is not None:
                    yield match[1], match[2], reader.page_labels[target], target in headed


def _object(reference: Any) -> Any:
    return reference.get_object()


def _normal(box: list[float]) -> tuple[float, float, float, float]:
    """Left, bottom, right, top."""
    return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])


def faults_of_structure(pdf: bytes) -> list[str]:
    """Where the structure tree, its parent tree and the pages contradict each other."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(_faults(document))


def _faults(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root.StructTreeRoot
    pages = {page.obj.objgen for page in document.pages}
    elements: set[tuple[int, int]] = set()
    texts: set[tuple[tuple[int, int], int, tuple[int, int]]] = set()
    waiting = [(root.K[0], kid) for kid in root.K[0].K]
    while waiting:
        parent, element = waiting.pop()
        if isinstance(element, int):
            texts.add((parent.Pg.objgen, element, parent.objgen))
            continue
        if "/Pg" in element and element.Pg.objgen not in pages:
            yield f"{element.get(Name.S)} is on a page that is not there"
        if element.get(Name.Type) == Name.OBJR:
            continue
        if element.P.objgen != parent.objgen:
            yield f"{element.S} has another parent"
        elements.add(element.objgen)
        waiting += [(element, kid) for kid in element.get(Name.K, ())]
    numbers = list(root.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for page in document.pages:
        for number, element in enumerate(parents[int(page.obj.StructParents)]):
            if element.objgen not in elements:
                yield "text leads to an element that is not in the tree"
            if (page.obj.objgen, number, element.objgen) not in texts:
                yield f"{element.S} does not know its text"
        for link in page.obj.get(Name.Annots, ()):
            if parents[int(link.StructParent)].objgen not in elements:
                yield "a link leads to an element that is not in the tree"
            if Name.Dest not in link and Name.A not in link:
                yield f"a link leads nowhere: {link.get(Name.Contents)}"
    names = [bytes(name) for name in root.get(Name.IDTree, {"/Names": []})["/Names"]][::2]
    if names != sorted(set(names)):
        yield "names of elements are not sorted, or stand for several"
