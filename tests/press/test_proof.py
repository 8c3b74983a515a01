"""Contact sheets of PDF files."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from publisher.press import proof
from publisher.press.paper import Size
from publisher.press.proof import contact_sheet
from tests.press.books import book


def picture(path: Path, width: int) -> Image.Image:
    return Image.open(io.BytesIO(contact_sheet(path, width)))


def test_every_page_is_on_the_contact_sheet(tmp_path: Path) -> None:
    sheet = picture(book(tmp_path / "book.pdf", 7, Size(100, 150), bleed=3), 80).convert("L")
    papers = sheet.point(lambda value: 255 * (value > 240), "1")
    cells = [
        papers.crop((left, top, left + 80, top + 120)).histogram()[255]
        for top in range(8, papers.height - 120, 142)
        for left in range(8, papers.width - 79, 88)
    ]
    assert [area > 9000 for area in cells] == [True] * 7 + [False] * (len(cells) - 7)


def test_a_contact_sheet_stays_small_enough_to_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "_MOST_PIXELS", 1_000_000)
    sheet = picture(book(tmp_path / "book.pdf", 30), 2000)
    assert 700_000 < sheet.width * sheet.height < 1_500_000
