"""What a page says to machines about its work: schema.org terms in JSON-LD.

See https://schema.org/Book, https://schema.org/Article and https://schema.org/Dataset. Addresses are left out
where that of the site is not known.
"""

from __future__ import annotations

from typing import Any

from publisher.render.isbn import valid_isbn
from publisher.render.site.plan import Page
from publisher.render.view import View
from publisher.tree.nodes import Metadata, Table
from publisher.tree.walk import plain, walk

Data = dict[str, Any]

_CONTEXT = "https://schema.org"
_ROLES = {"author": "author", "editor": "editor", "translator": "translator", "illustrator": "illustrator"}
"""The terms for the roles of creators; all others contribute."""


def book(work: View, url: str) -> Data:
    """A work as a Book."""
    return {"@context": _CONTEXT, **_book(work, url)}


def text(work: View, page: Page, *, url: str, work_url: str) -> Data:
    """A page as a Chapter, or an Article where it is one, with its captioned tables as Datasets."""
    tables = [block for block in walk(page.blocks) if isinstance(block, Table) and block.caption]
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "Article" if page.kind else "Chapter",
            "name": page.title,
            "headline": page.title if page.kind else "",
            "inLanguage": work.language,
            "url": url,
            "isPartOf": _book(work, work_url),
            "hasPart": [_dataset(table, work, url) for table in tables],
        }
    )


def _book(work: View, url: str) -> Data:
    data = work.metadata
    return _filled(
        {
            "@type": "Book",
            "name": work.title,
            "alternativeHeadline": data.subtitle,
            "inLanguage": work.language,
            "url": url,
            **_creators(data),
            "publisher": {"@type": "Organization", "name": data.publisher} if data.publisher else "",
            "datePublished": data.date,
            "bookEdition": data.edition,
            "isbn": valid_isbn(data.isbn),
        }
    )


def _creators(data: Metadata) -> Data:
    found: Data = {}
    for creator in data.creators:
        term = _ROLES.get(creator.role, "contributor")
        found.setdefault(term, []).append({"@type": "Person", "name": creator.name})
    return found


def _dataset(table: Table, work: View, url: str) -> Data:
    caption = plain(table.caption.text) if table.caption else ""
    return _filled(
        {
            "@type": "Dataset",
            "name": caption,
            "description": " ".join(filter(None, (caption, table.unit, plain(table.source)))),
            "inLanguage": work.language,
            "url": f"{url}#{table.id}" if url else "",
        }
    )


def _filled(data: Data) -> Data:
    """The data without empty values."""
    return {name: value for name, value in data.items() if value}
