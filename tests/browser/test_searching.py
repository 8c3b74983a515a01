"""Searching a shelf in a browser, with queries that are drawn from the works."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice

import pytest
from playwright.sync_api import Page, Response, expect

from publisher.render.site.atoms import atoms, is_ideograph
from publisher.tree.nodes import Contents, Document, Section
from publisher.tree.walk import plain, texts, walk
from tests.browser.conftest import Shelf, Visit

pytestmark = pytest.mark.heavy

MOST_LOADED = 300_000


def chinese(works: list[Document]) -> list[str]:
    """Five headings and five runs of six ideographs, each of which stands in one place of all works."""
    titles = [plain(block.title) for work in works for block in walk(work.body) if isinstance(block, Section)]
    heads = ["".join(filter(is_ideograph, atoms(title))) for title in titles]
    runs = [line for line in lines(works) if len(line) > 24 and all(map(is_ideograph, line[9:15]))]
    everything = whole(works)
    first = (head for head in heads if 4 <= len(head) <= 16 and everything.count(head) == 1)
    second = ("".join(run[9:15]) for run in spread(runs, 40))
    return [*islice(first, 5), *islice((run for run in second if everything.count(run) == 1), 5)]


def english(works: list[Document]) -> list[str]:
    """Four phrases of three words, and a part of a word, each of which stands in one place of all works."""
    phrases = (
        " ".join(line[n : n + 3])
        for line in lines(works)
        for n in range(0, len(line) - 2, 3)
        if all(atom.isascii() and atom.isalpha() and len(atom) > 2 for atom in line[n : n + 3])
    )
    everything = whole(works)
    found = list(islice((p for p in phrases if everything.count(p.replace(" ", "")) == 1), 200))
    inner = (word[1:-1] for phrase in found for word in phrase.split() if len(word) > 7)
    part = next(word for word in inner if everything.count(word) == 1)
    return [*spread(found, 4), part]


def spread(items: list[str] | list[list[str]], count: int) -> Iterator[str]:
    """So many items from all over a list."""
    yield from items[:: max(1, len(items) // count)][:count]  # type: ignore[misc]


def lines(works: list[Document]) -> list[list[str]]:
    """The atoms of each text in the works."""
    blocks = (block for work in works for block in walk(work.body) if not isinstance(block, Contents))
    return [atoms(text) for block in blocks for text in texts(block)]


def whole(works: list[Document]) -> str:
    """The atoms of all works in a row."""
    return "\n".join("".join(line) for line in lines(works))


def ask(page: Page, query: str) -> list[str]:
    """The addresses of the pages that a query finds, best first."""
    field = page.locator("form.search input")
    field.fill(query)
    field.press("Enter")
    page.wait_for_function(
        "query => document.getElementById('results')?.dataset.answered === query", arg=query
    )
    links: list[str] = page.locator("#results h2 a").evaluate_all("all => all.map(one => one.href)")
    return links


@pytest.mark.parametrize(("drawn", "count"), [(chinese, 10), (english, 5)], ids=["chinese", "english"])
def test_the_first_hit_is_right(shelf: Shelf, visit: Visit, drawn: object, count: int) -> None:
    assert callable(drawn)
    queries = drawn(list(shelf.documents().values()))
    assert len(queries) == count
    for query in queries:
        page = visit(shelf.address)
        loaded = [0]
        page.on("response", partial(count_bytes, loaded))
        assert len(ask(page, query)) >= 1, query
        assert loaded[0] <= MOST_LOADED
        page.locator("#results .passage mark, #results h2 mark").first.wait_for()
        link = page.locator("#results .found > li").first.locator("h3 a, h2 a").last
        link.click()
        hit = page.locator("mark.hit")
        hit.first.wait_for()
        found = "".join(atoms("".join(hit.all_inner_texts())))
        assert "".join(atoms(query)) in found
        assert any(hit.nth(n).evaluate(IN_VIEW) for n in range(hit.count()))


IN_VIEW = (
    "one => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
)


def count_bytes(loaded: list[int], response: Response) -> None:
    """Add up what was loaded of the index."""
    if "/search/" in response.url:
        loaded[0] += int(response.headers.get("content-length", 0))


def test_terms_must_all_stand_in_a_page(shelf: Shelf, visit: Visit) -> None:
    page = visit(shelf.address)
    first, *others = chinese(list(shelf.documents().values()))
    page_of_first, *_ = (address.partition("?")[0] for address in ask(page, first))
    together = {other: ask(page, f"{first} {other}") for other in others}
    for other, found in together.items():
        apart = not any(address.startswith(page_of_first) for address in ask(page, f"“{other}”"))
        assert bool(found) != apart
    assert [] in together.values()


def test_marks_of_hits_are_taken_away(shelf: Shelf, visit: Visit) -> None:
    query = chinese(list(shelf.documents().values()))[-1]
    page = visit(shelf.address)
    page.goto(ask(page, query)[0])
    page.locator("mark.hit").first.wait_for()
    before = page.locator(".sheet").inner_text()
    page.keyboard.press("Escape")
    expect(page.locator("mark.hit")).to_have_count(0)
    assert page.locator(".sheet").inner_text() == before
