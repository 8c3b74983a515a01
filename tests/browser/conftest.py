"""Sites of the sample dumps, and of real ones in the folder DUMPS; and a browser that looks at them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, sync_playwright

from publisher import build, load, site
from publisher.library import update_library
from publisher.tree.nodes import Document
from tests.browser.tools import chromium
from tests.dump_texts import SAMPLES

DESK, PHONE = (1280, 900), (390, 844)
DUMPS = sorted(Path(os.environ["DUMPS"]).glob("*.txt")) if "DUMPS" in os.environ else []

Visit: TypeAlias = Callable[..., Page]


@dataclass(frozen=True)
class Shelf:
    """Editions of some dumps."""

    build: Path
    """The build folder, with HTML editions and library page."""
    site: Path
    """The site of all works."""
    address: str
    """Where the site is served, with a slash at its end."""
    editions: str
    """Where the build folder is served, with a slash at its end."""

    def documents(self) -> dict[str, Document]:
        """The works by name."""
        return {path.parent.name: load(path) for path in sorted(self.build.glob("*/document.yaml"))}

    def texts(self) -> list[str]:
        """The paths of all pages of text in the site."""
        pages = sorted(self.site.glob("works/*/*.html"))
        named = [
            str(page.relative_to(self.site)) for page in pages if "data-search=" in page.read_text("utf-8")
        ]
        assert named
        return named

    def with_element(self, mark_up: str) -> str:
        """The path of the first page of text that has some mark-up."""
        return next(path for path in self.texts() if mark_up in (self.site / path).read_text("utf-8"))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; gives the address, with a slash at its end."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def common_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of a test run have in common."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait until no other process does what is done under the same lock."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(SAMPLES, id="samples"),
        pytest.param(DUMPS, id="real", marks=pytest.mark.skipif(not DUMPS, reason="DUMPS names no folder")),
    ],
)
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    folder = common_folder(tmp_path_factory) / f"shelf-{len(request.param)}-{request.param[0].stem}"
    with alone(folder.with_suffix(".lock")):
        if not (folder / "site").is_dir():
            for dump in request.param:
                build(dump, folder / "build", formats=["html"])
            update_library(folder / "build")
            site([folder / "build"], folder / "site")
    with served(folder) as address:
        yield Shelf(folder / "build", folder / "site", f"{address}site/", f"{address}build/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium())
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open an address: ``visit(address, size=DESK, dark=False, scripts=True)``.

    After the test, no page may have met an error, asked for what is not there, or asked another host.
    """
    faults: list[str] = []
    contexts = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"{message.text} {message.location}")

    def refuse(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def visit(
        address: str, *, size: tuple[int, int] = DESK, dark: bool = False, scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        own = address.partition("//")[2].partition("/")[0]
        context.on(
            "request",
            lambda request: (
                None
                if request.url.startswith("data:") or request.url.partition("//")[2].startswith(f"{own}/")
                else faults.append(f"request to {request.url}")
            ),
        )
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", hear)
        page.on("dialog", refuse)
        page.goto(address)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert faults == []
