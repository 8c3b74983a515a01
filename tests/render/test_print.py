"""The print edition, read back."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from publisher.press.formats import PrintSetting, named
from publisher.press.paper import POINT
from publisher.press.pdfx import Delivery
from publisher.press.preflight import preflight
from publisher.render import print as print_edition
from publisher.render.pdf import PageStyle
from publisher.render.print import render_print
from publisher.render.theme import Theme
from publisher.tree.nodes import Document, Metadata, Paragraph, Section
from tests.press.books import book as blank_book

A5 = PrintSetting(named("A5"), Delivery(bleed=3))
SENTENCE = "河水转了一个弯，旧码头就建在弯里，如今只余下几级石阶，还有$。"
BOOK = Document(
    metadata=Metadata(title="河", language="zh-Hans"),
    body=tuple(
        Section(level=1, title=f"第{number}章", children=(Paragraph(text=SENTENCE * 210),))
        for number in "一二"
    ),
)


@pytest.fixture(scope="module")
def data() -> bytes:
    return render_print(BOOK, Theme(), A5)


@pytest.fixture(scope="module")
def pages(data: bytes) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(data)).pages)


def test_it_is_what_a_press_takes(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "book.pdf").write_bytes(data)
    assert preflight(tmp_path / "book.pdf") == []


def test_pages_have_their_size_and_bleed(pages: list[pypdf.PageObject]) -> None:
    for page in pages:
        trim = [float(edge) * POINT for edge in page.trimbox]
        assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((148, 210), abs=0.01)
        bleed = [float(edge) * POINT for edge in page.bleedbox]
        beyond = [trim[0] - 3, trim[1] - 3, trim[2] + 3, trim[3] + 3]
        assert bleed == pytest.approx(beyond, abs=0.01)


def test_chapters_open_on_right_hand_pages(pages: list[pypdf.PageObject]) -> None:
    texts = [page.extract_text() for page in pages]
    for chapter in ("第一章", "第二章"):
        opening = [n for n, text in enumerate(texts, 1) if text.startswith(chapter) and "$" in text]
        assert len(opening) == 1
        assert opening[0] % 2 == 1
    assert texts[1] == "", "the back of the title page has not even a folio"


def test_margins_are_mirrored(data: bytes) -> None:
    lefts = {}
    with pypdfium2.PdfDocument(data) as pdf:
        area = named("A5").area(len(pdf))
        for number, page in enumerate(pdf, 1):
            text = page.get_textpage()
            if text.count_chars() > 500:
                boxes = (text.get_charbox(n) for n in range(text.count_chars()))
                lefts[number % 2] = min(left for left, _, right, _ in boxes if right) * POINT
    assert lefts == {0: pytest.approx(area.outer, abs=0.5), 1: pytest.approx(area.inner, abs=0.5)}


def test_pages_are_set_anew_until_the_margin_fits_their_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    styles: list[PageStyle] = []

    def set_pages(_document: Document, _theme: Theme, style: PageStyle) -> bytes:
        styles.append(style)
        return blank_book(tmp_path / "book.pdf", 310).read_bytes()

    monkeypatch.setattr(print_edition, "render_pdf", set_pages)
    render_print(BOOK, Theme(), A5)
    inner = [f" {A5.format.area(pages).inner}mm; }}" for pages in (1, 310)]
    assert [margin in style.rules for margin, style in zip(inner, styles, strict=True)] == [True, True]
