"""Headings without a number: they must look like one and have text under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publisher.recover.measure.key import key
from publisher.recover.measure.line import display_width
from publisher.recover.numbering import BULLET, Number, read_number
from publisher.recover.outline.bylines import names_author, names_poet
from publisher.recover.outline.heading import Heading
from publisher.recover.outline.settled import SettledHeadings
from publisher.recover.outline.shape import HASHES, LONGEST, bare, record_no, title_of
from publisher.recover.outline.titles import STANDING_TITLES
from publisher.recover.text.seams import ends_sentence
from publisher.recover.text.units import Unit
from publisher.scripts import compile_for_both
from publisher.tree.nodes import Figure, Table

_CHAPTERS = frozenset(("part", "chapter"))
_TEXT = 30
"""Characters of what is longer than a title."""
_CROWD = 4
"""As many lines that look like headings and stand one under the other are a list."""
_BOX = compile_for_both(
    r"(?:延伸阅读|拓展阅读|专栏|知识链接|相关链接|背景资料|背景链接|小资料|小贴士|典型案例|案例|案例分析|BOX|Box)"
    r"\s*[\d一二三四五六七八九十—–.-]*\s*[：:\s]\s*(?=\S)"
)
"""What the heading of a box beside the text opens with."""
_NO_HEADING = compile_for_both(
    r"——|—|–|-{2}|（完）|完$|\$|\\[(\[]|https?:|www\."
    r"|[\d\s年月日.\-/:：—–]+(?:于.{1,8})?$"
    r"|[〇○零一二三四五六七八九十\d]{2,4}\s*年.{1,4}月.{0,12}$"
    r"|.{0,12}[：:].+"
    r"|[（(][^（）()]*[)）]$"
    r"|[A-Z]{2,5}(?:/[A-Z]{1,4})? ?\d{3,}"
    r"|(?:附?[表图][格表片]?|[示范]?例|代码|清单|Tables?|Figures?|Examples?|Listings?|Plates?)\s*[A-Z]?\d"
    r"|[（(【\[]?\s*(?:来源|记者|作者|编辑|责编|本报|文/|图/|摄影|通讯员)"
)
"""Openings of short lines that are no headings: attributions, formulas, dates, labels, captions, bylines,
credits, codes of standards.
"""
_CODE = re.compile(r"[=<>|{}\\@$]|^[#(\[+/.-]|/\w+/|\w_\w|--\w")
"""Marks of programs, command lines and paths."""


def find_plain(
    units: Sequence[Unit],
    numbers: Sequence[Number | None],
    taken: set[int],
    below: set[int],
    settled: SettledHeadings,
    *,
    hashed: bool,
) -> list[Heading]:
    """Found from the end backwards, so that a heading over a heading sees what is under it.

    ``below`` are the headings in ``taken`` that another may stand over; ``hashed`` tells that ``#``
    may open one.
    """
    result: list[Heading] = []
    below = set(below)
    for index in range(len(units) - 1, -1, -1):
        if index in taken or not units[index].text or index in settled.none:
            continue
        heading = None if numbers[index] else _plain_heading(units, index, below, taken, hashed=hashed)
        if index in settled.last_of:
            heading = _settled_heading(units, numbers, index, settled.last_of[index], heading)
        if heading:
            result.append(heading)
            below.add(index)
    kept = _without_crowds(result, settled)
    for index in {heading.first for heading in result} - {heading.first for heading in kept}:
        record_no(units[index], "one of a crowd of short lines")
    return kept


def _without_crowds(plain: Sequence[Heading], settled: SettledHeadings) -> list[Heading]:
    """Headings without those that stand one under the other in crowds: these are lists of short lines.

    The last of a crowd has text under it and stays.
    """
    runs: list[list[Heading]] = []
    for heading in sorted(plain, key=lambda h: h.first):
        before = runs[-1][-1] if runs else None
        if before and heading.first == before.last + 1 and heading.style == before.style == "plain":
            runs[-1].append(heading)
        else:
            runs.append([heading])
    return [
        heading
        for run in runs
        for heading in run
        if len(run) < _CROWD or heading is run[-1] or heading.first in settled.last_of
    ]


def _settled_heading(
    units: Sequence[Unit],
    numbers: Sequence[Number | None],
    first: int,
    last: int,
    found: Heading | None,
) -> Heading:
    """A heading that the editor has settled, of the style that it would have been found with."""
    number = numbers[first]
    style = found.style if found else number.style if number else "plain"
    return Heading(
        first,
        last,
        title_of(units[first : last + 1]),
        style,
        number.ordinal if number else 0,
        number=number.text if number else "",
    )


def _plain_heading(
    units: Sequence[Unit], index: int, below: set[int], taken: set[int], *, hashed: bool
) -> Heading | None:
    unit = units[index]
    hashes = HASHES.match(unit.text) if hashed else None
    title = bare(unit.text)
    if not key(title):
        return None
    if hashes and not (title[0].isascii() and (title[0].islower() or _CODE.search(title))):
        return Heading(index, index, title, f"hash {len(hashes[1])}", 0, confidence=0.9, why="marked")
    if _BOX.match(title) and display_width(title) <= LONGEST and not ends_sentence(title):
        return Heading(index, index, title, "box", 0, confidence=0.95, why="box")
    if key(title) in STANDING_TITLES and len(unit.lines) == 1 and not BULLET.match(title):
        return Heading(index, index, title, "standing", 0, confidence=0.95, why="standing title")
    fault = _no_title(units, index, below, taken)
    record_no(unit, fault)
    style = "poem" if _stands_over_verse(units, index) else "plain"
    return None if fault else Heading(index, index, title, style, 0, confidence=0.7, why="stands alone")


def _no_title(units: Sequence[Unit], index: int, below: set[int], taken: set[int]) -> str:
    """Why a unit without a number does not look like a title; empty where it does."""
    unit = units[index]
    text = unit.text
    if len(unit.lines) > 2 or not 4 <= display_width(text) <= 60:
        return "not as long as a title"
    if unit.full and len(unit.lines) == 1:
        return "the line is full"
    if (ends_sentence(text) and text[-1] not in "？！?!") or (
        text[-1] in "，、；：,;:。.”）)" and not text.endswith(("”", "）", ")"))
    ):
        return "a mark at its end"
    if "。" in text or "；" in text:
        return "the marks of a sentence"
    if BULLET.match(text) or _NO_HEADING.match(text) or "\t" in text or text[0].islower():
        return "opens as no title does"
    if names_author(text) or names_poet(units, index):
        return "names an author"
    if text[0].isascii() and _CODE.search(text):
        return "a line of a program or a path"
    if index + 1 >= len(units) or not _has_text_under(units, index, below, taken):
        return "no text under it"
    crowded = _in_crowd(units, index) and not _stands_over_verse(units, index)
    return "one of several short lines" if crowded else ""


def _has_text_under(units: Sequence[Unit], index: int, below: set[int], taken: set[int]) -> bool:
    """Whether a text stands under a unit, or a heading that it may stand over.

    Those are the headings in ``below``; the title of a work may stand over a first chapter, too.
    """
    after = units[index + 1]
    if _stands_over_verse(units, index):
        return True
    if after.piece is not None:
        return isinstance(after.piece.block, Table | Figure)
    number = read_number(after.text)
    if index + 1 in taken and not (number and number.style in _CHAPTERS):
        return index + 1 in below
    return index + 1 in below or len(after.text) > _TEXT or ends_sentence(after.text) or number is not None


def _stands_over_verse(units: Sequence[Unit], index: int) -> bool:
    """Whether a unit has verse under it, or the name of its poet."""
    return index + 1 < len(units) and (units[index + 1].setting == "verse" or names_poet(units, index + 1))


def _in_crowd(units: Sequence[Unit], index: int) -> bool:
    """Whether a unit is one of several short lines in a row: names, an address, a cast.

    A short sentence is a text, which closes what stands before the line.
    """
    return index >= 2 and all(_is_short_line(unit) for unit in units[index - 2 : index])


def _is_short_line(unit: Unit) -> bool:
    return bool(unit.text) and display_width(unit.text) < 40 and not ends_sentence(unit.text)
