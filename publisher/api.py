"""What publisher does, as functions, from ``recover`` to ``site`` and ``check``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from publisher.audit.account import refuse_errors
from publisher.audit.report import find, make_report, report_as_json
from publisher.check import check
from publisher.corrections import load_corrections
from publisher.errors import OutputError
from publisher.explain import Explanation, explain
from publisher.files import staged_folder, write_file
from publisher.library import site_works, update_library
from publisher.normalize import normalize
from publisher.press.formats import PrintSetting
from publisher.press.impose import Edge
from publisher.press.impose import impose as imposed
from publisher.press.layout import Binding
from publisher.press.leaf import extent
from publisher.press.paper import Size
from publisher.press.pdfx import Delivery
from publisher.press.proof import contact_sheet
from publisher.press.spine import spine_width
from publisher.read import read_dump
from publisher.read.file import UNFIT_FOR_NAMES
from publisher.recover import recover_document
from publisher.render.cover_sheet import render_cover
from publisher.render.editions import FORMATS, USUAL_FORMATS, write_edition, write_print
from publisher.render.site import SiteOptions, write_site
from publisher.render.theme import Theme
from publisher.repair import repair_dump
from publisher.review import render_review
from publisher.tree.nodes import Document
from publisher.tree.yaml_form import dumps, load

__all__ = [
    "FORMATS",
    "USUAL_FORMATS",
    "Built",
    "Explanation",
    "build",
    "check",
    "cover",
    "explain",
    "impose",
    "load",
    "print_book",
    "proof",
    "recover",
    "render",
    "save",
    "site",
    "update_library",
]

Enter = Callable[[str], object]
"""Called with the name of each stage as it begins."""


def _pass(_stage: str) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build has made of a dump."""

    folder: Path
    """Holds ``document.yaml``, ``report.json``, ``review.html`` and the editions."""
    findings: dict[str, int]
    """How many findings the audit has, by severity."""


def recover(path: str | Path) -> Document:
    """Recover the document tree of a text dump, as the corrections beside it say.

    Raises ``InputError``, or ``CorrectionError`` where an entry does not fit the dump.
    """
    dump = read_dump(path)
    corrections = load_corrections(path, dump)
    return recover_document(repair_dump(dump, corrections), corrections)


def save(document: Document, path: str | Path) -> None:
    """Write a document tree as YAML. Raises ``OutputError``."""
    write_file(Path(path), dumps(document))


def render(
    document: Document,
    directory: str | Path,
    *,
    stem: str | None = None,
    formats: Sequence[str] = USUAL_FORMATS,
    theme: str | Path | None = None,
    skip: Collection[str] = (),
    enter: Enter = _pass,
) -> list[Path]:
    """Write editions of a document into ``directory/stem`` and give the paths of their main files.

    ``stem`` is by default the name of the dump without its ending; ``formats`` are keys of
    ``FORMATS``; ``theme`` is a folder with templates and style sheets that replace the built-in
    ones; ``skip`` names passes of ``normalize`` to leave out. The editions are replaced together or
    not at all. Raises ``OutputError``, or ``SystemPartError`` where the system lacks a part that a
    format needs.
    """
    stem = stem or _stem(document)
    folder = Path(directory) / stem
    with staged_folder(folder) as stage:
        paths = _write_editions(document, stage, stem, formats=formats, theme=theme, skip=skip, enter=enter)
    return [folder / path.relative_to(stage) for path in paths]


def build(
    path: str | Path,
    directory: str | Path,
    *,
    formats: Sequence[str] = USUAL_FORMATS,
    theme: str | Path | None = None,
    skip: Collection[str] = (),
    enter: Enter = _pass,
) -> Built:
    """Recover a dump and write its tree, its report and its editions into ``directory/stem``.

    All files are replaced together or not at all. Raises what ``recover`` and ``render`` raise, and
    ``AuditError`` where a character of the dump is not accounted for.
    """
    path = Path(path)
    enter("read")
    original = read_dump(path)
    corrections = load_corrections(path, original)
    enter("repair")
    dump = repair_dump(original, corrections)
    enter("recover")
    document = recover_document(dump, corrections)
    enter("audit")
    findings = find(document, dump, original)
    refuse_errors(findings, dump.name)
    report = make_report(document, dump, findings)
    folder = Path(directory) / path.stem
    with staged_folder(folder) as stage:
        save(document, stage / "document.yaml")
        write_file(stage / "report.json", report_as_json(report))
        write_file(stage / "review.html", render_review(document, dump, findings, Theme(theme)))
        _write_editions(document, stage, path.stem, formats=formats, theme=theme, skip=skip, enter=enter)
    return Built(folder, report["severities"])


def site(
    sources: Sequence[str | Path],
    directory: str | Path,
    *,
    base_url: str = "",
    proof: bool = False,
    theme: str | Path | None = None,
    skip: Collection[str] = (),
    enter: Enter = _pass,
) -> Path:
    """Write one static site of works into ``directory``; gives the path of its first page.

    ``sources`` are build folders, folders of one work, or trees as YAML files. ``base_url`` is the address
    where the site will stand: without it there are no sitemap, feed and canonical links. ``proof`` lets
    each block show its lines in the dump. The site is replaced as a whole or not at all. Raises
    ``TreeError`` where a source is no work, and ``OutputError``.
    """

    def tree(path: Path) -> Document:
        enter(str(path))
        return normalize(load(path), skip)

    works = list(site_works(map(Path, sources), tree))
    return write_site(works, Path(directory), Theme(theme), SiteOptions(base_url=base_url, proof=proof))


def print_book(
    document: Document,
    directory: str | Path,
    setting: PrintSetting,
    *,
    stem: str | None = None,
    theme: str | Path | None = None,
    skip: Collection[str] = (),
) -> Path:
    """Write the print edition of a document into ``directory/stem`` and give its path.

    ``stem``, ``theme`` and ``skip`` are those of ``render``, and so are the errors.
    """
    stem = stem or _stem(document)
    folder = Path(directory) / stem
    return write_print(normalize(document, skip), folder, stem, Theme(theme), setting)


def impose(
    path: str | Path,
    output: str | Path,
    sheet: Size,
    *,
    binding: Binding = "sewn",
    signature: int = 16,
    creep: float = 0.0,
    flip: Edge = "long",
) -> None:
    """Write the pages of a PDF file on sheets that read in order when they are folded and bound.

    ``sheet`` is the paper in millimetres; ``signature`` counts the pages of a sewn signature; ``creep`` is
    the thickness of the paper in millimetres; ``flip`` is the edge over which a printer turns the sheet.
    Raises ``InputError``, ``SettingError`` or ``OutputError``.
    """
    sheets = imposed(path, sheet, binding=binding, signature=signature, creep=creep, flip=flip)
    write_file(Path(output), sheets)


def cover(
    document: Document,
    book: str | Path,
    output: str | Path,
    *,
    thickness: float,
    delivery: Delivery,
    theme: str | Path | None = None,
) -> float:
    """Write the cover for a book whose pages stand in a PDF file; gives the width of its spine.

    ``thickness`` is that of a leaf of the book, in millimetres. Raises ``InputError`` for the
    book, ``SettingError``, ``OutputError``, or ``SystemPartError`` where a library is missing.
    """
    pages, size = extent(book)
    spine = spine_width(pages, thickness)
    write_file(Path(output), render_cover(document, Theme(theme), size, spine, delivery))
    return spine


def proof(path: str | Path, output: str | Path, *, width: int = 160) -> None:
    """Write a contact sheet of a PDF file as PNG, its pages at most ``width`` pixels wide.

    Raises ``InputError`` or ``OutputError``.
    """
    write_file(Path(output), contact_sheet(path, width))


def _write_editions(
    document: Document,
    folder: Path,
    stem: str,
    *,
    formats: Sequence[str],
    theme: str | Path | None,
    skip: Collection[str],
    enter: Enter,
) -> list[Path]:
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise OutputError(f"there is no format {unknown[0]!r}", advice=f"choose among {', '.join(FORMATS)}")
    look = Theme(theme)
    enter("normalize")
    document = normalize(document, skip)
    paths = []
    for name in formats:
        enter(name)
        paths.append(write_edition(document, name, folder, stem, look))
    return paths


def _stem(document: Document) -> str:
    """A file name from what the tree calls its dump; a tree can be edited, so it may be anything."""
    stem = PurePath(document.source.file).stem if document.source else ""
    return "document" if not stem.strip(". ") or UNFIT_FOR_NAMES.search(stem) else stem
