"""The one declaration of a corrections file; its validation and its JSON Schema follow from it."""

from __future__ import annotations

import json
from typing import Annotated, Literal, TypeAlias

import msgspec

from publisher.tree.nodes import Metadata, Record

Furniture: TypeAlias = Literal["running head", "folio", "debris"]
"""Roles of lines that are in no text of the work."""
TextRole: TypeAlias = Literal[
    "heading",
    "paragraph",
    "item",
    "quote",
    "pull quote",
    "verse",
    "caption",
    "table",
    "kicker",
    "byline",
    "dateline",
    "credit",
    "signature",
]
LOOSE: frozenset[str] = frozenset(("heading", "paragraph", "quote", "pull quote", "table"))
"""Roles whose lines may be several blocks, or be joined as their seams tell."""

Lines: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[1-9]\d*(-[1-9]\d*)?$")]
Opening: TypeAlias = Annotated[str, msgspec.Meta(min_length=1)]
Column: TypeAlias = Annotated[int, msgspec.Meta(ge=1)]


class Place(Record, frozen=True, kw_only=True):
    """A line of the dump by its number and its opening words."""

    line: Lines
    text: Opening


class Grid(Record, frozen=True, kw_only=True):
    """How the lines of a table make rows and cells."""

    columns: tuple[Column, ...] = ()
    """The column of the dump, from 1, that each column of the table begins at; where none are given,
    cells are set off by tabs or wide gaps."""
    head: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """How many rows at the top are the header, where that is not found rightly."""


class Correction(Record, frozen=True, kw_only=True):
    """What is settled about a line, or about some lines in a row."""

    line: Lines
    """A line's number, or the first and last number: ``1790``, ``16-20``."""
    text: Opening
    """The words that the first line opens with, by which it is found again when its number changes."""
    role: TextRole | Furniture | Literal[""] = ""
    level: Annotated[int, msgspec.Meta(ge=0)] = 0
    """The level of a heading, from 1."""
    seam: Literal["", "join", "split"] = ""
    """Whether the first line goes on with the text before it, or opens a text of its own."""
    after: Place | None = None
    """The line that these are to be read after."""
    grid: Grid | None = None
    """The rows and columns of lines whose role is ``table``."""
    read: dict[Opening, str] = msgspec.field(default_factory=dict)
    """Characters of the lines, as they stand in the file, and what to read for them, one for one."""


class CorrectionsFile(Record, frozen=True, kw_only=True):
    """A corrections file."""

    lines: tuple[Correction, ...] = ()
    metadata: Metadata = Metadata()
    """What the work is; fields that are not given are left to the recovery."""
    codes: dict[Opening, str] = msgspec.field(default_factory=dict)
    """What to read for a character wherever the dump has it, one for one."""


def corrections_schema() -> str:
    """The JSON Schema of a corrections file, as text."""
    schema = msgspec.json.schema(CorrectionsFile)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
