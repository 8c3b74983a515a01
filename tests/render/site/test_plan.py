"""The pages of a work: what stands on which, what they are called, how their headings stand."""

from __future__ import annotations

from publisher.render.site.plan import Plan, plan
from publisher.tree.nodes import (
    AnyBlock,
    Block,
    Division,
    Document,
    Item,
    List,
    Metadata,
    PageBreak,
    Paragraph,
    Section,
    Table,
)
from publisher.tree.walk import walk

LONG = "长" * 4000
"""Three sections of this length are too long for one page."""


def section(name: str, *children: AnyBlock, level: int = 1) -> Section:
    return Section(id=name, level=level, title=name, children=children)


def work(*body: AnyBlock) -> Plan:
    return plan(Document(metadata=Metadata(title="书", language="zh-Hans"), body=body))


def part(name: str, *names: str) -> Section:
    return section(name, *(section(n, Paragraph(text=LONG), level=2) for n in names))


def levels(blocks: tuple[Block, ...]) -> list[int]:
    return [block.level for block in walk(blocks) if isinstance(block, Section)]


def test_short_chapters_are_pages_and_long_ones_are_read_section_by_section() -> None:
    planned = work(section("short", section("in", level=2)), part("long", "a", "b", "c"))
    assert [page.name for page in planned.pages] == ["short", "long", "a", "b", "c"]
    short, long, a = planned.pages[:3]
    assert [entry.id for entry in short.inside] == ["in"]
    assert [entry.id for entry in long.below] == ["a", "b", "c"]
    assert [entry.id for entry in a.trail] == ["long"]
    assert planned.address("b") == "b.html"
    assert planned.address("in") == "short.html#in"


def test_addresses_stay_when_the_work_grows() -> None:
    before = work(part("one", "a", "b", "c"))
    after = work(section("new"), part("one", "z", "a", "b", "c"), section("last"))
    assert all(after.address(name) == before.address(name) for name in ("one", "a", "b", "c"))


def test_each_page_has_one_outermost_heading() -> None:
    planned = work(
        Division(role="titlepage", children=(Paragraph(text="书"),)),
        part("long", "a", "b", "c"),
        Division(role="imprint", children=(Paragraph(text="版"),)),
    )
    front, long, a, *_, back = planned.pages
    assert (front.title, front.headed) == ("卷首", False)
    assert (back.title, back.headed) == ("卷末", False)
    assert [entry.title for entry in planned.outline] == ["卷首", "long", "卷末"]
    assert levels(long.blocks) == levels(a.blocks) == [1]
    assert levels(a.tree) == [2]


def test_what_is_cut_inside_a_section_goes_on_under_its_name() -> None:
    planned = work(section("endless", *(Paragraph(text=LONG) for _ in range(12))))
    assert [page.title for page in planned.pages] == ["endless", "endless（续）"]
    assert [entry.id for entry in planned.pages[1].trail] == ["endless"]


def test_an_endless_list_goes_on_and_a_table_stays_whole() -> None:
    items = tuple(Item(id=f"i{n}", label=f"{n}.", text=LONG[:2000]) for n in range(120))
    table = Table(body=tuple((str(n), LONG[:2000]) for n in range(120)))
    planned = work(section("endless", List(id="l", items=items)), section("table", table))
    first, *others, last = planned.pages
    assert (first.name, last.name) == ("endless", "table")
    assert len(others) > 2
    assert {page.title for page in others} == {"endless（续）"}
    assert planned.address("i119") == f"{others[-1].name}.html#i119"
    assert planned.address("i0") == "endless.html#i0"


def test_a_page_break_opens_the_chapter_that_follows() -> None:
    planned = work(PageBreak(number="1"), section("a"), PageBreak(number="2"), section("b"))
    assert [page.name for page in planned.pages] == ["a", "b"]
    assert all(isinstance(page.blocks[0], PageBreak) for page in planned.pages)
    assert [page.start for page in planned.pages] == ["a", "b"]


def test_names_are_told_apart_from_each_other_and_from_what_the_site_needs() -> None:
    planned = work(section("index"), section("Pages"), section("A"), section("a"))
    assert [page.name for page in planned.pages] == ["index-2", "Pages-2", "A", "a-2"]
    assert planned.address("a") == "a-2.html#a"
