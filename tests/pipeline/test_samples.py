"""The sample dumps: what is recovered of each, told in ``golden/``; and the same bytes in every build.

``PUBLISHER_GOLDEN=write pytest tests/pipeline`` writes the golden files anew. Read the difference
as an editor with the sample at hand before you commit it.
"""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from publisher.audit.account import audit_account
from publisher.read import read_dump
from publisher.recover import recover_document
from publisher.repair import repair_dump
from publisher.tree.walk import own_texts, walk
from tests.dump_texts import SAMPLES
from tests.pipeline.sound import check_epub, check_html
from tests.pipeline.summary import summary, without_figures

GOLDEN = Path(__file__).with_name("golden")
WRITE = os.environ.get("PUBLISHER_GOLDEN") == "write"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_sample_is_recovered_as_told(sample: Path) -> None:
    dump = repair_dump(read_dump(sample))
    document = recover_document(dump)
    assert audit_account(document, dump) == []
    golden, found = GOLDEN / f"{sample.stem}.txt", summary(document, dump)
    if WRITE:
        golden.write_text(found, "utf-8")
    told = without_figures(golden.read_text("utf-8")) if golden.is_file() else ""
    lines = difflib.unified_diff(told.splitlines(), found.splitlines(), str(golden), "recovered", lineterm="")
    if difference := "\n".join(lines):
        pytest.fail(difference, pytrace=False)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_doubled_line_ends_change_nothing(sample: Path) -> None:
    dump = read_dump(sample)
    doubled = replace(dump, lines=tuple(chain.from_iterable((line, "") for line in dump.lines)))
    once, twice = (
        [(type(block), list(own_texts(block))) for block in walk(recover_document(repair_dump(one)).body)]
        for one in (dump, doubled)
    )
    assert once == twice


def test_golden_files_are_compared_and_all_in_use() -> None:
    assert not WRITE, "golden files were written, not compared"
    assert {path.stem for path in GOLDEN.iterdir()} == {path.stem for path in SAMPLES}


def test_every_build_of_the_samples_gives_the_same_sound_editions(tmp_path: Path) -> None:
    """In two processes that order sets differently."""
    builds = {seed: tmp_path / seed for seed in ("1", "2")}
    command = [
        sys.executable,
        "-m",
        "publisher",
        "build",
        "-q",
        "--jobs",
        "1",
        "--formats",
        "html,epub,tables",
    ]
    running = [
        subprocess.Popen([*command, "-o", folder, *SAMPLES], env={**os.environ, "PYTHONHASHSEED": seed})
        for seed, folder in builds.items()
    ]
    assert [process.wait() for process in running] == [0, 0]
    first, second = map(contents, builds.values())
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()
    for sample in SAMPLES:
        edition = builds["1"] / sample.stem / sample.stem
        check_html(edition.with_suffix(".html").read_bytes())
        check_epub(edition.with_suffix(".epub").read_bytes())


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
