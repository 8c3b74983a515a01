"""What WeasyPrint 70 leaves out of the structure tree, added element by element, and what it could spare.

Running heads and folios are artifacts (ISO 14289-1, 7.8), notes are ``Note`` with a name of their own (7.9),
head cells say what they head (7.5), passages in another language say so (7.2), and links are described by
their words (7.18.5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pydyf
from weasyprint import draw
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags

_SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row"}
_HOLDERS = {"/P", "/TD", "/TH", "/Caption", "/LBody", "/Lbl", "/Note", "/Span"} | {
    f"/H{n}" for n in range(1, 7)
}
"""Elements that may hold text themselves."""
_PLAIN = {"Type", "S", "K", "Pg", "P"}
"""The entries of an element that says nothing of its own."""
_NOTE = "footnote"
"""The class of notes at the foot of the page."""


def complete_tags() -> None:
    """Put our functions around those of WeasyPrint; to be called once."""
    draw.draw_stacking_context = _with_artifacts(draw.draw_stacking_context)
    tags._build_box_tree = _with_details(tags._build_box_tree)


def _with_artifacts(draw_context: Callable[..., None]) -> Callable[..., None]:
    """A function that draws what stands in the margins as artifacts."""

    def draw_stacking_context(stream: Any, context: Any) -> None:
        if not isinstance(context.box, boxes.MarginBox) or stream._tags is None:
            draw_context(stream, context)
            return
        tags = stream._tags
        with stream.artifact():
            stream._tags = None
            draw_context(stream, context)
            stream._tags = tags

    return draw_stacking_context


def _with_details(build: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """A function that builds the structure elements of a box with what WeasyPrint does not say of them."""

    def build_box_tree(box: Any, *rest: Any) -> Iterator[Any]:
        if isinstance(box, boxes.MarginBox):
            return
        for element in build(box, *rest):
            if box.element is not None and box.element_tag == box.element.tag:
                _describe(element, box.element)
            if box.link_annotation and (words := "".join(box.element.itertext()).split()):
                box.link_annotation["Contents"] = pydyf.String(" ".join(words))
            yield element

    return build_box_tree


def _describe(element: Any, source: Any) -> None:
    """Add to a structure element what its HTML element says."""
    if element["S"] == "/TH" and source.get("scope") in _SCOPES:
        element["A"]["Scope"] = _SCOPES[source.get("scope")]
    if source.get("class") == _NOTE:
        element["S"] = "/Note"
        element["ID"] = pydyf.String(f"note-{element.number}")
    if language := source.get("lang"):
        element["Lang"] = pydyf.String(language)


def dissolve_spans(pdf: Any) -> None:
    """Let elements hold their lines themselves: WeasyPrint makes a span of each, most of all elements."""
    elements = {
        item.reference: item
        for item in pdf.objects
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem"
    }
    contents: dict[bytes, list[int]] = {}
    for reference, element in reversed(elements.items()):  # what is inside an element comes after it
        element["K"] = pydyf.Array(kid for kids in element["K"] for kid in contents.get(kids, (kids,)))
        if _is_needless(element, elements.get(element["P"])):
            contents[reference] = element["K"]
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    for page in _object(pdf, root["ParentTree"])["Nums"][1::2]:
        if isinstance(page, list):
            page[:] = [_holder(reference, elements, contents) for reference in page]


def _is_needless(element: Any, parent: Any) -> bool:
    return (
        element["S"] == "/Span"
        and parent is not None
        and parent["S"] in _HOLDERS
        and element.keys() <= _PLAIN
        and all(isinstance(kid, int) for kid in element["K"])
    )


def _holder(reference: bytes, elements: dict[bytes, Any], dissolved: dict[bytes, list[int]]) -> bytes:
    """The element that holds what was given to an element."""
    while reference in dissolved:
        reference = elements[reference]["P"]
    return reference


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
