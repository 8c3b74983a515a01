"""Levels of contents entries: the reading of indents and forms that agrees best over the whole list.

A page of the list whose layout kept indents has one level for each indent; which, is chosen so that
titles of one form keep one level from page to page and no level is jumped. Extraction may shift the
indents of a page, or lose them: then the forms of the titles tell the levels, by the order in which
works nest them and by what running heads name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from publisher.recover.contents.entry import Entry, entry_number
from publisher.recover.contents.forms import ALONE, NUMBERED, STEPS, forms_of, ranks_of
from publisher.recover.measure.line import Line

_USUAL: dict[tuple[Hashable, int], float] = {
    ("headed", 1): 2.0,
    ("standing", 1): 1.0,
    ("part", 1): 1.0,
    ("volume", 1): 0.5,
}
"""Where some forms stand in most works, as votes."""
_DEEPEST = 5
_ROUNDS = 3
_ALIKE, _ABREAST = 2.0, 0.7
"""Weights of a title at the level of its form, and of an indent at its level on other pages."""
_JUMP, _SKIP, _DEEP = 1.5, 0.6, 0.05
"""Weights against a level jumped between two entries, a level that a page leaves out, and depth."""
_SETTLED = 0.7
"""Share of a form's entries at one level which the others follow."""


@dataclass(frozen=True, slots=True)
class _Page:
    """Entries in one layout on one page of the list."""

    own: range
    layout: str
    steps: tuple[tuple[int, int], ...]
    """For each entry what its level shows in: its indent, and its form where parts and chapters share one.
    Empty where the layout has lost the indents.
    """


def with_levels(entries: Sequence[Entry], lines: Sequence[Line], heads: Set[str]) -> tuple[Entry, ...]:
    """Entries with their levels. ``heads`` are the keys of the running heads, which name top entries."""
    forms = forms_of(entries, heads)
    ranks = ranks_of(forms)
    pages = _pages(entries, lines, forms)
    levels = [1] * len(entries)
    votes: Counter[tuple[Hashable, int]] = Counter()
    for turn in range(_ROUNDS):
        for page in pages:
            if turn:
                votes.subtract(_votes(page, forms, levels))
            levels[page.own.start : page.own.stop] = (
                _by_indent(page, forms, levels, votes)
                if page.steps
                else _by_form(page, forms, ranks, levels, votes)
            )
            votes.update(_votes(page, forms, levels))
    levels = _one_level_a_form(forms, levels)
    return tuple(replace(entry, level=level) for entry, level in zip(entries, levels, strict=True))


def _votes(page: _Page, forms: Sequence[str], levels: Sequence[int]) -> Iterator[tuple[Hashable, int]]:
    """What the entries of a page say of the level of their form and of their indent."""
    yield from ((forms[i], levels[i]) for i in page.own)
    yield from (((page.layout, step), levels[i]) for i, step in zip(page.own, page.steps, strict=False))


def _share(votes: Mapping[tuple[Hashable, int], float], what: Hashable, level: int) -> float:
    """The share of the votes on a form or an indent that are for a level."""
    cast = {n: votes.get((what, n), 0) + _USUAL.get((what, n), 0) for n in range(1, _DEEPEST + 1)}
    return cast.get(level, 0) / (sum(cast.values()) or 1)


# ---- pages of the list


def _pages(entries: Sequence[Entry], lines: Sequence[Line], forms: Sequence[str]) -> list[_Page]:
    layouts = _layouts(entries)
    indented = {
        layout
        for layout in set(layouts)
        if any(entry.indent for entry, own in zip(entries, layouts, strict=True) if own == layout)
    }
    anew = set(_set_anew(entries))
    starts = [
        index
        for index in range(len(entries))
        if not index
        or layouts[index] != layouts[index - 1]
        or _parted(lines, entries[index - 1].lines[-1], entries[index].lines[0])
        or index in anew
    ]
    pages: list[_Page] = []
    for start, end in pairwise([*starts, len(entries)]):
        own, layout = range(start, end), layouts[start]
        steps = _steps(entries, forms, own) if layout in indented else ()
        pages.append(_Page(own, layout, steps))
    return pages


def _set_anew(entries: Sequence[Entry]) -> Iterator[int]:
    """The titles without number and page over a count that begins anew.

    The list is set anew from there: its indents tell nothing of those of the count before.
    """
    numbers = [entry_number(entry.title) for entry in entries]
    seen: set[str] = set()
    for index, (number, after) in enumerate(pairwise(numbers)):
        if number:
            seen.add(number.style)
        elif after and after.ordinal == 1 and after.style in seen & ALONE and not entries[index].page:
            yield index


def _layouts(entries: Sequence[Entry]) -> list[str]:
    """How each entry is set off from its page number; one without a number is like the one before."""
    layouts: list[str] = []
    for entry in entries:
        width = entry.leader[1] - entry.leader[0]
        before = layouts[-1] if layouts else ""
        layouts.append(
            before if not entry.page else "apart" if not entry.end else "tab" if width == 1 else "leader"
        )
    return layouts


def _parted(lines: Sequence[Line], before: int, after: int) -> bool:
    """Whether something between two lines was taken out, such as a folio: a page ends there."""
    return any(lines[i].feed or lines[i].before != lines[i - 1].number for i in range(before + 1, after + 1))


def _steps(entries: Sequence[Entry], forms: Sequence[str], own: range) -> tuple[tuple[int, int], ...]:
    """Indents of a page's entries, told apart further where forms that must be nested share one.

    What has no such form stands beside the highest at its indent; but below a part that is not set out
    and stands before it.
    """
    indents = dict(zip(own, _indents(entries, forms, own), strict=True))
    highest: dict[int, int] = {}
    for i in own:
        highest[indents[i]] = min(highest.get(indents[i], len(STEPS)), STEPS.get(forms[i], len(STEPS)))
    under = [
        indents[i + 1] - indents[i]
        for i in own[:-1]
        if STEPS.get(forms[i]) == 0 and STEPS.get(forms[i + 1]) != 0 and indents[i + 1] >= indents[i]
    ]
    set_out = 2 * under.count(0) <= len(under)
    inside = next((i for i in own if forms[i] in STEPS), own.start) if own.start == 0 else own.start

    def step(i: int) -> int:
        top = highest[indents[i]]
        beside = top or set_out or forms[i] == "standing" or i < inside
        return STEPS.get(forms[i], top if beside else len(STEPS))

    return tuple((indents[i], step(i)) for i in own)


def _indents(entries: Sequence[Entry], forms: Sequence[str], own: range) -> list[int]:
    """The indents of a page's entries.

    Numbers of one form that are set flush right, ending in one column however far in they begin, are as
    far in as that; so are prefaces and what comes behind all numbers, in the column of their titles.
    """
    indents = {i: entries[i].indent for i in own}
    ends: dict[tuple[str, int], list[int]] = {}
    for i in own:
        if forms[i] in NUMBERED and (number := entry_number(entries[i].title)):
            ends.setdefault((forms[i], indents[i] + len(number.text)), []).append(i)
    for (_, end), flush in ends.items():
        if len({indents[i] for i in flush}) > 1:
            titles = {entries[i].indent + _title_at(entries[i]) for i in flush}
            beside = [i for i in own if i not in flush and entries[i].indent in titles]
            behind = min(beside, default=0) > flush[-1]
            indents |= dict.fromkeys((*flush, *(i for i in beside if behind or forms[i] == "standing")), end)
    return [indents[i] for i in own]


def _title_at(entry: Entry) -> int:
    """How far behind its beginning an entry has its title, behind the number."""
    number = entry_number(entry.title)
    return len(entry.title) - len(number.rest) if number else 0


# ---- reading a page


def _by_indent(
    page: _Page,
    forms: Sequence[str],
    levels: Sequence[int],
    votes: Mapping[tuple[Hashable, int], float],
) -> list[int]:
    """Levels of a page's entries, one for each indent, deeper for what is set deeper; the first has a top."""
    steps = sorted(set(page.steps))
    alike = Counter(zip(page.steps, (forms[i] for i in page.own), strict=True))
    before = levels[page.own.start - 1] if page.own.start else 0
    moves = Counter(pairwise(page.steps))
    deepest = max(_DEEPEST, len(steps))

    def score(chosen: Sequence[int]) -> float:
        level = dict(zip(steps, chosen, strict=True))
        agreed = sum(
            count
            * (
                _ALIKE * _share(votes, form, level[step]) * bool(form)
                + _ABREAST * _share(votes, (page.layout, step), level[step])
                - _DEEP * level[step]
            )
            for (step, form), count in alike.items()
        )
        jumps = sum(count for (a, b), count in moves.items() if level[b] > level[a] + 1)
        jumps += level[page.steps[0]] > before + 1
        return agreed - _JUMP * jumps - _SKIP * (chosen[-1] - chosen[0] + 1 - len(chosen))

    options = combinations(range(1, deepest + 1), len(steps))
    best = max((chosen for chosen in options if page.own.start or chosen[0] == 1), key=score)
    level = dict(zip(steps, best, strict=True))
    return [level[step] for step in page.steps]


def _by_form(
    page: _Page,
    forms: Sequence[str],
    ranks: Mapping[str, float],
    levels: Sequence[int],
    votes: Mapping[tuple[Hashable, int], float],
) -> list[int]:
    """Levels of a page's entries whose indents are lost: below the last entry of a higher form."""
    result: list[int] = []
    stack: list[tuple[float, int]] = []
    for i in range(page.own.stop):
        form, rank = forms[i], ranks[forms[i]]
        level = levels[i] if i < page.own.start else _settled_level(votes, form)
        while stack and (stack[-1][1] >= level if level else stack[-1][0] >= rank):
            stack.pop()
        stack.append((rank, level or (stack[-1][1] if stack else 0) + 1))
        if i in page.own:
            result.append(stack[-1][1])
    return result


def _settled_level(votes: Mapping[tuple[Hashable, int], float], form: str) -> int:
    """The level at which a form stands on the other pages; 0 where they have too few of it, or disagree."""
    cast = {level: votes.get((form, level), 0) for level in range(1, _DEEPEST + 1)}
    level = max(cast, key=lambda n: cast[n])
    return level if form and cast[level] >= max(2.0, _SETTLED * sum(cast.values())) else 0


def _one_level_a_form(forms: Sequence[str], levels: Sequence[int]) -> list[int]:
    """Levels where an entry whose number is of a form that has one level elsewhere follows the others."""
    counts: dict[str, Counter[int]] = {}
    for form, level in zip(forms, levels, strict=True):
        counts.setdefault(form, Counter())[level] += 1
    main = {
        form: count.most_common(1)[0][0]
        for form, count in counts.items()
        if form in NUMBERED and count.most_common(1)[0][1] >= _SETTLED * count.total()
    }
    return [main.get(form, level) for form, level in zip(forms, levels, strict=True)]
