"""Headings among the units: what the contents names, what numbers count, what stands alone.

Numbered headings are decided series by series, so that siblings are treated alike; a heading
without a number must look like one and have text under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from publisher.recover.decisions import record
from publisher.recover.measure.line import display_width
from publisher.recover.numbering import BULLET, Number, read_number
from publisher.recover.outline.settled import NOTHING_SETTLED, SettledHeadings
from publisher.recover.outline.titles import STANDING_TITLES
from publisher.recover.pages.furniture import key
from publisher.recover.text.seams import ends_sentence
from publisher.recover.text.units import Unit
from publisher.tree.nodes import Figure, Table

_LONGEST = 72
"""Columns of the longest heading, unless the contents names it."""
_LONGEST_NUMBERED = 90
"""Columns of the longest title behind a number that counts sections."""
_LONGEST_CLOSED = 40
"""Columns of the longest title that ends with a full stop."""
_FEWEST_PLAIN = 0.05
"""Headings without numbers are a system of the work when there are at least this many of them for
each that is numbered.
"""
_FEWEST_DECIMALS, _NEARLY_ALL = 8, 0.8
"""Headings numbered ``1.1``, and the share of them that a full contents list names."""
_CROWD = 4
"""As many lines that look like headings and stand one under the other are a list."""
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_NEVER = frozenset(("article", "reference"))
"""Numbers that open a clause of a law or an entry of a bibliography, not a heading."""
_TITLED = frozenset(("part", "chapter", "section", "annex"))
"""Styles whose number may stand over its title."""
_HIGH = frozenset(("part", "chapter", "annex"))
"""Styles that no heading without a number stands over."""
_BOX = re.compile(
    r"(?:延伸阅读|拓展阅读|延伸閱讀|专栏|專欄|知识链接|相关链接|背景资料|背景链接|小资料|小贴士|典型案例|案例|案例分析|BOX|Box)"
    r"\s*[\d一二三四五六七八九十—–.-]*\s*[：:\s]\s*(?=\S)"
)
"""What the heading of a box beside the text opens with."""
_SPEAKING = frozenset(
    ("part", "chapter", "section", "annex", "bracket", "decimal 2", "decimal 3", "decimal 4")
)
"""Numbers that open hardly anything but headings."""
_NO_HEADING = re.compile(
    r"——|—|–|-{2}|（完）|完$|\$|\\[(\[]|https?:|www\."
    r"|[\d\s年月日.\-/:：—–]+(?:于.{1,8})?$"
    r"|[〇○零一二三四五六七八九十\d]{2,4}\s*年.{1,4}月.{0,12}$"
    r"|.{0,12}[：:].+"
    r"|[（(][^（）()]*[)）]$"
    r"|[（(【\[]?\s*(?:来源|记者|作者|编辑|责编|本报|文/|图/|摄影|通讯员)"
)
"""Openings of short lines that are no headings: attributions, formulas, dates, labels, bylines, credits."""


_CODE = re.compile(r"[=<>|{}\\@$]|^[#(\[+/.-]|/\w+/|\w_\w|--\w")
"""Marks of programs, command lines and paths."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the units that carry it and what is known of its place."""

    first: int
    """Index of its first unit."""
    last: int
    """Index of its last unit (a chapter's number and title may stand apart)."""
    title: str
    style: str
    """Its numbering style, ``standing`` (前言, Preface), ``hash N`` (Markdown), ``box``, ``headed`` (named
    by running heads) or ``plain``.
    """
    ordinal: int
    level: int = 0
    """Level that the contents gives; 0 where it gives none."""
    confidence: float = 1.0
    why: str = ""
    number: str = ""
    settled: int = 0
    """Level that the editor has settled; 0 where none is."""
    line: int = 0
    """Number of its first line in the dump."""
    continues: str = ""
    """The page of an issue that its text comes from, as printed."""


def find_headings(
    units: Sequence[Unit],
    listed: Mapping[int, tuple[int, int, str]],
    heads: Set[str],
    settled: SettledHeadings = NOTHING_SETTLED,
    *,
    numbers_hang: bool,
) -> list[Heading]:
    """The headings among the units, in order; those that are ``settled`` among them.

    ``listed`` gives for the first unit of each heading that the contents names: its last unit, its
    level and its title. ``heads`` are the keys of the running heads: a heading that they name stands
    over others. ``numbers_hang`` tells that ``1.`` opens items of lists.
    """
    numbers = [read_number(_bare(unit.text)) if unit.text else None for unit in units]
    found: dict[int, Heading] = {}
    for index, (last, level, title) in listed.items():
        first = index - 1 if _is_number_over(units, index, listed) else index
        number = read_number(title) if first == index else read_number(_bare(units[first].text))
        style = number.style if number else "listed"
        found[first] = Heading(
            first,
            last,
            title,
            style,
            number.ordinal if number else 0,
            level,
            why="named by the contents",
            number=number.text if number else "",
        )
    taken = {i for heading in found.values() for i in range(heading.first, heading.last + 1)}
    lists = frozenset(("arabic",)) if numbers_hang else frozenset[str]()
    given = {heading.number.rstrip(".") for heading in found.values() if _is_decimal(heading)}
    for heading in _numbered(units, numbers, taken, _NEVER | lists, settled):
        if _is_decimal(heading) and heading.number.rstrip(".") in given and not settled.has(heading.first):
            _record_no(units[heading.first], "the contents gives its number to another heading")
            continue
        found[heading.first] = heading
        taken.update(range(heading.first, heading.last + 1))
    high = {heading.first for heading in found.values() if heading.level or heading.style in _HIGH}
    plain = _plain(units, numbers, taken, taken - high, settled)
    counted = sum(1 for heading in found.values() if heading.number or heading.style == "bracket")
    unsure = [heading for heading in plain if heading.style == "plain"]
    if len(unsure) < _FEWEST_PLAIN * counted or _lists_decimals(found.values()):
        for heading in unsure:
            _record_no(units[heading.first], "too few headings without a number to be a system of the work")
        plain = [h for h in plain if h.style != "plain" or h.first in settled.last_of]
    if not listed:
        plain = [_headed(heading, heads) for heading in plain]
    found.update((heading.first, heading) for heading in plain)
    found.update((index, replace(found[index], why="")) for index in settled.last_of if index in found)
    for heading in found.values():
        record(units[heading.first].lines[0].number, "heading", f"yes: {heading.why or 'settled'}")
    return [found[index] for index in sorted(found)]


def _is_decimal(heading: Heading) -> bool:
    return heading.style.startswith("decimal")


def _lists_decimals(found: Iterable[Heading]) -> bool:
    """Whether the contents names nearly all headings that are numbered ``1.1``: then all have numbers."""
    decimals = [heading for heading in found if _is_decimal(heading)]
    listed = sum(heading.level > 0 for heading in decimals)
    return len(decimals) >= _FEWEST_DECIMALS and listed >= _NEARLY_ALL * len(decimals)


def _is_number_over(units: Sequence[Unit], index: int, listed: Mapping[int, tuple[int, int, str]]) -> bool:
    """Whether the unit over a listed title is its number alone: CHAPTER IV, 第四章."""
    if not index or index - 1 in listed:
        return False
    number = read_number(_bare(units[index - 1].text))
    return number is not None and number.style in _TITLED and not key(number.rest)


def _headed(heading: Heading, heads: Set[str]) -> Heading:
    """A plain heading that running heads name is one of a style of its own."""
    named = heading.style == "plain" and key(heading.title) in heads
    return replace(heading, style="headed") if named else heading


def opens_chapter(text: str) -> bool:
    """Whether a line is plainly the heading of a part, a chapter, a preface or the like."""
    title = _bare(text)
    number = read_number(title)
    if number:
        return (
            number.style in ("part", "chapter") and display_width(title) <= _LONGEST and not _is_prose(title)
        )
    return key(title) in STANDING_TITLES


def _bare(text: str) -> str:
    """A line without Markdown heading marks and emphasis around all of it."""
    text = _HASHES.sub("", text, count=1)
    return re.sub(r"^(\*\*|__|_)(.+?)\1\.?$", r"\2", text)


# ---- numbered headings


def _numbered(
    units: Sequence[Unit],
    numbers: Sequence[Number | None],
    taken: set[int],
    never: frozenset[str],
    settled: SettledHeadings,
) -> list[Heading]:
    result: list[Heading] = []
    below = taken | _counting_on_below(numbers)
    for series in _series(numbers, taken):
        style = numbers[series[0]].style  # type: ignore[union-attr]
        faults = {i: _fault(units, i, numbers[i], below, settled) for i in series}
        shaped = [i for i in series if not faults[i]]
        refused = "opens clauses or items" if style in never else _refused(units, series, shaped, style)
        for index in series:
            _record_no(units[index], faults[index] or refused)
        if not refused:
            confidence = 0.97 if style in _SPEAKING else 0.6 + 0.35 * len(shaped) / len(series)
            result.extend(
                _numbered_heading(units, numbers, index, confidence, taken, settled) for index in shaped
            )
    return result


def _fault(
    units: Sequence[Unit], index: int, number: Number | None, below: set[int], settled: SettledHeadings
) -> str:
    """Why a numbered unit is no heading by itself; empty where it may be one."""
    assert number is not None
    if settled.has(index):
        return "settled" if index in settled.none else ""
    return _misshapen(units, index, number, below)


def _refused(units: Sequence[Unit], series: Sequence[int], shaped: Sequence[int], style: str) -> str:
    """Why a series is none of headings, those that are shaped like headings included."""
    if style not in _SPEAKING:
        if any(units[i].text.endswith(("；", ";")) for i in series):
            return "clauses of one sentence"
        if len(shaped) < len(series) and all(units[i].text.endswith("。") for i in shaped):
            return "only short sentences of its series look like headings"
        if 2 * len(shaped) < len(series):
            return f"only {len(shaped)} of the {len(series)} in its series look like headings"
    return "" if shaped else "none of its series looks like a heading"


def _record_no(unit: Unit, why: str) -> None:
    if why:
        record(unit.lines[0].number, "heading", f"no: {why}")


def _numbered_heading(
    units: Sequence[Unit],
    numbers: Sequence[Number | None],
    index: int,
    confidence: float,
    taken: set[int],
    settled: SettledHeadings,
) -> Heading:
    number = numbers[index]
    assert number is not None
    last, title = index, _bare(units[index].text)
    if index in settled.last_of:
        last = settled.last_of[index]
        title = _title(units[index : last + 1])
    elif (
        not number.rest.strip(" .:：—-")
        and index + 1 not in taken
        and not settled.has(index + 1)
        and _is_title(units, numbers, index + 1)
    ):
        last, title = index + 1, _title(units[index : index + 2])
    return Heading(
        index,
        last,
        title,
        number.style,
        number.ordinal,
        confidence=confidence,
        why="numbered",
        number=number.text,
    )


def _title(units: Sequence[Unit]) -> str:
    return " ".join(_bare(unit.text) for unit in units)


def _is_title(units: Sequence[Unit], numbers: Sequence[Number | None], index: int) -> bool:
    """Whether a unit can be the title under a chapter number."""
    if index >= len(units) or not units[index].text or numbers[index]:
        return False
    text = units[index].text
    return display_width(text) <= _LONGEST and len(units[index].lines) <= 3 and not _is_prose(text)


def _is_prose(text: str) -> bool:
    return text[-1] in "，、；,;" or text.endswith("。") or len(re.findall("[。；]", text)) > 0


def _series(numbers: Sequence[Number | None], taken: set[int]) -> list[list[int]]:
    """Units that count on from one another in one style; a number of a higher style ends the series."""
    running: dict[str, list[int]] = {}
    closed: list[list[int]] = []
    for index, number in enumerate(numbers):
        if number is None or index in taken:
            if index in taken:
                closed.extend(running.values())
                running = {}
            continue
        series = running.get(number.style)
        if series is not None and (number.ordinal == 0 or _counts_on(numbers[series[-1]], number)):
            series.append(index)
            continue
        if series is not None:
            closed.append(series)
        running[number.style] = [index]
    closed.extend(running.values())
    return closed


def _counts_on(before: Number | None, number: Number | None) -> bool:
    return before is not None and number is not None and number.ordinal == before.ordinal + 1


def _counting_on_below(numbers: Sequence[Number | None]) -> set[int]:
    """Units whose count goes on from chapter to chapter, each right under the number of the next.

    一、 （一） （二） 二、 （三）: the third stands under 二、 as surely as a first one would, because
    just one number of the outer style comes between it and the one before it.
    """
    latest: dict[str, int] = {}
    earlier: list[int | None] = []
    result: set[int] = set()
    for index, number in enumerate(numbers):
        earlier.append(latest.get(number.style) if number else None)
        if number is None:
            continue
        before, over = earlier[index], numbers[index - 1] if index else None
        sibling = earlier[index - 1] if over and over.style != number.style else None
        if (
            before is not None
            and sibling is not None
            and sibling < before
            and _counts_on(numbers[before], number)
            and _counts_on(numbers[sibling], over)
        ):
            result.add(index)
        latest[number.style] = index
    return result


def _misshapen(units: Sequence[Unit], index: int, number: Number, below: set[int]) -> str:
    """Why a numbered unit has no heading's shape, or nothing under it; empty where it may be one."""
    unit, rest = units[index], number.rest
    if number.style in _SPEAKING:
        if display_width(unit.text) > _LONGEST:
            return "too long"
        return "the marks of a sentence" if re.search("[。；]|[，：:]$", rest) else ""
    if not rest or (not rest[0].isalnum() and rest[0] not in "“‘《「『\"'(（_*"):
        return "no title behind the number"
    if display_width(rest) > _LONGEST_NUMBERED:
        return "too long"
    if re.search("[；;]|[，、,：:]$|。.", rest):
        return "the marks of a sentence"
    if rest.endswith("。") and (display_width(rest) > _LONGEST_CLOSED or "，" in rest):
        return "a sentence"
    return "" if _has_more_under(units, index, below) else "no text under it"


def _has_more_under(units: Sequence[Unit], index: int, below: set[int]) -> bool:
    """Whether what follows a numbered unit can be the text under it, not just the next item.

    ``below`` are units that another may stand over, whatever they are like.
    """
    if index + 1 >= len(units):
        return False
    after = units[index + 1]
    return (
        after.piece is not None
        or index + 1 in below
        or display_width(after.text) > display_width(units[index].text)
        or (ends_sentence(after.text) and read_number(after.text) is None)
        or _opens(after.text)
    )


def _opens(text: str) -> bool:
    number = read_number(text)
    return number is not None and number.ordinal == 1


# ---- headings without a number


def _plain(
    units: Sequence[Unit],
    numbers: Sequence[Number | None],
    taken: set[int],
    below: set[int],
    settled: SettledHeadings,
) -> list[Heading]:
    """Found from the end backwards, so that a heading over a heading sees what is under it.

    ``below`` are the headings in ``taken`` that another may stand over.
    """
    result: list[Heading] = []
    below = set(below)
    for index in range(len(units) - 1, -1, -1):
        if index in taken or not units[index].text or index in settled.none:
            continue
        heading = None if numbers[index] else _plain_heading(units, index, below)
        if index in settled.last_of:
            heading = _settled_heading(units, numbers, index, settled.last_of[index], heading)
        if heading:
            result.append(heading)
            below.add(index)
    kept = _without_crowds(result, settled)
    for index in {heading.first for heading in result} - {heading.first for heading in kept}:
        _record_no(units[index], "one of a crowd of short lines")
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
        _title(units[first : last + 1]),
        style,
        number.ordinal if number else 0,
        number=number.text if number else "",
    )


def _plain_heading(units: Sequence[Unit], index: int, below: set[int]) -> Heading | None:
    unit = units[index]
    hashes = _HASHES.match(unit.text)
    title = _bare(unit.text)
    if not key(title):
        return None
    if hashes:
        return Heading(index, index, title, f"hash {len(hashes[1])}", 0, confidence=0.9, why="marked")
    if _BOX.match(title) and display_width(title) <= _LONGEST and not ends_sentence(title):
        return Heading(index, index, title, "box", 0, confidence=0.95, why="box")
    if key(title) in STANDING_TITLES and len(unit.lines) == 1:
        return Heading(index, index, title, "standing", 0, confidence=0.95, why="standing title")
    fault = _no_title(units, index, below)
    _record_no(unit, fault)
    return None if fault else Heading(index, index, title, "plain", 0, confidence=0.7, why="stands alone")


def _no_title(units: Sequence[Unit], index: int, below: set[int]) -> str:
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
    if text[0].isascii() and _CODE.search(text):
        return "a line of a program or a path"
    if index + 1 >= len(units) or not _has_text_under(units, index, below):
        return "no text under it"
    return "one of several short lines" if _in_crowd(units, index) else ""


def _has_text_under(units: Sequence[Unit], index: int, taken: set[int]) -> bool:
    after = units[index + 1]
    if after.piece is not None:
        return isinstance(after.piece.block, Table | Figure)
    return (
        index + 1 in taken
        or len(after.text) > 30
        or ends_sentence(after.text)
        or read_number(after.text) is not None
    )


def _in_crowd(units: Sequence[Unit], index: int) -> bool:
    """Whether a unit is one of several short lines in a row: names, an address, a cast."""
    before = units[index - 1] if index else None
    return (
        before is not None
        and bool(before.text)
        and display_width(before.text) < 40
        and not ends_sentence(before.text)
        and index >= 2
        and bool(units[index - 2].text)
        and display_width(units[index - 2].text) < 40
    )
