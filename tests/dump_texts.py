"""Hypothesis strategies for texts as dumps have them: odd lines, printed pages, damaged samples."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from tests.strategies import strings

SAMPLES = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
"""The sample dumps."""

WORDS = [
    *(
        "水塔",
        "总则",
        "本镇的供水由居民自办，至今已有七十年",
        "每户一块水表。",
        "他说：“",
        "”",
        "，",
        "（",
        "）",
    ),
    *(
        "—",
        "……",
        "【",
        "】",
        "《",
        "》",
        "〓",
        "3月16日",
        "2017年",
        "１２",
        "表1",
        "图2",
        "①",
        "②",
        "見圖",
        "臺灣",
    ),
    *(
        "the old water tower",
        "It was",
        "wa-",
        "Mr.",
        "1,234.5",
        "3",
        "iv",
        "[2]",
        "[^3]",
        "^①",
        "*",
        "**",
        "†",
        ".",
    ),
    *(
        "-",
        "_so_",
        "`x`",
        "$a$",
        "$$",
        "\\frac{",
        "http://a.example/?q=1&r",
        "a@b.example",
        "![",
        "](",
        "<!--",
        "&lt;",
    ),
    *(
        "مرحبا",
        "שלום",
        "\u202eabc\u202c",
        "e\u0301\u0302",
        "👩\u200d👧",
        "\ufdd0",
        "\ue123",
        "\ufffd",
        "\x0c",
        "\xad",
    ),
]

SHAPES = """{}
    {}
　　{}
第一章 {}
第{}章
第3篇
一、{}
（二）{}
1.2 {}
3. {}
{}③
① {}
[1] {}
目录
目　录
{}……12
{}\t7
（{}）
Contents
{} . . . . 9
12
— 13 —
{} 14
15 {}
表1—2 {}
续表
{}\t{}\t{}
单位：{}
资料来源：{}
注：{}
图3 {}
| {} | {} |
{}   {}   {}
+---+---+
-----
====
# {}
### {}
**{}**
${}$
> {}
- {}
• {}
`{}`
```
[{}](http://a.example)
【{}】
●{}●
▲{}
Chapter IV
CHAPTER I. {}
FOOTNOTES
* {}
[Illustration: {}]
ACT I.
HAMLET. {}
{}-
（下转第3版）
（上接第1版）
本报记者 {}
本报讯 {}
图书在版编目（CIP）数据
ISBN 978-7-000-00000-0
定价：{}
参考文献
延伸阅读：{}
!
!"#
{}"{}!{}#
*** START OF THIS PROJECT {} ***
""".splitlines()


@st.composite
def lines(draw: st.DrawFn) -> str:
    """A line of a known shape, filled with words and odd strings; or blank."""
    shape = draw(st.sampled_from(["", "", "\f", *SHAPES]))
    words = st.lists(st.sampled_from(WORDS) | strings, max_size=3).map(" ".join)
    return "".join(part + draw(words) for part in shape.split("{}")[:-1]) + shape.split("{}")[-1]


@st.composite
def shaped(draw: st.DrawFn) -> list[str]:
    """Lines of all shapes, some of them again later, as running heads and continued tables are."""
    parts = st.lists(lines(), max_size=12), st.integers(1, 3)
    return [line for _ in range(draw(st.integers(1, 3))) for line in draw(parts[0]) * draw(parts[1])]


@st.composite
def printed(draw: st.DrawFn) -> list[str]:
    """Pages: wrapped paragraphs and single lines between a running head and notes with a folio."""
    measure, first = draw(st.integers(6, 40)), draw(st.integers(1, 400))
    indent = draw(st.sampled_from(["", "    ", "　　"]))
    after_line, after_block = draw(st.sampled_from([([], []), ([], [""]), ([""], [""]), ([""], ["", ""])]))
    head = draw(st.sampled_from(["", "{} 水塔", "THE TOWER    {}", "{}"]))
    foot = draw(st.sampled_from(["", "{}", "- {} -", "·{}·", "\f"]))
    words = st.lists(st.sampled_from(WORDS), min_size=5, max_size=60).map("".join)
    pages: list[str] = []
    for folio in range(first, first + draw(st.integers(1, 5))):
        blocks = [wrapped(indent + draw(words), measure) for _ in range(draw(st.integers(0, 4)))]
        blocks += draw(st.lists(st.lists(lines(), min_size=1, max_size=3), max_size=3))
        blocks = [[head.format(folio)], *draw(st.permutations(blocks)), [foot.format(folio)]]
        pages += [line for block in blocks for text in block for line in (text, *after_line)]
        pages += after_block
    return pages


def wrapped(text: str, measure: int) -> list[str]:
    """A text in lines of a number of characters."""
    return [text[at : at + measure] for at in range(0, len(text), measure)]


@st.composite
def damaged(draw: st.DrawFn) -> list[str]:
    """A stretch of a sample dump in which lines are lost, doubled, moved, cut or put in."""
    sample = draw(st.sampled_from(SAMPLES)).read_text("utf-8").split("\n")
    start = draw(st.integers(0, len(sample)))
    text = sample[start : start + draw(st.integers(1, 60))]
    for _ in range(draw(st.integers(0, 8))):
        at, length = draw(st.integers(0, len(text))), draw(st.integers(0, 3))
        some = text[at : at + length]
        column = draw(st.integers(0, 30))
        instead = [
            [],
            some * 2,
            some[::-1],
            [line[:column] for line in some],
            draw(st.lists(lines(), max_size=2)),
        ]
        text[at : at + length] = draw(st.sampled_from(instead))
    return text


dump_texts: st.SearchStrategy[str] = st.one_of(
    st.text(max_size=200),
    *(kind.map("\n".join) for kind in (shaped(), printed(), damaged())),
)
"""Texts of dumps: any Unicode text, or text of the kinds above."""
