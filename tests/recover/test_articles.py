"""Newspaper pages and newsletters: each case is a dump, and the outline that is to come out of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.audit.account import audit_account
from publisher.read import Dump, read_dump
from publisher.recover import recover_document
from publisher.recover.articles import is_periodical
from publisher.recover.articles.assignment import assign
from publisher.recover.articles.blocks import Block, Kind, as_unit, make_block
from publisher.recover.articles.chains import END, START, Chains
from publisher.recover.articles.jumps import take_jumps
from publisher.recover.articles.marks import (
    closes,
    find_jumps,
    is_byline,
    is_caption,
    is_credit,
    is_issue_date,
    is_page_label,
    is_posted_name,
)
from publisher.recover.articles.reading import read_blocks
from publisher.recover.articles.rows import build_rows, make_row
from publisher.recover.measure.line import measure_lines
from publisher.tree.nodes import GETA, AnyBlock, Document, List, Paragraph, Quote, Removed, Section
from publisher.tree.walk import plain

CASES = Path(__file__).parent.parent / "cases" / "articles"
NAMES = ["newspaper", "newsletter", "continued", "offices", "pieces", "pieces-unindented", "pages"]
BOOKS = Path(__file__).parent.parent.parent / "seeds"


@pytest.mark.parametrize("name", NAMES)
def test_case(name: str) -> None:
    dump = read_dump(CASES / f"{name}.txt")
    document = recover_document(dump)
    expected = (CASES / f"{name}.outline").read_text("utf-8")
    assert "".join(f"{line}\n" for line in _outline(document.body)) == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_character_is_accounted_for(name: str) -> None:
    dump = read_dump(CASES / f"{name}.txt")
    assert audit_account(recover_document(dump), dump) == []


def test_what_is_no_text_is_removed_with_its_reason() -> None:
    reasons = {entry.text: entry.reason for entry in _removed("newsletter") + _removed("newspaper")}
    assert reasons["（上接第1版）"] == "jump line"
    assert reasons["————————————————"] == "rule"
    assert reasons["河湾街坊"] == "running head"
    assert reasons["工"] == "duplicate"


@pytest.mark.parametrize("name", ["book-with-notes", "yearbook-with-contents", "english-book-with-verse"])
def test_books_are_no_periodicals(name: str) -> None:
    assert not is_periodical(measure_lines(read_dump(BOOKS / f"{name}.txt")))


@pytest.mark.parametrize(
    ("first", "others", "periodical"),
    [
        ("本报讯 渡口的新灯昨晚全部点亮。", 20, True),
        ("渡口的新灯昨晚全部点亮。", 20, False),
        ("那天的报上说：本报讯 渡口的新灯昨晚全部点亮。", 20, False),
        ("本报讯 渡口的新灯昨晚全部点亮。", 900, False),
    ],
)
def test_one_dateline_tells_a_page_but_no_book(first: str, others: int, periodical: bool) -> None:
    text = ["夜里过江的人一天比一天多起来，连下棋的老人也都搬到了灯下。"] * others
    assert is_periodical(measure_lines(_dump(["渡口亮灯", first, *text]))) is periodical


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (
            ("渡口的新路灯亮了", "3", "月", "15", "日，渡口的新灯全部点亮，江边走到西"),
            ["渡口的新路灯亮了", "3月15日，渡口的新灯全部点亮，江边走到西"],
        ),
        (
            ("于是街道定在", "3", "月", "15", "日点灯，沿江的人都来看了"),
            ["于是街道定在3月15日点灯，沿江的人都来看了"],
        ),
        (
            ("（一）管灯的人", "1.", "先装学校门口的灯，再装渡口和菜市的"),
            ["（一）管灯的人", "1.先装学校门口的灯，再装渡口和菜市的"],
        ),
        (
            ("渡口夜里看书的人多了", "30", "。", "同时街道的“灯下", "+", "”书屋办起了棋会和画会", "老少都来"),
            ["渡口夜里看书的人多了30。", "同时街道的“灯下+”书屋办起了棋会和画会", "老少都来"],
        ),
    ],
)
def test_numbers_go_back_into_their_rows(lines: tuple[str, ...], rows: list[str]) -> None:
    whole = [
        "街道今年要办的第二件事是修路灯，从东头到西",
        "头一共有十六处路口要装新灯，先装学校门口的",
    ] * 3
    thrown = [
        part for _ in range(5) for part in ("夜里巡查的人数去年是", "12", "人，今年增加到", "30", "人左右")
    ]
    page = measure_lines(_dump([*whole, *thrown, *whole, *lines, *whole]))
    mended = ["夜里巡查的人数去年是12人，今年增加到30人左右"] * 5
    assert [row.text for row in build_rows(page, 0, ())] == [*whole, *mended, *whole, *rows, *whole]


def test_a_sentence_goes_on_behind_a_text_from_elsewhere_that_cut_it() -> None:
    page = [
        "渡口的旧票房今年改成了书屋，船没来的时候可",
        "以坐下来看几页书，书是沿江的居民一本一本捐",
        "\f（上接第1版）",
        "摊位由居民抽签选定，一年一换，谁也不多占地",
        "方，夜里十点收摊，摊主自己扫地。",
        "来的，看完可以带走，下次再带一本来换就行，管",
        "书屋的老船工说，来换书的多半是学生。",
    ]
    blocks = _columns(page)
    assert [block.rows[0].text[:4] for block in blocks] == ["渡口的旧", "摊位由居", "来的，看"]


def test_a_lone_row_that_is_printed_again_is_a_title() -> None:
    text = ["夜里过江的人一天比一天多起来，连下棋的老人", "也都搬到了灯下。"]
    others = ["摊位由居民抽签选定，一年一换，谁也不多占地", "方，夜里十点收摊。"]
    third = ["书是沿江的居民一本一本捐来的，看完可以带走", "，下次再带一本来换。"]
    twice = ["街道今年要办的第二件事是修路灯，从东头到西", "头一共有十六处路口要装新灯。"]
    again = ["渡口的灯亮了以后？", "先装学校门口的灯"]
    page = ["渡口的灯亮了以后〓", *text, *twice, *others, *again, *third, *twice]
    assert [block.text for block in _columns(page) if block.kind is Kind.TITLE] == [
        "渡口的灯亮了以后〓",
        "渡口的灯亮了以后？",
        "先装学校门口的灯",
    ]


@pytest.mark.parametrize(
    ("text", "on", "page"),
    [
        ("……一直开下去。（下转第2版）", True, "2"),
        ("(上接第A3版)船靠岸以后", False, "A3"),
        ("紧接第四版", False, "四"),
        ("一共六桩。（下转第〓〓", True, ""),
        ('!下转第!页"', True, "!"),
        ("Continued on page 7", True, "7"),
    ],
)
def test_jump_marks(text: str, on: bool, page: str) -> None:
    (jump,) = find_jumps(text)
    assert (jump.on, jump.page.strip(GETA)) == (on, page)


@pytest.mark.parametrize("text", ["他从车上下转", "渡船下转第二个弯就到了", "今天上接昨天的话头"])
def test_no_jump_marks(text: str) -> None:
    assert find_jumps(text) == []


def test_hyphens_at_row_ends_are_on_record() -> None:
    lines = measure_lines(Dump("page.txt", "", "utf-8", ("a dog whose name was Par-", "liament")))
    unit = as_unit([make_block(Kind.TEXT, [make_row([line]) for line in lines])])
    assert unit.text == "a dog whose name was Parliament"
    assert unit.dropped == {(1, 25)}


def test_a_row_close_under_another_goes_on_with_no_paragraph() -> None:
    body = [line for _ in range(12) for line in ("", "码头上的灯修好以后夜里过江的人一天比一天多起来")]
    page = [
        "本报讯 记者陆晚舟报道：渡口的新灯今天亮了。",
        "",
        "渡口办了一场灯会",
        "灯会开到深夜，江边站满了人，有的人还带来",
        *body,
    ]
    rows = build_rows(measure_lines(_dump(page)), 1, ())
    assert [row.text[:4] for row in rows if row.tight] == ["灯会开到"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("本报记者 陆问舟", "byline"),
        ("诸葛明 通讯员", ""),
        ("白鹿鸣", "byline"),
        ("副局长 闻人舟", "post"),
        ("（来源：河湾街道办事处）", "credit"),
        ('!来源#河湾街道办事处"', "credit"),
        ("来源于山上的水，先流到下游。", ""),
        ("先装表 再定价", ""),
    ],
)
def test_lines_beside_the_text(text: str, kinds: str) -> None:
    found = {"byline": is_byline(text), "post": is_posted_name(text), "credit": is_credit(text)}
    assert " ".join(kind for kind, is_one in found.items() if is_one) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("图为孩子们在屋顶上看月亮。", "caption"),
        ("孩子们在屋顶上看月亮。本报记者 程远帆 摄", "caption"),
        ("图书馆夜里也开门，灯是街道装的。", ""),
        ("03 要闻", "page"),
        ("第A4版 副刊", "page"),
        ("4月的渡口夜里不再黑", ""),
        ("Tuesday, March 4, 2014", "date"),
        ("2019年10月9日 星期三", "date"),
        ("On March 4, 2014 the ferry returned.", ""),
    ],
)
def test_lines_around_the_text(text: str, kinds: str) -> None:
    found = {"caption": is_caption(text), "page": is_page_label(text), "date": is_issue_date(text)}
    assert " ".join(kind for kind, is_one in found.items() if is_one) == kinds


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("渡口夜里不再黑, 沿江三十里新装了两千盏感应路灯", Kind.TITLE),
        ("与此同时，渡口的灯也亮了。", Kind.TEXT),
        ("灯亮以后，夜里过江的人多了，", Kind.TEXT),
    ],
)
def test_what_stands_over_an_office_and_a_post_is_a_title(line: str, kind: Kind) -> None:
    text = "灯是街道装的，电费由沿江的店铺分担，夜里过江的人一天比一天多起来，连下棋的老人也搬到了灯下。"
    rows = build_rows(measure_lines(_dump([line, "渡口街道办事处", "主任 苏见微", text, text])), 0, ())
    assert read_blocks(rows, frozenset(), frozenset(), wrapped=False)[0].kind is kind


@pytest.mark.parametrize(
    ("under", "kind"),
    [
        (["本报讯 沿江的灯昨晚全部点亮。"], Kind.TITLE),
        (["（上接第1版）", "灯亮以后，夜里过江的人一天比一天多。"], Kind.TITLE),
        (["本报记者 陆问舟", "灯亮以后，夜里过江的人一天比一天多。"], Kind.TITLE),
        (["灯亮以后，夜里过江的人一天比一天多。"], Kind.TEXT),
    ],
)
def test_what_stands_over_a_dateline_a_jump_mark_or_a_reporter_is_a_title(
    under: list[str], kind: Kind
) -> None:
    line = "沿江三十里新装路灯全部点亮渡口夜里不再黑下棋的老人搬到灯下"
    rows, _ = take_jumps(build_rows(measure_lines(_dump([line, *under])), 0, ()))
    assert read_blocks(rows, frozenset(), frozenset(), wrapped=False)[0].kind is kind


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("老人们把棋盘搬到了灯下。（本报记者 陆问舟）", True),
        ("“灯亮了，心里就不慌。”（据新华社）", True),
        ("新装的路灯（每盏九百元）", False),
    ],
)
def test_a_text_may_be_signed_behind_its_last_stop(text: str, closed: bool) -> None:
    assert closes(text) is closed


@pytest.mark.parametrize(
    ("after", "captions"),
    [
        (
            "\f渡口夜市本周恢复开街",
            ["街道办主任为第一名颁奖", "社区代表为第二名和第三名颁奖领奖", "老船工试坐新船"],
        ),
        ("夜市本周恢复开街，摊位全部由居民抽签选定。", []),
    ],
)
def test_lines_behind_a_credit_with_no_text_under_them_were_captions(after: str, captions: list[str]) -> None:
    text = ["夜里过江的人一天比一天多起来，连下棋的老人也都", "搬到了灯下。"]
    lines = [
        *text * 3,
        "（来源：渡口街道办事处）",
        "街道办主任为第一名颁奖",
        "社区代表为第二名和第三名颁奖",
        "领奖",
        "老船工试坐新船",
    ]
    rows = build_rows(measure_lines(_dump([*lines, after, *text * 3])), 0, ())
    blocks = read_blocks(rows, frozenset(), frozenset(), wrapped=True)
    assert [block.text for block in blocks if block.kind is Kind.CAPTION] == captions


@given(
    st.lists(st.lists(st.integers(-9, 9), min_size=8, max_size=8), min_size=8, max_size=8),
    st.sets(st.integers(0, 7)),
)
def test_chains_keep_every_text_once_behind_their_heads(links: list[list[int]], heads: set[int]) -> None:
    alike = [{other: abs(links[text][other]) for other in range(8) if other != text} for text in range(8)]
    places = [[other for other in range(8) if other != text] for text in range(8)]
    chains = Chains(heads, alike, lambda a, b: 0.0 if b == END else links[a][b], places).improve()
    assert sorted(text for chain in chains for text in chain) == list(range(8))
    assert heads <= {chain[0] for chain in chains}
    assert chains == sorted(chains)


def test_a_chain_opens_where_that_is_worth_more() -> None:
    kinds = "aabbb"
    alike = [
        {other: 1.0 for other in range(5) if other != text and kinds[other] == kinds[text]}
        for text in range(5)
    ]
    places = [[other for other in (START, *range(5)) if other != text] for text in range(5)]

    def chains(opening: float) -> list[list[int]]:
        def link(before: int, after: int) -> float:
            return opening if (before, after) == (START, 2) else float(after == before + 1)

        return Chains({0}, alike, link, places).improve()

    assert chains(0.0) == [[0, 1], [2, 3, 4]]
    assert chains(-8.0) == [[0, 1, 2, 3, 4]]


def test_chains_part_what_is_mixed() -> None:
    kinds = "abbaabba"
    alike = [
        {other: 1.0 for other in range(8) if other != text and kinds[other] == kinds[text]}
        for text in range(8)
    ]
    places = [[other for other in range(8) if other != text] for text in range(8)]
    chains = Chains({0, 1}, alike, lambda a, b: -0.1 if END < b < a else 0.0, places).improve()
    assert chains == [[0, 3, 4, 7], [1, 2, 5, 6]]


@given(
    st.integers(1, 4).flatmap(
        lambda rows: st.lists(
            st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=rows, max_size=rows
        )
    )
)
def test_assignment_is_the_best_of_all(gains: list[list[int]]) -> None:
    chosen = assign(gains)
    assert len(set(chosen)) == len(gains)
    best = max(
        sum(row[column] for row, column in zip(gains, columns, strict=True))
        for columns in permutations(range(5), len(gains))
    )
    assert sum(row[column] for row, column in zip(gains, chosen, strict=True)) == best


def _outline(blocks: Sequence[AnyBlock]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Section():
                role = f" [{block.role} {block.continues}".rstrip() + "]" if block.role else ""
                yield f"{'#' * block.level} {plain(block.title)}{role}"
                yield from _outline(block.children)
            case Paragraph():
                yield f"{block.role or 'text'}: {plain(block.text)}"
            case Quote():
                yield from (f"{block.role}: {line}" for line in _outline(block.children))
            case List():
                yield from (f"item: {plain(item.text)}" for item in block.items)
            case _:
                yield type(block).__name__.lower()


def _removed(name: str) -> list[Removed]:
    return list(_recovered(name).removed)


def _recovered(name: str) -> Document:
    return recover_document(read_dump(CASES / f"{name}.txt"))


def _columns(lines: Sequence[str]) -> list[Block]:
    rows, _ = take_jumps(build_rows(measure_lines(_dump(lines)), 0, ()))
    return read_blocks(rows, frozenset(), frozenset(), wrapped=True)


def _dump(lines: Sequence[str]) -> Dump:
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return Dump("page.txt", digest, "utf-8", tuple(lines))
