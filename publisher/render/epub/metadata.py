"""What the package says about a work: Dublin Core, and EPUB Accessibility 1.1 as far as it is true of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from importlib.metadata import version

from publisher.render.dates import work_date
from publisher.render.epub.package import Package
from publisher.render.isbn import valid_isbn
from publisher.render.view import View
from publisher.tree.nodes import GETA, Document, Figure, Formula, Math, Metadata
from publisher.tree.walk import inline_nodes, texts, walk

_NAMESPACE = uuid.UUID("6f1c4f0e-5b0c-5d39-9a58-0d6f1a1f2f0b")
"""Names the works that have no digest of a dump; an arbitrary, fixed UUID."""
_RELATORS = {
    "author": "aut",
    "editor": "edt",
    "translator": "trl",
    "compiler": "com",
    "illustrator": "ill",
    "contributor": "ctb",
}
"""MARC codes of the roles of creators."""
_FEATURES = {
    "headings": ("tableOfContents", "structuralNavigation"),
    "pages": ("pageBreakMarkers", "pageNavigation"),
    "formulas": ("MathML",),
}
"""Terms of Schema.org for what is true of a work."""
_STANDARD = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"


def identifier(document: Document, title: str) -> str:
    """The URN of the edition; the same for the same dump."""
    digest = document.source.sha256 if document.source else title
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, digest)}"


def describe(package: Package, work: View) -> None:
    """Add to a package all that is known of the work."""
    data = work.metadata
    isbn = valid_isbn(data.isbn)
    for name, value in (
        ("identifier", f"urn:isbn:{isbn}" if isbn else ""),
        ("publisher", data.publisher),
        ("date", data.date if work_date(data) else ""),
        ("source", _printed_source(data, isbn)),
    ):
        if value:
            package.describe(name, value)
    if data.subtitle:
        package.describe("title", data.subtitle, id="subtitle")
        package.declare("title-type", "subtitle", refines="#subtitle")
    for number, creator in enumerate(data.creators, 1):
        who = f"creator-{number}"
        package.describe("creator", creator.name, id=who)
        package.declare("role", _RELATORS[creator.role], refines=f"#{who}", scheme="marc:relators")
    _describe_access(package, work, _printed_source(data, isbn))


def _describe_access(package: Package, work: View, printed: str) -> None:
    """Conformance is claimed where the language is known and every formula could be drawn."""
    found = facts(work)
    package.declare("schema:accessMode", "textual")
    package.declare("schema:accessModeSufficient", "textual")
    for feature in ("readingOrder", "displayTransformability"):
        package.declare("schema:accessibilityFeature", feature)
    for feature in (term for fact in found for term in _FEATURES.get(fact, ())):
        package.declare("schema:accessibilityFeature", feature)
    package.declare("schema:accessibilityHazard", "none")
    package.declare("schema:accessibilitySummary", " ".join(about(work)))
    if "pages" in found:
        package.declare("pageBreakSource", printed or work.title)
    if work.language != "und" and all(work.draw(*formula) for formula in _formulas(work)):
        package.declare("dcterms:conformsTo", _STANDARD)
        package.declare("a11y:certifiedBy", f"publisher {version('publisher')}")


def facts(work: View) -> list[str]:
    """What is true of a work, by the names that its words have in ``about``."""
    blocks = list(walk(work.body))
    checks = {
        "headings": bool(work.outline),
        "pages": bool(work.pages),
        "formulas": any(work.draw(*formula) for formula in _formulas(work)),
        "pictures": any(isinstance(block, Figure) for block in blocks),
        "lost": any(GETA in text for block in blocks for text in texts(block)),
    }
    return [name for name, holds in checks.items() if holds]


def about(work: View) -> list[str]:
    """What a reader should know about the edition, in sentences."""
    words = work.words["about"]
    return [words["edition"], *(words[fact] for fact in facts(work))]


def _formulas(work: View) -> Iterator[tuple[str, bool]]:
    """The LaTeX of each formula, and whether it is displayed."""
    for block in walk(work.body):
        if isinstance(block, Formula):
            yield block.latex, True
        for node in inline_nodes(block):
            if isinstance(node, Math):
                yield node.latex, node.display


def _printed_source(work: Metadata, isbn: str) -> str:
    """What names the printed edition: its ISBN, else title, publisher and date."""
    return f"urn:isbn:{isbn}" if isbn else ", ".join(filter(None, (work.title, work.publisher, work.date)))
