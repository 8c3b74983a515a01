"""How a line opens, and what that says of the seam before it: marks, bullets, labels and numbers."""

from __future__ import annotations

import re

from publisher.recover.decisions import Evidence
from publisher.recover.measure.line import Line
from publisher.recover.numbering import BULLET, Number, is_lone_label, read_number
from publisher.recover.text.seams import CLOSING, OPENING, breaks_behind_scheme, ends_sentence
from publisher.scripts import compile_for_both

_NO_CLOSING_MARK = re.compile(r"[.·…]{2}|\.[A-Za-z]")
"""Dots that open a text: an ellipsis, the name of a file."""
_INTERPUNCT = re.compile(r"·(?=\S)")
"""The mark between the parts of a foreign name, which may come to stand at a line start."""
MARK_OF_LINE_BEFORE = re.compile(
    r"(?:[\[［〔]\d[\d,，、–—~-]*[\]］〕]|[*†‡①-⑳])\s*[，。、；：！？）》」』】〕”’,;:!?)]"
)
"""A raised mark that extraction has put on the next line, before the punctuation behind it."""
_PAPER_LABEL = compile_for_both(
    r"[\[［【]?(?:摘 {0,4}要|关 ?键 ?词|中图分类号|文献标[识志]码|文章编号|收稿日期|基金项目"
    r"|作 ?者(?:简介)?|通[信讯]作者|引用格式|(?i:doi|abstract|key ?words))[\]］】]?\s*[：:]"
)
"""What the parts of the head of a paper in a journal open with."""
_ATTRIBUTION = re.compile(r"(?:——|—|--)\s?(?=\S)")
STRONG_NUMBERS = {"part", "chapter", "section", "bracket", "cjk", "cjk paren", "annex"}
CERTAIN = 9.0
"""Log-odds of what settles a seam whatever else there is."""


def weigh_opening(first: Line, second: Line, opened: str, *, counted: bool) -> list[Evidence]:
    """What the beginning of the second line says for its going on with the first.

    ``opened`` is the text of the paragraph so far; ``counted`` tells whether the second line counts on from a
    line before and a line after it counts on from it.
    """
    if is_lone_label(opened):
        return [(CERTAIN, "behind its label")]
    bullet = BULLET.match(second.text)
    if second.text[0] in CLOSING and not _NO_CLOSING_MARK.match(second.text) and not bullet:
        return [(CERTAIN, "closing mark at the line start")]
    if MARK_OF_LINE_BEFORE.match(second.text):
        return [(CERTAIN, "a mark and a closing mark at the line start")]
    if first.text[-1] in OPENING:
        return [(CERTAIN, "opening mark at the line end")]
    if bullet and not (_INTERPUNCT.match(second.text) and first.text[-1].isalpha()):
        return [(-CERTAIN, "bullet")]
    if breaks_behind_scheme(first.text, second.text):
        return [(CERTAIN, "inside a web address")]
    if _PAPER_LABEL.match(second.text):
        return [(-CERTAIN, "a label of a paper's head")]
    number = read_number(second.text)
    if (number and number.style == "bracket") or second.text[0] == "【":
        return [(-CERTAIN, "bracketed heading or label")]
    if number and not (number.style == "letter" and number.text[0].isupper()):
        return [(-_number_weight(number, first, opened, counted=counted), f"number {number.text}")]
    if _ATTRIBUTION.match(second.text):
        return [(-2.0, "attribution dash")]
    if _ATTRIBUTION.match(opened) and second.blanks == 0 and not ends_sentence(first.text):
        return [(-2.0, "behind an attribution")]
    if second.text[0].islower() and first.text[-1].islower():
        return [(2.0, "word goes on")]
    return []


def _number_weight(number: Number, first: Line, opened: str, *, counted: bool) -> float:
    """How much a number at the line start divides."""
    if counted or number.counts_on_from(read_number(opened)):
        return 6.0
    closed = ends_sentence(first.text) or first.text[-1] in "：:；;"
    if number.style in STRONG_NUMBERS:
        return 6.0 if closed else 3.0
    return 4.5 if closed else 1.0
