"""Levels of a contents list that was typed: its indents are all kept, its numbers may be set flush right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from publisher.recover.contents.entry import Entry, entry_number
from publisher.recover.measure.key import key
from publisher.recover.numbering import Number, read_number
from publisher.recover.outline.titles import FRONT_TITLES, STANDING_TITLES

_RANKS = {"part": 0, "chapter": 1, "section": 2}
_PLAIN = 9
_BARE = frozenset(("roman", "arabic"))
"""Numbers that do not say what they count."""
_NO_PARENTS = FRONT_TITLES | {key("Introduction"), key("Prologue")}
"""Titles that chapters do not stand under, however far they are set in behind them."""
_MAJORITY = 0.7
"""Share of the entries of a style that are at one level if the others are to follow them."""


def with_typed_levels(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries of a typed list with their levels: from their indents, and from the titles' forms."""
    return _by_indent_and_form(_with_numbers_aligned(entries))


def _with_numbers_aligned(entries: Sequence[Entry]) -> list[Entry]:
    """Entries whose numbers end in one column, however far in they begin, as far in as that: siblings.

    What comes behind them without a number, set in as far as their titles, stands beside them.
    """
    numbers = [entry_number(entry.title) for entry in entries]
    starts: dict[int, set[int]] = {}
    for entry, number in zip(entries, numbers, strict=True):
        if number:
            starts.setdefault(_number_end(entry, number), set()).add(entry.indent)
    last = max((index for index, number in enumerate(numbers) if number), default=-1)
    under = {entry.indent for entry, number in zip(entries[:last], numbers, strict=False) if not number}
    beside: dict[int, int] = {}
    """For an indent of titles that of their numbers."""
    aligned: list[Entry] = []
    for index, (entry, number) in enumerate(zip(entries, numbers, strict=True)):
        indent = entry.indent
        if number and len(starts[end := _number_end(entry, number)]) > 1:
            beside[indent + len(entry.title) - len(number.rest)] = end
            indent = end
        elif index > last and indent not in under:
            indent = beside.get(indent, indent)
        aligned.append(replace(entry, indent=indent))
    return aligned


def _number_end(entry: Entry, number: Number) -> int:
    return entry.indent + len(number.text)


def _by_indent_and_form(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Levels by rank and indent."""
    ranks = _ranks(entries)
    by_indent = any(entry.indent for entry in entries)
    indents_tell_parts = _parts_step(entries)
    stack: list[tuple[Entry, int]] = []
    result: list[Entry] = []
    for entry, own_rank in zip(entries, ranks, strict=True):
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


def _parts_step(entries: Sequence[Entry]) -> bool:
    """Whether what follows a part is set deeper than the part, so that indents alone tell the level."""
    pairs = [(a, b) for a, b in pairwise(entries) if _rank(a.title) == 0]
    return 2 * sum(b.indent > a.indent for a, b in pairs) > len(pairs)
