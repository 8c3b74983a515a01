"""An EPUB in a reading system: foliate-js, in a browser without network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Route, sync_playwright

from tests.browser.tools import chromium, package

_HOST = "http://localhost/"
_READER = Path(__file__).with_name("reader.html")
PHONE = (390, 844)
TABLET = (820, 1180)


class Reader:
    """A book that is open in the reading system."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(message.text)

    def ask(self, script: str, value: object = None) -> Any:
        """What a script gives, in which ``view`` is the reading system's view."""
        return self._page.evaluate(script, value)

    @property
    def place(self) -> dict[str, Any]:
        """Where the reader is: the heading, the printed page, and how far into the book (0 to 1)."""
        found: dict[str, Any] = self.ask(
            "() => ({heading: view.lastLocation.tocItem?.label, page: view.lastLocation.pageItem?.label,"
            " fraction: view.lastLocation.fraction})"
        )
        return found

    def go(self, target: str | int) -> None:
        """Open a place: an address in the book, or the number of a file."""
        self.ask("target => view.goTo(target)", target)

    def turn(self) -> None:
        """Turn to the next page."""
        self.ask("() => view.next()")

    def follow_note(self) -> dict[str, Any]:
        """Touch the first note mark of the file that is open; gives the note that pops up."""
        self.ask("() => view.renderer.getContents()[0].doc.querySelector('a[role=doc-noteref]').click()")
        self._page.wait_for_function("() => window.note")
        note: dict[str, Any] = self.ask("() => window.note")
        return note

    def picture(self, path: Path) -> None:
        """A picture of what the reader sees."""
        self._page.screenshot(path=path)


@contextmanager
def reading(book: Path, size: tuple[int, int] = PHONE, *, dark: bool = False) -> Iterator[Reader]:
    """Open a book on a screen of some size in CSS pixels."""
    engine = package("foliate-js")

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(_HOST).partition("?")[0]
        files = {"": _READER, "book.epub": book}
        path = files.get(name) or engine / name
        if path.is_file():
            route.fulfill(body=path.read_bytes(), content_type=guess_type(path.name)[0] or "text/html")
        else:
            route.abort()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        page = browser.new_page(
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=2,
            color_scheme="dark" if dark else "light",
        )
        page.route("**/*", answer)
        reader = Reader(page)
        page.goto(_HOST)
        page.wait_for_function("() => window.view?.lastLocation", timeout=60_000)
        yield reader
        browser.close()
