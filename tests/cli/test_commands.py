"""The other commands, the help, and how all of them fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from publisher import api
from publisher.cli import main
from tests.cli.conftest import Run


def test_a_tree_goes_through_the_hands_of_an_editor(run: Run, dump: Path, tmp_path: Path) -> None:
    tree, out = tmp_path / "town.yaml", tmp_path / "out"
    assert run("recover", dump, "-o", tree).exit_code == 0
    assert run("check", tree, "--dump", dump).exit_code == 0
    tree.write_text(tree.read_text("utf-8").replace("第二章 水表", "第二章 新水表"), "utf-8")
    result = run("render", tree, "-o", out, "--formats", "html")
    assert result.stdout.splitlines() == [str(out / "town" / "town.html"), str(out / "index.html")]
    assert "新水表" in (out / "town" / "town.html").read_text("utf-8")
    result = run("check", tree, "--dump", dump)
    assert result.exit_code == 6
    assert "“新”" in result.stderr


def test_a_site_is_made_of_build_folders_and_trees(run: Run, dump: Path, tmp_path: Path) -> None:
    tree, build, shelf = tmp_path / "village.yaml", tmp_path / "build", tmp_path / "shelf"
    run("recover", dump, "-o", tree)
    run("build", dump, "-o", build, "--formats", "epub,site")
    assert "town/site/index.html" in (build / "index.html").read_text("utf-8")
    result = run("site", build, tree, "-o", shelf)
    assert (result.exit_code, result.stdout) == (0, f"{shelf / 'index.html'}\n")
    works = {path.name for path in (shelf / "works/town").iterdir() if not path.stem.startswith("s-")}
    assert works == {"cover.svg", "index.html", "town.epub", "town.yaml"}
    assert (shelf / "works/village/village.yaml").is_file()


def test_what_cannot_be_a_site_is_explained(run: Run, dump: Path, tmp_path: Path) -> None:
    assert run("site", tmp_path).exit_code == 4
    assert run("site", tmp_path / "gone.yaml").exit_code == 4
    tree = tmp_path / "town.yaml"
    run("recover", dump, "-o", tree)
    result = run("site", tree, tree, "-o", tmp_path / "shelf")
    assert (result.exit_code, "two works" in result.stderr) == (5, True)
    assert not (tmp_path / "shelf").exists()


def test_findings_on_an_edited_tree_are_listed(run: Run, dump: Path, tmp_path: Path) -> None:
    tree = tmp_path / "town.yaml"
    run("recover", dump, "-o", tree)
    tree.write_text(tree.read_text("utf-8").replace("第二章", "第三章"), "utf-8")
    result = run("check", tree)
    assert result.exit_code == 0
    (finding, verdict) = result.stdout.splitlines()
    assert finding.startswith(f"{tree}: L5: warning H-002: “第三章” follows “第一章”")
    assert verdict == f"{tree}: sound"
    assert run("check", tree, "-q").stdout == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  level: 1", "  depth: 1", "unknown field `depth`"),
        ("  level: 1", "  level: one", "Expected `int`"),
        ("schema: 1", "schema: 99", "schema version 99"),
    ],
)
@pytest.mark.parametrize("command", ["render", "check"])
def test_a_broken_tree_is_explained(
    run: Run, dump: Path, tmp_path: Path, command: str, old: str, new: str, message: str
) -> None:
    tree = tmp_path / "town.yaml"
    run("recover", dump, "-o", tree)
    tree.write_text(tree.read_text("utf-8").replace(old, new, 1), "utf-8")
    result = run(command, tree)
    assert result.exit_code == 4
    assert result.stderr.startswith(f"publisher: {tree}")
    assert message in result.stderr


def test_recover_names_a_folder_that_cannot_be_written(run: Run, dump: Path) -> None:
    result = run("recover", dump, "-o", dump / "below" / "tree.yaml")
    assert result.exit_code == 5
    assert "cannot be written" in result.stderr


def test_check_finds_what_is_wrong_in_html(run: Run, dump: Path, tmp_path: Path) -> None:
    run("build", dump, "-o", tmp_path, "--formats", "html")
    html = tmp_path / "town" / "town.html"
    assert run("check", html).exit_code == 0
    html.write_text(html.read_text("utf-8").replace("</p>", "", 1), "utf-8")
    result = run("check", html)
    assert result.exit_code == 8
    assert "line " in result.stderr


@pytest.mark.skipif(not shutil.which("java"), reason="EPUBCheck needs Java")
def test_check_finds_what_is_wrong_in_an_epub(run: Run, dump: Path, tmp_path: Path) -> None:
    run("build", dump, "-o", tmp_path, "--formats", "epub")
    epub = tmp_path / "town" / "town.epub"
    with zipfile.ZipFile(epub, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    result = run("check", epub)
    assert result.exit_code == 8
    assert "RSC-002" in result.stderr


def test_check_says_when_java_dies(
    run: Run, dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho Could not reserve enough space; exit 1\n")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    run("build", dump, "-o", tmp_path, "--formats", "epub")
    result = run("check", tmp_path / "town" / "town.epub")
    assert result.exit_code == 7
    assert "ended without a report" in result.stderr


def test_check_knows_what_it_cannot_check(run: Run, dump: Path, tmp_path: Path) -> None:
    assert "cannot be checked" in run("check", dump).stderr
    assert "no such file" in run("check", tmp_path / "gone.epub").stderr


@pytest.mark.parametrize(
    "command", ["build", "recover", "render", "check", "print", "impose", "cover", "proof"]
)
def test_every_command_explains_itself_by_example(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"\n    publisher {command} " in result.stdout


def test_an_unexpected_error_shows_its_traceback_only_when_asked(
    run: Run, dump: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(api, "recover", fail)
    result = run("recover", dump)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" in CliRunner().invoke(main, ["--debug", "recover", str(dump)]).stderr


def test_an_interrupt_has_the_status_that_shells_expect(
    run: Run, dump: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "recover", interrupt)
    assert run("recover", dump).exit_code == 130


def test_nothing_is_said_when_nobody_reads_on(dump: Path) -> None:
    command = [sys.executable, "-m", "publisher", "explain", str(dump), "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as explaining:
        assert explaining.stdout
        assert explaining.stderr
        explaining.stdout.close()
        assert explaining.stderr.read() == b""
