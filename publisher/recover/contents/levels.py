"""Levels of contents entries: from indents where the layout kept them, and from the titles' forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import groupby, pairwise
from operator import itemgetter

from publisher.recover.contents.entry import Entry, entry_number
from publisher.recover.numbering import read_number
from publisher.recover.outline.titles import FRONT_TITLES, STANDING_TITLES
from publisher.recover.pages.furniture import key

_RANKS = {"part": 0, "chapter": 1, "section": 2}
_PLAIN = 9
_BARE = frozenset(("roman", "arabic"))
"""Numbers that do not say what they count."""
_NO_PARENTS = FRONT_TITLES | {key("Introduction"), key("Prologue")}
"""Titles that chapters do not stand under, however far they are set in behind them."""
_MAJORITY = 0.7
"""Share of the entries of a style that are at one level if the others are to follow them."""
_MOST_HEADED = 0.6
"""Share of the entries that running heads may name, at the most, if they are to tell levels apart."""


def with_levels(entries: Sequence[Entry], heads: Set[str], *, by_blanks: bool = False) -> tuple[Entry, ...]:
    """Entries with their level: from indents where the layout kept them, and from the titles' forms.

    Entries that are running heads (``heads``, as keys) stand over the others: they tell levels where
    no indents are left, and the shift of a contents page that lost the indent common to its lines.
    A typist (``by_blanks``) has kept all indents.
    """
    if by_blanks:
        return _by_indent_and_form(_with_numbers_aligned(entries), kept=True)
    named = [key(entry.title) in heads for entry in entries]
    ranks = [_rank(entry.title) for entry in entries]
    forms = {rank for rank, head in zip(ranks, named, strict=True) if head and rank < _PLAIN}
    headed = [head or rank in forms for rank, head in zip(ranks, named, strict=True)]
    if not 0 < sum(headed) <= _MOST_HEADED * len(entries):
        return _by_indent_and_form(entries)
    if any(_indents_known(entries)):
        return _below_headed(_by_indent_and_form(entries), headed)
    return _one_level_a_style(_under_headed(entries, headed))


def _with_numbers_aligned(entries: Sequence[Entry]) -> list[Entry]:
    """Entries whose numbers end in one column, however far in they begin, as far in as that: siblings."""
    numbers = [entry_number(entry.title) for entry in entries]
    ends = [
        entry.indent + len(number.text) if number else -1
        for entry, number in zip(entries, numbers, strict=True)
    ]
    starts: dict[int, set[int]] = {}
    for entry, end in zip(entries, ends, strict=True):
        starts.setdefault(end, set()).add(entry.indent)
    return [
        replace(entry, indent=end) if end >= 0 and len(starts[end]) > 1 else entry
        for entry, end in zip(entries, ends, strict=True)
    ]


def _under_headed(entries: Sequence[Entry], headed: Sequence[bool]) -> list[Entry]:
    """Entries that are running heads at the top, those behind each told apart by their forms."""
    result: list[Entry] = []
    for top, group in groupby(zip(entries, headed, strict=True), key=itemgetter(1)):
        own = [entry for entry, _ in group]
        if top:
            result.extend(replace(entry, level=1) for entry in own)
        else:
            result.extend(replace(entry, level=entry.level + 1) for entry in _by_indent_and_form(own))
    return result


def _below_headed(entries: Sequence[Entry], headed: Sequence[bool]) -> tuple[Entry, ...]:
    """Entries with those shifted down that stand at the top without being, or looking like, running heads."""
    if any(top and entry.level > 1 for entry, top in zip(entries, headed, strict=True)):
        return tuple(entries)
    shift = 0
    result: list[Entry] = []
    for entry, top in zip(entries, headed, strict=True):
        if top:
            shift = 0
        elif entry.level == 1 and key(entry.title) not in STANDING_TITLES:
            shift = 1
        result.append(replace(entry, level=entry.level + shift))
    return tuple(result)


def _by_indent_and_form(entries: Sequence[Entry], *, kept: bool = False) -> tuple[Entry, ...]:
    """Levels by rank and indent; ``kept`` tells that no indent was lost."""
    ranks = _ranks(entries)
    known = [True] * len(entries) if kept and any(e.indent for e in entries) else _indents_known(entries)
    indents_tell_parts = _parts_step(entries, known)
    stack: list[tuple[Entry, int]] = []
    result: list[Entry] = []
    for entry, by_indent, own_rank in zip(entries, known, ranks, strict=True):
        rank = _PLAIN if by_indent and indents_tell_parts else own_rank
        if stack and entry_number(entry.title) and key(stack[-1][0].title) in _NO_PARENTS:
            stack.pop()
        if by_indent:
            while stack and stack[-1][0].indent > entry.indent:
                stack.pop()
            siblings = bool(stack) and stack[-1][0].indent == entry.indent
        else:
            siblings = bool(stack) and rank == _PLAIN
        while siblings and stack and stack[-1][1] > rank:
            stack.pop()
        if not by_indent and rank != _PLAIN:
            while stack and stack[-1][1] > rank:
                stack.pop()
            siblings = bool(stack)
        if siblings and stack and stack[-1][1] == rank:
            stack.pop()
        stack.append((entry, rank))
        result.append(replace(entry, level=len(stack)))
    return _one_level_a_style(result)


def _one_level_a_style(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Numbering styles keep their level: a stretch whose indents are shifted follows the majority.

    A count that begins anew under a title of its own is no such stretch.
    """
    styles = [number.style if (number := read_number(entry.title)) else "" for entry in entries]
    levels: dict[str, Counter[int]] = {}
    for entry, style in zip(entries, styles, strict=True):
        levels.setdefault(style, Counter())[entry.level] += 1
    main = {style: count.most_common(1)[0] for style, count in levels.items() if style}
    result: list[Entry] = []
    own: dict[str, bool] = {}
    for before, entry, style in zip([None, *entries], entries, styles, strict=False):
        number = read_number(entry.title)
        if number and number.ordinal == 1 and style in _BARE:
            titled = before is not None and not before.page and not read_number(before.title)
            own[style] = titled and before is not None and before.level < entry.level
        follows = style and not own.get(style) and main[style][1] >= _MAJORITY * levels[style].total()
        result.append(replace(entry, level=main[style][0]) if follows else entry)
    return tuple(result)


def _ranks(entries: Sequence[Entry]) -> list[int]:
    """The rank of each entry; prefaces, appendices and the like stand as high as the highest.

    A number alone that goes on from one with a word (CHAPTER I., II.) stands as high as it.
    """
    ranks: list[int] = []
    bare = worded = (0, _PLAIN)
    for entry in entries:
        rank, number = _rank(entry.title), entry_number(entry.title)
        if number and rank < _PLAIN:
            worded = number.ordinal, rank
        elif number:
            rank = next((own for last, own in (bare, worded) if last == number.ordinal - 1), rank)
            bare = number.ordinal, rank
        ranks.append(rank)
    top = min(ranks, default=_PLAIN)
    return [
        top if key(entry.title) in STANDING_TITLES else rank
        for entry, rank in zip(entries, ranks, strict=True)
    ]


def _rank(title: str) -> int:
    """How high in the outline the form of a title says it stands."""
    number = read_number(title)
    if number and number.style.startswith("decimal"):
        return _PLAIN - 1 + int(number.style.split()[1])
    if number:
        return _RANKS.get(number.style, _PLAIN)
    reduced = key(title)
    return 0 if reduced and reduced[-1] in "篇編编部卷辑輯" and len(reduced) <= 8 else _PLAIN


def _parts_step(entries: Sequence[Entry], known: Sequence[bool]) -> bool:
    """Whether what follows a part is set deeper than the part, so that indents alone tell the level."""
    pairs = [
        (a, b) for (a, b), told in zip(pairwise(entries), known, strict=False) if told and _rank(a.title) == 0
    ]
    return 2 * sum(b.indent > a.indent for a, b in pairs) > len(pairs)


def _indents_known(entries: Sequence[Entry]) -> list[bool]:
    """Whether each entry stands in a stretch of one layout whose indents differ."""
    known: list[bool] = []
    for _, group in groupby(
        entries, key=lambda entry: (bool(entry.leader[1]), len(entry.lines) > 1, _tabbed(entry))
    ):
        stretch = list(group)
        differ = len({entry.indent for entry in stretch}) > 1
        known.extend([differ or any(entry.indent for entry in stretch)] * len(stretch))
    return known


def _tabbed(entry: Entry) -> bool:
    return entry.leader[1] - entry.leader[0] == 1
