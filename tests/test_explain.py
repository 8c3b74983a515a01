"""Why lines became what they are, and corrections that would change it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from publisher import explain
from publisher.audit.account import audit_account
from publisher.cli import main
from publisher.corrections import load_corrections
from publisher.errors import InputError
from publisher.read import read_dump
from publisher.recover import recover_document
from publisher.repair import repair_dump
from tests.corrections.cases import BOOK, number_of

SEEDS = Path(__file__).parents[1] / "seeds"
SAMPLES = ["yearbook-with-contents", "book-with-notes", "english-book-with-verse"]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("part", [0.3, 0.5, 0.7])
def test_every_correction_offered_changes_the_tree(tmp_path: Path, sample: str, part: float) -> None:
    lines = (SEEDS / f"{sample}.txt").read_text("utf-8").split("\n")
    number = next(n for n in range(int(part * len(lines)), len(lines)) if lines[n - 1].strip())
    check_offers(tmp_path, sample, number)


@pytest.mark.heavy
@pytest.mark.parametrize("sample", SAMPLES)
def test_all_corrections_offered_change_the_tree(tmp_path: Path, sample: str) -> None:
    lines = (SEEDS / f"{sample}.txt").read_text("utf-8").split("\n")
    for number in [n for n, line in enumerate(lines, 1) if line.strip()][::3]:
        check_offers(tmp_path, sample, number)


def check_offers(folder: Path, sample: str, number: int) -> None:
    """Put each correction that is offered for a line of a sample beside it."""
    dump = folder / "dump.txt"
    dump.write_bytes((SEEDS / f"{sample}.txt").read_bytes())
    beside = folder / "dump.corrections.yaml"
    beside.unlink(missing_ok=True)
    original = read_dump(dump)
    repaired = repair_dump(original)
    plainly = recover_document(repaired)
    for offer in explain(dump, number).corrections:
        beside.write_text(f"lines:\n{offer}\n", "utf-8")
        document = recover_document(repaired, load_corrections(dump, original))
        assert document.body != plainly.body, offer
        assert audit_account(document, repaired) == [], offer


def test_what_is_told_of_a_line(tmp_path: Path) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_text(BOOK, "utf-8")
    number = number_of("匀，第三窑")
    result = CliRunner().invoke(main, ["explain", str(dump), str(number)])
    assert result.exit_code == 0
    first, *rest = result.stdout.splitlines()
    assert first.startswith(f"L{number}  匀，第三窑才用上")
    assert any("seam: goes on with line" in line for line in rest)
    assert "under 第一章 水塔" in result.stdout
    assert "the line is full" in result.stdout
    entries = yaml.safe_load(result.stdout.partition("to change it, one of\n")[2])
    assert {"line": number, "text": "匀，第三窑才用上。老人们", "seam": "split"} in entries


@pytest.mark.parametrize(("number", "message"), [(2, "line 2 is blank"), (400, "there is no line 400")])
def test_lines_that_cannot_be_explained(tmp_path: Path, number: int, message: str) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_text(BOOK, "utf-8")
    with pytest.raises(InputError, match=message):
        explain(dump, number)
