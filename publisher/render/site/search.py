"""The search index of a site: where every word stands, in files that a browser loads by need.

A positional index with ideographs by pairs finds any phrase and any run of characters exactly, in
Chinese as in English, without a segmentation that writer and reader would have to agree on. The files
are scripts that hand over data, as pages opened from a folder may load scripts but not fetch data.

``head.js``     how passages lie in the positions, and what the other files hold
``words-N.js``  sorted keys with their positions: a word; an ideograph with the next one, or alone at
                the end of a run; ``*`` and an ending, with the beginnings of words that end so. One string:
                ``2ing abc|…``, where a digit says how much of the key before is also that of this one
``texts-N.js``  pages, or parts of them: address, what the page stands in, its title, and its passages:
                place on the page, headings above, text

Numbers are differences in the variable-length digits of source maps (base64 VLQ, here without sign).
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise, takewhile
from operator import eq
from pathlib import Path
from typing import Any

from publisher.files import write_file
from publisher.render.site.atoms import IDEOGRAPHS, atoms, is_ideograph
from publisher.render.site.passages import Passage, passages

FOLDER = "search"
"""Where the index stands in a site."""

_WORDS_SIZE, _TEXTS_SIZE = 12_000, 2_000
"""Characters after which a file of words or texts ends."""
_SHORTEST_ENDING = 3
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def build_index(site: Path, addresses: Iterable[str]) -> None:
    """Write the index of a site's pages, which are given in reading order by their addresses in it.

    Of each page the elements marked for ``passages`` are indexed. Raises ``OutputError``.
    """
    index = _Index()
    for address in addresses:
        index.add(passages(site / address, address))
    index.write(site / FOLDER)


class _Index:
    """What is known of the pages so far."""

    def __init__(self) -> None:
        self.places: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        """The positions of each key, ascending."""
        self.passages: list[Passage] = []
        self.lengths: list[int] = []
        """How many positions each passage takes."""
        self.headings: list[int] = []
        """How many of them its heading takes."""
        self.pages: list[int] = []
        """How many passages each page has."""
        self.position = 0

    def add(self, page: Sequence[Passage]) -> None:
        """Enter the passages of a page."""
        for passage in page:
            start = self.position
            for line in passage.text.replace("\t", "\n").split("\n"):
                self._add_line(atoms(line))
            self.passages.append(passage)
            self.lengths.append(self.position - start)
            self.headings.append(len(atoms(passage.heading)))
        if page:
            self.pages.append(len(page))

    def _add_line(self, line: list[str]) -> None:
        for atom, following in pairwise((*line, "")):
            paired = is_ideograph(atom) and is_ideograph(following)
            self.places[atom + following if paired else atom].append(self.position)
            self.position += 1
        self.position += 1  # a line's end takes a position too, so that no phrase goes over it

    def write(self, folder: Path) -> None:
        """Write all files of the index."""
        words = list(_filled(self._entries(), _WORDS_SIZE))
        for number, entries in enumerate(words):
            _write(folder, f"words-{number}", "|".join(_shortened(entries)))
        texts = list(_filled(((p, p.text) for p in self.passages), _TEXTS_SIZE))
        for number, run in enumerate(texts):
            _write(folder, f"texts-{number}", list(_by_page(passage for passage, _ in run)))
        head = {
            "ideographs": IDEOGRAPHS,
            "lengths": _numbers(self.lengths),
            "headings": _numbers(self.headings),
            "pages": _numbers(self.pages),
            "words": [entries[0][0] for entries in words],
            "texts": _numbers(len(entries) for entries in texts),
        }
        _write(folder, "head", head)

    def _entries(self) -> Iterator[tuple[str, str]]:
        """All keys in the order of JavaScript's strings, each with its positions, or with beginnings."""
        found = {key: _numbers(_differences(places)) for key, places in self.places.items()}
        endings: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self.places):
            if word.isalpha() and not is_ideograph(word[0]):
                for cut in range(1, len(word) - _SHORTEST_ENDING + 1):
                    endings[f"*{word[cut:]}"].append(word[:cut])
        found |= {key: " ".join(beginnings) for key, beginnings in endings.items()}
        return iter(sorted(found.items(), key=lambda entry: entry[0].encode("utf-16-be")))


def _filled(entries: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """The entries in runs that reach a size; a word's places in two files would help nobody."""
    run: list[Any] = []
    taken = 0
    for entry in entries:
        run.append(entry)
        taken += len(entry[-1])
        if taken >= size:
            yield run
            run, taken = [], 0
    if run:
        yield run


def _shortened(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Each entry with how many characters of its key are those of the key before, and the others."""
    before = ""
    for key, value in entries:
        alike = takewhile(bool, map(eq, before, key))
        shared = min(sum(alike), len(_DIGITS) - 1)
        yield f"{_DIGITS[shared]}{key[shared:]} {value}"
        before = key


def _by_page(run: Iterable[Passage]) -> Iterator[list[Any]]:
    """Passages that follow each other, under the pages that they are on."""
    for address, on_page in groupby(run, lambda passage: passage.address.partition("#")[0]):
        first, *others = on_page
        found = [[p.address.partition("#")[2], p.path, p.text] for p in (first, *others)]
        yield [address, first.above, first.title, found]


def _write(folder: Path, name: str, data: object) -> None:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    write_file(folder / f"{name}.js", f'publisherSearch("{name}",{text});\n')


def _differences(ascending: Iterable[int]) -> Iterator[int]:
    last = 0
    for number in ascending:
        yield number - last
        last = number


def _numbers(values: Iterable[int]) -> str:
    return "".join(map(_digits, values))


@cache
def _digits(value: int) -> str:
    """A number in base 32, lowest digit first; a digit is raised by 32 where another follows."""
    low, rest = value % 32, value // 32
    return _DIGITS[low + 32] + _digits(rest) if rest else _DIGITS[low]
