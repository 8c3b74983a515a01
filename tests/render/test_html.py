"""The HTML page, and with it the templates of all blocks and inlines."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from publisher.errors import OutputError
from publisher.render.html import render_html
from publisher.render.theme import Theme
from publisher.tree.nodes import (
    Cell,
    Document,
    Formula,
    Item,
    Link,
    List,
    Metadata,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Preformatted,
    Section,
    Table,
)
from tests.render.works import HANDBOOK, YEARBOOK
from tests.strategies import documents

THEME = Theme()
GOLDEN = Path(__file__).parent / "golden"
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}{% raw %}]]>&lt;\"'--><img src=x onerror=y>\x00\x0b\ufffe"


def page(*body: object, title: str = "T", language: str = "zh-Hans") -> etree._Element:
    document = Document(metadata=Metadata(title=title, language=language), body=body)  # type: ignore[arg-type]
    return parsed(render_html(document, THEME))


def parsed(markup: str) -> etree._Element:
    """The page as XML without its namespace; it must be well-formed."""
    assert markup.startswith("<!DOCTYPE html>")
    return etree.fromstring(markup.replace('xmlns="http://www.w3.org/1999/xhtml"', ""))


def text(element: etree._Element) -> str:
    return "".join(element.itertext())


@pytest.mark.parametrize(("name", "work"), [("yearbook", YEARBOOK), ("handbook", HANDBOOK)])
def test_every_node_is_set_as_the_golden_page_shows(name: str, work: Document) -> None:
    """Run with PUBLISHER_GOLDEN=write to write the pages anew, then read the difference."""
    body = render_html(work, THEME).partition("</head>\n")[2]
    golden = GOLDEN / f"{name}.html"
    if os.environ.get("PUBLISHER_GOLDEN") == "write":
        golden.write_text(body, "utf-8")
    assert body == golden.read_text("utf-8")


def test_same_document_gives_same_page() -> None:
    assert render_html(YEARBOOK, THEME) == render_html(YEARBOOK, Theme())


@given(documents)
@settings(max_examples=60, deadline=None)
def test_any_document_gives_well_formed_markup_with_unique_ids(document: Document) -> None:
    root = parsed(render_html(document, THEME))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {href[1:] for href in root.xpath("//a/@href") if href.startswith("#")}
    assert targets <= set(ids)


def test_text_of_the_dump_never_becomes_markup() -> None:
    root = page(
        Section(id=HOSTILE, level=1, title=HOSTILE, number=HOSTILE),
        Paragraph(text=(HOSTILE, Link(href="javascript:alert(1)", text="go"), NoteRef(label=HOSTILE))),
        Preformatted(text=HOSTILE, language=HOSTILE),
        PageBreak(number=HOSTILE),
        Formula(latex=HOSTILE),
        Note(label=HOSTILE, children=()),
        title=HOSTILE,
    )
    assert not root.xpath("//script | //img | //@onerror | //a[text()='go']")
    shown = text(root.find("body"))
    assert shown.count("<script>alert(1)</script>{{ 7*7 }}{% raw %}]]>&lt;") >= 6
    assert "\x00" not in shown
    assert "go" in shown


def test_page_asks_for_nothing_and_allows_no_script() -> None:
    markup = render_html(HANDBOOK, THEME)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', markup)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "script" not in policy[1]
    assert not re.search(r"<(link|script|iframe|img)\b|@import|url\(", markup)


def test_heading_levels_are_those_of_the_tree() -> None:
    deep: tuple[Section, ...] = ()
    for level in range(8, 0, -1):
        deep = (Section(level=level, title=f"L{level}", children=deep),)
    root = page(*deep)
    headings = [h for h in root.find("body//main").iter() if re.fullmatch("h[1-6]", str(h.tag))]
    assert [(h.tag, h.get("aria-level")) for h in headings] == [
        *((f"h{level}", None) for level in range(1, 7)),
        ("h6", "7"),
        ("h6", "8"),
    ]


def test_a_work_without_a_title_opens_with_its_first_heading() -> None:
    article = Section(id="s", level=1, title="桥通车了", children=(Paragraph(text="正文。"),))
    root = page(article, title="")
    assert root.findtext("head/title") == "桥通车了"
    assert [text(h) for h in root.xpath("//h1 | //*[@role='heading']")] == ["桥通车了"]
    assert [text(h) for h in page(article, title="江报").xpath("//*[@role='heading']")] == ["江报"]


def test_notes_and_marks_lead_to_each_other() -> None:
    mark = NoteRef(label="①", target="n")
    root = page(
        Paragraph(text=("甲", mark, "乙", mark)),
        Note(id="n", label="①", children=(Paragraph(text="注文"),)),
        Paragraph(text=("丙", NoteRef(label="②", target="gone"))),
        Note(label="③", children=(Paragraph(text="无主"),)),
    )
    marks = root.xpath("//a[@role='doc-noteref']")
    note = root.xpath("//aside[@role='doc-footnote']")[0]
    assert [m.get("href") for m in marks] == [f"#{note.get('id')}"] * 2
    back = note.xpath(".//a[@role='doc-backlink']/@href")
    assert back == [f"#{m.get('id')}" for m in marks]
    assert root.xpath("//sup[@class='noteref']/text()") == ["②"]
    assert text(root.xpath("//aside")[1]).split() == ["③", "无主"]


def test_only_certain_pages_are_shown() -> None:
    root = page(
        PageBreak(number="7"),
        Paragraph(text=("甲", PageBreak(number="8", certain=False), "乙", PageBreak(number="9"))),
        PageBreak(number="7"),
    )
    pages = root.xpath("//*[@role='doc-pagebreak']")
    assert [(p.get("title"), p.get("id")) for p in pages] == [
        ("7", "page-7"),
        ("9", "page-9"),
        ("7", "page-7-2"),
    ]


def test_printed_labels_stand_once_as_text_or_as_the_number_that_the_list_draws() -> None:
    items = (Item(label="（一）", text="甲"), Item(label="7.", text="乙"), Item(label="•", text="丙"))
    root = page(List(items=items, ordered=True))
    entries = root.findall(".//main//li")
    assert [text(entry) for entry in entries] == ["（一）甲", "乙", "丙"]
    assert [entry.get("value") for entry in entries] == [None, "7", None]


def test_short_rows_are_filled_and_long_spans_cut() -> None:
    table = Table(head=(("A", "B", "C"),), body=(("x", "1"), (Cell(text="y", columns=2, rows=9), "2")))
    rows = page(table).findall(".//tr")
    spans = [[(c.get("colspan", "1"), c.get("rowspan", "1")) for c in row] for row in rows]
    assert spans[1:] == [[("1", "1")] * 3, [("2", "1"), ("1", "1")]]
    assert [c.get("scope") for c in rows[1]] == ["row", None, None]


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("https://example.org/a b?c=d&e=柳", "https://example.org/a%20b?c=d&e=%E6%9F%B3"),
        ("http://例子.cn", "http://xn--fsqu00a.cn"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", None),
        ("JAVASCRIPT://example.org/%0aalert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//example.org", None),
        ("http://[::1", None),
        ("http://user@example.org", None),
        ("mailto:a@example.org?bcc=b@example.org", "mailto:a@example.org"),
    ],
)
def test_only_safe_addresses_become_links(address: str, href: str | None) -> None:
    links = page(Paragraph(text=(Link(href=address, text="去"),))).xpath("//main//a/@href")
    assert links == ([href] if href else [])


def test_words_follow_the_language() -> None:
    section = Section(level=1, title="x")
    summaries = [
        page(section, language=language).findtext(".//summary")
        for language in ("zh-Hans", "zh-TW", "en-GB", "fr", "und")
    ]
    assert summaries == ["目录", "目錄", "Contents", "Contents", "Contents"]


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        ("zh-Hans", "The weir was built by the town in 1902.", "en"),
        ("zh-Hans", "本章论堰 (the weir of the town) 之修筑。", None),
        ("zh-Hans", "WEIR 2021", None),
        ("en", "柳溪之堰", "zh"),
        ("en", "The weir (堰) of Liuxi", None),
        ("en", "せきの歴史を見る", None),
    ],
)
def test_passages_in_another_language_are_marked(language: str, words: str, found: str | None) -> None:
    assert page(Paragraph(text=words), language=language).find(".//main/p").get("lang") == found


def test_theme_files_take_precedence(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html/page.css").write_text("body { color: teal }", "utf-8")
    (tmp_path / "html/page.jinja").write_text("{{ view.title }}|{{ style }}", "utf-8")
    page = render_html(YEARBOOK, Theme(tmp_path))
    assert page.startswith("柳溪年鉴|")
    assert "color: teal" in page


def test_faulty_theme_is_explained(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no such theme folder"):
        Theme(tmp_path / "gone")
    (tmp_path / "html").mkdir()
    for template, message in (
        ("a\n{% if %}", "line 2"),
        ("{{ view.ttle }}", "ttle"),
        ("{% include 'x' %}", "x"),
    ):
        (tmp_path / "html/page.jinja").write_text(template, "utf-8")
        with pytest.raises(OutputError, match=message):
            render_html(YEARBOOK, Theme(tmp_path))
    (tmp_path / "html/page.jinja").write_bytes("书页".encode("gb18030"))
    with pytest.raises(OutputError, match="not UTF-8"):
        render_html(YEARBOOK, Theme(tmp_path))
