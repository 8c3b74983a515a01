"""Writing leaves the whole new output or the whole old one."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from publisher.errors import OutputError
from publisher.files import staged_folder, write_file


def fail(number: int) -> object:
    def method(*_: object, **__: object) -> None:
        raise OSError(number, "no")

    return method


def test_unfinished_file_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a" / "work.html"
    write_file(path, "old")
    monkeypatch.setattr(Path, "write_bytes", fail(errno.ENOSPC))
    with pytest.raises(OutputError, match=r"work\.html.*make room"):
        write_file(path, "new")
    assert [p.name for p in path.parent.iterdir()] == ["work.html"]
    assert path.read_text() == "old"


def test_file_where_a_folder_is_needed(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(OutputError, match="stands where a folder"):
        write_file(tmp_path / "a" / "b.html", "x")


def test_folder_where_the_file_goes(tmp_path: Path) -> None:
    (tmp_path / "a.html").mkdir()
    with pytest.raises(OutputError, match="stands where the file"):
        write_file(tmp_path / "a.html", "x")


def test_staged_folder_replaces_what_it_has_and_keeps_the_rest(tmp_path: Path) -> None:
    work = tmp_path / "work"
    write_file(work / "tables" / "1.csv", "old")
    write_file(work / "work.pdf", "kept")
    with staged_folder(work) as stage:
        write_file(stage / "tables" / "2.csv", "new")
    assert sorted(p.relative_to(work).as_posix() for p in work.rglob("*.*")) == ["tables/2.csv", "work.pdf"]
    assert [p.name for p in tmp_path.iterdir()] == ["work"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "no")])
def test_interrupted_stage_leaves_all_as_it_was(tmp_path: Path, error: BaseException) -> None:
    work = tmp_path / "work"
    write_file(work / "work.html", "old")

    def build() -> None:
        with staged_folder(work) as stage:
            write_file(stage / "work.html", "new")
            raise error

    with pytest.raises((KeyboardInterrupt, OutputError)):
        build()
    assert (work / "work.html").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["work"]


def test_folder_that_cannot_be_replaced_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "work"
    write_file(work / "tables" / "1.csv", "old")

    def build() -> None:
        with staged_folder(work) as stage:
            (stage / "tables").mkdir()
            monkeypatch.setattr(Path, "replace", fail(errno.EIO))

    with pytest.raises(OutputError, match="cannot be written"):
        build()
    assert (work / "tables" / "1.csv").read_text() == "old"
