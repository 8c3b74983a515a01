"""The search index: what it makes of pages, and that any run of characters can be found in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.render.site.atoms import atoms
from publisher.render.site.passages import Passage, passages
from publisher.render.site.search import build_index

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

PAGE = """\
<!DOCTYPE html>
<html lang="zh-Hans"><head><title>水塔</title></head><body>
<nav><a href="x.html">目录</a></nav>
<main><article data-search="镇志 › 建设">
<nav>本页</nav>
<section id="s1"><h1>第一章 水塔</h1>
<p id="p1">水塔建于<em>一九五二</em>年<a role="doc-noteref" href="#n1">①</a>，<br/>由居民砌成。</p>
<section id="s2"><h2>尺寸</h2>
<figure id="t1"><table><tr><th>高</th><td>12 米</td></tr><tr><th>容量</th><td>80 吨</td></tr></table></figure>
</section></section>
</article></main></body></html>
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("水塔，Tower No. 3", ["水", "塔", "tower", "no", "3"]),
        ("ＡＢＣ１２ Café ﬁne", ["abc12", "cafe", "fine"]),
        ("が ガ 한국 〓", ["が", "ガ", "한", "국", "〓"]),
        ("½ snake_case 1,234.5", ["1", "2", "snake", "case", "1", "234", "5"]),
        ("（）——！", []),
    ],
)
def test_atoms_are_words_and_ideographs_in_one_form(text: str, found: list[str]) -> None:
    assert atoms(text) == found


def test_passages_stand_under_headings(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, "utf-8")
    first, second = passages(page, "page.html")
    assert first == Passage(
        address="page.html#s1",
        above="镇志 › 建设",
        title="第一章 水塔",
        path=(),
        heading="第一章 水塔",
        text="第一章 水塔\n水塔建于一九五二年， 由居民砌成。",
    )
    assert (second.address, second.path, second.heading) == ("page.html#s2", ("尺寸",), "尺寸")
    assert second.text == "尺寸\n高\t12 米\n容量\t80 吨"


def test_a_long_passage_is_cut_between_blocks(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    paragraphs = "".join(f'<p id="p{n}">{"水" * 400}</p>' for n in range(5))
    page.write_text(f'<main data-search="x"><h1 id="s">塔</h1>{paragraphs}</main>', "utf-8")
    assert [passage.address for passage in passages(page, "a")] == ["a#s", "a#p3"]


@given(st.lists(st.text("水塔建于人ab1，\n ", min_size=1, max_size=30), min_size=1, max_size=4))
def test_every_run_of_atoms_can_be_found(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    site = tmp_path_factory.mktemp("site")
    for number, text in enumerate(texts):
        lines = "".join(f"<p>{line}</p>" for line in text.split("\n"))
        site.joinpath(f"{number}.html").write_text(f'<main data-search="x">{lines}</main>', "utf-8")
    build_index(site, [f"{number}.html" for number in range(len(texts))])
    words = {key: places for file in read(site, "words") for key, places in entries(file)}
    position = 0
    for file in read(site, "texts"):
        for _, _, text in (passage for *_, on_page in file for passage in on_page):
            for line in text.split("\n"):
                for atom in atoms(line):
                    keys = [key for key in words if key.startswith(atom)]
                    assert sum(position in positions(words[key]) for key in keys) == 1
                    position += 1
                position += 1


def read(site: Path, kind: str) -> list[Any]:
    """The data of the index files of a kind, in their order."""
    paths = sorted(site.glob(f"search/{kind}-*.js"), key=lambda path: int(path.stem.split("-")[1]))
    return [json.loads(path.read_text("utf-8").partition(",")[2].rstrip(");\n")) for path in paths]


def entries(file: str) -> Iterator[tuple[str, str]]:
    """The keys of a file of words with what belongs to them."""
    before = ""
    for entry in file.split("|"):
        rest, _, value = entry[1:].partition(" ")
        before = before[: DIGITS.index(entry[0])] + rest
        yield before, value


def positions(text: str) -> list[int]:
    """The positions that a key has, from their written form."""
    found, value, scale = [0], 0, 1
    for digit in map(DIGITS.index, text):
        value, scale = value + digit % 32 * scale, scale * 32
        if digit < 32:
            found.append(found[-1] + value)
            value, scale = 0, 1
    return found[1:]
