"""Tables on pages: none is cut, whatever it holds."""

from __future__ import annotations

import io

import pypdf
import pytest

from publisher.render.pdf import PageStyle, render_pdf
from publisher.render.theme import Theme
from publisher.tree.nodes import Caption, Document, Metadata, Section, Table
from tests.render.pages import characters_outside

THEME = Theme()


def table(columns: int, rows: int, cell: str) -> Document:
    head = tuple(f"第{number}项" for number in range(columns))
    body = tuple((f"县{row}", *[cell] * (columns - 1)) for row in range(rows))
    node = Table(caption=Caption(text="表1 产量", number="表1"), head=(head,), body=body)
    section = Section(level=1, title="附表", children=(node,))
    return Document(metadata=Metadata(title="河", language="zh-Hans"), body=(section,))


def pages(pdf: bytes) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def sideways(page: pypdf.PageObject) -> bool:
    return float(page.mediabox.width) > float(page.mediabox.height)


@pytest.mark.parametrize(
    ("columns", "rows", "cell"),
    [(4, 300, "1,234.5"), (12, 20, "1234567.89"), (40, 20, "12345"), (3, 2, "河" * 5000), (3, 2, "x" * 300)],
    ids=["long", "wide", "very wide", "tall row", "long word"],
)
def test_no_table_leaves_the_page(columns: int, rows: int, cell: str) -> None:
    pdf = render_pdf(table(columns, rows, cell), THEME)
    assert characters_outside(pdf) == []
    text = "".join(page.extract_text() for page in pages(pdf))
    assert "".join(text.split()).count(cell[:4]) >= rows * (columns - 1)


def test_wide_table_turns_the_page_and_a_wider_one_is_split() -> None:
    wide, wider = (pages(render_pdf(table(columns, 5, "1234567.89"), THEME)) for columns in (12, 30))
    assert [sideways(page) for page in wide] == [False, True]
    assert not any(map(sideways, wider))
    text = "".join(page.extract_text() for page in wider)
    assert text.count("县0") == text.count("表1 产量")
    assert text.count("（续）") == text.count("表1 产量") - 1 > 0


def test_page_is_never_turned_where_the_style_has_no_such_page() -> None:
    style = PageStyle(rules="@page { size: 148mm 210mm }")
    pdf = render_pdf(table(12, 5, "1234567.89"), THEME, style)
    assert not any(map(sideways, pages(pdf)))
    assert characters_outside(pdf) == []


def test_head_stands_on_every_page_of_a_table() -> None:
    assert all("第3项" in page.extract_text() for page in pages(render_pdf(table(4, 200, "1"), THEME)))
