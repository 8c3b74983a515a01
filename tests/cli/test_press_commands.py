"""The commands for printing and binding."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from tests.cli.conftest import Run
from tests.press.books import book


def test_sheets_and_contact_sheets_stand_beside_the_book(run: Run, tmp_path: Path) -> None:
    path = book(tmp_path / "town.pdf", 9)
    sheets, picture = tmp_path / "town-sheets.pdf", tmp_path / "town-proof.png"
    assert run("impose", path, "--sheet", "A3", "--creep", "0.1mm").stdout == f"{sheets}\n"
    assert run("proof", sheets, "-o", picture).stdout == f"{picture}\n"
    with pikepdf.open(sheets) as pdf:
        assert len(pdf.pages) == 4
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_wrong_settings_and_files_have_their_status(run: Run, tmp_path: Path) -> None:
    path = book(tmp_path / "town.pdf", 9)
    for arguments, status, message in (
        (("impose", path, "--sheet", "A99"), 2, "'A99' is no size of paper"),
        (("impose", path, "--sheet", "A6"), 2, "more than a sheet of 105 × 148 mm holds"),
        (("impose", tmp_path / "gone.pdf"), 3, "cannot be read"),
        (("proof", tmp_path / "gone.pdf"), 3, "cannot be read"),
    ):
        result = run(*arguments)
        assert result.exit_code == status
        assert message in result.stderr
