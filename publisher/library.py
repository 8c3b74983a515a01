"""Build folders: the library page over all works built into one, and the works to make a site of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from publisher.errors import TreeError
from publisher.render.library import LibraryEntry, write_library
from publisher.render.site import SiteWork
from publisher.render.site.work import downloads
from publisher.render.theme import Theme
from publisher.render.view import title_of
from publisher.tree.nodes import Document
from publisher.tree.yaml_form import load, load_head


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
            title=metadata.title or title_of(load(tree)) or tree.parent.name,
            creators=metadata.creators,
            date=metadata.date,
            language=metadata.language,
            editions=_editions(tree.parent),
        )


def _editions(folder: Path) -> dict[str, str]:
    """The main files of a work's editions by format, relative to the build folder."""
    files = {name: folder / f"{folder.name}.{name}" for name in ("html", "epub", "pdf")}
    files["print"] = folder / f"{folder.name}-print.pdf"
    files["tables"] = folder / "tables" / "index.csv"
    files["site"] = folder / "site" / "index.html"
    return {
        name: file.relative_to(folder.parent).as_posix() for name, file in files.items() if file.is_file()
    }


def site_works(sources: Iterable[Path], load: Callable[[Path], Document]) -> Iterator[SiteWork]:
    """The works that some sources name: build folders, folders of one work, trees as YAML files.

    ``load`` reads a tree when the site needs it. Raises ``TreeError`` where a source holds no tree.
    """
    for source in sources:
        for tree in _trees(source):
            folder = tree.resolve().parent
            name = folder.name if tree.name == "document.yaml" else tree.stem
            files = {**downloads(folder, name), "yaml": tree}
            yield SiteWork(name, load_head(tree).metadata, partial(load, tree), files)


def _trees(source: Path) -> list[Path]:
    """The trees that a source holds."""
    if not source.is_dir():
        return [source]
    own = source / "document.yaml"
    trees = [own] if own.is_file() else sorted(source.glob("*/document.yaml"))
    if not trees:
        advice = "name a build folder, or a document.yaml"
        raise TreeError("no document.yaml in this folder", place=str(source), advice=advice)
    return trees
