"""What makes editions sound: well-formed, no id twice, every link within leads somewhere."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_MARK_UP = (".xhtml", ".opf", ".ncx", ".svg", ".xml")
_SCHEMES = {"http", "https", "mailto", "data"}


def check_html(page: bytes) -> None:
    """Assert that a page is sound."""
    _check_documents({"": etree.fromstring(page, _PARSER)})


def check_epub(book: bytes) -> None:
    """Assert that an EPUB opens and that its documents are sound."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        files = {
            name: etree.fromstring(archive.read(name), _PARSER) for name in names if name.endswith(_MARK_UP)
        }
    assert repeated(names) == []
    pages = {name: root for name, root in files.items() if name.endswith(".xhtml")}
    _check_documents(pages, others=set(names) - pages.keys())


def check_site(folder: Path) -> None:
    """Assert that all pages of a site are sound, and all that they link to or load is there."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    pages = {
        name: etree.parse(path, _PARSER).getroot() for name, path in paths.items() if path.suffix == ".html"
    }
    _check_documents(pages, others=paths.keys() - pages.keys())


def repeated(names: Iterable[str]) -> list[str]:
    """What is there more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


def _check_documents(files: Mapping[str, etree._Element], others: Iterable[str] = ()) -> None:
    ids = {
        name: [element.get("id") for element in root.iterfind(".//*[@id]")] for name, root in files.items()
    }
    assert {name: repeated(found) for name, found in ids.items() if repeated(found)} == {}
    places = {name: set(found) for name, found in ids.items()} | {name: set() for name in others}
    links = [(name, address) for name, root in files.items() for address in _addresses(root)]
    assert [link for link in links if not _leads_somewhere(*link, places)] == []


def _addresses(root: etree._Element) -> Iterator[str]:
    """What a document links to or loads."""
    for element in root.iter("{*}a", "{*}link", "{*}script", "{*}img", "{*}form"):
        yield from (value for name in ("href", "src", "action") if (value := element.get(name)))


def _leads_somewhere(name: str, href: str, places: Mapping[str, set[str]]) -> bool:
    """Whether an address in a file is one outside, or a file or id inside."""
    address = urlsplit(href)
    if address.scheme or address.netloc:
        return address.scheme in _SCHEMES
    path = posixpath.join(posixpath.dirname(name), unquote(address.path))
    target = posixpath.normpath(path) if address.path else name
    return target in places and (not address.fragment or address.fragment in places[target])
