"""What must hold on real dumps: those in the folder that the variable DUMPS names.

EDITIONS names the folder of their editions in all formats, where they are built already.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from publisher import check, recover
from publisher.normalize import normalize
from publisher.render.pdf import render_pdf
from publisher.render.theme import Theme
from tests.browser.reading import reading
from tests.browser.tools import ace_violations
from tests.pipeline.sound import check_epub, check_html
from tests.render.pages import characters_outside, contents_lines, faults_of_structure

DUMPS = sorted(Path(os.environ["DUMPS"]).glob("*.txt")) if "DUMPS" in os.environ else []
EDITIONS = Path(os.environ["EDITIONS"]) if "EDITIONS" in os.environ else None

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(not DUMPS, reason="DUMPS names no folder with real dumps"),
]


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
def test_two_builds_give_the_same_sound_editions(dump: Path, tmp_path: Path) -> None:
    first = EDITIONS / dump.stem if EDITIONS else built(dump, tmp_path / "1", "1")
    second = built(dump, tmp_path / "2", "2")
    again = contents(second)
    assert {path: text for path, text in contents(first).items() if path in again} == again
    page, book = (first / f"{dump.stem}.{ending}" for ending in ("html", "epub"))
    check_html(page.read_bytes())
    check_epub(book.read_bytes())
    check(book)
    assert ace_violations(book, tmp_path / "ace") == []
    with reading(book) as reader:
        for part in (0.2, 0.8):
            reader.ask("part => view.goToFraction(part)", part)
            reader.turn()
            assert reader.place["fraction"] > part
        assert reader.faults == []


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
def test_pages_are_sound(dump: Path) -> None:
    if EDITIONS:
        pdf = (EDITIONS / dump.stem / f"{dump.stem}.pdf").read_bytes()
    else:
        pdf = render_pdf(normalize(recover(dump)), Theme())
    assert faults_of_structure(pdf) == []
    assert characters_outside(pdf) == []
    lines = list(contents_lines(pdf))
    assert [line for line in lines if line[1] != line[2] or not line[3]] == []


def built(dump: Path, output: Path, hash_seed: str) -> Path:
    """The folder with a dump's editions, built by a Python that orders its sets by ``hash_seed``."""
    options = ["-q", "--formats", "html,epub,tables", "-o", str(output)]
    subprocess.run(
        [sys.executable, "-m", "publisher", "build", str(dump), *options],
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        check=True,
    )
    return output / dump.stem


def contents(folder: Path) -> dict[Path, bytes]:
    """All files below a folder."""
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
