"""Any text at all goes through every stage: nothing is lost, and what comes out is well-formed."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publisher.audit.account import audit_account
from publisher.audit.repairs import audit_repairs
from publisher.normalize import normalize
from publisher.read import Dump
from publisher.recover import recover_document
from publisher.render.epub import render_epub
from publisher.render.html import render_html
from publisher.render.theme import Theme
from publisher.repair import repair_dump
from publisher.tree.walk import walk
from publisher.tree.yaml_form import dumps, loads
from tests.strategies import strings

THEME = Theme()
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)

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
        "—",
        "……",
    ),
    *("the old water tower", "It was", "2017年", "1,234.5", "3", "iv", "①", "[2]", "*", ".", "-"),
]

SHAPES = """{}
    {}
第一章 {}
第{}章
一、{}
（二）{}
1.2 {}
3. {}
{}③
① {}
[1] {}
目录
{}……12
{}\t7
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
# {}
**{}**
${}$
> {}
- {}
• {}
`{}`
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
图书在版编目（CIP）数据
ISBN 978-7-000-00000-0
定价：{}
""".splitlines()


@st.composite
def lines(draw: st.DrawFn) -> str:
    """A line as dumps have it: of a known shape, filled with words and odd strings; or blank."""
    shape = draw(st.sampled_from(["", "\f", *SHAPES]))
    words = st.lists(st.sampled_from(WORDS) | strings, max_size=3).map(" ".join)
    filled = "".join(part + draw(words) for part in shape.split("{}")[:-1]) + shape.split("{}")[-1]
    return filled.replace("\r", " ").replace("\n", " ")


@st.composite
def repeated(draw: st.DrawFn) -> list[str]:
    """Some lines, perhaps a second time, as running heads and continued tables are."""
    return draw(st.lists(lines(), max_size=12)) * draw(st.integers(1, 3))


TEXTS = st.lists(repeated(), max_size=4).map(lambda parts: [line for part in parts for line in part])


@given(TEXTS)
def test_any_text_is_accounted_for_and_makes_well_formed_editions(text: list[str]) -> None:
    read = Dump("any.txt", "0" * 64, "utf-8", tuple(text))
    dump = repair_dump(read)
    document = recover_document(dump)
    assert audit_repairs(read, dump) == []
    assert audit_account(document, dump) == []
    assert loads(dumps(document)) == document
    ids = [block.id for block in walk(document.body)]
    assert len(set(ids)) == len(ids)
    work = normalize(document)
    etree.fromstring(render_html(work, THEME).encode(), PARSER)
    with zipfile.ZipFile(io.BytesIO(render_epub(work, THEME))) as archive:
        for name in archive.namelist():
            if name.endswith((".xhtml", ".opf", ".ncx", ".svg")):
                etree.fromstring(archive.read(name), PARSER)
