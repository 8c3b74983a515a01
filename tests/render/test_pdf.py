"""The PDF edition, read back."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import msgspec
import pypdf
import pytest

from publisher.errors import SystemPartError
from publisher.render.characters import with_breaks
from publisher.render.pdf import PageStyle, render_pdf, side_by_side
from publisher.render.pdf.breaks import with_line_breaks
from publisher.render.pdf.engine import load_weasyprint
from publisher.render.theme import Theme
from publisher.tree.nodes import Cell, Document, Metadata, Note, NoteRef, PageBreak, Paragraph, Section, Table
from tests.render.pages import (
    bookmarks,
    characters_outside,
    characters_undrawn,
    contents_lines,
    faults_of_structure,
)
from tests.render.test_html import HOSTILE
from tests.render.works import HANDBOOK, YEARBOOK

THEME = Theme()
SENTENCE = "河水在2016年转了一个弯，旧码头（约3.5米高）就建在“弯”里，如今只余下几级石阶。"

BOOK = Document(
    metadata=Metadata(title="河", language="zh-Hans"),
    body=tuple(
        Section(
            level=1,
            title=f"第{number}章",
            children=(
                Section(level=2, title="上游", children=(Paragraph(text=SENTENCE * 60),)),
                Section(level=2, title="下游", children=(Paragraph(text=SENTENCE * 60),)),
            ),
        )
        for number in "一二三"
    ),
)


def read(document: Document) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(render_pdf(document, THEME)))


@pytest.fixture(scope="module")
def book() -> pypdf.PdfReader:
    return read(BOOK)


@pytest.fixture
def warnings(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """What WeasyPrint complains about: unknown style, dead links, missing glyphs."""
    with caplog.at_level(logging.WARNING, "weasyprint"):
        logging.getLogger("weasyprint").propagate = True
        yield caplog.messages


@pytest.mark.parametrize("work", [YEARBOOK, HANDBOOK], ids=["yearbook", "handbook"])
def test_every_node_is_set_without_complaint(work: Document, warnings: list[str]) -> None:
    reader = read(work)
    assert warnings == []
    text = "".join(page.extract_text() for page in reader.pages)
    assert ("资料来源：柳溪县统计所" in text) if work is YEARBOOK else ("Open early." in text)


def test_is_tagged_and_says_what_it_is(book: pypdf.PdfReader) -> None:
    root: Any = book.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-Hans"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert book.metadata is not None
    assert book.metadata.title == "河"


def test_bookmarks_are_the_bookmarks(book: pypdf.PdfReader) -> None:
    assert [(title, depth) for title, depth, _ in bookmarks(book)] == [
        (title, depth)
        for number in "一二三"
        for title, depth in ((f"第{number}章", 1), ("上游", 2), ("下游", 2))
    ]


def test_contents_give_the_pages_of_the_headings(book: pypdf.PdfReader) -> None:
    contents = book.pages[1].extract_text()
    numbers = [line.rpartition(".")[2].strip() for line in contents.splitlines() if "..." in line]
    assert numbers == [book.page_labels[page - 1] for _, _, page in bookmarks(book)]
    assert book.page_labels[:3] == ["i", "ii", "1"]


def test_contents_lead_to_the_headings(book: pypdf.PdfReader) -> None:
    stream = book.stream
    stream.seek(0)
    pdf = stream.read()
    lines = list(contents_lines(pdf))
    assert [title for title, *_ in lines] == [title for title, _, _ in bookmarks(book)]
    assert all(number == label and headed for _, number, label, headed in lines)


def test_structure_holds_together_after_joining() -> None:
    assert faults_of_structure(render_pdf(BOOK, THEME)) == []
    assert faults_of_structure(render_pdf(YEARBOOK, THEME)) == []


def test_processes_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = render_pdf(BOOK, THEME)
    monkeypatch.setattr(sys.modules[render_pdf.__module__], "_WORTH", 0)
    monkeypatch.setattr(side_by_side, "processors", lambda: 2)
    assert render_pdf(BOOK, THEME) == alone


def test_chapters_may_open_on_right_hand_pages() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(BOOK, THEME, PageStyle(right_hand=True))))
    opening = [page for _, depth, page in bookmarks(reader) if depth == 1]
    assert [page % 2 for page in opening] == [1, 1, 1]
    assert len(reader.pages) > len(read(BOOK).pages)


@pytest.mark.parametrize(
    "work",
    [
        Document(body=(Section(level=1, title=SENTENCE * 250, children=(Paragraph(text=SENTENCE),)),)),
        Document(metadata=Metadata(title="书😀名"), body=(Paragraph(text="见 שלום 与 مرحبا。𠮷野家 😀"),)),
        Document(body=(Paragraph(text="http://example.org/" + "abc" * 80),)),
        Document(),
    ],
    ids=["endless heading", "emoji and words from right to left", "endless word", "nothing"],
)
def test_odd_works_make_sound_pages(work: Document) -> None:
    pdf = render_pdf(work, THEME)
    assert characters_outside(pdf) == []
    assert faults_of_structure(pdf) == []


def test_folios_say_what_the_page_labels_say(book: pypdf.PdfReader) -> None:
    folios = [page.extract_text().splitlines()[-1] for page in book.pages]
    assert folios[1:] == book.page_labels[1:]


def test_chapters_open_pages_and_running_heads_name_them(book: pypdf.PdfReader) -> None:
    opening = {title: page for title, depth, page in bookmarks(book) if depth == 1}
    assert len(set(opening.values())) == 3
    second = book.pages[opening["第二章"]].extract_text()
    assert "第二章" in second
    assert "上游" in second
    assert "第一章" not in second


def test_fonts_are_embedded_with_what_is_used_and_no_more(book: pypdf.PdfReader) -> None:
    stream = book.stream
    stream.seek(0)
    pdf = stream.read()
    assert len(pdf) < 120_000
    assert characters_undrawn(pdf) == []


def test_text_is_copied_as_it_is(book: pypdf.PdfReader) -> None:
    assert "（约3.5米高）就建在“弯”里" in "".join(book.pages[3].extract_text().split())


def line_gaps(markup: str) -> list[float]:
    """What each line of the paragraph lacks of its width, but for the last."""
    weasyprint = load_weasyprint()
    (page,) = (
        weasyprint.HTML(string=f"<style>p {{ width: 20em; text-align: justify }}</style>{markup}")
        .render()
        .pages
    )
    paragraph = next(box for box in page._page_box.descendants() if box.element_tag == "p")
    return [paragraph.width - line.width for line in paragraph.children[:-1]]


def test_chinese_lines_end_at_the_margin() -> None:
    gaps = line_gaps(f"<p lang=zh>{with_breaks(SENTENCE)}<b>旧码头</b>{with_breaks(SENTENCE)}</p>")
    assert len(gaps) > 2
    assert max(gaps) <= 0
    assert min(gaps) > -2  # px: the space after the last character, outside the margin


def test_a_gap_stands_between_scripts_inside_lines() -> None:
    def width(text: str) -> float:
        (page,) = load_weasyprint().HTML(string=f"<p lang=zh><b>{text}</b></p>").render().pages
        bold = next(box for box in page._page_box.descendants() if box.element_tag == "b")
        return float(bold.width / bold.style["font_size"])

    bare = width("河水在2016年转弯")
    assert width(with_breaks("河水在2016年转弯")) == pytest.approx(bare + 0.4, abs=0.01)
    assert width("\u200b河水在2016年转弯\u200b") == pytest.approx(bare, abs=0.01)


def test_a_space_before_a_printed_page_stands_after_it() -> None:
    page = PageBreak(number="2")
    (moved,) = with_line_breaks((Paragraph(text=("The old ", page, "quay.")),), chinese=False)
    assert moved == Paragraph(text=("The old", page, " quay."))


def test_line_that_would_be_torn_apart_stays_ragged() -> None:
    assert max(line_gaps(f"<p lang=zh>旧码头 {'a' * 36} {SENTENCE}</p>")) > 100


def test_chapters_of_a_few_lines_share_pages() -> None:
    sections = tuple(
        Section(level=1, title=f"消息{n}", children=(Paragraph(text="一句话。"),)) for n in range(9)
    )
    pages = read(msgspec.structs.replace(BOOK, body=sections)).pages
    assert len(pages) < 6


def test_notes_stand_at_the_foot_of_the_page_of_their_mark() -> None:
    marked = Paragraph(text=("旧码头", NoteRef(label="①", target="n"), "已废。"))
    note = Note(id="n", label="①", children=(Paragraph(text="一九九八年停用。"),))
    filling = Paragraph(text=SENTENCE * 90)
    reader = read(msgspec.structs.replace(BOOK, body=(marked, filling, note)))
    first = "".join(reader.pages[0].extract_text().split())
    assert first.index("已废") < first.index("旧码头（约") < first.index("一九九八年停用")
    assert sum(page.extract_text().count("一九九八年") for page in reader.pages) == 1


def test_note_that_cannot_go_with_its_mark_stays_where_it_is() -> None:
    table = Table(body=((Cell(text=("旧码头", NoteRef(label="①", target="n"))),),))
    notes = (
        Note(id="n", label="①", children=(Paragraph(text="在表中。"),)),
        Note(id="m", label="②", children=(Paragraph(text="无注码。"),)),
    )
    text = read(msgspec.structs.replace(BOOK, body=(table, *notes))).pages[0].extract_text()
    assert "在表中。" in text
    assert "无注码。" in text


def test_text_of_the_dump_is_only_text(warnings: list[str]) -> None:
    body = (
        Section(level=1, title=HOSTILE, children=(Paragraph(text=f"{HOSTILE}<img src='file:///etc/x'>"),)),
    )
    reader = read(Document(metadata=Metadata(title=HOSTILE), body=body))
    assert "<img src=" in "".join(page.extract_text() for page in reader.pages)
    assert not any("Failed to load" in message for message in warnings)


def test_missing_library_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)

    class Broken:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(SystemPartError, match=r"libpango.*apt"):
        render_pdf(BOOK, THEME)


def test_missing_chinese_font_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/fc-list")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, stdout="\n"))
    with pytest.raises(SystemPartError, match="fonts-noto-cjk"):
        render_pdf(BOOK, THEME)
