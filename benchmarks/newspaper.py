"""Measure reading order on artificial newspaper pages: ``python -m benchmarks.newspaper FILE...``

Each FILE is UTF-8 text with articles: a title behind ``# ``, then one paragraph in a line. Pages of several
manners are made of them (``newspaper_pages.py``). Printed are, for each manner, the share of pieces that
come back in the right article, the share of neighbouring pieces of an article that follow one another
directly, the share of titles found and the share of titles that are true, and the seconds for a page.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from benchmarks.newspaper_pages import MANNERS, Article, Page, make_page
from publisher.recover import recover_document
from publisher.tree.nodes import AnyBlock, Document, List, Paragraph, Section
from publisher.tree.walk import plain

_PROBE = 14
"""Characters by which the beginning and the end of a piece are found again."""
_LEAST = 200
"""Characters of the shortest article."""


@dataclass(slots=True)
class Score:
    """Counts on some pages."""

    right: int = 0
    pieces: int = 0
    after: int = 0
    pairs: int = 0
    found: int = 0
    titles: int = 0
    said: int = 0
    seconds: float = 0.0
    pages: int = 0

    def add(self, other: Score) -> None:
        """Count what another has counted, too."""
        for name, value in zip(self.__slots__, astuple(other), strict=True):
            setattr(self, name, getattr(self, name) + value)

    def __str__(self) -> str:
        shares = (
            (self.right, self.pieces),
            (self.after, self.pairs),
            (self.found, self.titles),
            (self.found, self.said),
        )
        figures = "".join(f"{part / max(1, whole):10.3f}" for part, whole in shares)
        return f"{figures}{self.seconds / max(1, self.pages):10.2f}"


def read_articles(path: Path) -> list[Article]:
    """The articles of a file that are long enough to be cut."""
    articles: list[Article] = []
    for part in path.read_text("utf-8").split("\n# "):
        title, _, body = part.removeprefix("# ").partition("\n")
        paragraphs = tuple(line.strip() for line in body.splitlines() if line.strip())
        if len(paragraphs) >= 3 and sum(map(len, paragraphs)) >= _LEAST:
            articles.append(Article(title.strip(), paragraphs))
    return articles


def score_page(page: Page, document: Document, seconds: float) -> Score:
    """What a document has of the articles of a page."""
    sections = dict(_sections(document.body))
    score = Score(seconds=seconds, pages=1, titles=len(page.pieces), said=len(sections))
    for title, pieces in page.pieces:
        score.found += _solid(title) in sections
        stream = sections.get(_solid(title), "")
        ends: list[int] = []
        starts: list[int] = []
        for piece in map(_solid, pieces):
            start, end = stream.find(piece[:_PROBE]), stream.find(piece[-_PROBE:])
            score.right += start >= 0 and end >= 0
            starts.append(start)
            ends.append(end + len(piece[-_PROBE:]) if end >= 0 else -1)
        score.pieces += len(pieces)
        score.pairs += len(pieces) - 1
        score.after += sum(end > 0 and end == start for end, start in zip(ends, starts[1:], strict=False))
    return score


def _sections(blocks: Sequence[AnyBlock]) -> Iterator[tuple[str, str]]:
    """The titles of the articles, each with its text and nothing that stands beside it."""
    for block in blocks:
        if isinstance(block, Section):
            yield _solid(plain(block.title)), _solid("".join(_texts(block.children)))


def _texts(blocks: Sequence[AnyBlock]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(role=""):
                yield plain(block.text)
            case List():
                yield from (plain(item.text) for item in block.items)
            case Section():
                yield from _texts(block.children)


def _solid(text: str) -> str:
    return "".join(text.split())


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=20, help="pages of each manner")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--manner", choices=[manner.name for manner in MANNERS])
    options = parser.parse_args()
    articles = [article for path in options.files for article in read_articles(path)]
    total = Score()
    print(f"{'':12}{'article':>10}{'order':>10}{'titles':>10}{'true':>10}{'s/page':>10}")
    for manner in MANNERS:
        if options.manner not in (None, manner.name):
            continue
        rng = random.Random(f"{manner.name} {options.seed}")
        score = Score()
        for _ in range(options.pages):
            page = make_page(articles, manner, rng)
            start = time.perf_counter()
            document = recover_document(page.dump)
            score.add(score_page(page, document, time.perf_counter() - start))
        print(f"{manner.name:12}{score}")
        total.add(score)
    print(f"{'all':12}{total}\n{total.pages} pages, {total.pieces} pieces")


if __name__ == "__main__":
    main()
