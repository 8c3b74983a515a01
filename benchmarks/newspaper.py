"""Measure reading order on artificial newspaper pages: ``python -m benchmarks.newspaper FILE...``

Each FILE is UTF-8 text with articles: a title behind ``# ``, then one paragraph in a line. A page takes three
or four articles, cuts each into the pieces that columns would hold, in mid-sentence or behind a paragraph,
and mixes the pieces. Printed are the share of pieces that come back in the right article, and the share of
neighbouring pieces of an article that follow one another directly.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher.read.dump import Dump
from publisher.recover import recover_document
from publisher.tree.nodes import AnyBlock, Document, Section
from publisher.tree.walk import plain, texts

_NAMES = ("陆问舟", "顾北辰", "何采薇", "程远帆", "苏见微", "白鹿鸣", "郑秋收", "罗守一")
_PROBE = 14
"""Characters by which the beginning of a piece is found again."""
_MEASURES = (14, 16, 18, 22)
"""Characters in a line of a column."""
_NO_OPENING = frozenset("，。、；：？！）》”’】")
_IN_SENTENCE = 0.75
"""Share of the column ends that come where the text happens to stand; the others wait for a paragraph."""
_MOVED = 0.3
"""Share of the pages on which one piece stands far from its place."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article before it is cut."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a dump has it, and the pieces that each article was cut into."""

    dump: Dump
    pieces: tuple[tuple[str, tuple[str, ...]], ...]
    """For each article its title and its pieces in order."""


def read_articles(path: Path) -> list[Article]:
    """The articles of a file that are long enough to be cut."""
    articles: list[Article] = []
    for part in path.read_text("utf-8").split("\n# "):
        title, _, body = part.removeprefix("# ").partition("\n")
        paragraphs = tuple(line.strip() for line in body.splitlines() if line.strip())
        if len(paragraphs) >= 4 and sum(map(len, paragraphs)) >= 400:
            articles.append(Article(title.strip(), paragraphs))
    return articles


def make_page(articles: Sequence[Article], rng: random.Random) -> Page:
    """A page of some articles, their pieces mixed."""
    cut = [(article, _cut(article, rng)) for article in articles]
    waiting = [
        [_head(article, rng, news=number == 0) + pieces[0], *pieces[1:]]
        for number, (article, pieces) in enumerate(cut)
    ]
    mixed: list[str] = []
    while any(waiting):
        mixed.append(rng.choice([pieces for pieces in waiting if pieces]).pop(0))
    if rng.random() < _MOVED:
        mixed.insert(rng.randrange(len(mixed)), mixed.pop(rng.randrange(1, len(mixed))))
    text = "\n\n".join(mixed)
    dump = Dump("page.txt", hashlib.sha256(text.encode()).hexdigest(), "utf-8", tuple(text.split("\n")))
    return Page(dump, tuple((article.title, tuple(pieces)) for article, pieces in cut))


def _head(article: Article, rng: random.Random, *, news: bool) -> str:
    """Its title with a byline, a post, a jump line or (surely in ``news``) a dateline.

    With none of them nothing in a dump would tell it from a title inside another article.
    """
    name = rng.choice(_NAMES)
    manner = 0.8 if news else rng.random()
    if manner < 0.4:
        return f"{article.title}\n\n本报记者 {name}\n\n"
    if manner < 0.6:
        return f"{article.title}\n\n市地方志办公室\n\n主任 {name}\n\n"
    return f"{article.title}\n\n本报讯 " if manner < 0.9 else f"{article.title}\n\n（上接第1版）\n\n"


def _cut(article: Article, rng: random.Random) -> list[str]:
    """The pieces of an article, paragraphs apart by blank lines; columns end where a printed line does."""
    measure = rng.choice(_MEASURES)
    lines = [line for paragraph in article.paragraphs for line in _set(paragraph, measure)]
    size = sum(map(len, article.paragraphs))
    count = max(2, min(5, size // 260))
    pieces: list[str] = []
    rest = lines
    for number in range(1, count):
        at = round(len(lines) * number / count) - (len(lines) - len(rest)) + rng.randint(-2, 2)
        if rng.random() >= _IN_SENTENCE:
            at = next((i for i in range(max(1, at), len(rest)) if rest[i - 1].endswith("\n\n")), 0)
        if 0 < at < len(rest):
            pieces.append("".join(rest[:at]).strip())
            rest = rest[at:]
    return [*pieces, "".join(rest).strip()]


def _set(paragraph: str, measure: int) -> list[str]:
    """The printed lines of a paragraph, the first indented by two characters; no mark opens a line."""
    lines: list[str] = []
    start = 0
    while start < len(paragraph):
        end = start + measure - (0 if start else 2)
        while end < len(paragraph) and (
            paragraph[end] in _NO_OPENING or paragraph[end - 1 : end + 1].isascii()
        ):
            end += 1
        lines.append(paragraph[start:end])
        start = end
    return [*lines[:-1], lines[-1] + "\n\n"]


def score_page(page: Page, document: Document) -> tuple[int, int, int, int]:
    """Pieces in the right article, pieces, neighbours that follow one another, neighbours."""
    sections = dict(_sections(document.body))
    right = total = after = pairs = 0
    for title, pieces in page.pieces:
        stream = sections.get(_solid(title), "")
        ends: list[int] = []
        starts: list[int] = []
        for piece in map(_solid, pieces):
            start, end = stream.find(piece[:_PROBE]), stream.find(piece[-_PROBE:])
            right += start >= 0 and end >= 0
            starts.append(start)
            ends.append(end + len(piece[-_PROBE:]) if end >= 0 else -1)
        total += len(pieces)
        pairs += len(pieces) - 1
        after += sum(end > 0 and end == start for end, start in zip(ends, starts[1:], strict=False))
    return right, total, after, pairs


def _sections(blocks: Sequence[AnyBlock]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Section):
            yield _solid(plain(block.title)), _solid("".join(_texts(block.children)))


def _texts(blocks: Sequence[AnyBlock]) -> Iterator[str]:
    for block in blocks:
        yield from texts(block)
        if isinstance(block, Section):
            yield from _texts(block.children)


def _solid(text: str) -> str:
    return "".join(text.split())


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    articles = [article for path in options.files for article in read_articles(path)]
    rng = random.Random(options.seed)
    totals = [0, 0, 0, 0]
    for _ in range(options.pages):
        page = make_page(rng.sample(articles, rng.choice((3, 3, 4))), rng)
        scores = score_page(page, recover_document(page.dump))
        totals = [a + b for a, b in zip(totals, scores, strict=True)]
    print(f"{options.pages} pages, {totals[1]} pieces of {len(articles)} articles")
    print(f"pieces in the right article  {totals[0] / totals[1]:.3f}")
    print(f"neighbours in order          {totals[2] / totals[3]:.3f}")


if __name__ == "__main__":
    main()
