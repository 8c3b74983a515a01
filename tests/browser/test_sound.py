"""Pages under the validators: axe, the Nu HTML Checker, and a look at where every link leads."""

from __future__ import annotations

import subprocess

import pytest

from tests.browser.conftest import DESK, PHONE, Shelf, Visit
from tests.browser.tools import axe_violations, package
from tests.pipeline.sound import check_site

pytestmark = pytest.mark.heavy

AT_MOST = 40
"""Pages of one shelf that axe looks at; of a large one they are taken from all over it."""


def looked_at(shelf: Shelf) -> list[str]:
    """The addresses of pages of every kind: of the site, the HTML editions and the library page."""
    site = sorted(str(page.relative_to(shelf.site)) for page in shelf.site.rglob("*.html"))
    texts = set(shelf.texts())
    others = [path for path in site if path not in texts]
    some = sorted(texts)[:: max(1, len(texts) // AT_MOST)]
    editions = sorted(shelf.build.glob("*/*.html"), key=lambda path: path.stat().st_size)[:4]
    editions.append(shelf.build / "index.html")
    found = [shelf.address + path for path in (*others, *some, "search.html?q=1")]
    return [*found, *(shelf.editions + str(path.relative_to(shelf.build)) for path in editions)]


@pytest.mark.parametrize(
    ("size", "dark"), [(DESK, False), (DESK, True), (PHONE, False)], ids=["light", "dark", "phone"]
)
def test_axe_finds_no_violation(shelf: Shelf, visit: Visit, size: tuple[int, int], dark: bool) -> None:
    page = visit(shelf.address, size=size, dark=dark)
    found = {}
    for address in looked_at(shelf):
        page.goto(address)
        if "?q=" in address:
            page.locator("#results .found > li").first.wait_for()
        found[address] = axe_violations(page)
    assert {address: violations for address, violations in found.items() if violations} == {}


def test_the_nu_html_checker_finds_no_error(shelf: Shelf) -> None:
    program = package("vnu-jar") / "build" / "dist" / "vnu.jar"
    pages = [*shelf.site.rglob("*.html"), *shelf.build.glob("*.html"), *shelf.build.glob("*/*.html")]
    result = subprocess.run(
        ["java", "-Xss8m", "-jar", str(program), "--errors-only", "--stdout", *map(str, pages)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (result.stdout, result.returncode) == ("", 0)


def test_every_link_leads_somewhere(shelf: Shelf) -> None:
    check_site(shelf.site)
