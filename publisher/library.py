"""The library page of a build folder: a list of all works that have been built into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from publisher.render.library import LibraryEntry, write_library
from publisher.render.theme import Theme
from publisher.tree.yaml_form import load_head


def update_library(directory: str | Path, *, theme: str | Path | None = None) -> Path:
    """Write ``index.html`` anew from what stands in a build folder; gives its path.

    Raises ``OutputError``, or ``TreeError`` where a ``document.yaml`` there is not valid.
    """
    directory = Path(directory)
    return write_library(directory, _entries(directory), Theme(theme))


def _entries(directory: Path) -> Iterator[LibraryEntry]:
    """The works in a build folder, by name of their folders."""
    for tree in sorted(directory.glob("*/document.yaml")):
        metadata = load_head(tree).metadata
        yield LibraryEntry(
            title=metadata.title or tree.parent.name,
            creators=metadata.creators,
            date=metadata.date,
            language=metadata.language,
            editions=_editions(tree.parent),
        )


def _editions(folder: Path) -> dict[str, str]:
    """The main files of a work's editions by format, relative to the build folder."""
    files = {name: folder / f"{folder.name}.{name}" for name in ("html", "epub", "pdf")}
    files["tables"] = folder / "tables" / "index.csv"
    return {
        name: file.relative_to(folder.parent).as_posix() for name, file in files.items() if file.is_file()
    }
