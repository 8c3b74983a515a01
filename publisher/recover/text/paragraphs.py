"""Which line ends are inside a paragraph: the seams between lines.

Every seam gets a score in log-odds from independent evidence: how full the line is against its
measure, closing punctuation, indents and blank lines by the habit of the region, open brackets,
how the next line begins. A positive score joins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from publisher.recover.decisions import Evidence
from publisher.recover.measure.cohesion import Cohesion
from publisher.recover.measure.line import Line, display_width, room_for
from publisher.recover.measure.openers import Openers
from publisher.recover.measure.profile import Profile
from publisher.recover.measure.shortfall import Place, Shortfalls, is_labelled, place
from publisher.recover.numbering import read_number
from publisher.recover.text.openings import CERTAIN, MARK_OF_LINE_BEFORE, STRONG_NUMBERS, weigh_opening
from publisher.recover.text.seams import CLOSING, ends_sentence, is_han, may_end

_SHORT = 33
"""Columns; shorter lines without a closing mark are rather titles than cut sentences."""
_LONGEST_TITLE = 60
"""Columns; a longer line is no heading, unless it has a number."""
_LONGEST_HEADING = 80
_WIDE_HEADING = 0.45
"""Share of the measure that a heading's line takes at least where it runs over: its type is larger."""
_WIDEST_INDENT = 12
"""Columns; what is set in further, such as a signature, is none of the lines around it."""
_CLOSED_INSIDE = 0.1
"""Share of the line ends inside paragraphs that end a sentence too."""
_OPEN_AT_END = 0.15
"""Share of the paragraphs, headings and items that end without closing a sentence."""
_OPEN_PART = 2.0
"""Log-odds that a paragraph goes on behind a part of a printed line that closes no sentence."""
_MOST_BY_LENGTH = 4.0
"""Log-odds that the length of a line can give, at the most."""
_PAIRS = {"（": "）", "《": "》", "「": "」", "『": "』", "“": "”", "〔": "〕"}


@dataclass(frozen=True, slots=True)
class Seam:
    """The end of one line and the beginning of the next."""

    score: float
    """Log-odds that they belong to one paragraph."""
    why: str
    """The piece of evidence that weighed most."""
    evidence: tuple[Evidence, ...]
    """All that was weighed, with its log-odds."""

    @property
    def joined(self) -> bool:
        """Whether the two lines are one paragraph."""
        return self.score > 0

    @property
    def confidence(self) -> float:
        """The probability that the decision is right."""
        return 1 / (1 + exp(-abs(self.score)))


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a seam."""

    profile: Profile
    third: Line | None
    """The line after the two, unless something else begins there."""
    cut: bool
    """Page furniture or a float stood between the two."""
    opened: str
    """The text of the paragraph so far, for brackets that wait to be closed."""
    counted: bool
    """Whether the second line counts on from a line before and a line after it counts on from it."""
    listed: bool
    """Whether the number that the paragraph opened with counts on between sentences."""
    cut_at: int
    """The width of lines that page ends cut off, as ``cut_width`` gives it."""
    cohesion: Cohesion
    openers: Openers
    shortfalls: Shortfalls


def weigh_seam(first: Line, second: Line, setting: Setting) -> Seam:
    """Weigh the seam between two neighbouring text lines."""
    evidence = weigh_opening(first, second, setting.opened, counted=setting.counted)
    if any(abs(weight) >= CERTAIN for weight, _ in evidence):
        return _seam(evidence)
    evidence.extend(_of_brackets(setting.opened))
    weigh = _in_wrapped if setting.profile.wrapped else _in_unwrapped
    evidence.extend(weigh(first, second, setting))
    if not setting.cut:
        evidence.extend(_of_blanks(first, second, setting.profile))
    if setting.profile.wrapped and not setting.profile.by_blank and ends_sentence(first.text):
        evidence.append((-setting.openers.leaning(second.text), "opens like a paragraph"))
    return _seam(evidence)


def _seam(evidence: Sequence[Evidence]) -> Seam:
    total = sum(weight for weight, _ in evidence)
    strongest = max(evidence, key=lambda e: e[0] * (1 if total > 0 else -1), default=(0.0, ""))
    return Seam(max(-8.0, min(8.0, total)), strongest[1], tuple(evidence))


def _of_brackets(opened: str) -> list[Evidence]:
    """Brackets and quotes opened in the paragraph and not yet closed."""
    tail = opened[-600:].replace("(", "（").replace(")", "）")
    waiting = sum(max(0, tail.count(a) - tail.count(b)) for a, b in _PAIRS.items())
    return [(1.5, "an open bracket")] if waiting else []


def _in_wrapped(first: Line, second: Line, setting: Setting) -> list[Evidence]:
    """Evidence where lines are broken at a measure."""
    profile, third, cut = setting.profile, setting.third, setting.cut
    evidence: list[Evidence] = []
    closed = ends_sentence(first.text)
    labelled = is_labelled(setting.opened)
    opens = setting.opened == first.text
    where = place(opens=opens, labelled=labelled)
    evidence.append(_of_length(first, second, setting, where))
    unlabelled = not labelled and not is_labelled(second.text)
    if profile.first < profile.measure and unlabelled and third is not None:
        evidence.append(_of_lost_indent(second, third, setting))
    if profile.by_indent and not cut:
        if profile.indented(second) and second.indent > first.indent:
            hanging = labelled and opens
            evidence.append((1.0, "hanging label") if hanging else (-4.0, "paragraph indent"))
        elif opens and profile.indented(second) and second.indent == first.indent:
            goes_on = third is not None and third.indent <= profile.base and not may_end(second.text)
            evidence.append((-4.0, "paragraph indent") if goes_on else (-1.5, "as far in as the line before"))
        elif second.indent <= profile.base:
            runs_over = not closed and _heading_runs_over(first, second, setting)
            evidence.append((5.0, "a heading runs over") if runs_over else (2.0, "no indent"))
    if abs(first.indent - second.indent) > _WIDEST_INDENT:
        evidence.append((-6.0, "set to the other side"))
    if closed and third is not None and _stands_alone(second, third, profile):
        evidence.append((-3.5, "the next line stands alone"))
    return evidence


def _heading_runs_over(first: Line, second: Line, setting: Setting) -> bool:
    """Whether a numbered heading goes on, with a paragraph set in under its second line."""
    profile, third, number = setting.profile, setting.third, read_number(setting.opened)
    return (
        number is not None
        and bool(number.rest)
        and (number.style in STRONG_NUMBERS or number.style.startswith("decimal"))
        and display_width(setting.opened) <= _LONGEST_HEADING
        and profile.right(first) >= _WIDE_HEADING * profile.measure
        and second.blanks <= profile.spacing
        and (third is None or profile.indented(third) or third.blanks > profile.spacing)
    )


def _of_length(first: Line, second: Line, setting: Setting, where: Place) -> Evidence:
    """How the length of a line and its last mark tell whether its paragraph goes on, by Bayes' rule.

    The odds beforehand follow from the share of lines that end paragraphs (``Profile.ending``).
    """
    profile, closed = setting.profile, may_end(first.text)
    if MARK_OF_LINE_BEFORE.match(first.text):
        return (0.0 if closed else _OPEN_PART), "a part of a printed line"
    ending = min(0.8, max(0.05, profile.ending))
    prior = (1 - ending) / ending * (_CLOSED_INSIDE if closed else (1 - _CLOSED_INSIDE) / _OPEN_AT_END)
    likeliness = setting.shortfalls.likeliness(first, profile, where, room_for(second.text))
    weight = log(prior * likeliness)
    if likeliness < 1 and not closed and profile.han:
        weight += 0.5 * setting.cohesion.between(first.text[-1], second.text[0])
    weight = max(-_MOST_BY_LENGTH, min(_MOST_BY_LENGTH, weight))
    return weight, "the line is full" if likeliness >= 1 else "the line is not full"


def _of_lost_indent(second: Line, third: Line, setting: Setting) -> Evidence:
    """First lines whose indent was lost fall short of the measure by its width; others do not."""
    goes_on = _CLOSED_INSIDE if may_end(second.text) else 1 - _CLOSED_INSIDE
    room = room_for(third.text)
    inner, opening = (
        goes_on * setting.shortfalls.likeliness(second, setting.profile, where, room) + 1 - goes_on
        for where in (place(opens=opens, labelled=False) for opens in (False, True))
    )
    weight = log(inner / opening)
    return weight, "too wide for a first line" if weight > 0 else "as wide as a first line"


def _stands_alone(line: Line, after: Line, profile: Profile) -> bool:
    """Whether a short line without a closing mark is followed by the opening of a paragraph."""
    return (
        profile.right(line) < 0.8 * profile.measure
        and not ends_sentence(line.text)
        and line.text[-1] not in "，、；：,;:"
        and after.text[0] not in CLOSING
        and not after.text[0].islower()
    )


def _in_unwrapped(first: Line, second: Line, setting: Setting) -> list[Evidence]:
    """Evidence where a line is a paragraph, unless a page or column end cut it."""
    last = first.text[-1]
    if ends_sentence(first.text) or last in "；;":
        return [(-4.0, "sentence closed")]
    if last in "：:":
        return [(-3.0, "colon")]
    if last in "，、,":
        return [(4.0, "open comma")]
    if last == "】" and setting.opened.startswith("【"):
        return [(-6.0, "bracketed heading")]
    evidence = [_openness(first, setting)]
    if second.width < _SHORT and not may_end(second.text):
        evidence.append((-3.0, "no end of a paragraph behind it"))
    if is_han(last) or is_han(second.text[0]):
        evidence.append((setting.cohesion.between(last, second.text[0]), "characters that belong together"))
    return evidence


def _openness(first: Line, setting: Setting) -> Evidence:
    """How much a line without a closing mark looks like the beginning of a sentence that goes on."""
    opened = setting.opened
    if "。" in opened or "；" in opened or setting.listed or first.width > 1.5 * _LONGEST_HEADING:
        return (3.5, "sentence open")
    if read_number(opened):
        return (-2.5 if display_width(opened) <= _LONGEST_HEADING else 1.0, "a numbered heading")
    if setting.cut_at and abs(first.width - setting.cut_at) <= 2:
        return (2.0, "as wide as lines cut at a page end")
    if first.width < _SHORT:
        return (-3.0, "short line")
    return (2.5 if re.search("[，,]", opened) or first.width > _LONGEST_TITLE else 0.0, "sentence open")


def cut_width(lines: Sequence[Line]) -> int:
    """The width at which open lines pile up: the printed measure, where page ends cut a paragraph
    after one line. 0 where nothing piles up.
    """
    open_ends = Counter(
        line.width
        for line in lines
        if _SHORT <= line.width <= _LONGEST_HEADING
        and not ends_sentence(line.text)
        and line.text[-1] not in "：；"
        and "\t" not in line.text
        and read_number(line.text) is None
    )
    piles = {width: sum(open_ends[width + d] for d in (-1, 0, 1)) for width in open_ends}
    width = max(piles, key=lambda w: piles[w], default=0)
    around = sum(open_ends[width + d] for d in (-6, -5, -4, 4, 5, 6)) / 2
    return width if width and piles[width] >= max(4.0, 2 * around) else 0


def _of_blanks(first: Line, second: Line, profile: Profile) -> list[Evidence]:
    if second.blanks <= profile.spacing:
        return [(3.0, "no blank line")] if profile.by_blank else []
    cut = profile.han and not ends_sentence(first.text) and profile.right(first) >= profile.first - 2
    if profile.by_blank and not cut:
        return [(-5.0, "blank line")]
    return [(-1.0 if cut else -2.5, "blank line")] if profile.wrapped else []
