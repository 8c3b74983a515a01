"""The site in a browser: ways through it, notes, printed pages, the shelf, keys, a phone, no scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Shelf, Visit

pytestmark = pytest.mark.heavy

BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def pages_of_all_kinds(shelf: Shelf) -> list[str]:
    """Paths of the shelf, and of each work the title page, the list of printed pages and its longest page."""
    works = sorted(path for path in (shelf.site / "works").iterdir() if path.is_dir())
    found = ["index.html", "search.html", "404.html"]
    for work in works:
        texts = [shelf.site / path for path in shelf.texts() if Path(path).parent.name == work.name]
        longest = max(texts, key=lambda path: path.stat().st_size)
        kinds = [work / "index.html", work / "pages.html", longest]
        found += [str(path.relative_to(shelf.site)) for path in kinds if path.is_file()]
    return found


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_all_pages_of_a_work_are_reached_from_the_shelf(shelf: Shelf, visit: Visit, scripts: bool) -> None:
    page = visit(shelf.address, scripts=scripts)
    page.locator(".shelf h2 a").first.click()
    work = page.url.rpartition("/")[0]
    page.locator("a.start").click()
    reached = [page.url]
    while page.locator("a[rel=next]").count() and len(reached) < 25:
        assert (
            page.locator(".outline a[aria-current=page], .outline a.open").count() >= 1 or len(reached) == 1
        )
        with page.expect_navigation():
            page.locator("a[rel=next]").click()
        reached.append(page.url)
    texts = [path for path in shelf.texts() if f"{shelf.address}{path}".startswith(f"{work}/")]
    assert len(set(reached)) == min(len(texts), 25)
    page.locator(".trail a").first.click()
    assert page.url == f"{shelf.address}index.html"


def test_a_note_opens_beside_its_mark(shelf: Shelf, visit: Visit) -> None:
    page = visit(shelf.address + shelf.with_element('class="noteref" id='))
    mark = page.locator("a.noteref").first
    mark.click()
    note = page.locator("aside.pop")
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    mark.click()
    note.locator("a.to-note").click()
    target = page.locator(f"[id='{page.url.partition('#')[2]}']")
    expect(target).to_be_in_viewport()


def test_a_note_is_followed_and_left_without_scripts(shelf: Shelf, visit: Visit) -> None:
    page = visit(shelf.address + shelf.with_element('class="noteref" id='), scripts=False)
    mark = page.locator("a.noteref").first
    own = mark.get_attribute("id")
    mark.click()
    target = page.url.partition("#")[2]
    page.locator(f"[id='{target}'] a.label").first.click()
    assert page.url.partition("#")[2] == own
    expect(page.locator(f"[id='{own}']")).to_be_in_viewport()


def test_a_printed_page_is_gone_to(shelf: Shelf, visit: Visit) -> None:
    page = visit(shelf.address + shelf.with_element('class="page"'))
    folios = page.locator(".sheet .page").evaluate_all("all => all.map(one => one.title)")
    field = page.locator(".outline .go input")
    field.fill(folios[-1])
    field.press("Enter")
    page.wait_for_url(re.compile(f"#page-{re.escape(folios[-1])}$"))
    box = page.locator(f"[id='page-{folios[-1]}']").evaluate("one => one.getBoundingClientRect().top")
    assert 0 <= box <= 900
    page.locator(".outline .go input").fill("no such page")
    page.locator(".outline .go input").press("Enter")
    expect(page.locator(".no-such-page")).to_be_visible()


def test_the_shelf_is_filtered(shelf: Shelf, visit: Visit) -> None:
    page = visit(shelf.address)
    works = page.locator(".shelf > li")
    languages = works.evaluate_all("all => all.map(one => one.dataset.language)")
    for language in sorted(set(languages)):
        page.locator("select[name=language]").select_option(language)
        shown = page.locator(".shelf > li:visible")
        assert shown.count() == languages.count(language)
        expect(page.locator(".filter output")).to_contain_text(str(shown.count()))
    page.locator("select[name=language]").select_option("")
    assert page.locator(".shelf > li:visible").count() == len(languages)


def test_keys_lead_through_a_work(shelf: Shelf, visit: Visit) -> None:
    page = visit(shelf.address + shelf.with_element('rel="next"'))
    first = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(first)
    page.keyboard.press("/")
    page.keyboard.type("j→")
    assert page.locator("form.search input").input_value() == "j→"
    assert page.url == first


def test_j_and_k_go_from_heading_to_heading(shelf: Shelf, visit: Visit) -> None:
    longest = max(shelf.texts(), key=lambda path: (shelf.site / path).read_text("utf-8").count("<h2"))
    page = visit(shelf.address + longest)
    places = [page.evaluate("scrollY")]
    for key in "jjkk":
        page.keyboard.press(key)
        places.append(page.evaluate("scrollY"))
    assert places[0] < places[1] <= places[2] >= places[3]


def test_no_page_is_wider_than_a_phone(shelf: Shelf, visit: Visit) -> None:
    page = visit(shelf.address, size=PHONE)
    for path in pages_of_all_kinds(shelf):
        page.goto(shelf.address + path)
        assert (path, page.evaluate(TOO_WIDE)) == (path, 0)


def test_the_outline_opens_on_a_phone(shelf: Shelf, visit: Visit) -> None:
    page = visit(shelf.address + shelf.with_element('rel="next"'), size=PHONE)
    outline = page.locator(".outline")
    expect(outline).to_be_hidden()
    page.locator(".menu").click()
    expect(outline).to_be_visible()
    page.keyboard.press("Escape")
    expect(outline).to_be_hidden()


def test_colours_follow_the_system_until_they_are_chosen(shelf: Shelf, visit: Visit) -> None:
    address = shelf.address + shelf.with_element('rel="next"')
    light, dark = (visit(address, dark=dark) for dark in (False, True))
    assert light.evaluate(BACKGROUND) != dark.evaluate(BACKGROUND)
    choose(light, "dark")
    assert light.evaluate(BACKGROUND) == dark.evaluate(BACKGROUND)
    light.locator("a[rel=next]").click()
    assert light.evaluate(BACKGROUND) == dark.evaluate(BACKGROUND)


def choose(page: Page, theme: str) -> None:
    """Choose colours in the reading settings."""
    page.locator("[popovertarget=_settings]").click()
    page.locator(f".settings input[value={theme}] + span").click()
    page.keyboard.press("Escape")


def test_a_table_is_sorted_and_put_back(shelf: Shelf, visit: Visit) -> None:
    page = visit(shelf.address)
    for path in shelf.texts():
        if "<td" in (shelf.site / path).read_text("utf-8"):
            page.goto(shelf.address + path)
            if page.locator("button.sort").count():
                break
    button = page.locator("button.sort").last
    table = button.locator("xpath=ancestor::table")
    printed = table.locator("tbody").inner_text()
    for order in ("ascending", "descending"):
        button.click()
        assert button.locator("xpath=..").get_attribute("aria-sort") == order
    button.click()
    assert table.locator("tbody").inner_text() == printed


def test_the_site_can_be_read_from_its_folder(shelf: Shelf, visit: Visit) -> None:
    page = visit((shelf.site / "index.html").as_uri())
    page.locator(".shelf h2 a").first.click()
    page.locator("a.start").click()
    word = page.locator(".sheet h1").inner_text().strip("#\n ")
    page.locator("form.search input").fill(word)
    page.locator("form.search input").press("Enter")
    expect(page.locator("#results .found > li").first).to_be_visible()


def test_a_search_without_scripts_says_what_else_there_is(shelf: Shelf, visit: Visit) -> None:
    page = visit(shelf.address, scripts=False)
    page.locator("form.search input").fill("1")
    page.locator("form.search input").press("Enter")
    page.locator("noscript a").click()
    assert page.url == f"{shelf.address}index.html"
