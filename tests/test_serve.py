"""The site of works in hand: served on this machine, made anew on a change, whole when that fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from publisher.errors import SettingError
from publisher.files import write_file
from publisher.serve import Preview

DUMP = "第一章 水塔\n\n镇上的水塔由居民砌成。\n\n第二章 水表\n\n每户一块水表。\n"


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dumps" / "town.txt"
    path.parent.mkdir()
    path.write_text(DUMP, "utf-8")
    return path


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def preview(dump: Path, said: list[str]) -> Iterator[Preview]:
    with Preview([dump.parent], said=said.append) as preview:
        preview.make()
        yield preview


def test_pages_are_served_and_wait_for_changes(preview: Preview) -> None:
    with preview.served(0) as address:
        with urlopen(address) as answer:
            page = answer.read().decode()
        with urlopen(f"{address}_reload.js") as answer:
            script = answer.read().decode()
        with pytest.raises(HTTPError) as missing:
            urlopen(f"{address}works/none.html")
    assert "水塔" in page
    assert '<script src="/_reload.js"' in page
    assert "/_changes" in script
    assert missing.value.code == 404
    missing.value.close()


def test_a_changed_dump_makes_the_site_anew(preview: Preview, dump: Path) -> None:
    stop = Event()
    watching = Thread(target=preview.keep_fresh, args=[stop])
    with preview.served(0) as address, urlopen(f"{address}_changes") as events:
        watching.start()
        while preview.version == 1:
            write_file(dump, DUMP.replace("水塔", "钟楼"))  # whole at once: it may be read at any time
            preview.wait(1)
        # Lines that open with a colon are signs of life, where the machine is slow.
        assert next(line for line in events if line.strip() and line[:1] != b":") == b"data: changed\n"
        with urlopen(address) as answer:
            page = answer.read().decode()
    stop.set()
    watching.join()
    assert "钟楼" in page


def test_only_changed_dumps_are_read_again(preview: Preview, dump: Path, said: list[str]) -> None:
    other = dump.with_name("bridge.txt")
    other.write_text(DUMP, "utf-8")
    said.clear()
    preview.make([other])
    assert [line for line in said if line.startswith("recovering")] == [f"recovering {other}"]
    assert preview.site.joinpath("works", "bridge").is_dir()
    other.unlink()
    preview.make([other])
    assert not preview.site.joinpath("works", "bridge").exists()


def test_a_port_in_use_is_told(preview: Preview) -> None:
    with preview.served(0) as address:
        port = int(address.rstrip("/").rpartition(":")[2])
        with pytest.raises(SettingError, match=f"port {port} is in use"), preview.served(port):
            pass


def test_dumps_of_one_name_are_told(dump: Path, tmp_path: Path) -> None:
    other = tmp_path / "more" / "town.txt"
    other.parent.mkdir()
    other.write_text(DUMP, "utf-8")
    with Preview([dump, other], said=print) as preview, pytest.raises(SettingError, match="have one name"):
        preview.make()
