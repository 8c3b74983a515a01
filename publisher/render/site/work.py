"""The part of a site that is one work: title page, pages of text, list of printed pages, downloads."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

from publisher.render.cover import draw_cover
from publisher.render.outline import Entry, shallow
from publisher.render.site import linked_data
from publisher.render.site.frame import Frame
from publisher.render.site.plain import plain_text
from publisher.render.site.plan import Page, Plan, plan
from publisher.render.view import imprint
from publisher.tree.nodes import Document, Metadata, Paragraph
from publisher.tree.walk import map_blocks, plain, replaced, walk
from publisher.tree.yaml_form import dumps

_CONTENTS = 700
"""Most entries of the contents on the title page; deeper levels are left out beyond it."""
_NEIGHBOURS = 60
"""Most entries of the outline beside a page that stand before, or after, the one that the page is in."""


_DESCRIPTION = 120
"""Characters of a page's text that describe it."""


@dataclass(frozen=True, slots=True)
class SiteWork:
    """A work that is to stand in a site."""

    name: str
    """The name of its folder in the site."""
    metadata: Metadata
    load: Callable[[], Document]
    downloads: Mapping[str, Path]
    """Files of its editions, by format."""


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article of a work as the feed names it."""

    title: str
    path: str
    """Of its page in the site."""
    description: str


@dataclass(frozen=True, slots=True)
class Card:
    """A work as the shelf shows it."""

    title: str
    metadata: Metadata
    language: str
    folder: str
    """The folder of the work in the site, with a slash at its end."""
    home: str
    """The path of its title page in the site."""
    downloads: Mapping[str, str]
    """Paths in the site, by format."""
    pages: tuple[str, ...]
    """Paths in the site of its pages of text."""
    articles: tuple[ArticleCard, ...]
    """Those of a newspaper, newsletter or the like."""


def downloads(folder: Path, stem: str) -> dict[str, Path]:
    """The files in a work's folder that a site offers to take away, by format."""
    files = {
        "epub": folder / f"{stem}.epub",
        "pdf": folder / f"{stem}.pdf",
        "yaml": folder / "document.yaml",
    }
    return {name: file for name, file in files.items() if file.is_file()}


def write_work(frame: Frame, work: SiteWork) -> Card:
    """Write all pages of a work. Raises ``OutputError``, and what loading it raises."""
    document = work.load()
    planned = plan(document, proof=frame.proof)
    folder = f"works/{work.name}/"
    files = {name: f"{folder}{work.name}{file.suffix}" for name, file in work.downloads.items()}
    card = Card(
        title=planned.view.title,
        metadata=work.metadata,
        language=planned.view.language,
        folder=folder,
        home="index.html" if frame.alone else f"{folder}index.html",
        downloads=files,
        pages=tuple(f"{folder}{page.name}.html" for page in planned.pages),
        articles=tuple(
            ArticleCard(page.title, f"{folder}{page.name}.html", _opening_words(page))
            for page in planned.pages
            if page.kind == "article"
        ),
    )
    (frame.folder / folder).mkdir(parents=True)
    for name, path in files.items():
        shutil.copyfile(work.downloads[name], frame.folder / path)
    _Writer(frame, card, planned, document).write()
    return card


class _Writer:
    """Writes the pages of one work."""

    def __init__(self, frame: Frame, card: Card, planned: Plan, document: Document) -> None:
        self._frame, self._card, self._plan, self._document = frame, card, planned, document
        self._write = partial(
            frame.write, language=card.language, view=planned.view, card=card, address=self._address
        )

    def _address(self, entry: Entry) -> str:
        """The path of a heading in the site."""
        return self._card.folder + self._plan.address(entry.id)

    def write(self) -> None:
        """Write all."""
        view, card = self._plan.view, self._card
        self._frame.write_text(f"{card.folder}cover.svg", draw_cover(view, self._frame.theme))
        self._write(
            card.home,
            "site/work.jinja",
            title=view.title,
            imprint=imprint(view.metadata),
            contents=shallow(self._plan.outline, _CONTENTS),
            start=self._plan.pages[0] if self._plan.pages else None,
            linked_data=linked_data.book(view, self._frame.url(card.home)),
        )
        if view.pages:
            self._write(f"{card.folder}pages.html", "site/pages.jinja", title=view.words["pages"])
        around = [None, *self._plan.pages, None]
        for (before, page), (_, after) in pairwise(pairwise(around)):
            if page:
                self._page(page, before, after)

    def _page(self, page: Page, before: Page | None, after: Page | None) -> None:
        path, view = f"{self._card.folder}{page.name}", self._plan.view
        self._write(
            f"{path}.html",
            "site/text.jinja",
            title=page.title,
            page=page,
            description=_opening_words(page),
            linked_data=linked_data.text(
                view, page, url=self._frame.url(f"{path}.html"), work_url=self._frame.url(self._card.home)
            ),
            before=before,
            after=after,
            beside=self._nearby(self._plan.outline, page),
        )
        self._frame.write_text(f"{path}.txt", plain_text(page.tree))
        part = Document(source=self._document.source, metadata=self._document.metadata, body=page.tree)
        self._frame.write_text(f"{path}.yaml", dumps(_without_doubts(part)))

    def _nearby(self, entries: tuple[Entry, ...], page: Page, above: str = "") -> tuple[Entry, ...]:
        """The outline as a page shows it: open where it is, without what stands on the page ``above``."""
        path, files = page.path, self._plan.files
        apart = [entry for entry in entries if files[entry.id] != above]
        at = next((n for n, entry in enumerate(apart) if entry.id in path), 0)
        return tuple(
            Entry(
                entry.id,
                entry.title,
                entry.depth,
                self._nearby(entry.children, page, files[entry.id]) if entry.id in path else (),
            )
            for entry in apart[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
        )


def _without_doubts(document: Document) -> Document:
    """A document without how sure the recovery was, which the tree of the whole work tells."""
    return map_blocks(document, lambda block: replaced(block, confidence=1.0, why=""))


def _opening_words(page: Page) -> str:
    """The first words of a page's running text, to describe it; empty where it has none."""
    paragraphs = (
        plain(block.text) for block in walk(page.blocks) if isinstance(block, Paragraph) and not block.role
    )
    return " ".join(next(paragraphs, "").split())[:_DESCRIPTION]
