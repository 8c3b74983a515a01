"""Reading order of columns that were read as a whole: which paragraphs make one article, in which order.

Every paragraph stands behind another in the dump, which makes a tree, and belongs as a rule to the
article of that one. Leaving it for another, where columns or pages meet, costs, and pays where its
words are rather those of the other's paragraphs. The cheapest labelling of the tree is kept, and the
words are compared anew until nothing changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from publisher.recover.articles.blocks import Block, Kind
from publisher.recover.articles.likeness import Likeness
from publisher.recover.articles.linking import item_ordinal
from publisher.recover.numbering import ordinal_of

_ROUNDS = 4
_SWITCH_AT_JUMP = 5.0
"""What it costs to leave an article for another behind a jump mark."""
_WEIGHT, _BEST = 150.0, 3
"""Weight of the likeness of a paragraph to those of an article that are most like it, and their number."""
_COUNTED = 20.0
"""What speaks for the article whose enumeration an item goes on with."""
_NEVER = 1000.0
_ITEM_WITHIN = re.compile("(?:^|[。；：])第?([一二三四五六七八九十]+)是")


@dataclass(slots=True)
class Paragraph:
    """Pieces that are one paragraph, or a title with what belongs to it."""

    blocks: list[int]
    """Indexes of its blocks, in reading order."""
    title: bool = False
    article: int = -1
    extras: list[int] = field(default_factory=list)
    """Indexes of the lines that stand with it: bylines under a title, a credit behind a text."""


def gather_paragraphs(blocks: Sequence[Block], links: dict[int, int]) -> list[Paragraph]:
    """The paragraphs and titles of a page, in the order of their beginnings."""
    goes_on = set(links.values())
    paragraphs: list[Paragraph] = []
    owner: dict[int, Paragraph] = {}
    for index, block in enumerate(blocks):
        if index in goes_on:
            continue
        if block.kind is Kind.TEXT or index in links:
            chain = [index]
            while chain[-1] in links:
                chain.append(links[chain[-1]])
            paragraphs.append(Paragraph(chain))
            owner.update(dict.fromkeys(chain, paragraphs[-1]))
        elif block.kind in (Kind.TITLE, Kind.KICKER):
            paragraphs.append(Paragraph([index], title=block.kind is Kind.TITLE))
            owner[index] = paragraphs[-1]
        else:
            before = next((owner[i] for i in range(index - 1, -1, -1) if i in owner), None)
            if before is None:
                paragraphs.append(Paragraph([index]))
                before = owner[index] = paragraphs[-1]
            else:
                before.extras.append(index)
    return paragraphs


def sort_articles(
    blocks: Sequence[Block],
    paragraphs: Sequence[Paragraph],
    heads: set[int],
    jumps: dict[int, int],
) -> list[list[Paragraph]]:
    """The paragraphs of each article in reading order, the articles in the order of their titles.

    ``heads`` are the indexes of the blocks that open an article, ``jumps`` those bound by jump marks.
    """
    followed = _followed(paragraphs, jumps)
    starts = [at for at, paragraph in enumerate(paragraphs) if paragraph.blocks[0] in heads]
    if not starts or starts[0] != 0:
        starts.insert(0, 0)
    number = {at: article for article, at in enumerate(starts)}
    _follow(paragraphs, followed, number)
    if len(starts) > 1:
        likeness = Likeness("".join(blocks[i].bare for i in p.blocks) for p in paragraphs)
        seeds = _seeds(paragraphs, followed, number)
        for _ in range(_ROUNDS):
            changed = _reassign(blocks, paragraphs, followed, number, likeness, seeds)
            if not changed and not seeds:
                break
            seeds = set()
    return [_in_order(paragraphs, followed, article, at) for article, at in enumerate(starts)]


def _followed(paragraphs: Sequence[Paragraph], jumps: dict[int, int]) -> dict[int, int]:
    """For each paragraph the one that it stands behind: that with the block before it, or the jump to it."""
    source = {start: end for end, start in jumps.items()}
    holder = {index: at for at, p in enumerate(paragraphs) for index in (*p.blocks, *p.extras)}
    followed: dict[int, int] = {}
    for at, paragraph in enumerate(paragraphs):
        if not paragraph.blocks[0]:
            continue
        first = paragraph.blocks[0]
        before = above = holder[source.get(first, first - 1)]
        while above in followed and above != at:
            above = followed[above]
        if above != at:  # two paragraphs that were cut may each stand behind a piece of the other
            followed[at] = before
    return followed


def _follow(paragraphs: Sequence[Paragraph], followed: dict[int, int], number: dict[int, int]) -> None:
    """Give each paragraph to the article of the one before it; heads open their own."""
    for at, paragraph in enumerate(paragraphs):
        above = at
        while above not in number and above in followed:
            above = followed[above]
        paragraph.article = number.get(above, 0)


def _seeds(paragraphs: Sequence[Paragraph], followed: dict[int, int], number: dict[int, int]) -> set[int]:
    """The heads of the articles and the first texts under them, which are sure to belong there."""
    seeds = set(number)
    for at in range(len(paragraphs)):
        before = followed.get(at, -1)
        if before in seeds and paragraphs[before].title:
            seeds.add(at)
    return seeds


def _reassign(
    blocks: Sequence[Block],
    paragraphs: Sequence[Paragraph],
    followed: dict[int, int],
    number: dict[int, int],
    likeness: Likeness,
    seeds: set[int],
) -> bool:
    """Give every run of paragraphs to the article that its words fit best; whether anything changed."""
    groups: dict[int, list[int]] = {}
    for at, paragraph in enumerate(paragraphs):
        if not seeds or at in seeds:
            groups.setdefault(paragraph.article, []).append(at)
    articles = sorted(set(number.values()))
    bound = _bound(paragraphs, followed)
    fits = [
        {
            a: _WEIGHT * likeness.to_group(at, [b for b in groups.get(a, ()) if b not in bound[at]], _BEST)
            for a in articles
        }
        for at in range(len(paragraphs))
    ]
    for at, bonus in _counted_on(blocks, paragraphs).items():
        for article, value in bonus.items():
            fits[at][article] += value
    chosen = _cheapest(blocks, paragraphs, followed, number, fits, articles)
    changed = any(paragraph.article != article for paragraph, article in zip(paragraphs, chosen, strict=True))
    for paragraph, article in zip(paragraphs, chosen, strict=True):
        paragraph.article = article
    return changed


def _bound(paragraphs: Sequence[Paragraph], followed: dict[int, int]) -> list[set[int]]:
    """For each paragraph those that go where it goes, whose likeness says nothing: a title and its text."""
    bound: list[set[int]] = [set() for _ in paragraphs]
    for at, before in followed.items():
        if paragraphs[before].title:
            bound[at].add(before)
            bound[before].add(at)
    return bound


def _counted_on(blocks: Sequence[Block], paragraphs: Sequence[Paragraph]) -> dict[int, dict[int, float]]:
    """What speaks for an article where an enumeration goes on: 三是 belongs where 二是 stands."""
    seen: dict[int, dict[int, float]] = {}
    last: dict[int, int] = {}
    for at, paragraph in enumerate(paragraphs):
        text = "".join(blocks[index].bare for index in paragraph.blocks)
        ordinal = item_ordinal(text)
        if ordinal > 1:
            seen[at] = {article: _COUNTED for article, value in last.items() if value == ordinal - 1}
        for number in _ITEM_WITHIN.findall(text):
            last[paragraph.article] = ordinal_of(number)
    return seen


def _switch(blocks: Sequence[Block], paragraphs: Sequence[Paragraph], before: int, at: int) -> float:
    """What it costs that a paragraph stands in another article than the one before it."""
    if paragraphs[before].title or blocks[paragraphs[before].blocks[0]].kind is Kind.KICKER:
        return _NEVER  # what stands under a title belongs to it
    ends = (Kind.CREDIT, Kind.SIGNATURE)
    if any(blocks[index].kind in ends for index in paragraphs[before].extras):
        return 0.0
    if blocks[paragraphs[at].blocks[0]].comes:
        return _NEVER  # bound by its jump mark
    if blocks[paragraphs[before].blocks[-1]].goes and not paragraphs[at].title:
        return _SWITCH_AT_JUMP
    return _NEVER  # a column was read as a whole


def _cheapest(
    blocks: Sequence[Block],
    paragraphs: Sequence[Paragraph],
    followed: dict[int, int],
    number: dict[int, int],
    fits: Sequence[dict[int, float]],
    articles: Sequence[int],
) -> list[int]:
    """The article of each paragraph: the best labelling of the tree of what follows what."""
    children: dict[int, list[int]] = {}
    for at, before in followed.items():
        if at not in number:
            children.setdefault(before, []).append(at)
    best: dict[int, dict[int, float]] = {}
    order = _postorder(len(paragraphs), children, followed, number)
    for at in order:
        own = {a: (fits[at][a] if at not in number else (0.0 if a == number[at] else -1e6)) for a in articles}
        for child in children.get(at, ()):
            below = best[child]
            cost = _switch(blocks, paragraphs, at, child)
            top = max(below.values())
            for article in articles:
                own[article] += max(below[article], top - cost)
        best[at] = own
    chosen = [-1] * len(paragraphs)
    for at in reversed(order):
        values = best[at]
        if at in number or at not in followed:
            chosen[at] = max(articles, key=lambda article: values[article])
            continue
        above = chosen[followed[at]]
        cost = _switch(blocks, paragraphs, followed[at], at)
        other = max(articles, key=lambda article: values[article])
        chosen[at] = above if values[above] >= values[other] - cost else other
    return chosen


def _postorder(
    count: int, children: dict[int, list[int]], followed: dict[int, int], number: dict[int, int]
) -> list[int]:
    order: list[int] = []
    roots = [at for at in range(count) if at in number or at not in followed]
    stack = list(roots)
    while stack:
        at = stack.pop()
        order.append(at)
        stack.extend(children.get(at, ()))
    return order[::-1]


def _in_order(
    paragraphs: Sequence[Paragraph], followed: dict[int, int], article: int, head: int
) -> list[Paragraph]:
    """The paragraphs of an article: its head first, each run behind it in the dump's order."""
    own = [at for at, paragraph in enumerate(paragraphs) if paragraph.article == article]
    after: dict[int, int] = {}
    for at in own:
        before = followed.get(at, -1)
        if at != head and before >= 0 and paragraphs[before].article == article and before not in after:
            after[before] = at
    runs = [head] if head in own else []
    runs.extend(at for at in own if at != head and at not in after.values())
    result: list[Paragraph] = []
    for start in runs:
        at = start
        result.append(paragraphs[at])
        while at in after:
            at = after[at]
            result.append(paragraphs[at])
    return result
