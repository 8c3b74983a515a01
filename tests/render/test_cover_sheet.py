"""The cover of a printed book, read back."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import msgspec
import pikepdf
import pypdf
import pytest

from publisher.errors import SettingError
from publisher.press.paper import POINT, Size
from publisher.press.pdfx import Delivery
from publisher.render.cover_sheet import barcode, render_cover
from publisher.render.theme import Theme
from publisher.tree.nodes import Document
from tests.render.works import HANDBOOK, YEARBOOK

PAGE = Size(170, 240)
LEFT_SETS = [
    "AAAAAA",
    "AABABB",
    "AABBAB",
    "AABBBA",
    "ABAABB",
    "ABBAAB",
    "ABBBAA",
    "ABABAB",
    "ABABBA",
    "ABBABA",
]
"""The number sets of the six digits on the left, by the first digit, which has no bars."""
WIDTHS = ["3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112"]
"""Of space and bar, space and bar, in a digit of an EAN-13 symbol (ISO/IEC 15420)."""


def cover(document: Document, spine: float) -> pypdf.PdfReader:
    pdf = render_cover(document, Theme(), PAGE, spine, Delivery(bleed=3, marks=True))
    return pypdf.PdfReader(io.BytesIO(pdf))


def scanned(bars: tuple[tuple[float, float, bool], ...]) -> str:
    """The digits of a symbol, read from the edges of its bars."""
    edges = [round(edge / 0.33) for left, width, _ in bars for edge in (left, left + width)]
    widths = "".join(str(b - a) for a, b in pairwise(edges))
    left, right = widths[3:27], widths[32:56]
    digits, parity = "", ""
    for place in range(0, 24, 4):
        code = left[place : place + 4]
        parity += "A" if code in WIDTHS else "B"
        digits += str(WIDTHS.index(code if code in WIDTHS else code[::-1]))
    digits += "".join(str(WIDTHS.index(right[place : place + 4])) for place in range(0, 24, 4))
    return f"{LEFT_SETS.index(parity)}{digits}"


@pytest.mark.parametrize(
    ("isbn", "digits"),
    [
        ("ISBN 978-7-111-11111-5", "9787111111115"),
        ("7-111-11111-7", "9787111111115"),
        ("0-306-40615-2", "9780306406157"),
    ],
)
def test_barcode_says_the_isbn(isbn: str, digits: str) -> None:
    symbol = barcode(isbn)
    assert symbol
    assert scanned(symbol.bars) == symbol.digits == digits


def test_no_barcode_without_an_isbn() -> None:
    assert barcode("") is None


@pytest.mark.parametrize("isbn", ["978-7-111-11111-4", "no number"])
def test_a_wrong_isbn_is_refused(isbn: str) -> None:
    with pytest.raises(SettingError, match="its check digit is wrong"):
        barcode(isbn)


def test_back_spine_and_front_in_one_piece() -> None:
    metadata = msgspec.structs.replace(YEARBOOK.metadata, isbn="978-7-111-11111-5")
    (page,) = cover(msgspec.structs.replace(YEARBOOK, metadata=metadata), 12.5).pages
    assert float(page.trimbox.width) * POINT == pytest.approx(2 * 170 + 12.5, abs=0.01)
    assert float(page.bleedbox.height) * POINT == pytest.approx(240 + 6, abs=0.01)
    text = re.sub(r"\s", "", page.extract_text())
    for what in ("柳溪年鉴", "二〇二一年卷", "林一禾", "青石出版社", "ISBN978-7-111-11111-5"):
        assert what in text
    assert text.count("柳溪年鉴") == 2
    assert text.count("青石出版社") == 2


def test_narrow_spine_has_no_text() -> None:
    (page,) = cover(HANDBOOK, 4).pages
    assert page.extract_text().count("Ada Marsh") == 1


def test_english_title_lies_on_the_spine() -> None:
    pdf = render_cover(HANDBOOK, Theme(), PAGE, 9, Delivery())
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        matrices = [
            [float(value) for value in one.operands]
            for one in pikepdf.parse_content_stream(opened.pages[0], "cm")
        ]
    assert any(abs(a) < 1e-6 and b > 0 for a, b, *_ in matrices)
