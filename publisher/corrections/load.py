"""Finding and reading the corrections file beside a dump."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import yaml

from publisher.corrections.entries import CorrectionsFile
from publisher.corrections.place import NO_CORRECTIONS, Corrections, place_entries
from publisher.errors import CorrectionError
from publisher.read.dump import Dump
from publisher.tree.yaml_form import TextLoader, line_of, yaml_place, yaml_problem

_PLAIN_NAME = "corrections.yaml"
_STEP = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")
_UNKNOWN_FIELD = re.compile(r"unknown field `(\w+)`")


def load_corrections(path: str | Path, dump: Dump) -> Corrections:
    """What is settled about the dump at ``path``, as read; nothing where no file stands beside it.

    Raises ``CorrectionError`` with the entry's place where the file is not valid, or where an entry
    no longer fits the dump.
    """
    file = corrections_path(Path(path))
    if file is None:
        return NO_CORRECTIONS
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"cannot be read: {error}", place=str(file)) from None
    raw, parsed = _parse(text, str(file))
    lines = [line_of(text, ["lines", index]) for index in range(len(parsed.lines))]
    return place_entries(parsed, frozenset(raw.get("metadata", ())), lines, dump, str(file))


def corrections_path(dump: Path) -> Path | None:
    """The corrections file of a dump, if there is one.

    That of ``book.txt`` is ``book.corrections.yaml`` in the same folder, or ``corrections.yaml`` where
    the dump is the only one there. Raises ``CorrectionError`` where that name leaves open which of
    several dumps is meant.
    """
    own = dump.with_name(f"{dump.stem}.{_PLAIN_NAME}")
    if own.is_file():
        return own
    shared = dump.with_name(_PLAIN_NAME)
    if not shared.is_file():
        return None
    if any(other.name != dump.name for other in dump.parent.glob("*.txt")):
        raise CorrectionError(
            "several dumps stand beside this file", place=str(shared), advice=f"name it {own.name}"
        )
    return shared


def _parse(text: str, place: str) -> tuple[dict[str, Any], CorrectionsFile]:
    try:
        raw = yaml.load(text, Loader=TextLoader) or {}
    except yaml.YAMLError as error:
        raise CorrectionError(
            yaml_problem(error), place=yaml_place(error, place), advice="mend the YAML"
        ) from None
    if not isinstance(raw, dict):
        raise CorrectionError(
            "this is no corrections file",
            place=place,
            advice="it holds 'lines:', 'metadata:' or 'codes:'; see docs/corrections.md",
        )
    try:
        return raw, msgspec.convert(raw, CorrectionsFile, strict=False)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `")
        unknown = _UNKNOWN_FIELD.search(what)
        steps: list[Any] = [name or int(index) for name, index in _STEP.findall(path) if index != "..."]
        line = line_of(text, [*steps, unknown[1]] if unknown else steps)
        raise CorrectionError(
            what, place=f"{place}, line {line}", advice="docs/corrections.md says what is allowed"
        ) from None
