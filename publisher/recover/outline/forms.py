"""Forms of headings: what those of one series, or of one depth without numbers, have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from publisher.recover.measure.key import key
from publisher.recover.outline.heading import Heading
from publisher.recover.outline.kinship import plain_depths

_ORDER = (
    ("part",),
    ("chapter", "front", "headed", "listed"),
    ("standing", "annex"),
    ("section",),
    ("article",),
    ("hash 1",),
    ("hash 2",),
    ("hash 3",),
    ("plain 1",),
    ("plain 2",),
    ("poem",),
    ("lone",),
    ("box",),
    ("bracket",),
    ("bare",),
    ("cjk",),
    ("roman",),
    ("cjk paren",),
    ("decimal 2",),
    ("arabic",),
    ("decimal 3",),
    ("decimal 4",),
    ("paren",),
    ("half paren",),
    ("letter",),
    ("letter paren",),
    ("circled",),
)
"""Where works usually put a form; what is found in a work overrules it."""
_RANK = {form: rank for rank, forms in enumerate(_ORDER) for form in forms}
_OTHER = _RANK["box"]
BOX = "box"
FRONT = "front"
LISTED = "listed"
"""A heading without a number that the contents names: its form says nothing of its level."""
PLAIN = "plain 1"
"""A heading without a number, of those that stand over others of this kind."""
PEERS = frozenset(("part", "chapter", "front", "headed", "standing", "annex", "listed"))
"""Forms that stand beside one another at the top of works."""
UNCOUNTED = PEERS | {"section", PLAIN, "plain 2", "hash 1", "hash 2", "hash 3", "poem", "box", ""}
"""Forms without a number or with one that comes with a word, and no form at all."""

_OVER_SECTIONS = frozenset(("part", "chapter", "headed", "hash 1", PLAIN))
"""Forms that sections may be counted below."""
_FEWEST_SECTIONS = 3


def forms_of(headings: Sequence[Heading], gaps: Sequence[bool]) -> list[str]:
    """The form of each heading: its style, with parts told apart by what they are called.

    Those without a number are parted into depths; prefaces and the like are ``front`` where they come once
    in a work without contents.
    """
    depths = plain_depths(headings, gaps)
    times = Counter(key(h.title) for h in headings if h.style == "standing")
    listed = any(h.level for h in headings)

    def form(index: int, heading: Heading) -> str:
        if heading.level and heading.style in ("plain", "standing"):
            return LISTED
        if heading.style == "standing" and times[key(heading.title)] == 1 and not listed:
            return FRONT
        if heading.style == "part":
            return f"part {_called(heading.number)}"
        return f"plain {depths[index]}" if heading.style == "plain" else heading.style

    return [form(index, heading) for index, heading in enumerate(headings)]


def section_forms(headings: Sequence[Heading], forms: Sequence[str]) -> frozenset[str]:
    """The forms of the sections of a work without chapters: what no preface has under it.

    These are what counts one series from preface to conclusion, or the titles of a work that counts nothing.
    A preface with points of its own has chapters behind it, or others have points, too.
    """
    over = _OVER_SECTIONS.intersection(map(kind_of, forms))
    if any(h.level for h in headings) or over - {PLAIN}:
        return frozenset()
    numbered = [(h.ordinal, form) for h, form in zip(headings, forms, strict=True) if h.number]
    if over:
        titles = forms.count(PLAIN) >= _FEWEST_SECTIONS and not numbered
        return frozenset((PLAIN,)) if titles else frozenset()
    counts = Counter(form for _, form in numbered)
    opened = Counter(form for ordinal, form in numbered if ordinal <= 1)
    return frozenset(f for f, times in opened.items() if times == 1 and counts[f] >= _FEWEST_SECTIONS)


def kind_of(form: str) -> str:
    """A form without what its parts are called."""
    return "part" if form.startswith("part") else form


def rank(form: str) -> int:
    """Where works usually put a form: the higher, the lower."""
    return _RANK.get(kind_of(form), _OTHER)


def _called(number: str) -> str:
    """What a number counts: 编 of 第一编, 卷 of 卷一, BOOK of BOOK ONE."""
    if number.isascii():
        return number.partition(" ")[0].casefold()
    return number[-1:] if number.startswith("第") else number[:1]
