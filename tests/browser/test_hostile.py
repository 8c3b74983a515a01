"""A dump full of mark-up, scripts and template code: all of it is shown as text, none of it runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from publisher import build, site
from publisher.library import update_library
from publisher.normalize import PASSES
from tests.browser.conftest import Visit, served

pytestmark = pytest.mark.heavy

HOSTILE = [
    "<script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 2'>",
    "{{ 6 * 7 }} {% include 'site/layout.jinja' %}",
    "]]><script>window.ran = 3</script><![CDATA[",
    "</title><svg onload=window.ran=4>",
    '" onmouseover="window.ran = 5" x="',
    "javascript:window.ran=6",
    "&lt;b&gt; &#60;i&#62; <!-- -->",
    "</script><script>window.ran = 7</script>",
]


def dump_of(hostile: str) -> str:
    """A dump that has a passage in each kind of place: title, headings, text, list, table, captions, note."""
    return f"""\
水塔志{hostile}

{hostile} 编著

第一章 水塔 {hostile}

镇上的水塔由居民砌成，见{hostile}，至今已有七十年。①

（1）{hostile}
（2）水表

表1-1 水表 {hostile}
单位：{hostile}
户名\t数量\t备注
张\t1\t{hostile}
李\t2\t无
王\t3\t{hostile}
资料来源：{hostile}

图1-1 水塔 {hostile}

① {hostile}，见[链接](javascript:window.ran=8) http://example.org/?"onclick="window.ran=9。

第二章 水表 {hostile}

每户一块水表。{hostile}
"""


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_runs_and_all_is_shown(hostile: str, tmp_path: Path, visit: Visit) -> None:
    dump = tmp_path / "dumps" / "tower.txt"
    dump.parent.mkdir()
    dump.write_text(dump_of(hostile), "utf-8")
    passes = [name for name, _ in PASSES]  # the text must come through as it is
    build(dump, tmp_path / "build", formats=["html"], skip=passes)
    update_library(tmp_path / "build")
    site([tmp_path / "build"], tmp_path / "site", proof=True, skip=passes)
    with served(tmp_path) as address:
        page = visit(f"{address}build/tower/tower.html")
        shown = look(page)
        assert squeezed(shown).count(squeezed(hostile)) >= 8
        look(visit(f"{address}build/index.html"))
        texts = ""
        for path in sorted((tmp_path / "site").rglob("*.html")):
            page.goto(address + str(path.relative_to(tmp_path)))
            texts += look(page)
        assert squeezed(texts).count(squeezed(hostile)) >= 8
        page.goto(f"{address}site/search.html")
        page.locator("form.search input").fill("水")
        page.locator("form.search input").press("Enter")
        page.locator("#results .found > li").first.wait_for()
        look(page)


POINT_AT_ALL = "document.querySelectorAll('body *').forEach(one => one.dispatchEvent(new Event('mouseover')))"


def look(page: Page) -> str:
    """The text that a page shows, after every element in it was pointed at; nothing may have run."""
    page.evaluate(POINT_AT_ALL)
    page.wait_for_timeout(20)
    assert page.evaluate("() => window.ran") is None
    links = page.locator("a").evaluate_all("all => all.map(one => one.protocol)")
    assert set(links) <= {"http:", "mailto:"}
    text: str = page.evaluate("() => document.body.textContent")
    return text


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())
