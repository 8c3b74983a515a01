"""Cross references: linked where the target is certain, left alone where it is not."""

from __future__ import annotations

import pytest

from publisher.render.anchors import find_places, with_anchors
from publisher.render.references import Reference, with_references
from publisher.tree.nodes import AnyBlock, Caption, Document, Figure, PageBreak, Paragraph, Section, Table
from publisher.tree.walk import inlines, walk


def links(*body: AnyBlock) -> list[tuple[str, str]]:
    """The words and targets of all references in a work."""
    document = with_anchors(Document(body=body))
    document = with_references(document, find_places(document.body))
    texts = [block.text for block in walk(document.body) if isinstance(block, Paragraph)]
    nodes = [node for text in texts for node in inlines(text) if isinstance(node, Reference)]
    return [(str(node.text), node.target) for node in nodes]


def table(number: str, place: str) -> Table:
    return Table(id=place, caption=Caption(text=f"{number} 题", number=number))


@pytest.mark.parametrize(
    ("number", "text", "words"),
    [
        ("表1—2", "人口见表1-2。", "表1-2"),
        ("表1-2", "上述表 1–2 所列", "表 1–2"),
        ("图3", "如图3所示", "图3"),
        ("图3", "（图3）", "图3"),
        ("Table 4", "as in Table 4, where", "Table 4"),
        ("Figure 2.1", "(see Fig. 2.1)", "Fig. 2.1"),
        ("Fig. 2", "Figures 2 and", "Figures 2"),
        ("表1", "代表1人", ""),
        ("图3", "地图3张", ""),
        ("图3", "共有图3张", ""),
        ("表1", "见表12", ""),
        ("表1-1", "见表1-12", ""),
        ("Table 4", "a stable 4 per cent", ""),
        ("表9", "无此表：见表8", ""),
    ],
)
def test_tables_and_figures(number: str, text: str, words: str) -> None:
    figure = Figure(id="x", caption=Caption(text=number, number=number))
    assert links(Paragraph(text=text), figure) == ([(words, "x")] if words else [])


def test_number_that_returns_in_each_chapter_is_sought_nearby() -> None:
    first = Section(level=1, title="甲", children=(Paragraph(text="见表1。"), table("表1", "a")))
    second = Section(level=1, title="乙", children=(Paragraph(text="见表1。"), table("表1", "b")))
    third = Section(level=1, title="丙", children=(Paragraph(text="见表1。"),))
    assert links(first, second, third) == [("表1", "a"), ("表1", "b")]


def test_number_that_stands_twice_nearby_is_not_certain() -> None:
    assert links(Paragraph(text="见表1。"), table("表1", "a"), table("表1", "b")) == []


def test_sections_but_not_those_of_other_works_or_the_one_around() -> None:
    chapter = Section(
        id="c", level=1, number="第三章", title="第三章 桥", children=(Paragraph(text="本章即第三章。"),)
    )
    assert links(Paragraph(text="详见第三章。"), chapter) == [("第三章", "c")]
    assert links(Paragraph(text="《水法》第三章规定"), chapter) == []


@pytest.mark.parametrize("text", ["见第57页", "（见第 57 页）", "see page 57", "see also p. 57"])
def test_pages(text: str) -> None:
    assert [target for _, target in links(Paragraph(text=text), PageBreak(number="57"))] == ["page-57"]


@pytest.mark.parametrize("text", ["《志》第57页", "共57页", "page 57", "见第58页"])
def test_pages_of_other_works_are_left_alone(text: str) -> None:
    assert links(Paragraph(text=text), PageBreak(number="57")) == []


def test_page_in_roman_numerals() -> None:
    assert links(Paragraph(text="see page iv"), PageBreak(number="iv")) == [("page iv", "page-iv")]


def test_inferred_page_is_no_target() -> None:
    assert links(Paragraph(text="见第57页"), PageBreak(number="57", certain=False)) == []
