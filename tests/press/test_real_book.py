"""A real dump as a printed book: set, imposed on A3, folded in software and read."""

from __future__ import annotations

import os
from pathlib import Path

import pypdf
import pytest

from publisher import load, print_book, recover, save
from publisher.press.formats import PrintSetting, named
from publisher.press.impose import impose
from publisher.press.paper import papers
from publisher.press.preflight import preflight
from tests.press.folding import PrintedSides, folded, inset, read

DUMPS = sorted(Path(os.environ["DUMPS"]).glob("*.txt")) if "DUMPS" in os.environ else []


def letters(text: str) -> list[str]:
    """The letters of a page; pypdf puts the lines of one that was turned into another order."""
    return sorted("".join(text.split()))


@pytest.mark.heavy
@pytest.mark.skipif(not DUMPS, reason="DUMPS names no folder with real dumps")
def test_folded_sheets_of_a_real_book_read_in_order(tmp_path: Path) -> None:
    dump = min(DUMPS, key=lambda path: path.stat().st_size)
    save(recover(dump), tmp_path / "tree.yaml")
    printed = print_book(load(tmp_path / "tree.yaml"), tmp_path, PrintSetting(named("16开")))
    assert preflight(printed) == []
    pages = [letters(page.extract_text()) for page in pypdf.PdfReader(printed).pages]
    sides = PrintedSides(impose(printed, papers()["A3"], signature=16, creep=0.1), 1, 2)
    sheets = [folded(sides.sheet(number, "long")) for number in range(sides.count // 2)]
    signatures = (sheets[n : n + 4] for n in range(0, len(sheets), 4))
    reading = [letters(text) for signature in signatures for text in read(inset(signature))]
    assert reading[: len(pages)] == pages
    assert not any(reading[len(pages) :])
