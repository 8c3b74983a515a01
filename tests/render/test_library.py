"""The library page."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from publisher.render.library import LibraryEntry, write_library
from publisher.render.theme import Theme
from publisher.tree.nodes import Creator


def entry(title: str, language: str, **editions: str) -> LibraryEntry:
    return LibraryEntry(title, (Creator(name="林一禾"),), "2021", language, editions)


def test_lists_works_with_links_to_their_editions(tmp_path: Path) -> None:
    works = [
        entry("柳溪年鉴", "zh-Hans", html="a b/a b.html", tables="a b/tables/index.csv"),
        entry("<b>桥</b>", "zh-Hans"),
        entry("Weirs", "en", epub="weirs/weirs.epub"),
    ]
    page = html.parse(str(write_library(tmp_path, works, Theme()))).getroot()
    assert page.get("lang") == "zh-Hans"
    assert [heading.text_content().strip() for heading in page.iter("h2")] == [
        "柳溪年鉴",
        "<b>桥</b>",
        "Weirs",
    ]
    assert page.xpath("//p[@class='editions']/a/@href") == [
        "a%20b/a%20b.html",
        "a%20b/tables/index.csv",
        "weirs/weirs.epub",
    ]
    assert "林一禾 著2021简体中文" in page.xpath("//p[@class='about']")[0].text_content().replace("\n", "")


def test_empty_library_says_so(tmp_path: Path) -> None:
    assert "No books yet" in write_library(tmp_path, [], Theme()).read_text("utf-8")
