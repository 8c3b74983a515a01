"""Sites as a whole: their files, their links, what they say to machines, what they never run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from publisher.errors import OutputError
from publisher.render.site import SiteOptions, SiteWork, write_site
from publisher.render.theme import Theme
from publisher.tree.nodes import (
    Caption,
    Cell,
    Creator,
    Document,
    Field,
    Fields,
    Link,
    Metadata,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Preformatted,
    Section,
    Table,
)
from publisher.tree.walk import replaced
from publisher.tree.yaml_form import load
from tests.render.works import HANDBOOK, YEARBOOK
from tests.strategies import documents

THEME = Theme()
HOSTILE = "</script><script>alert(1)</script>{{ 7*7 }}{% raw %}]]>&lt;\"'--><img src=x onerror=y>"


def entry(name: str, document: Document, **downloads: Path) -> SiteWork:
    return SiteWork(name, document.metadata, lambda: document, downloads)


def site(folder: Path, *works: SiteWork, **options: object) -> dict[str, etree._Element]:
    """The pages of a site by path, each of which must be well-formed."""
    write_site(works, folder, THEME, SiteOptions(**options))  # type: ignore[arg-type]
    return {path.relative_to(folder).as_posix(): page(path) for path in sorted(folder.rglob("*.html"))}


def page(path: Path) -> etree._Element:
    return etree.fromstring(path.read_text("utf-8").replace('xmlns="http://www.w3.org/1999/xhtml"', ""))


def broken_links(folder: Path, pages: dict[str, etree._Element]) -> list[str]:
    """Links and sources that lead to no file, or no place in it."""
    ids = {name: set(root.xpath("//@id")) for name, root in pages.items()}
    broken = []
    for name, root in pages.items():
        for address in root.xpath("//@href | //@src | //@action"):
            parts = urlsplit(address)
            if parts.scheme:
                continue
            target = (folder / name).parent.joinpath(unquote(parts.path)) if parts.path else folder / name
            path = target.resolve().relative_to(folder.resolve()).as_posix()
            if not target.is_file() or (parts.fragment and parts.fragment not in ids[path]):
                broken.append(f"{name}: {address}")
    return broken


def test_a_shelf_leads_to_every_page_of_its_works(tmp_path: Path) -> None:
    pages = site(tmp_path, entry("柳 溪", YEARBOOK), entry("weir", HANDBOOK))
    assert set(pages) == {
        "404.html",
        "index.html",
        "search.html",
        "works/柳 溪/contents.html",
        "works/柳 溪/imprint.html",
        "works/柳 溪/index.html",
        "works/柳 溪/overview.html",
        "works/柳 溪/pages.html",
        "works/weir/index.html",
        "works/weir/pages.html",
        "works/weir/titlepage.html",
        "works/weir/weirs.html",
    }
    assert broken_links(tmp_path, pages) == []
    shelf = pages["index.html"].xpath("//ul[@class='shelf']/li")
    assert [(work.get("data-language"), work.get("data-year")) for work in shelf] == [
        ("zh-Hans", "2021"),
        ("en", "1931"),
    ]


def test_the_only_work_of_a_site_is_its_first_page(tmp_path: Path) -> None:
    pages = site(tmp_path, entry("town", YEARBOOK))
    assert pages["index.html"].findtext("body/main//h1") == "柳溪年鉴"
    assert "works/town/index.html" not in pages
    assert broken_links(tmp_path, pages) == []


@given(documents)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_work_gives_sound_pages(tmp_path: Path, document: Document) -> None:
    pages = site(tmp_path / "site", entry("work", document), proof=True)
    assert broken_links(tmp_path / "site", pages) == []
    for name, root in pages.items():
        assert len(root.findall(".//h1")) == 1, name
        assert root.xpath("count(//@id)") == len(set(root.xpath("//@id"))), name


def test_text_of_a_work_never_becomes_markup_or_script(tmp_path: Path) -> None:
    hostile = Document(
        metadata=Metadata(
            title=HOSTILE,
            subtitle=HOSTILE,
            creators=(Creator(name=HOSTILE),),
            publisher=HOSTILE,
            language="zh",
        ),
        body=(
            Section(
                id=HOSTILE,
                level=1,
                title=HOSTILE,
                role="article",
                children=(
                    PageBreak(number=HOSTILE),
                    Paragraph(
                        text=(HOSTILE, Link(href="javascript:alert(1)", text="去"), NoteRef(label=HOSTILE))
                    ),
                    Table(caption=Caption(text=HOSTILE), head=((HOSTILE,),), body=((Cell(text=HOSTILE),),)),
                    Fields(entries=(Field(label=HOSTILE, value=HOSTILE),)),
                    Preformatted(text=HOSTILE),
                    Note(label=HOSTILE, children=()),
                ),
            ),
            Section(level=1, title=HOSTILE),
        ),
    )
    pages = site(
        tmp_path, entry("a", hostile), entry("b", hostile), base_url="https://example.org/", proof=True
    )
    for name, root in pages.items():
        assert not root.xpath("//@onerror | //*[starts-with(@href, 'javascript')] | //img[@src='x']"), name
        assert {script.get("type") or script.get("src") for script in root.iter("script")} <= {
            "application/ld+json",
            *(f"{root.get('data-root')}assets/{script}.js" for script in ("early", "site", "search")),
        }
        for script in root.xpath("//script[@type]"):
            assert HOSTILE in json.dumps(json.loads(script.text), ensure_ascii=False).replace('\\"', '"')
    for feed in ("feed.xml", "sitemap.xml"):
        etree.fromstring((tmp_path / feed).read_bytes())


def test_pages_obey_their_own_policy(tmp_path: Path) -> None:
    for name, root in site(tmp_path, entry("town", YEARBOOK), entry("weir", HANDBOOK)).items():
        policy = root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not root.xpath("//@style | //style | //script[not(@src) and not(@type)]"), name
        addresses = root.xpath("//@src | //link[not(@rel='canonical')]/@href")
        assert {urlsplit(address).scheme for address in addresses} <= {"", "data"}, "only files of the site"


def test_each_page_has_its_text_and_its_tree(tmp_path: Path) -> None:
    site(tmp_path, entry("town", YEARBOOK))
    part = load(tmp_path / "works/town/overview.yaml")
    assert part.metadata == YEARBOOK.metadata
    assert part.body == YEARBOOK.body[2:3]
    text = (tmp_path / "works/town/overview.txt").read_text("utf-8")
    assert text.startswith("第一编 综述\n\n[1]\n\n柳溪县地处青石江上游①，年末人口见表1-1，")
    assert "表1-1 柳溪县人口\n单位：人\n乡镇\t人数\t\n\t2019年\t2020年\n东镇\t1,204\t1,198" in text
    assert "溪上有桥，桥上有人。\n\n——《柳溪杂记》" in text


def test_machines_are_told_of_book_chapter_and_tables(tmp_path: Path) -> None:
    pages = site(tmp_path, entry("town", YEARBOOK), base_url="https://example.org/x")
    (book,) = (json.loads(s.text) for s in pages["index.html"].xpath("//script[@type]"))
    assert (book["@type"], book["name"], book["datePublished"]) == ("Book", "柳溪年鉴", "2021-05")
    assert book["editor"] == [{"@type": "Person", "name": "林一禾"}]
    (text,) = (json.loads(s.text) for s in pages["works/town/overview.html"].xpath("//script[@type]"))
    assert text["url"] == "https://example.org/x/works/town/overview.html"
    assert text["isPartOf"]["name"] == "柳溪年鉴"
    assert [(part["@type"], part["url"]) for part in text["hasPart"]] == [
        ("Dataset", "https://example.org/x/works/town/overview.html#t1")
    ]


def test_feed_names_the_articles_of_a_dated_issue(tmp_path: Path) -> None:
    articles = tuple(
        Section(
            id=f"s{n}",
            role="article",
            level=1,
            title=f"第{n}篇",
            children=(Paragraph(text=f"消息{n}。" * 9000),),
        )
        for n in (1, 2)
    )
    issue = Document(metadata=Metadata(title="柳溪报", date="2021-05-04", language="zh-Hans"), body=articles)
    undated = replaced(issue, metadata=Metadata(title="别报", language="zh-Hans"))
    site(tmp_path, entry("issue", issue), entry("other", undated), base_url="https://example.org/")
    feed = etree.parse(tmp_path / "feed.xml")
    assert [one.text for one in feed.findall("{*}entry/{*}title")] == ["柳溪报", "第1篇", "第2篇", "别报"]
    assert feed.findall("{*}entry/{*}id")[1].text == "https://example.org/works/issue/s1.html"
    assert feed.findall("{*}entry/{*}updated")[1].text == "2021-05-04T00:00:00Z"


def test_whole_addresses_stand_only_where_the_site_knows_its_own(tmp_path: Path) -> None:
    pages = site(tmp_path / "a", entry("town", YEARBOOK), base_url="https://example.org/x/")
    canonical = pages["works/town/overview.html"].xpath("//link[@rel='canonical']/@href")
    assert canonical == ["https://example.org/x/works/town/overview.html"]
    feed = etree.parse(tmp_path / "a/feed.xml")
    assert feed.findtext("{*}entry/{*}updated") == "2021-05-01T00:00:00Z"
    assert (
        b"<loc>https://example.org/x/works/town/overview.html</loc>"
        in (tmp_path / "a/sitemap.xml").read_bytes()
    )
    pages = site(tmp_path / "b", entry("town", YEARBOOK))
    assert not pages["index.html"].xpath("//link[@rel='canonical' or @rel='alternate']")
    assert not list(tmp_path.glob("b/*.xml"))


@pytest.mark.parametrize("address", ["example.org", "javascript:alert(1)", "mailto:a@example.org"])
def test_the_base_address_must_be_one(tmp_path: Path, address: str) -> None:
    with pytest.raises(OutputError, match="no address of a site"):
        site(tmp_path, entry("town", YEARBOOK), base_url=address)


def test_editions_can_be_taken_away(tmp_path: Path) -> None:
    (tmp_path / "town.epub").write_bytes(b"epub")
    pages = site(tmp_path / "site", entry("town", YEARBOOK, epub=tmp_path / "town.epub"))
    assert (tmp_path / "site/works/town/town.epub").read_bytes() == b"epub"
    assert pages["index.html"].xpath("//a[@download]/@href") == ["works/town/town.epub"]


def test_works_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="two works"):
        site(tmp_path, entry("town", YEARBOOK), entry("Town", HANDBOOK))


def test_a_proof_shows_the_lines_of_the_dump(tmp_path: Path) -> None:
    document = Document(
        body=(Section(id="a", level=1, title="甲", src="L3", children=(Paragraph(text="乙", src="L4-5"),)),)
    )
    proof = site(tmp_path / "proof", entry("a", document), proof=True)["works/a/a.html"]
    assert proof.xpath("//main//@data-src") == ["L3", "L4-5"]
    plain = site(tmp_path / "plain", entry("a", document))["works/a/a.html"]
    assert plain.xpath("//@data-src | //input[@name='source']") == []


def test_the_outline_beside_a_page_stays_small(tmp_path: Path) -> None:
    sections = tuple(Section(id=f"s{n}", level=1, title=f"第{n}条") for n in range(160))
    law = Document(metadata=Metadata(title="法", language="zh-Hans"), body=sections)
    write_site([entry("law", law)], tmp_path, THEME)
    outline = page(tmp_path / "works/law/s80.html").xpath("//nav[@id='_outline']//a")
    assert len(outline) == 121
    assert [link.text for link in outline if link.get("aria-current")] == ["第80条"]


def test_the_same_works_give_the_same_site(tmp_path: Path) -> None:
    def files(name: str) -> dict[str, bytes]:
        folder = tmp_path / name
        site(folder, entry("town", YEARBOOK), entry("weir", HANDBOOK), base_url="https://example.org/")
        return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    assert files("one") == files("two")


def test_words_of_scripts_reach_them(tmp_path: Path) -> None:
    pages = site(tmp_path, entry("town", YEARBOOK), entry("weir", HANDBOOK))
    script = Path(__file__).parents[3].joinpath("templates/site/site.js").read_text("utf-8")
    for name in ("works/town/overview.html", "works/weir/weirs.html"):
        words = json.loads(pages[name].get("data-words"))
        assert set(re.findall(r"\bwords\.(\w+)", script)) == set(words)
