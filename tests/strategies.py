"""Hypothesis strategies that tests share: texts as dumps have them, and whole documents."""

from __future__ import annotations

from hypothesis import strategies as st

from publisher.tree.nodes import (
    AnyBlock,
    AnyInline,
    Aside,
    Caption,
    Cell,
    Code,
    Contents,
    ContentsEntry,
    Creator,
    Division,
    Document,
    Emphasis,
    Field,
    Fields,
    Figure,
    Formula,
    Item,
    Link,
    List,
    Math,
    Metadata,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Preformatted,
    Quote,
    Removed,
    Repair,
    Row,
    Section,
    Source,
    Table,
    Text,
    ThematicBreak,
    Verse,
)

ODD_STRINGS = (
    *("null", "~", "yes", "No", "true", "1.50", "0x1F", "1e3", "2017", "2017-01-01", "12:30:45", "=", "<<"),
    *(
        "- a",
        "a: b",
        "a:",
        ": a",
        "# a",
        "a #b",
        "'",
        '"',
        "`",
        "@a",
        "%a",
        "!a",
        "&a",
        "*a",
        "[a",
        "{a}",
        "|",
        ">",
    ),
    *(" a", "a ", "\t", "\ta", "a\tb", "---", "...", "?", "? a", ",", "a, b", "\\", "\\n", "　", "—", "……"),
    *("\x85", "\u2028", "\x00", "\x07", "\x7f", "\ufeff", "\ufffd", "\ue000", "〓", "①", "😀", "𠮷"),
    *("a\n", "\na", " \n a", "a\n\n", "\n", "a\r\nb", "a\x85\nb", "a \n\tb", "# a\nb"),
    *(
        "<b>",
        "&amp;",
        "</script>",
        "]]>",
        "{{ x }}",
        "$x$",
        "**a**",
        "第一章",
        "表1—2",
        "http://a.example/?b=c&d",
    ),
)

strings = st.sampled_from(ODD_STRINGS) | st.text(max_size=12)
"""Short strings, many of a kind that YAML or mark-up could take for something else."""

_lines = st.integers(1, 99)


@st.composite
def sources(draw: st.DrawFn) -> str:
    """A ``src``: nothing, a line, some lines, or columns of a line."""
    line, more, column = draw(_lines), draw(st.integers(0, 9)), draw(_lines)
    kinds = ["", f"L{line}", f"L{line}-{line + more + 1}", f"L{line}:{column}-{column + more}"]
    return draw(st.sampled_from([*kinds, f"L{line}, L{line + 2}:{column}-{column}"]))


_common = {"id": strings, "src": sources(), "confidence": st.floats(0, 1), "why": strings}

page_breaks = st.builds(PageBreak, number=strings, certain=st.booleans(), **_common)


def _inlines(texts: st.SearchStrategy[Text]) -> st.SearchStrategy[AnyInline]:
    return st.one_of(
        strings,
        st.builds(Emphasis, text=texts, strong=st.booleans()),
        st.builds(NoteRef, label=strings, target=strings),
        st.builds(Link, href=strings, text=texts),
        st.builds(Math, latex=strings, display=st.booleans()),
        st.builds(Code, text=strings),
        page_breaks,
    )


texts: st.SearchStrategy[Text] = st.recursive(
    strings, lambda inner: st.lists(_inlines(inner), max_size=3).map(tuple), max_leaves=4
)
"""Texts with inline nodes in them."""

_captions = st.builds(Caption, text=texts, number=strings)
_cells = strings | st.builds(Cell, text=texts, columns=st.integers(1, 3), rows=st.integers(1, 3))
_rows: st.SearchStrategy[tuple[Row, ...]] = st.lists(st.lists(_cells, max_size=3).map(tuple), max_size=3).map(
    tuple
)
_notes = st.lists(texts, max_size=2).map(tuple)
_entries = st.builds(ContentsEntry, title=strings, level=st.integers(1, 9), page=strings, target=strings)
_fields = st.builds(Field, label=strings, value=texts)

_leaves: st.SearchStrategy[AnyBlock] = st.one_of(
    st.builds(Paragraph, text=texts, role=st.sampled_from(["", "kicker", "byline", "signature"]), **_common),
    st.builds(
        Table,
        caption=st.none() | _captions,
        unit=strings,
        head=_rows,
        body=_rows,
        notes=_notes,
        source=texts,
        **_common,
    ),
    st.builds(Figure, caption=st.none() | _captions, notes=_notes, source=texts, **_common),
    st.builds(Verse, lines=_notes, **_common),
    st.builds(ThematicBreak, **_common),
    st.builds(Preformatted, text=strings, language=strings, **_common),
    st.builds(Formula, latex=strings, **_common),
    st.builds(Fields, entries=st.lists(_fields, max_size=3).map(tuple), **_common),
    st.builds(Contents, entries=st.lists(_entries, max_size=3).map(tuple), title=strings, **_common),
    page_breaks,
)


def _branches(inner: st.SearchStrategy[AnyBlock]) -> st.SearchStrategy[AnyBlock]:
    children = st.lists(inner, max_size=3).map(tuple)
    items = st.builds(Item, text=texts, label=strings, children=children, **_common)
    headed = {"level": st.integers(1, 9), "title": texts, "children": children, **_common}
    divisions = ["titlepage", "imprint", "masthead", "dedication"]
    return st.one_of(
        st.builds(Section, number=strings, role=st.sampled_from(["", "article"]), **headed),
        st.builds(Aside, **headed),
        st.builds(Division, role=st.sampled_from(divisions), children=children, **_common),
        st.builds(List, items=st.lists(items, max_size=2).map(tuple), ordered=st.booleans(), **_common),
        st.builds(
            Quote,
            children=children,
            attribution=texts,
            role=st.sampled_from(["", "pull", "epigraph"]),
            **_common,
        ),
        st.builds(Note, label=strings, children=children, **_common),
    )


blocks: st.SearchStrategy[AnyBlock] = st.recursive(_leaves, _branches, max_leaves=6)
"""Blocks of every kind, nested."""

_creators = st.builds(Creator, name=strings, role=st.sampled_from(["author", "editor", "translator"]))
_metadata = st.builds(
    Metadata,
    title=strings,
    creators=st.lists(_creators, max_size=2).map(tuple),
    publisher=strings,
    date=strings,
    isbn=strings,
    language=st.sampled_from(["zh-Hans", "zh-Hant", "en", "und"]),
)
_sources = st.builds(Source, file=strings, sha256=strings, encoding=strings, lines=_lines, characters=_lines)
_removed = st.builds(
    Removed, src=sources(), reason=st.sampled_from(["running head", "folio", "markup"]), text=strings
)
_repairs = st.builds(Repair, src=sources(), old=strings, new=strings, why=strings, confidence=st.floats(0, 1))

documents = st.builds(
    Document,
    source=st.none() | _sources,
    metadata=_metadata,
    body=st.lists(blocks, max_size=4).map(tuple),
    removed=st.lists(_removed, max_size=2).map(tuple),
    repairs=st.lists(_repairs, max_size=2).map(tuple),
)
"""Whole documents. Their texts, ids and places are arbitrary: no audit would pass them."""
