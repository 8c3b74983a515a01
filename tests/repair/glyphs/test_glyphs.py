"""Lost font codes: what is deciphered, what is left visibly open, and what is not touched at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.damage import Manner, damage
from benchmarks.glyphs import compare
from publisher.read import Dump
from publisher.repair.glyphs import repair_glyphs
from publisher.repair.glyphs.conventions import read_conventions
from publisher.repair.glyphs.detect import State, Survey, find_states
from publisher.repair.glyphs.evidence import may_not_follow
from publisher.repair.glyphs.flow import make_flow
from publisher.repair.glyphs.marks import find_fonts
from publisher.repair.glyphs.model import MarkModel
from publisher.repair.glyphs.runs import page_starts
from publisher.repair.glyphs.tables import TableSearch
from publisher.repair.glyphs.tokens import find_tokens

ROOT = Path(__file__).parents[3]
CLEAN = ("book-with-notes.txt", "newspaper-page-1.txt", "newspaper-page-2.txt", "yearbook-with-contents.txt")


def make_dump(text: str) -> Dump:
    return Dump(name="dump.txt", sha256="", encoding="utf-8", lines=tuple(text.split("\n")))


def clean_paragraphs() -> list[str]:
    """The prose of the sample dumps."""
    lines = [line for name in CLEAN for line in (ROOT / "seeds" / name).read_text("utf-8").splitlines()]
    return [line for line in lines if len(line) > 24 and "\t" not in line and "..." not in line]


def is_like(pattern: str, text: str) -> bool:
    """Whether a text is the pattern, of which some characters may be left open."""
    return len(pattern) == len(text) and all(
        have in (want, "〓") for want, have in zip(pattern, text, strict=True)
    )


HONEST = {
    "English": 'He said: "Stop!" #1 costs $5 & up (100%), isn\'t it?\n' * 30,
    "shouting": "太好了!!!我们赢了!!!真的吗?是的!谁说的?他说的!\n" * 30,
    "half-width marks": '他说,"今天(星期五)不去了."我问:"为什么?"他答:"下雨!"\n' * 30,
    "listing": "先写主程序：\nif (a[i] != b && *p == '%') { printf(\"#%d\", x++); }\n再编译运行，看看结果。\n"
    * 30,
    "formulas": "由 $E=mc^2$ 和 $\\frac{a}{b}$ 可知，当 n!>2 时，3%*x+5 成立。\n" * 30,
    "numbers": "2018 年 3 月 45 人，1,200 元 (#7)，增长 14.8%，5*6 个，见“附录 A”。\n" * 30,
}


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST.keys())
def test_honest_ascii_is_left_alone(text: str) -> None:
    dump = make_dump(text)
    assert repair_glyphs(dump) is dump


@pytest.mark.parametrize("name", CLEAN)
def test_sample_dumps_without_lost_codes_are_left_alone(name: str) -> None:
    dump = make_dump((ROOT / "seeds" / name).read_text("utf-8"))
    assert repair_glyphs(dump) is dump


def test_newsletter_reads_well_again() -> None:
    repaired = repair_glyphs(make_dump((ROOT / "seeds" / "newsletter-lost-glyphs.txt").read_text("utf-8")))
    text = "\n".join(repaired.lines)
    assert "屋在旧粮站开门迎客。书屋由闲置多" in text
    assert "（来源：听潮里街道文化站）" in text
    assert "（上接第" in text
    assert "2024 年，潮间带创意园" in text or is_like(
        "2024 年，潮间带创意园", line_with(repaired, "潮间带创意园实")[:13]
    )


def line_with(dump: Dump, part: str) -> str:
    return next(line for line in dump.lines if part in line)


@pytest.mark.parametrize("honest", HONEST.values(), ids=HONEST.keys())
def test_honest_pages_beside_damaged_ones_are_left_alone(honest: str) -> None:
    damaged = (ROOT / "seeds" / "newsletter-lost-glyphs.txt").read_text("utf-8").splitlines()
    page = ["\f" + honest.split("\n", maxsplit=1)[0], *honest.split("\n")[1:]]
    repaired = repair_glyphs(make_dump("\n".join([*damaged, *page])))
    assert list(repaired.lines[len(damaged) :]) == page


def test_repairs_say_where_what_and_why() -> None:
    dump = make_dump((ROOT / "seeds" / "newsletter-lost-glyphs.txt").read_text("utf-8"))
    repaired = repair_glyphs(dump)
    number = next(n for n, line in enumerate(dump.lines) if "开门迎客" in line)
    column = dump.lines[number].index("迎客") + 2
    found = [
        repair for repair in repaired.repairs if repair.src == f"L{number + 1}:{column + 1}-{column + 1}"
    ]
    assert [(repair.old, repair.new) for repair in found] == [(dump.lines[number][column], "。")]
    assert found[0].confidence > 0.9


@pytest.mark.parametrize("manner", [Manner(), Manner(page_sign=""), Manner(measure=18, marks_lost=1.0)])
def test_damaged_text_is_read_right_or_marked(manner: Manner) -> None:
    damaged = damage(clean_paragraphs(), seed=7, manner=manner)
    dump = make_dump("\n".join(damaged.lines))
    result = compare(damaged, repair_glyphs(dump).lines)
    marks = {outcome: result["marks", outcome] for outcome in ("right", "wrong", "marked")}
    digits = {outcome: result["digits", outcome] for outcome in ("right", "wrong", "marked")}
    assert sum(marks.values()) > 300
    assert marks["right"] >= 0.68 * sum(marks.values())  # much more where the text is longer
    assert marks["wrong"] <= 0.03 * sum(marks.values())
    assert digits["wrong"] <= 0.02 * sum(digits.values())


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text("市年月日的了在和!\"#$%&'()*+2345， 。\f", max_size=20), max_size=40))
def test_lines_and_columns_stay(lines: list[str]) -> None:
    text = [*lines, *["开!始#的$时%候&我*们#要$看%着&路"] * 2]
    dump = make_dump("\n".join(text))
    repaired = repair_glyphs(dump)
    assert [len(line) for line in repaired.lines] == [len(line) for line in dump.lines]
    for old, new in zip(dump.lines, repaired.lines, strict=True):
        assert all(a == b for a, b in zip(old, new, strict=True) if not a.isascii() or a.isspace())


def test_pages_full_of_numbers_in_codes_keep_their_marks() -> None:
    lines = ['去年全市新增企业 !" 家，其中 #$ 家在城北，', "增长 %&'( 。全年新开课程 !# 门，招收 )*& 人。"]
    states = find_states(lines * 10, frozenset())
    assert set(states) == {State.WHOLE}


def test_half_width_marks_beside_lost_numbers_are_not_codes() -> None:
    lines = ['全市新增企业 !" 家,其中 #$ 家在城北;', "增长 %&'( 。(见附表)新开课程 !# 门。"]
    whole, thrown = find_tokens(lines, [State.WHOLE] * len(lines), {})
    assert [token.codes for token in whole] == ['!"', "#$", "%&'(", "!#"]
    assert not thrown


HARBOUR = [
    "清早的码头最热闹!渔船一条接一条靠岸!老人们提着篮子",
    '等在石阶上"卖鱼的#修船的#补网的都来了!孩子们放学后',
    "也爱来这里!看船#钓鱼#写生$$傍晚潮水退下去!岸边只",
    '剩下几盏灯"谁家的饭香飘得最远"',
]


def test_a_code_that_stands_double_is_a_dash_or_an_ellipsis() -> None:
    flow = make_flow(HARBOUR, range(len(HARBOUR)), {})
    table = TableSearch(flow, flow.lost, MarkModel.load()).solve()
    assert [table[code].mark for code in '!"#'] == ["，", "。", "、"]
    assert table["$"].mark in ("—", "…")


def test_a_line_torn_by_its_numbers_does_not_end_the_paragraph() -> None:
    lines = [
        "这一年镇上新开了",
        '!"',
        "家书店#",
        "其中城北",
        "#$",
        "家#其余都在河的南边#离码头不远$",
        "明年还要再开几家$",
    ]
    assert len(make_flow(lines, range(len(lines)), {}).paragraphs) == 2


@pytest.mark.parametrize(("code", "fonts"), [("#", 1), ("!", 2)])
def test_a_title_has_its_own_font_only_if_the_codes_can_start_there(code: str, fonts: int) -> None:
    """A font numbers its characters from the first code on."""
    lines = [*HARBOUR, f"修船匠{code}补网人", *HARBOUR]
    survey = Survey(lines, [State.LOST] * len(lines), frozenset(), {})
    assert len(list(find_fonts(survey, MarkModel.load()))) == fonts


def test_the_bracket_before_the_number_of_an_item_is_a_mark() -> None:
    lines = ["去年镇上又添了一处书屋$", "%", "!", "&旧粮站的那一处最大$"]
    assert "MNM旧粮站" in make_flow(lines, range(len(lines)), {}).paragraphs[-1]


def test_a_numeral_after_a_closed_line_opens_a_numbered_heading() -> None:
    lines = [
        "书屋由闲置多年的粮站改成，去年秋天开门迎客。",
        "一!书屋里有哪些读物和座位",
        "读物有三种来源，座位都靠着朝南的大窗户。",
    ]
    assert read_conventions(lines) == {(1, 1): ("、", "numbered heading")}


@pytest.mark.parametrize(
    ("lines", "marks"),
    [
        (["旧书市集为什么总在周末开张", '一!书从哪里来"', '二!钱到哪里去"'], {(1, 1): "、", (2, 1): "、"}),
        (["这座桥的栏杆上刻着诗句和船工的号子，桥头一共有", "三!四位老人常来"], {}),
        (["!来源#", "%&'(", '"', "下一篇"], {(0, 0): "（", (0, 3): "：", (2, 0): "）"}),
        (["钟楼修好了。", "%", "来源'听潮里街道文化站"], {(1, 0): "（", (2, 2): "："}),
        (["钟楼修好了。", "%", "一位修钟的老人说"], {}),
    ],
)
def test_set_phrases(lines: list[str], marks: dict[tuple[int, int], str]) -> None:
    assert {place: mark for place, (mark, _) in read_conventions(lines).items()} == marks


@pytest.mark.parametrize(
    ("before", "mark", "never"),
    [
        *[("。", "。", True), ("，", "：", True), ("《", "》", True), ("（", "，", True)],
        *[
            ("？", "！", False),
            ("”", "。", False),
            ("。", "”", False),
            ("：", "“", False),
            ("》", "《", False),
        ],
    ],
)
def test_what_never_stands_side_by_side(before: str, mark: str, never: bool) -> None:
    assert may_not_follow(mark, before) is never


def test_a_question_that_heads_a_text_has_a_font_of_its_own() -> None:
    """Its codes start anew, and in the text the same codes are other marks."""
    text = [line.replace("!", "%").replace('"', "!").replace("%", '"') for line in HARBOUR]
    lines = [*text, '一!渔船为什么都挤在码头"', *text, '二!老人们等的是谁"', *text]
    known = {place: mark for place, (mark, _) in read_conventions(lines).items()}
    survey = Survey(lines, [State.LOST] * len(lines), frozenset(), known)
    fonts = list(find_fonts(survey, MarkModel.load()))
    assert [len(font.lost) for font in fonts if font.flow.headings] == [2]


def test_running_heads_show_where_pages_start() -> None:
    page = HARBOUR * 10
    lines = ["海角通讯", *page, "海角通讯", *page, "海角通讯", *page]
    assert page_starts(lines) == {0, 41, 82}
    assert page_starts(["海角通讯", *HARBOUR, "海角通讯", *HARBOUR]) == set()  # too near for pages
    torn = [*page, "比去年", "!#", "年减少", "$%"]
    assert page_starts([*torn, *torn]) == set()  # pieces of a line whose numbers are thrown out
