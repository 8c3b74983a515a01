"""The document tree: every node that a recovered work can be made of.

These records are the only declaration of the tree. Its YAML form, its JSON Schema and the
validation of hand edits are derived from them (see ``yaml_form``), so a new field is declared
here and nowhere else. The tree knows neither dumps nor output formats.

A work is a sequence of blocks; a ``Section`` holds the blocks under a heading, so the nesting of
sections is the outline. Texts are a plain string where nothing is marked up in them, else a tuple
of strings and inline nodes.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, Union

import msgspec

SCHEMA_VERSION = 1

GETA = "〓"
"""Stands in a text for a character that the dump has lost (geta mark, U+3013)."""


class Record(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A record without identity of its own."""


class Inline(Record, frozen=True, kw_only=True, tag_field="type", tag=str.lower):
    """A run of text that is more than its characters."""


class Emphasis(Inline, frozen=True, kw_only=True):
    """Emphasised text: ``strong`` for bold type, else italic type or emphasis dots."""

    text: Text
    strong: bool = False


class NoteRef(Inline, frozen=True, kw_only=True):
    """A note mark in the text (note reference, 注码)."""

    label: str
    """The mark as printed, such as ``①``, ``3`` or ``*``."""
    target: str = ""
    """The id of the ``Note``; empty where the dump has no note for the mark."""


class Link(Inline, frozen=True, kw_only=True):
    """A web or mail address, or linked words."""

    href: str
    text: Text = ""
    """The linked words; empty where the address itself is printed."""


class Math(Inline, frozen=True, kw_only=True):
    """A formula in LaTeX notation, without its dollar signs."""

    latex: str
    display: bool = False
    """Set on a line of its own."""


class Code(Inline, frozen=True, kw_only=True):
    """A short run of program text."""

    text: str


class Block(Record, frozen=True, kw_only=True, tag_field="type", tag=str.lower):
    """A node of the tree, with where it comes from and how sure we are of it."""

    id: str = ""
    """Unique in the document and the same in every run over the same dump."""
    src: str = ""
    """Where the text stands in the dump: ``L605``, ``L605-607``, ``L605:4-18`` (columns from 1,
    both ends included), several joined by ``, `` in reading order."""
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] = 1.0
    """Share of such decisions that are expected to be right."""
    why: str = ""
    """A short reason where the confidence is below 1."""


class PageBreak(Block, frozen=True, kw_only=True):
    """The start of a page of the printed work, as a block or inside a text."""

    number: str
    """The printed page number (folio), arabic or roman."""
    certain: bool = True
    """Printed on the page or given by the printed contents; False where it was inferred."""


class ThematicBreak(Block, frozen=True, kw_only=True):
    """A break between paragraphs of one text, printed as stars, an ornament or a rule."""


class Paragraph(Block, frozen=True, kw_only=True):
    """A paragraph; ``role`` tells apart the short lines that go with a heading, an article or a text."""

    text: Text
    role: Literal[
        "",
        "kicker",
        "standfirst",
        "byline",
        "dateline",
        "credit",
        "signature",
        "unit",
        "sidenote",
        "speaker",
    ] = ""


class Item(Block, frozen=True, kw_only=True):
    """An item of a list: its first text, and the blocks that belong to it."""

    text: Text
    label: str = ""
    """The number or bullet as printed, such as ``（1）``, ``a.`` or ``•``."""
    children: tuple[AnyBlock, ...] = ()


class List(Block, frozen=True, kw_only=True):
    """A list; ``ordered`` where its labels count."""

    items: tuple[Item, ...]
    ordered: bool = False


class Cell(Record, frozen=True, kw_only=True):
    """A table cell that spans several columns or rows, or holds marked-up text.

    All other cells are plain strings. The places that a cell covers are left out of their rows.
    """

    text: Text = ""
    columns: Annotated[int, msgspec.Meta(ge=1)] = 1
    rows: Annotated[int, msgspec.Meta(ge=1)] = 1


Row: TypeAlias = tuple[Union[str, Cell], ...]


class Caption(Record, frozen=True, kw_only=True):
    """The caption of a table or figure."""

    text: Text
    """The whole caption as printed, number included."""
    number: str = ""
    """The part of it that other places refer to, such as ``表1—2`` or ``Figure 3``."""


class Table(Block, frozen=True, kw_only=True):
    """A table. A table that went over several pages is one table."""

    caption: Caption | None = None
    unit: str = ""
    """The line that names the unit of the numbers, such as ``单位：万元``."""
    head: tuple[Row, ...] = ()
    body: tuple[Row, ...] = ()
    notes: tuple[Text, ...] = ()
    source: Text = ""
    """The line under the table that names where the data come from."""


class Figure(Block, frozen=True, kw_only=True):
    """A picture that the dump has lost; what is left of it is its caption."""

    caption: Caption | None = None
    notes: tuple[Text, ...] = ()
    source: Text = ""


class Quote(Block, frozen=True, kw_only=True):
    """A quotation set apart, or words of the text pulled out as a display (``pull``)."""

    children: tuple[AnyBlock, ...]
    attribution: Text = ""
    role: Literal["", "pull", "epigraph"] = ""


class Note(Block, frozen=True, kw_only=True):
    """A footnote or endnote, standing where the dump has it."""

    label: str
    children: tuple[AnyBlock, ...]


class Verse(Block, frozen=True, kw_only=True):
    """Lines whose ends are part of the text: verse, an address, a signature with its date."""

    lines: tuple[Text, ...]


class Preformatted(Block, frozen=True, kw_only=True):
    """Text whose spaces are part of it, such as a program listing."""

    text: str
    language: str = ""


class Formula(Block, frozen=True, kw_only=True):
    """A display formula in LaTeX notation."""

    latex: str


class Field(Record, frozen=True, kw_only=True):
    """A labelled entry of a colophon, such as ``定价`` and ``48.00 元``."""

    label: str
    value: Text


class Fields(Block, frozen=True, kw_only=True):
    """Labelled entries: a colophon or an imprint."""

    entries: tuple[Field, ...]


class ContentsEntry(Record, frozen=True, kw_only=True):
    """An entry of the printed contents."""

    title: str
    level: Annotated[int, msgspec.Meta(ge=1)] = 1
    page: str = ""
    """The page number as printed; empty where none is."""
    target: str = ""
    """The id of the section, figure or table; empty where the body has none such."""


ListRole: TypeAlias = Literal["", "illustrations", "tables", "maps"]


class Contents(Block, frozen=True, kw_only=True):
    """The contents as the work printed them, or a list of its illustrations, tables or maps."""

    entries: tuple[ContentsEntry, ...]
    title: str = ""
    role: ListRole = ""
    """What the entries name: empty for sections."""


class Division(Block, frozen=True, kw_only=True):
    """Matter without a heading of its own, known by its function."""

    role: Literal["titlepage", "imprint", "masthead", "dedication"]
    children: tuple[AnyBlock, ...]


class Aside(Block, frozen=True, kw_only=True):
    """A box beside the text with a heading of its own (专栏, 延伸阅读).

    ``level`` is the heading's place in the outline, as in ``Section``.
    """

    level: Annotated[int, msgspec.Meta(ge=1)]
    title: Text
    children: tuple[AnyBlock, ...] = ()


class Section(Block, frozen=True, kw_only=True):
    """A heading and the blocks under it."""

    level: Annotated[int, msgspec.Meta(ge=1)]
    """Depth in the outline: 1 at the top, each child one deeper than its parent."""
    title: Text
    """The whole heading as printed, number included."""
    number: str = ""
    """The number that the title opens with, such as ``第三章`` or ``2.1``."""
    role: Literal["", "article"] = ""
    """``article`` for a piece of a newspaper, newsletter or yearbook."""
    continues: str = ""
    """The page that an article is continued from, as its jump line prints it, such as ``第1版``.

    An article whose title stands only there has the jump line as its title.
    """
    children: tuple[AnyBlock, ...] = ()


AnyInline: TypeAlias = Union[str, Emphasis, NoteRef, Link, Math, Code, PageBreak]
Text: TypeAlias = Union[str, tuple[AnyInline, ...]]
AnyBlock: TypeAlias = Union[
    Section,
    Aside,
    Division,
    Paragraph,
    List,
    Table,
    Figure,
    Quote,
    Note,
    Verse,
    Preformatted,
    Formula,
    Fields,
    Contents,
    ThematicBreak,
    PageBreak,
]


class Creator(Record, frozen=True, kw_only=True):
    """A person or body that made the work."""

    name: str
    role: Literal["author", "editor", "translator", "compiler", "illustrator", "contributor"] = "author"


class Metadata(Record, frozen=True, kw_only=True):
    """What the work says about itself. Empty where the dump does not tell."""

    title: str = ""
    subtitle: str = ""
    creators: tuple[Creator, ...] = ()
    publisher: str = ""
    place: str = ""
    date: str = ""
    """Date of publication: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
    edition: str = ""
    issue: str = ""
    """Number of a periodical, as printed."""
    isbn: str = ""
    issn: str = ""
    price: str = ""
    language: str = "und"
    """BCP 47 tag, such as ``zh-Hans``, ``zh-Hant`` or ``en``."""


class Source(Record, frozen=True, kw_only=True):
    """The dump that the tree was recovered from."""

    file: str
    sha256: str
    encoding: str
    lines: int
    characters: int
    """Characters that are not white space."""


class Removed(Record, frozen=True, kw_only=True):
    """Characters of the dump that are in no node's text, and why."""

    src: str
    reason: Literal[
        "running head",
        "folio",
        "jump line",
        "continuation",
        "duplicate",
        "rule",
        "markup",
        "hyphen",
        "leader",
        "debris",
    ]
    text: str = ""


class Repair(Record, frozen=True, kw_only=True):
    """Characters of the dump that were read as others."""

    src: str
    old: str
    new: str
    why: str
    confidence: Annotated[float, msgspec.Meta(ge=0, le=1)] = 1.0


class Document(Record, frozen=True, kw_only=True):
    """A work: what it is, its blocks, and the account of what is not in them."""

    schema: int = SCHEMA_VERSION
    source: Source | None = None
    metadata: Metadata = Metadata()
    body: tuple[AnyBlock, ...] = ()
    removed: tuple[Removed, ...] = ()
    repairs: tuple[Repair, ...] = ()
