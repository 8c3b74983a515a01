"""``publisher build``: what it writes, and what it says when something is wrong."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher import api
from publisher.corrections import Corrections
from publisher.read import Dump
from publisher.recover import recover_document
from publisher.tree.nodes import Document
from tests.cli.conftest import DUMP, Run

FAST = ("--formats", "html,epub,tables")


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_editions_stand_where_the_documentation_says(run: Run, dump: Path, tmp_path: Path) -> None:
    result = run("build", dump, "-o", tmp_path / "out", *FAST)
    assert result.exit_code == 0
    assert set(contents(tmp_path / "out")) == {
        "index.html",
        "town/document.yaml",
        "town/report.json",
        "town/review.html",
        "town/tables/index.csv",
        "town/town.epub",
        "town/town.html",
    }
    assert "town/town.epub" in (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "1 of 1 dumps built" in result.stderr


def test_the_report_stands_beside_the_editions(run: Run, dump: Path, tmp_path: Path) -> None:
    dump.write_text(DUMP.replace("抄一次", "抄〓次"), "utf-8")
    result = run("build", dump, "-o", tmp_path / "out", *FAST)
    assert "1 warning" in result.stderr
    report = json.loads((tmp_path / "out" / "town" / "report.json").read_text("utf-8"))
    assert list(report) == ["source", "figures", "severities", "findings", "doubts"]
    assert report["source"]["file"] == "town.txt"
    assert report["severities"] == {"error": 0, "warning": 1, "note": 0}
    (finding,) = report["findings"]
    assert (finding["id"], finding["severity"], finding["src"]) == ("X-001", "warning", "L7")


def test_a_folder_is_built_in_processes_with_the_same_outcome(run: Run, tmp_path: Path) -> None:
    dumps = tmp_path / "dumps"
    dumps.mkdir()
    for name in ("b", "a", "c"):
        (dumps / f"{name}.txt").write_text(DUMP + name, "utf-8")
    assert run("build", dumps, "-o", tmp_path / "one", *FAST, "-j", "1").exit_code == 0
    assert run("build", dumps, "-o", tmp_path / "two", *FAST, "-j", "2").exit_code == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_later_build_adds_to_the_library_and_keeps_other_editions(
    run: Run, dump: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(DUMP, "utf-8")
    out = tmp_path / "out"
    run("build", dump, "-o", out, *FAST)
    run("build", other, "-o", out, "--formats", "html")
    run("build", dump, "-o", out, "--formats", "html")
    assert (out / "town" / "town.epub").is_file()
    index = (out / "index.html").read_text("utf-8")
    assert "town/town.epub" in index
    assert "other/other.html" in index
    assert "other/other.epub" not in index


def test_the_library_calls_a_work_without_a_title_what_its_editions_call_it(run: Run, tmp_path: Path) -> None:
    dump = tmp_path / "page-3.txt"
    dump.write_text(
        "# 桥通车了\n\n本报讯 昨天，大桥通车。\n\n# 堤修好了\n\n本报讯 今天，堤修好了。\n", "utf-8"
    )
    run("build", dump, "-o", tmp_path, "--formats", "html")
    assert "<title>桥通车了</title>" in (tmp_path / "page-3" / "page-3.html").read_text("utf-8")
    assert "桥通车了" in (tmp_path / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "no such file"),
        (b"", "holds no text"),
        (b"\x00\xff\x01\xfe" * 99, "no text in an encoding"),
        (DUMP.encode()[:-5], "line 7: the UTF-8 text is damaged at byte"),
    ],
)
def test_a_bad_dump_is_named_and_the_others_are_built(
    run: Run, dump: Path, tmp_path: Path, data: bytes | None, message: str
) -> None:
    bad = tmp_path / "bad.txt"
    if data is not None:
        bad.write_bytes(data)
    result = run("build", bad, dump, "-o", tmp_path / "out", *FAST, "-q")
    assert result.exit_code == 3
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"publisher: {bad}")
    assert message in line
    assert (tmp_path / "out" / "town" / "town.html").is_file()
    assert not (tmp_path / "out" / "bad").exists()


def test_a_folder_without_dumps_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("build", tmp_path, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert "no .txt file in this folder" in result.stderr


def test_two_dumps_of_one_name_are_refused(run: Run, dump: Path, tmp_path: Path) -> None:
    same = tmp_path / "sub" / "Town.txt"
    same.parent.mkdir()
    same.write_text(DUMP, "utf-8")
    result = run("build", dump, same, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert f"{dump} and {same} would have the same name" in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_unknown_format_is_wrong_use(run: Run, dump: Path) -> None:
    result = run("build", dump, "--formats", "html,docx")
    assert result.exit_code == 2
    assert "'docx' is none of html, epub" in result.stderr


@pytest.fixture
def built(run: Run, dump: Path, tmp_path: Path) -> Path:
    """A folder with finished editions, older than the dump is now."""
    run("build", dump, "-o", tmp_path / "out", *FAST)
    dump.write_text(DUMP.replace("水塔", "钟楼"), "utf-8")
    return tmp_path / "out"


def test_an_unwritable_folder_is_named(run: Run, dump: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = run("build", dump, "-o", tmp_path / "file" / "out", *FAST)
    assert result.exit_code == 5
    assert f"publisher: {tmp_path / 'file' / 'out' / 'town'}: cannot be written" in result.stderr
    assert "-o" in result.stderr


def test_a_full_disk_leaves_the_old_editions(
    run: Run, dump: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(built)
    monkeypatch.setattr(Path, "write_bytes", full_after(3))
    result = run("build", dump, "-o", built, *FAST)
    assert result.exit_code == 5
    assert "No space left on device (make room on the disk, then build again)" in result.stderr
    assert f"{built / 'town' / 'town.'}" in result.stderr
    assert contents(built) == before


def full_after(count: int) -> Callable[[Path, bytes], int]:
    """A way to write files under which the disk is full after ``count`` files, in the midst of one."""
    left = iter(range(count))
    write_bytes = Path.write_bytes

    def write(path: Path, data: bytes) -> int:
        if next(left, None) is not None:
            return write_bytes(path, data)
        write_bytes(path, data[:9])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return write


def test_an_interrupted_build_leaves_the_old_editions(
    run: Run, dump: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(built)
    monkeypatch.setitem(api.FORMATS, "epub", interrupt)
    result = run("build", dump, "-o", built, *FAST)
    assert result.exit_code == 130
    assert "interrupted" in result.stderr
    assert contents(built) == before


def interrupt(*_: object) -> Path:
    raise KeyboardInterrupt


def test_an_unexpected_error_is_one_line_and_the_others_are_built(
    run: Run, dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(DUMP, "utf-8")

    def fail(dump: Dump, corrections: Corrections) -> Document:
        if dump.name == "town.txt":
            raise RuntimeError("a fault of ours")
        return recover_document(dump)

    monkeypatch.setattr(api, "recover_document", fail)
    result = run("build", dump, other, "-o", tmp_path / "out", *FAST, "-j", "1", "-q")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert f"{dump}: RuntimeError: a fault of ours" in line
    assert "report it with what 'publisher --debug' adds" in line
    assert (tmp_path / "out" / "other" / "other.html").is_file()
