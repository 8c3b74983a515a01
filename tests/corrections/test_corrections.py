"""Each kind of correction changes what it says, and the account stays whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.corrections.entries import corrections_schema
from publisher.corrections.load import corrections_path
from publisher.errors import CorrectionError
from publisher.tree.nodes import Document, Figure, Item, Paragraph, Quote, Section, Table, Verse
from publisher.tree.walk import plain, walk
from tests.corrections.cases import BOOK, block_at, entry, number_of, recovered

FURNISHED = "\n\n".join(
    f"渡口志\n{page}\n第{page}页上写的是第{page}年的水情，水来得{word}，走得也{word}，船家都说这一年的鱼好。\n附记"
    for page, word in enumerate("早晚早晚早晚", 1)
)
NEWS = """\
# 新桥通车

本报讯　昨天上午，东门外的新桥通车了，桥长三百米，宽十二米，两边各有一条走人的路，夜里有灯。

市民在桥上走了一个下午。有人说，

# 菜价回落

本报讯　入冬以后，市场上的青菜一天比一天便宜，到昨天已经回到了上个月初的价钱，买的人也多了。

等了四十年，总算等到了。

（记者 罗青）
"""


def headings(document: Document) -> list[tuple[int, str]]:
    return [(b.level, plain(b.title)) for b in walk(document.body) if isinstance(b, Section)]


def test_a_line_is_no_heading(tmp_path: Path) -> None:
    document = recovered(tmp_path, entry("价目", role="paragraph"))
    assert (2, "价目") in headings(recovered(tmp_path))
    assert set(headings(recovered(tmp_path))) - set(headings(document)) == {(2, "价目")}
    assert isinstance(block_at(document, number_of("价目")), Paragraph)


def test_a_line_is_a_heading(tmp_path: Path) -> None:
    document = recovered(tmp_path, entry("有长有短", role="heading", level=3))
    assert [level for level, title in headings(document) if title.startswith("有长有短")] == [3]


def test_a_level_takes_the_siblings_along(tmp_path: Path) -> None:
    document = recovered(tmp_path, entry("看塔人", level=3))
    levels = {title: level for level, title in headings(document)}
    assert (levels["塔的来历"], levels["看塔人"], levels["他画的道子"]) == (2, 3, 3)


@pytest.mark.parametrize("seam", ["join", "split"])
def test_a_seam(tmp_path: Path, seam: str) -> None:
    opening = "有长有短" if seam == "join" else "匀，第三窑"
    settled = [entry(opening, seam=seam)]
    if seam == "join":
        settled.append(entry("他画的道子", role="paragraph"))
    number = number_of(opening)
    found, document = recovered(tmp_path), recovered(tmp_path, *settled)
    together = [block_at(tree, number) is block_at(tree, number - 1) for tree in (found, document)]
    assert together == [seam == "split", seam == "join"]


def test_lines_of_verse(tmp_path: Path) -> None:
    document = recovered(tmp_path, entry("草鞋", lines=3, role="verse"))
    verse = block_at(document, number_of("草鞋"))
    assert isinstance(verse, Verse)
    assert len(verse.lines) == 3


def test_an_item_without_a_label(tmp_path: Path) -> None:
    item = block_at(recovered(tmp_path, entry("他画的道子", role="item")), number_of("他画的道子"))
    assert isinstance(item, Item)
    assert (item.label, item.text) == ("", "他画的道子")


@pytest.mark.parametrize(("role", "name"), [("quote", ""), ("pull quote", "pull")])
def test_quotations(tmp_path: Path, role: str, name: str) -> None:
    document = recovered(tmp_path, entry("他画的道子", role=role))
    quotes = [block for block in walk(document.body) if isinstance(block, Quote)]
    assert [(quote.role, len(quote.children)) for quote in quotes] == [(name, 1)]


@pytest.mark.parametrize("role", ["kicker", "byline", "dateline", "credit", "signature"])
def test_lines_beside_a_text(tmp_path: Path, role: str) -> None:
    block = block_at(recovered(tmp_path, entry("看塔人", role=role)), number_of("看塔人"))
    assert isinstance(block, Paragraph)
    assert block.role == role


def test_the_grid_of_a_table(tmp_path: Path) -> None:
    grid = {"columns": [1, 5, 8], "head": 1}
    table = block_at(recovered(tmp_path, entry("草鞋", lines=3, role="table", grid=grid)), number_of("草鞋"))
    assert isinstance(table, Table)
    assert table.head == (("草鞋", "大", "三分"),)
    assert table.body == (("草鞋", "小", "二分"), ("茶  碗", "一", "分"))


def test_a_row_on_two_lines(tmp_path: Path) -> None:
    rows = entry("草鞋", lines=3, role="table", grid={"head": 0})
    table = block_at(recovered(tmp_path, rows, entry("茶  碗", seam="join")), number_of("草鞋"))
    assert isinstance(table, Table)
    assert table.body == (("草鞋", "大", "三分"), ("草鞋茶", "小碗", "二分一分"))


def test_a_table_that_is_none(tmp_path: Path) -> None:
    document = recovered(tmp_path, entry("草鞋", lines=3, role="paragraph"))
    assert not any(isinstance(block, Table) for block in walk(document.body))


def test_captions(tmp_path: Path) -> None:
    document = recovered(tmp_path, entry("价目", role="caption"), entry("看塔人", role="caption"))
    table, figure = (block_at(document, number_of(opening)) for opening in ("价目", "看塔人"))
    assert isinstance(table, Table)
    assert isinstance(figure, Figure)
    assert [block.caption and block.caption.text for block in (table, figure)] == ["价目", "看塔人"]


def test_reading_order(tmp_path: Path) -> None:
    after = {"line": str(number_of("他的茶钱")), "text": "他的茶钱"}
    document = recovered(tmp_path, entry("看塔人", lines=4, after=after))
    assert [title for _, title in headings(document)][-2:] == ["价目", "看塔人"]


def test_furniture_and_text_that_looks_like_it(tmp_path: Path) -> None:
    first = FURNISHED.split("\n").index("附记") + 1
    plainly = recovered(tmp_path, text=FURNISHED)
    assert {entry.text for entry in plainly.removed} >= {"渡口志", "附记"}
    note = {"line": str(first), "text": "附记", "role": "paragraph"}
    document = recovered(tmp_path, note, text=FURNISHED)
    gone = [entry.src for entry in document.removed]
    assert {entry.src for entry in plainly.removed} - set(gone) == {f"L{first}"}
    assert isinstance(block_at(document, first), Paragraph)


@pytest.mark.parametrize("role", ["running head", "folio", "debris"])
def test_a_line_that_is_no_text(tmp_path: Path, role: str) -> None:
    document = recovered(tmp_path, entry("看塔人", role=role))
    assert [(removed.text, removed.reason) for removed in document.removed] == [("看塔人", role)]


def test_metadata(tmp_path: Path) -> None:
    document = recovered(tmp_path, metadata={"title": "河埠头", "creators": [{"name": "罗青"}], "isbn": ""})
    assert (document.metadata.title, document.metadata.creators[0].name) == ("河埠头", "罗青")
    assert document.metadata.language == recovered(tmp_path).metadata.language


def test_codes_and_readings(tmp_path: Path) -> None:
    text = BOOK.replace("，", "\ue001").replace("三分", "三\ue001")
    readings = entry("草鞋", text=text, read={"\ue001": "分"})
    document = recovered(tmp_path, readings, text=text, codes={"\ue001": "，"})
    assert document.body == recovered(tmp_path).body
    assert {repair.why for repair in document.repairs} == {"settled by the editor"}


def test_corrections_survive_edits_of_the_dump(tmp_path: Path) -> None:
    settled = [entry("看塔人", role="paragraph"), entry("他画的道子", role="debris")]
    before = recovered(tmp_path, *settled)
    edited = BOOK.replace("第一章 水塔\n", "记于渡口\n\n\n第一章 水塔\n").replace("有长有短，", "有长有短；")
    after = recovered(tmp_path, *settled, text=edited)
    assert [removed.text for removed in before.removed] == [removed.text for removed in after.removed]
    assert headings(before)[1:] == [h for h in headings(after) if h[1] not in ("河埠头旧事", "记于渡口")]


def of_news(opening: str, **settled: object) -> dict[str, object]:
    return {**entry(opening, text=NEWS), **settled}


def test_pieces_of_a_newspaper_are_joined(tmp_path: Path) -> None:
    after = {"line": str(number_of("市民", NEWS)), "text": "市民在桥上"}
    document = recovered(tmp_path, of_news("等了四十年", after=after, seam="join"), text=NEWS)
    block = block_at(document, number_of("等了四十年", NEWS))
    assert isinstance(block, Paragraph)
    assert block.text == "市民在桥上走了一个下午。有人说，等了四十年，总算等到了。"


def test_pieces_of_a_newspaper_are_kept_apart(tmp_path: Path) -> None:
    document = recovered(tmp_path, of_news("等了四十年", seam="split"), text=NEWS)
    block = block_at(document, number_of("等了四十年", NEWS))
    assert isinstance(block, Paragraph)
    assert block.text == "等了四十年，总算等到了。"


@pytest.mark.parametrize(("role", "level"), [("heading", 1), ("heading", 2), ("paragraph", 0)])
def test_titles_of_a_newspaper(tmp_path: Path, role: str, level: int) -> None:
    document = recovered(tmp_path, of_news("# 菜价", role=role, level=level), text=NEWS)
    found = [title for depth, title in headings(document) if depth == level]
    assert ("菜价回落" in "".join(found)) == bool(level)


@pytest.mark.parametrize("role", ["byline", "credit", "item", "verse", "quote", "running head", "debris"])
def test_lines_of_a_newspaper(tmp_path: Path, role: str) -> None:
    recovered(tmp_path, of_news("等了四十年", role=role), text=NEWS)  # proves that it is kept


@pytest.mark.parametrize(
    ("settled", "message"),
    [
        ({"line": "5", "text": "没有这一行", "role": "heading"}, "no line near 5 begins with “没有这一行”"),
        ({"line": "5", "text": "镇上", "role": "capton"}, "Invalid enum value 'capton'"),
        ({"line": "5", "text": "镇上", "colour": "red"}, "unknown field `colour`"),
        ({"line": "5", "role": "heading"}, "missing required field `text`"),
        ({"line": "9-7", "text": "塔的来历", "role": "heading"}, "a range counts upwards"),
        ({"line": "5", "text": "镇上"}, "the entry settles nothing"),
        ({"line": "5", "text": "镇上", "role": "item", "level": 2}, "only a heading has a level"),
        ({"line": "5", "text": "镇上", "level": 2}, "has no level: it is no heading"),
        ({"line": "5-400", "text": "镇上", "role": "verse"}, "the dump ends before line 400"),
        ({"line": "7", "text": "塔的来历", "level": 5}, "a level of 5 is impossible here"),
        ({"line": "5", "text": "镇上", "read": {"q": "p"}}, "line 5 has no 'q'"),
        ({"line": "5", "text": "镇上", "read": {"水": "水塔"}}, "“水塔” cannot be read for “水”"),
        ({"line": "7", "text": "塔的来历", "after": {"line": "7", "text": "塔"}}, "after themselves"),
        ({"line": "7", "text": "塔的来历", "role": "item", "seam": "join"}, "can only be a paragraph"),
        ({"line": "1", "text": "河埠头", "seam": "join"}, "opens a text of its own"),
    ],
)
def test_entries_that_do_not_fit(tmp_path: Path, settled: object, message: str) -> None:
    with pytest.raises(CorrectionError) as caught:
        recovered(tmp_path, entry("第二章", level=1), settled)
    assert message in str(caught.value)
    assert "dump.corrections.yaml, line " in caught.value.place
    assert caught.value.advice


def test_two_roles_for_a_line(tmp_path: Path) -> None:
    with pytest.raises(CorrectionError, match="has a role already, in line 2"):
        recovered(tmp_path, entry("看塔人", role="heading"), entry("看塔人", role="item"))


def test_a_line_that_is_as_near_as_another(tmp_path: Path) -> None:
    with pytest.raises(CorrectionError, match="as well as line"):
        recovered(tmp_path, {"line": "3", "text": "甲", "role": "heading"}, text="乙\n甲\n乙\n甲\n乙\n")


def test_the_schema_is_current() -> None:
    schema = Path(__file__).parents[2] / "docs" / "corrections.schema.json"
    assert schema.read_text("utf-8") == corrections_schema(), "run 'make schema'"


def test_names_of_the_file(tmp_path: Path) -> None:
    dump = tmp_path / "a.txt"
    assert corrections_path(dump) is None
    shared = tmp_path / "corrections.yaml"
    shared.write_text("", "utf-8")
    assert corrections_path(dump) == shared
    (tmp_path / "b.txt").write_text("b", "utf-8")
    with pytest.raises(CorrectionError, match=r"name it a\.corrections\.yaml"):
        corrections_path(dump)
    own = tmp_path / "a.corrections.yaml"
    own.write_text("", "utf-8")
    assert corrections_path(dump) == own
