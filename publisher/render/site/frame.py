"""What all pages of a site share: where they are, how they link to each other, how one is written."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from publisher.render.interface import Words, words_for
from publisher.render.theme import Theme


@dataclass(frozen=True)
class Frame:
    """A site that is being written. Paths in it are relative to its root, not quoted, with slashes."""

    folder: Path
    theme: Theme
    language: str
    """Of the pages that belong to no work."""
    alone: bool
    """Whether the site is one work, whose title page is the first page."""
    base_url: str = ""
    """The address of the root, with a slash at its end; empty where it is not known."""
    proof: bool = False
    """Whether the lines of the dump can be shown."""

    @property
    def words(self) -> Words:
        """The words of the pages that belong to no work."""
        return words_for(self.language)

    def write(self, path: str, template: str, *, title: str, language: str = "", **values: Any) -> None:
        """Fill the template of a page and write it to its path; ``language`` is that of a work.

        The template gets ``to``, which makes links from the page to other paths, and ``root``, the way up
        from it. Raises ``OutputError``.
        """
        here = posixpath.dirname(path)

        def to(target: str) -> str:
            path, mark, place = target.partition("#")
            return quote(posixpath.relpath(path, here)) + mark + place

        language = language or self.language
        text = self.theme.fill(
            template,
            **values,
            site=self,
            title=title,
            language=language,
            words=words_for(language),
            to=to,
            root="../" * path.count("/"),
            canonical=self.url(path),
        )
        self.write_text(path, text)

    def write_text(self, path: str, text: str) -> None:
        """Write a file of text."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def url(self, path: str) -> str:
        """The whole address of a path; empty where that of the root is not known."""
        return self.base_url + quote(path) if self.base_url else ""
