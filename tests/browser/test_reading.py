"""EPUB editions in a reading system and under Ace by DAISY."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.render.epub import render_epub
from publisher.render.theme import Theme
from publisher.tree.nodes import Cell, Document, Metadata, Table
from tests.browser.reading import reading
from tests.browser.tools import ace_violations
from tests.render.test_epub import LONG, ODD
from tests.render.works import HANDBOOK, YEARBOOK

pytestmark = pytest.mark.heavy


def written(document: Document, folder: Path) -> Path:
    """The EPUB edition of a document."""
    path = folder / "book.epub"
    path.write_bytes(render_epub(document, Theme()))
    return path


def test_a_reader_turns_pages_follows_a_note_and_jumps_to_a_printed_page(tmp_path: Path) -> None:
    with reading(written(YEARBOOK, tmp_path)) as reader:
        places = [reader.place["fraction"]]
        for _ in range(4):
            reader.turn()
            places.append(reader.place["fraction"])
        assert places == sorted(set(places))
        assert reader.ask("() => view.book.pageList.map(page => page.label)") == ["1", "2"]
        reader.go(reader.ask("() => view.book.pageList[1].href"))
        assert reader.place["page"] == "2"
        note = reader.follow_note()
        assert (note["type"], note["hidden"]) == ("footnote", True)
        assert "江名见第2页。" in note["text"]
        assert reader.faults == []


def test_every_heading_of_the_contents_is_where_it_leads(tmp_path: Path) -> None:
    with reading(written(LONG, tmp_path)) as reader:
        entries = reader.ask("() => view.book.toc.flatMap(e => [e, ...(e.subitems ?? [])])")
        for entry in entries[::5]:
            reader.go(entry["href"])
            assert reader.place["heading"] == entry["label"]
        assert reader.faults == []


@pytest.mark.parametrize("work", [YEARBOOK, HANDBOOK, ODD], ids=["yearbook", "handbook", "odd"])
def test_ace_finds_no_violation(work: Document, tmp_path: Path) -> None:
    assert ace_violations(written(work, tmp_path), tmp_path / "report") == []


def test_no_table_runs_off_a_telephone_and_long_ones_go_on_over_pages(tmp_path: Path) -> None:
    years = [Cell(text=f"{year}年", columns=3) for year in range(2010, 2023)]
    widest = Table(
        head=(("村", *years), ("", *["人口", "户数", "面积（亩）"] * 13)),
        body=tuple((f"第{n}村", *[f"{n * k:,}" for k in range(39)]) for n in range(3)),
    )
    numbers = Table(
        head=(("镇", *[f"{year}年" for year in range(2016, 2023)]),),
        body=tuple((f"东{n}镇", *["1,000.5"] * 7) for n in range(60)),
    )
    words = Table(
        body=(("劳动力、土地、资本", "技术、数据、信息、知识", "工人、工业机器人、人工智能系统与其他"),) * 3
    )
    work = Document(metadata=Metadata(language="zh-Hans"), body=(widest, numbers, words))
    with reading(written(work, tmp_path)) as reader:
        reader.go("EPUB/text-001.xhtml")
        boxes = reader.ask(
            "() => [...view.renderer.getContents()[0].doc.querySelectorAll('.scroll')]"
            ".map(box => [box.scrollWidth - box.clientWidth, box.getClientRects().length])"
        )
    assert [beyond for beyond, _ in boxes] == [0, 0, 0]
    assert min(pages for _, pages in boxes[:2]) > 2
