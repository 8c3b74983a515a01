"""Artificial newspaper pages: articles cut into the pieces of columns, and mixed as dumps have them."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from publisher.read.dump import Dump
from publisher.recover.measure.line import display_width

_NAMES = ("陆问舟", "顾北辰", "何采薇", "程远帆", "苏见微", "白鹿鸣", "郑秋收", "罗守一")
_KICKERS = ("深化改革·再出发", "走进生产一线", "民生 观察", "本报 视点", "专题：城乡新貌")
_INNER = (
    "把实事办到家门口",
    "从试点到推广",
    "难题怎么解",
    "新路子越走越宽",
    "账要算得清楚",
    "下一步怎么走？",
    "规矩先立起来",
    "一张图管到底",
    "让数据多跑路",
    "老手艺有了新门面",
    "家门口的好岗位",
    "钱从哪里来",
)
_MEASURES = (14, 16, 18, 22)
"""Characters in a line of a column."""
_KNOWN = 12
"""Characters that a paragraph is known by."""
_NO_OPENING = frozenset("，。、；：？！）》”’】")
_IN_SENTENCE = 0.75
"""Share of the column ends that come where the text happens to stand; the others wait for a paragraph."""
_MOVED = 0.3
"""Share of the pages on which one piece stands far from its place."""
_PIECE = 260
"""Characters of a piece."""
_SHORT = (200, 600)
_USUAL = (400, 3000)

Pieces = tuple[str, ...]
Mix = Callable[[list[list[str]], random.Random], list[str]]


@dataclass(frozen=True, slots=True)
class Article:
    """An article before it is cut."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def size(self) -> int:
        """Its characters."""
        return sum(map(len, self.paragraphs))


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a dump has it, and the pieces that each article was cut into."""

    dump: Dump
    pieces: tuple[tuple[str, Pieces], ...]
    """For each article its title and its pieces in order."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a page is made."""

    name: str
    mix: Mix
    articles: tuple[int, ...] = (3, 3, 4)
    """How many articles a page may have."""
    sizes: tuple[int, int] = _USUAL
    marked: bool = False
    """Titles have Markdown heading marks."""
    bare: bool = False
    """Nothing stands under titles, but under the first."""
    furnished: bool = False
    """Kickers, inner headings, pull quotes, captions and texts from other pages stand on the page."""
    wrapped: bool = False
    """Lines are those of the columns."""
    indented: bool = True
    """First lines of ``wrapped`` paragraphs begin with two blanks."""


def mix_in_turn(waiting: list[list[str]], rng: random.Random) -> list[str]:
    """The pieces of each article in order, those of different articles mixed, at times one moved."""
    mixed: list[str] = []
    while any(waiting):
        mixed.append(rng.choice([pieces for pieces in waiting if pieces]).pop(0))
    if rng.random() < _MOVED:
        mixed.insert(rng.randrange(len(mixed)), mixed.pop(rng.randrange(1, len(mixed))))
    return mixed


def read_through(waiting: list[list[str]], _: random.Random) -> list[str]:
    """Articles one above the other, their columns read from the top of the page to its foot."""
    return [pieces[at] for at in range(max(map(len, waiting))) for pieces in waiting if at < len(pieces)]


def shuffle(waiting: list[list[str]], rng: random.Random) -> list[str]:
    """All pieces in any order."""
    mixed = [piece for pieces in waiting for piece in pieces]
    rng.shuffle(mixed)
    return mixed


MANNERS = (
    Manner("in turn", mix_in_turn),
    Manner("through", read_through),
    Manner("shuffled", shuffle),
    Manner("marked", mix_in_turn, marked=True),
    Manner("furnished", mix_in_turn, furnished=True),
    Manner("all marked", read_through, marked=True, furnished=True),
    Manner("bare", mix_in_turn, bare=True),
    Manner("short", mix_in_turn, articles=(5, 6), sizes=_SHORT),
    Manner("wrapped", read_through, wrapped=True),
    Manner("unindented", read_through, wrapped=True, indented=False),
)


def make_page(articles: Sequence[Article], manner: Manner, rng: random.Random) -> Page:
    """A page of some articles."""
    fitting = [article for article in articles if manner.sizes[0] <= article.size <= manner.sizes[1]]
    chosen = rng.sample(fitting, rng.choice(manner.articles))
    measure = rng.choice(_MEASURES)
    cut = [(article, cut_article(article, rng, measure)) for article in chosen]
    waiting = []
    inner = rng.sample(_INNER, len(_INNER))
    for number, (article, pieces) in enumerate(cut):
        own = _furnish(pieces, inner, manner, rng) if manner.furnished else list(pieces)
        own[0] = _head(article.title, manner, rng, first=number == 0) + own[0]
        waiting.append(own)
    mixed = manner.mix(waiting, rng)
    if manner.wrapped:
        opening = {paragraph[:_KNOWN] for article in chosen for paragraph in article.paragraphs}
        mixed = [_wrap(piece, measure, opening, indented=manner.indented) for piece in mixed]
    text = "\n\n".join(mixed)
    dump = Dump("page.txt", hashlib.sha256(text.encode()).hexdigest(), "utf-8", tuple(text.split("\n")))
    return Page(dump, tuple((article.title, pieces) for article, pieces in cut))


def _head(title: str, manner: Manner, rng: random.Random, *, first: bool) -> str:
    """A title with a byline, a post, a jump line or (surely under the ``first``) a dateline."""
    mark = "# " if manner.marked else ""
    kicker = f"{mark and '## '}{rng.choice(_KICKERS)}\n\n" if manner.furnished and rng.random() < 0.3 else ""
    title = f"{kicker}{mark}{title}\n\n"
    if manner.bare and not first:
        return title
    name = rng.choice(_NAMES)
    chance = 0.8 if first else rng.random()
    if chance < 0.4:
        return f"{title}本报记者 {name}\n\n"
    if chance < 0.6:
        return f"{title}市地方志办公室\n\n主任 {name}\n\n"
    return f"{title}本报讯 " if chance < 0.9 else f"{title}（上接第1版）\n\n"


def _furnish(pieces: Pieces, inner: list[str], manner: Manner, rng: random.Random) -> list[str]:
    """Pieces with some of the ``inner`` headings in them, and pull quotes and captions behind them."""
    mark = "## " if manner.marked else ""
    result: list[str] = []
    for number, piece in enumerate(pieces):
        paragraphs = piece.split("\n\n")
        if len(paragraphs) > 2 and inner and rng.random() < 0.4:
            paragraphs.insert(rng.randrange(1, len(paragraphs) - 1), mark + inner.pop())
        if number + 1 < len(pieces) and rng.random() < 0.25:
            paragraphs.append("● " + _sentence(piece))
        result.append("\n\n".join(paragraphs))
    if rng.random() < 0.2:
        result[-1] += f"\n\n（本报记者 {rng.choice(_NAMES)} 摄）"
    return result


def _sentence(piece: str) -> str:
    """A clause of a piece, as a pull quote has it."""
    clauses = [clause for clause in piece.replace("。", "，").split("，") if 8 <= len(clause) <= 30]
    return max(clauses, key=len, default=piece[:20]).replace("\n", "")


def cut_article(article: Article, rng: random.Random, measure: int = 0) -> Pieces:
    """The pieces of an article, paragraphs apart by blank lines; columns end where a printed line does."""
    measure = measure or rng.choice(_MEASURES)
    lines = [line for paragraph in article.paragraphs for line in _lines(paragraph, measure)]
    count = max(2, min(5, article.size // _PIECE))
    pieces: list[str] = []
    rest = lines
    for number in range(1, count):
        at = round(len(lines) * number / count) - (len(lines) - len(rest)) + rng.randint(-2, 2)
        if rng.random() >= _IN_SENTENCE:
            at = next((i for i in range(max(1, at), len(rest)) if rest[i - 1].endswith("\n\n")), 0)
        if 0 < at < len(rest):
            pieces.append("".join(rest[:at]).strip())
            rest = rest[at:]
    return (*pieces, "".join(rest).strip())


def _lines(paragraph: str, measure: int, indent: int = 2) -> Iterator[str]:
    """The printed lines of a paragraph, the first indented by two characters; no mark opens a line."""
    start = 0
    while start < len(paragraph):
        end, room = start, 2 * (measure - (0 if start else indent))
        while end < len(paragraph) and room > 0:
            room -= display_width(paragraph[end])
            end += 1
        while end < len(paragraph) and (
            paragraph[end] in _NO_OPENING or paragraph[end - 1 : end + 1].isascii()
        ):
            end += 1
        yield paragraph[start:end] + ("\n\n" if end >= len(paragraph) else "")
        start = end


def _wrap(piece: str, measure: int, opening: Collection[str], *, indented: bool) -> str:
    """A piece in the lines of its column; what stands under its title is of any width."""
    result = []
    for paragraph in piece.split("\n\n"):
        opens = paragraph.removeprefix("本报讯 ")[:_KNOWN] in opening
        if not opens and len(paragraph) <= 2 * measure and paragraph[-1] not in "。！？”：":
            at = paragraph.find(" ") if len(paragraph) > measure else -1
            result.extend([paragraph] if at < 0 else [paragraph[:at], paragraph[at + 1 :]])
            continue
        lines = [line.strip() for line in _lines(paragraph, measure, 2 if opens else 0)]
        result.append("\n".join([("　　" if opens and indented else "") + lines[0], *lines[1:]]))
    return "\n".join(result)
