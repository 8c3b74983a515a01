"""The library page: ``index.html``, which lists every work built and links its editions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from publisher.files import write_file
from publisher.render.html import style_hash
from publisher.render.interface import Words, words_for
from publisher.render.theme import Theme
from publisher.tree.nodes import Creator


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """A work in the library."""

    title: str
    creators: Sequence[Creator]
    date: str
    language: str
    editions: Mapping[str, str]
    """Paths of its editions relative to the library's folder, by format name."""


def render_library(entries: Iterable[LibraryEntry], theme: Theme) -> str:
    """The page, in the language that most works are in. Raises ``OutputError`` for a bad theme."""
    works = list(entries)
    languages = Counter(entry.language for entry in works)
    language = languages.most_common(1)[0][0] if works else "en"
    words = words_for(language)
    style = theme.style("library/library.css", "css/theme.css")
    return theme.fill(
        "library/index.jinja",
        words=words,
        language=language,
        works=[_row(entry, words) for entry in works],
        style=style,
        style_hash=style_hash(style),
    )


def write_library(directory: Path, entries: Iterable[LibraryEntry], theme: Theme) -> Path:
    """Write ``index.html`` into a build folder and give its path. Raises ``OutputError``."""
    path = directory / "index.html"
    write_file(path, render_library(entries, theme))
    return path


def _row(entry: LibraryEntry, words: Words) -> dict[str, object]:
    roles = words_for(entry.language)["roles"]
    return {
        "title": entry.title or words["untitled"],
        "creators": [f"{creator.name} {roles[creator.role]}".strip() for creator in entry.creators],
        "date": entry.date,
        "language": entry.language,
        "language_name": words["languages"].get(entry.language, entry.language),
        "editions": [
            (words["formats"].get(name, name), quote(path)) for name, path in entry.editions.items()
        ],
    }
