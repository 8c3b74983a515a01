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


def test_a_book_is_printed_imposed_and_covered(run: Run, dump: Path, tmp_path: Path) -> None:
    tree = tmp_path / "town.yaml"
    run("recover", dump, "-o", tree)
    printed = tmp_path / "out" / "town" / "town-print.pdf"
    arguments = ("--size", "120x180mm", "--bleed", "3mm", "--marks", "-o", tmp_path / "out")
    assert run("print", tree, *arguments).stdout == f"{printed}\n"
    result = run("cover", tree, printed, "--caliper", "0.2mm")
    assert result.stdout == f"{printed.with_name('town-cover.pdf')}\n"
    assert result.stderr == "the spine is 0.2 mm wide\n"
    for path in (printed, printed.with_name("town-cover.pdf")):
        assert run("check", path).stdout == f"{path}: sound\n"
    assert run("print", tree, "--preset", "A5", "--size", "A5").exit_code == 2
    assert "there is no preset 'A99'" in run("print", tree, "--preset", "A99").stderr


def test_a_pdf_that_is_not_for_the_press_is_not_checked(run: Run, tmp_path: Path) -> None:
    result = run("check", book(tmp_path / "town.pdf", 1))
    assert result.exit_code == 3
    assert "does not say that it is PDF/X" in result.stderr
