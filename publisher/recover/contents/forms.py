"""Forms of titles in a printed contents: what their numbers, words and running heads tell of their rank."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from publisher.recover.contents.entry import Entry, entry_number
from publisher.recover.measure.key import key
from publisher.recover.numbering import Number
from publisher.recover.outline.titles import STANDING_TITLES

_NESTED = (
    ("headed", "volume"),
    ("part",),
    ("chapter", "annex"),
    ("section",),
    ("article",),
    ("cjk", "roman", "bracket"),
    ("cjk paren",),
    ("arabic", "bare"),
    ("decimal 2",),
    ("decimal 3",),
    ("decimal 4",),
    ("paren", "half paren"),
    ("letter", "letter paren"),
    ("circled",),
    ("plain", ""),
)
"""Forms of titles as works nest them; those without a number find their place in each list."""
_RANKS = {form: float(rank) for rank, forms in enumerate(_NESTED) for form in forms}
NUMBERED = _RANKS.keys() - {"headed", "volume", "plain", ""}
STEPS = {"volume": 0, "part": 0, "chapter": 1, "section": 2}
"""Forms that stand one below the other even where they are set at one indent."""
_VOLUME = re.compile(r".{1,7}(?:篇|卷|(?<![选選汇彙])[编編])|[上中下].{0,2}[部辑輯集]")
"""Titles, reduced as by ``key``, that say that they name a part."""
ALONE = frozenset(("roman", "arabic", "bare"))
"""Numbers that do not say what they count."""
_OPENED = 2
"""Times that titles without a number open others, at the least, if they are to stand over them."""
_MOST_HEADED = 0.6
"""Share of the entries that running heads may name, at the most, if they are to tell levels apart."""
_TELLING = 3
"""Pages on which the title of a chapter would stand in the running heads."""


def forms_of(entries: Sequence[Entry], heads: Set[str]) -> list[str]:
    """The form of each title: its numbering style, ``volume`` (北境篇), ``standing``, ``headed``, ``plain``.

    Nothing where it has none and no running heads tell more.
    """
    numbers = [entry_number(entry.title) for entry in entries]
    worded = _worded(numbers)
    forms = [
        form or _form(entry.title, number)
        for entry, number, form in zip(entries, numbers, worded, strict=True)
    ]
    named = [key(entry.title) in heads for entry in entries]
    if not _tell_levels(entries, named):
        return ["" if form == "plain" else form for form in forms]
    return [
        "headed" if head and form in ("plain", "volume") else form
        for form, head in zip(forms, named, strict=True)
    ]


def _worded(numbers: Sequence[Number | None]) -> list[str]:
    """The form of each number alone that goes on from one with a word (CHAPTER I., II.); else nothing."""
    worded: list[str] = []
    last = Number("", 0, "", "")
    before: dict[str, int] = {}
    for number in numbers:
        alone = number is not None and number.style in ALONE
        goes_on = number and alone and number.ordinal == last.ordinal + 1 != before.get(number.style, 0) + 1
        worded.append(last.style if goes_on else "")
        if number and (goes_on or number.style in STEPS):
            last = replace(number, style=worded[-1] or number.style)
        elif number and alone:
            before[number.style] = number.ordinal
    return worded


def _form(title: str, number: Number | None) -> str:
    if number and number.style in NUMBERED:
        return number.style
    reduced = key(title)
    if reduced in STANDING_TITLES:
        return "standing"
    return "volume" if _VOLUME.fullmatch(reduced) else "plain"


def _tell_levels(entries: Sequence[Entry], named: Sequence[bool]) -> bool:
    """Whether running heads name the top entries alone: another one spans pages, and they do not name it."""
    if not 0 < sum(named) <= _MOST_HEADED * len(entries):
        return False
    return any(
        not head and a.page.isdigit() and b.page.isdigit() and int(b.page) - int(a.page) >= _TELLING
        for (a, b), head in zip(pairwise(entries), named, strict=False)
    )


def ranks_of(forms: Sequence[str]) -> dict[str, float]:
    """How high each form stands where no indent tells; the lower the higher.

    Titles without a number stand below the forms that they follow oftener than they open them, and over
    the highest of the others that they open oftener.
    Prefaces and appendices stand as high as the highest form.
    """
    counts = Counter(forms)
    moves = Counter(pairwise(form for form in forms if form != "standing"))
    ranks = {form: _RANKS[form] for form in forms if form in NUMBERED}
    for form in ("headed", "volume", "plain", ""):
        balance = {
            other: moves[form, other] * counts[other] - moves[other, form] * counts[form] for other in ranks
        }
        under = max((ranks[other] for other, more in balance.items() if more < 0), default=-1.0)
        opened = [
            ranks[other]
            for other, more in balance.items()
            if more > 0 and moves[form, other] >= _OPENED and ranks[other] > under
        ]
        if form in counts:
            ranks[form] = min(opened, default=_RANKS[form]) - 0.5
    return {**ranks, "standing": min(ranks.values(), default=0.0)}
