"""Reading order: which pieces are one paragraph, which paragraphs one article, and in which order.

Two decisions, each made for the whole page at once. First the pieces that break off in mid-sentence
are assigned to the pieces that go on. Then every paragraph is given to an article: as a rule that of
the paragraph before it, unless its words (as the other paragraphs of the articles use them) say
otherwise; the cheapest sequence is kept, and the words are counted anew until nothing changes.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from publisher.recover.articles.assignment import assign
from publisher.recover.articles.blocks import Block, Kind
from publisher.recover.articles.continuation import Seams, cuts_word
from publisher.recover.articles.likeness import Likeness, words_of
from publisher.recover.articles.setting import closes
from publisher.recover.numbering import ordinal_of

_NEXT, _FAR, _BACK, _LEAST = 1.0, 0.03, 0.5, -1.0
"""Log-odds: the next piece goes on; for every piece of distance; for going back; for going on anywhere."""
_TITLE_CUT = 1.5
"""Log-odds against the going on of what looks like a title."""
_OVER_TITLE = 2.5
"""Log-odds against a piece that stands under a title."""
_BEHIND_CUT = 1.5
"""Log-odds that a piece goes on with another if the one before it breaks off; against it, if not."""
_LIKE, _MOST_LIKE = 10.0, 2.0
"""Weight of the likeness of two pieces, and the most that it counts."""
_ROUNDS = 4
_SWITCH, _SWITCH_AMONG_PIECES, _SWITCH_AT_JUMP = 30.0, 8.0, 5.0
"""What it costs to leave an article for another: on a page in order, on one whose pieces are mixed (half
of it at an inner title), and behind a jump mark."""
_WEIGHT, _BEST = 150.0, 3
"""Weight of the likeness of a paragraph to those of an article that are most like it."""
_COUNTED = 20.0
_APART = 1
"""Blocks from one piece to the next that follow one another."""
_EXAMPLE = re.compile("比如|例如|譬如|其中")
_NEVER = 1000.0
_REACH, _BACKWARD = 4, 0.5
"""Blocks that are compared at both ends of a jump; what speaks against a jump back in the dump."""
_NEAR_JUMP = 8
"""Blocks of the longest text from elsewhere that a column is searched behind."""
_CREDIT_AT_END = re.compile(r"\W来源\W.{2,30}")
_ITEM_WITHIN = re.compile("(?:^|[。；：])第?([一二三四五六七八九十]+)是")
_ITEM = re.compile("第?([一二三四五六七八九十]+)是")


@dataclass(slots=True)
class Paragraph:
    """Pieces that are one paragraph, or a title with what belongs to it."""

    blocks: list[int]
    """Indexes of its blocks, in reading order."""
    title: bool = False
    article: int = -1
    extras: list[int] = field(default_factory=list)
    """Indexes of the lines that stand with it: bylines under a title, a credit behind a text."""


def link_pieces(blocks: Sequence[Block], known: dict[int, int], *, wrapped: bool) -> dict[int, int]:
    """For each text that breaks off the text that it goes on in, by index; ``known`` are given."""
    texts = [
        i
        for i, block in enumerate(blocks)
        if block.kind is Kind.TEXT or (not wrapped and _may_be_text(block))
    ]
    ends = [
        i for i in texts if i not in known and _breaks_off(blocks[i]) and (not wrapped or _is_cut(blocks, i))
    ]
    if not ends:
        return known
    seams = Seams(block.text for block in blocks if block.kind in (Kind.TEXT, Kind.TITLE))
    place = {index: at for at, index in enumerate(texts)}
    likeness = Likeness(blocks[i].text for i in texts)
    gains = []
    cut, goals = frozenset(ends), frozenset(known.values())

    def apart(start: int, end: int) -> bool:
        """Whether a piece stands behind another, or before it with a column's end between them."""
        return end < start or any(index in cut for index in texts[place[start] : place[end]])

    for end in ends:
        row = [
            (_gain(blocks, seams, end, start, place, wrapped=wrapped) if apart(start, end) else -_NEVER)
            + _alike(likeness, place[end], place[start])
            - (_NEVER if start in goals else 0.0)
            + (_BEHIND_CUT if place[start] and texts[place[start] - 1] in cut else -_BEHIND_CUT)
            - _settled(likeness, texts, place[start], cut)
            for start in texts
        ]
        gains.append([*row, *([_LEAST] * len(ends))])
    links = {**_within_items(blocks, texts), **known}
    for end, column in zip(ends, assign(gains), strict=True):
        if column < len(texts):
            links[end] = texts[column]
    return _without_circles(links)


def _may_be_text(block: Block) -> bool:
    """Whether a short line that was taken for a title may be the beginning of a paragraph that is cut."""
    return block.kind is Kind.TITLE and not block.hashes and " " not in block.text and not block.walled


def _alike(likeness: Likeness, end: int, start: int) -> float:
    """What speaks for a seam between pieces: that they, or their neighbours, have words in common."""
    pairs = [(end, start), (end - 1, start), (end, start + 1), (end - 1, start + 1)]
    values = sorted((likeness.between(a, b) for a, b in pairs if a >= 0), reverse=True)
    return min(_MOST_LIKE, _LIKE * sum(values[:2]))


def _settled(likeness: Likeness, texts: Sequence[int], start: int, cut: Container[int]) -> float:
    """What speaks against a seam before a text that follows well on the one before it."""
    if start == 0 or texts[start - 1] in cut:
        return 0.0
    return min(_MOST_LIKE, _LIKE * likeness.between(start - 1, start))


def _within_items(blocks: Sequence[Block], texts: Sequence[int]) -> dict[int, int]:
    """Items of an enumeration that a column's end cut behind a full stop: 二是…。/ 比如… / 三是…"""
    links: dict[int, int] = {}
    for item, rest in pairwise(texts):
        ordinal = item_ordinal(blocks[item].text)
        following = next((i for i in texts if i > rest and not _breaks_off(blocks[i - 1])), None)
        if (
            ordinal
            and closes(blocks[item].text)
            and _EXAMPLE.match(blocks[rest].text)
            and _breaks_off(blocks[rest])
            and following is not None
            and item_ordinal(blocks[following].text) == ordinal + 1
        ):
            links[item] = rest
    return links


def item_ordinal(text: str) -> int:
    """The number of an item of an enumeration such as 二是…; 0 for other texts."""
    match = _ITEM.match(text)
    return ordinal_of(match[1]) if match else 0


def _breaks_off(block: Block) -> bool:
    closed = closes(block.text) or bool(_CREDIT_AT_END.search(block.text[-36:]))
    return not closed and not block.text.endswith(("：", ":"))


def _gain(
    blocks: Sequence[Block], seams: Seams, end: int, start: int, place: dict[int, int], *, wrapped: bool
) -> float:
    if end == start or (_opens_article(blocks, start) and blocks[start - 1].kind is not Kind.TITLE):
        return -20.0
    first, second = blocks[end], blocks[start]
    if second.kind is Kind.TITLE:
        return -20.0
    if bool(first.goes) != bool(second.comes):
        return -20.0
    steps = place[start] - place[end]
    gain = seams.weigh(first.text, second.text) - _FAR * abs(steps) - (_BACK if steps < 0 else 0.0)
    if steps == 1:
        gain += _NEXT
    if blocks[start - 1].kind is Kind.TITLE:
        gain -= _OVER_TITLE
    if first.kind is Kind.TITLE and not cuts_word(first.text, second.text):
        if steps == 1 or _names_next(blocks, end):
            return -20.0
        gain -= _TITLE_CUT
    if wrapped and steps != 1 and not (second.walled or second.comes or _behind_jump(blocks, end, start)):
        return -20.0  # rows were joined already wherever they stand together
    return gain


def _names_next(blocks: Sequence[Block], index: int) -> bool:
    """Whether the words of a line stand in the text after it, as those of a title do."""
    under = next((b.text for b in blocks[index + 1 :] if b.kind is Kind.TEXT), "")
    return any(word in under for word in words_of(blocks[index].bare))


def _is_cut(blocks: Sequence[Block], index: int) -> bool:
    """Whether something stands behind a text of a column that may have cut it."""
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    return bool(blocks[index].goes) or after is None or after.walled or bool(after.comes)


def _behind_jump(blocks: Sequence[Block], end: int, start: int) -> bool:
    """Whether a text that comes from elsewhere stands between two others."""
    return any(block.comes for block in blocks[max(end + 1, start - _NEAR_JUMP) : start])


def _opens_article(blocks: Sequence[Block], index: int) -> bool:
    """Whether a title, with its byline, stands directly before a text."""
    before = blocks[index - 1].kind if index else None
    return before in (Kind.TITLE, Kind.BYLINE, Kind.DATE)


def _without_circles(links: dict[int, int]) -> dict[int, int]:
    kept: dict[int, int] = {}
    for end, start in links.items():
        at = start
        while at in kept and at != end:
            at = kept[at]
        if at != end:
            kept[end] = start
    return kept


def bind_jumps(blocks: Sequence[Block]) -> dict[int, int]:
    """For each block that says 下转 the one that says 上接 and goes on with it, by index.

    Pages that are printed must agree; what is alike in its words is preferred.
    """
    going = [i for i, block in enumerate(blocks) if block.goes]
    coming = [i for i, block in enumerate(blocks) if block.comes and not _opens_article(blocks, i)]
    if not going or not coming:
        return {}
    likeness = Likeness(block.text for block in blocks)
    gains = [
        [
            *(1.0 + _around(likeness, blocks, end, start) - _BACKWARD * (start < end) for start in coming),
            *([0.0] * len(going)),
        ]
        for end in going
    ]
    chosen = assign(gains)
    return {end: coming[column] for end, column in zip(going, chosen, strict=True) if column < len(coming)}


def _around(likeness: Likeness, blocks: Sequence[Block], end: int, start: int) -> float:
    """How alike the texts before one place and behind another are."""
    behind = [i for i in range(start, min(len(blocks), start + _REACH)) if blocks[i].kind is Kind.TEXT]
    before = [i for i in range(max(0, end - _REACH), end + 1) if blocks[i].kind is Kind.TEXT]
    return _LIKE * sum(likeness.to_group(i, before, _BEST) for i in behind) / max(1, len(behind))


def runs_on(first: Block, second: Block) -> bool:
    """Whether two texts bound by jump marks are one paragraph: both marks stand inside its rows."""
    return (
        first.goes is not None
        and second.comes is not None
        and not first.goes.lines
        and not second.comes.lines
    )


def gather_paragraphs(blocks: Sequence[Block], links: dict[int, int]) -> list[Paragraph]:
    """The paragraphs and titles of a page, in the order of their beginnings."""
    goes_on = set(links.values())
    paragraphs: list[Paragraph] = []
    owner: dict[int, Paragraph] = {}
    for index, block in enumerate(blocks):
        if (block.kind is Kind.TEXT or index in links) and index not in goes_on:
            chain = [index]
            while chain[-1] in links:
                chain.append(links[chain[-1]])
            paragraphs.append(Paragraph(chain))
            owner.update(dict.fromkeys(chain, paragraphs[-1]))
        elif block.kind in (Kind.TITLE, Kind.KICKER) and index not in goes_on:
            paragraphs.append(Paragraph([index], title=block.kind is Kind.TITLE))
            owner[index] = paragraphs[-1]
        elif block.kind is not Kind.TEXT:
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
    *,
    wrapped: bool,
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
            changed = _reassign(blocks, paragraphs, followed, number, likeness, seeds, wrapped=wrapped)
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
    *,
    wrapped: bool,
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
    chosen = _cheapest(blocks, paragraphs, followed, number, fits, articles, wrapped=wrapped)
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


def _switch(
    blocks: Sequence[Block], paragraphs: Sequence[Paragraph], before: int, at: int, *, wrapped: bool
) -> float:
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
    if wrapped:
        return _NEVER  # a column was read as a whole
    cost = _SWITCH_AMONG_PIECES if _are_mixed(paragraphs) else _SWITCH
    return cost / 2 if paragraphs[at].title else cost


def _are_mixed(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether pieces of cut paragraphs stand apart on a page, so that its articles are mixed."""
    return any(abs(second - first) > _APART for p in paragraphs for first, second in pairwise(p.blocks))


def _cheapest(
    blocks: Sequence[Block],
    paragraphs: Sequence[Paragraph],
    followed: dict[int, int],
    number: dict[int, int],
    fits: Sequence[dict[int, float]],
    articles: Sequence[int],
    *,
    wrapped: bool,
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
            cost = _switch(blocks, paragraphs, at, child, wrapped=wrapped)
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
        cost = _switch(blocks, paragraphs, followed[at], at, wrapped=wrapped)
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
