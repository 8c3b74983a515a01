"""A site of works in hand, served on this machine only and made anew when its sources change."""

from __future__ import annotations

import errno
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Event, Thread
from types import TracebackType

from watchfiles import Change, watch

from publisher import api
from publisher.errors import PublisherError, SettingError
from publisher.render.theme import Theme

_HOST = "127.0.0.1"
_CHANGES, _SCRIPT = "/_changes", "/_reload.js"
_RELOAD = f'new EventSource("{_CHANGES}").onmessage = () => location.reload();\n'.encode()
_TAG = f'<script src="{_SCRIPT}" defer="defer"></script>\n</head>'.encode()
_KINDS = (".txt", ".yaml", ".jinja", ".css", ".js")
_QUIET = 300
"""Milliseconds without a further change after which the site is made anew."""
_ALIVE = 10.0
"""Seconds after which a browser that waits for a change is told that there was none."""


class Preview:
    """A site in a temporary folder, made from dumps, build folders and trees; a context manager.

    ``said`` is called with a line for each step. The makers of a site raise what ``api.recover`` and
    ``api.site`` raise.
    """

    def __init__(
        self,
        sources: Sequence[Path],
        *,
        said: Callable[[str], object],
        theme: Path | None = None,
        skip: Collection[str] = (),
    ) -> None:
        self.sources, self._theme, self._skip, self._said = sources, theme, skip, said
        self._folder = Path(tempfile.mkdtemp(prefix="publisher-"))
        self.site = self._folder / "site"
        self._trees = self._folder / "trees"
        self._changed = Condition()
        self.version = 0
        """How often the site has been made."""

    def __enter__(self) -> Preview:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def make(self, changed: Collection[Path] = ()) -> None:
        """Make the site; dumps that were read before are read again only where they have changed."""
        begun = time.monotonic()
        dumps = self._dumps()
        for tree in self._trees.glob("*"):
            if tree.name not in dumps:
                shutil.rmtree(tree)
        for name, dump in dumps.items():
            tree = self._trees / name / "document.yaml"
            if not tree.is_file() or any(_belongs(path, dump) for path in changed):
                self._said(f"recovering {dump}")
                api.save(api.recover(dump), tree)
        others = [source for source in self.sources if not _dumps_in(source)]
        trees = [self._trees / name for name in dumps]
        api.site([*trees, *others], self.site, theme=self._theme, skip=self._skip)
        with self._changed:
            self.version += 1
            self._changed.notify_all()
        self._said(f"site made in {time.monotonic() - begun:.1f} s")

    def keep_fresh(self, stop: Event | None = None) -> None:
        """Make the site anew after each change of a source, template or style, until stopped or interrupted.

        What goes wrong then is said; the site stays as it was.
        """
        places = [*self.sources, *Theme(self._theme).places]
        kept = partial(watch, watch_filter=_is_source, debounce=10 * _QUIET, step=_QUIET, rust_timeout=500)
        for changes in kept(*places, stop_event=stop, raise_interrupt=False):
            try:
                self.make([Path(path) for _, path in changes])
            except PublisherError as error:
                self._said(str(error))

    def wait(self, version: int) -> int:
        """The version of the site when it is another than this one, or after a while."""
        with self._changed:
            self._changed.wait_for(lambda: self.version != version, _ALIVE)
            return self.version

    @contextmanager
    def served(self, port: int) -> Iterator[str]:
        """Serve the site on a port of this machine, 0 for any that is free; gives its address.

        Raises ``SettingError`` where the port cannot be had.
        """
        handler = partial(_Handler, preview=self, directory=str(self.site))
        try:
            server = ThreadingHTTPServer((_HOST, port), handler)
        except OSError as error:
            taken = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be had: {error.strerror}"
            advice = "choose another with --port, or 0 for any"
            raise SettingError(f"port {port} {taken}", advice=advice) from error
        with server:
            thread = Thread(target=server.serve_forever, daemon=True)
            thread.start()
            try:
                yield f"http://{_HOST}:{server.server_port}/"
            finally:
                server.shutdown()

    def _dumps(self) -> dict[str, Path]:
        """The dumps by name, which is also that of their work in the site."""
        found: dict[str, Path] = {}
        for dump in (dump for source in self.sources for dump in _dumps_in(source)):
            if found.setdefault(dump.stem, dump) is not dump:
                raise SettingError(f"{found[dump.stem]} and {dump} have one name", advice="rename one")
        return found


def _dumps_in(source: Path) -> list[Path]:
    """The dumps that a source names; none where it is a tree or a folder with trees."""
    if source.is_dir():
        return sorted(source.glob("*.txt"))
    return [source] if source.suffix == ".txt" else []


def _belongs(path: Path, dump: Path) -> bool:
    """Whether a file is a dump, or stands beside it under its name, as its corrections do."""
    return path.parent.resolve() == dump.parent.resolve() and path.name.startswith(f"{dump.stem}.")


def _is_source(_change: Change, path: str) -> bool:
    return path.endswith(_KINDS)


class _Handler(SimpleHTTPRequestHandler):
    """Serves the site's files, and tells pages when the site has changed."""

    def __init__(self, *arguments: object, preview: Preview, directory: str) -> None:
        self._preview = preview
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request."""
        path = self.path.partition("?")[0]
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() and path.endswith("/") else file
        if path == _CHANGES:
            self._tell_changes()
        elif path == _SCRIPT:
            self._send(200, "text/javascript", _RELOAD)
        elif file.suffix == ".html" or not file.exists():
            found = file.is_file()
            page = (file if found else self._preview.site / "404.html").read_bytes()
            self._send(200 if found else 404, "text/html; charset=utf-8", page.replace(b"</head>", _TAG, 1))
        else:
            super().do_GET()

    def end_headers(self) -> None:
        """A page is never kept: the next one may be new."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: requests are no news."""

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _tell_changes(self) -> None:
        """Server-sent events: one for each time that the site is made."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        known = self._preview.version
        while True:
            version = self._preview.wait(known)
            try:
                self.wfile.write(b": none\n\n" if version == known else b"data: changed\n\n")
                self.wfile.flush()
            except OSError:  # the page was left
                return
            known = version
