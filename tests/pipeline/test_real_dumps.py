"""Whole dumps of real works, where some are at hand: ``DUMPS`` in the environment names their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from publisher import api
from tests.pipeline.sound import check_epub, check_html

DUMPS = sorted(Path(os.environ["DUMPS"]).glob("*.txt")) if os.environ.get("DUMPS") else []


@pytest.mark.heavy
@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
def test_real_dump_is_accounted_for_and_makes_valid_editions(dump: Path, tmp_path: Path) -> None:
    folder = api.build(dump, tmp_path, formats=["html", "epub", "tables"]).folder
    page, book = (folder / f"{dump.stem}.{ending}" for ending in ("html", "epub"))
    check_html(page.read_bytes())
    check_epub(book.read_bytes())
    api.check(book)
