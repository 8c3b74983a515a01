"""Depths of headings that carry no number, told by their words.

Siblings are worded alike (如何…, 如何…); titles that recur under several parents stand below them; a
child's title takes up its parent's term; a heading directly under another, without text between,
is its child.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from publisher.recover.furniture import key
from publisher.recover.headings import Heading

_ROUNDS = 3
_ABOVE = frozenset(("part", "chapter", "section", "standing", "annex", "listed"))


def plain_depths(headings: Sequence[Heading], gaps: Sequence[bool]) -> dict[int, int]:
    """Depth 1 or 2 for every plain heading, by its index."""
    plain = [i for i, h in enumerate(headings) if h.style == "plain" and not h.level]
    depths = dict.fromkeys(plain, 1)
    if len(plain) < 6:
        return depths
    runs = _runs(headings, plain)
    titles = {i: key(headings[i].title) for i in plain}
    repeats = Counter(titles.values())
    affixes: dict[str, float] = {}
    for _ in range(_ROUNDS):
        for run in runs:
            depths.update(_best_depths(run, titles, repeats, affixes, gaps, headings))
        affixes = _affix_leanings(plain, titles, depths)
    return depths


def _runs(headings: Sequence[Heading], plain: Sequence[int]) -> list[list[int]]:
    """Plain headings under one chapter."""
    runs: list[list[int]] = [[]]
    wanted = set(plain)
    for index, heading in enumerate(headings):
        if index in wanted:
            runs[-1].append(index)
        elif heading.level or heading.style in _ABOVE:
            runs.append([])
    return [run for run in runs if run]


def _best_depths(
    run: Sequence[int],
    titles: dict[int, str],
    repeats: Counter[str],
    affixes: dict[str, float],
    gaps: Sequence[bool],
    headings: Sequence[Heading],
) -> dict[int, int]:
    """Depths of one run by dynamic programming over the last heading of depth 1."""
    # best[p]: score and depths of the run so far with run[p] as the last heading of depth 1
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (1,))}
    for at in range(1, len(run)):
        index = run[at]
        leaning = _leaning(titles[index], repeats, affixes)
        direct = index == run[at - 1] + 1 and not gaps[index]
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for parent, (score, depths) in best.items():
            kin = _kinship(titles[run[parent]], titles[index])
            below = score + kin - leaning + (2.0 if direct and depths[-1] == 1 else 0.0)
            beside = score + leaning - (2.0 if direct and depths[-1] == 1 else 0.0)
            _keep(following, parent, below, (*depths, 2))
            _keep(following, at, beside, (*depths, 1))
        best = following
    _, depths = max(best.values())
    return dict(zip(run, depths, strict=True))


def _keep(
    table: dict[int, tuple[float, tuple[int, ...]]], where: int, score: float, depths: tuple[int, ...]
) -> None:
    if where not in table or table[where][0] < score:
        table[where] = (score, depths)


def _leaning(title: str, repeats: Counter[str], affixes: dict[str, float]) -> float:
    """How much a title looks like one of depth 1 (positive) or 2 (negative) by itself."""
    leaning = -2.5 if repeats[title] >= 2 else 0.2
    if affixes:
        leaning += 1.2 * max((affixes.get(a, 0.0) for a in _affixes(title)), key=abs, default=0.0)
    return leaning


def _kinship(parent: str, child: str) -> float:
    """How much of the parent's wording the child takes up: -0.6 for none, up to 2."""
    pairs = {parent[i : i + 2] for i in range(len(parent) - 1)}
    own = [child[i : i + 2] for i in range(len(child) - 1)]
    if not pairs or not own:
        return 0.0
    shared = sum(pair in pairs for pair in own)
    return min(2.0, 0.8 * shared) if shared else -0.6


def _affixes(title: str) -> tuple[str, ...]:
    return (f"{title[:2]}-", f"-{title[-2:]}") if len(title) >= 4 else ()


def _affix_leanings(plain: Sequence[int], titles: dict[int, str], depths: dict[int, int]) -> dict[str, float]:
    """For openings and endings that several titles share: which depth they keep to, -1 to 1."""
    votes: dict[str, list[int]] = {}
    for index in plain:
        for affix in _affixes(titles[index]):
            votes.setdefault(affix, []).append(1 if depths[index] == 1 else -1)
    return {affix: sum(v) / (len(v) + 1) for affix, v in votes.items() if len(v) >= 3}
