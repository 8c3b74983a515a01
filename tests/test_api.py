"""The Python functions: what a script can do in a few lines."""

from __future__ import annotations

from pathlib import Path

import pytest

import publisher
from publisher.tree.nodes import Source


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "town.txt"
    path.write_text("第一章 水塔\n\n镇上的水塔由居民自己动手砌成。\n", "utf-8")
    return path


def test_a_dump_becomes_a_tree_and_the_tree_an_edition(dump: Path, tmp_path: Path) -> None:
    document = publisher.recover(dump)
    assert isinstance(document, publisher.Document)
    publisher.save(document, tmp_path / "town.yaml")
    assert publisher.load(tmp_path / "town.yaml") == document
    stages: list[str] = []
    paths = publisher.render(document, tmp_path / "out", formats=["epub", "html"], enter=stages.append)
    assert paths == [tmp_path / "out" / "town" / name for name in ("town.epub", "town.html")]
    assert all(path.is_file() for path in paths)
    assert stages == ["normalize", "epub", "html"]


def test_a_stage_imported_by_its_name_is_still_the_stage(dump: Path) -> None:
    from publisher.recover import recover_document  # noqa: PLC0415 (after the import of the functions)

    assert callable(publisher.recover)
    assert recover_document.__module__ == "publisher.recover"


@pytest.mark.parametrize(
    ("file", "stem"),
    [("../../etc/town.txt", "town"), ("..", "document"), ("", "document"), ("a\x00b.txt", "document")],
)
def test_a_name_in_a_tree_never_leads_out_of_the_folder(
    dump: Path, tmp_path: Path, file: str, stem: str
) -> None:
    source = Source(file=file, sha256="", encoding="utf-8", lines=1, characters=1)
    (path,) = publisher.render(publisher.Document(source=source), tmp_path / "out", formats=["html"])
    assert path == tmp_path / "out" / stem / f"{stem}.html"


def test_what_is_asked_wrongly_is_explained(dump: Path, tmp_path: Path) -> None:
    document = publisher.recover(dump)
    with pytest.raises(publisher.PublisherError, match=r"no format 'docx' \(choose among html, epub"):
        publisher.render(document, tmp_path, formats=["docx"])
    with pytest.raises(publisher.PublisherError, match="no pass 'spelling'"):
        publisher.render(document, tmp_path, formats=["html"], skip=["spelling"])
    with pytest.raises(publisher.PublisherError, match="no such theme folder"):
        publisher.render(document, tmp_path, formats=["html"], theme=tmp_path / "gone")
