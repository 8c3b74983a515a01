"""Numbers and bullets that headings and list items open with, in Chinese and English works.

``read_number`` takes a line and gives its style, its ordinal and what follows. Styles are ranked
by where works usually put them in the outline; the real order is found in each work anew.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

BULLET = re.compile(r"[•●■◆▪‣○◇□➢➤★☆*·–-]\s*(?=[^\s\d*·–-])|[-*+·•–]\s+(?=\S)")
"""The bullet that a list item opens with: a mark, or a dash or star that stands apart."""
CJK_DIGITS = "〇○零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾"
_DIGIT = {
    c: v
    for v, group in enumerate(
        ["〇○零", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
    )
    for c in group
}
_UNIT = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_NUMERAL = rf"[{CJK_DIGITS}\d]+"
_ROMAN_NUMERAL = r"(?=[IVXLC])(?:X{0,3}|X?L|L?X{0,3})C?(?:IX|IV|V?I{0,3})"
_WORDS = {
    word: value
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        1,
    )
} | {
    word: value
    for value, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        1,
    )
}
_EN_ORDINAL = rf"(?:\d+|{_ROMAN_NUMERAL}|{'|'.join(_WORDS)})"
_SEPARATOR = r"[\s.:：—–-]*"

# Style, pattern of the number with its ordinal as group 1. The first that matches wins.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (style, re.compile(pattern, flags))
    for style, pattern, flags in (
        ("part", rf"第\s*({_NUMERAL})\s*(?:部分|[编編篇部卷集辑輯])(?![^\s、，。：:]*第)", 0),
        ("chapter", rf"第\s*({_NUMERAL})\s*[章回讲講](?!程)", 0),
        ("section", rf"第\s*({_NUMERAL})\s*[节節]", 0),
        ("article", rf"第\s*({_NUMERAL})\s*[条條]", 0),
        ("part", rf"(?:PART|BOOK|VOLUME|Part|Book|Volume)\s+(?i:({_EN_ORDINAL}))\b{_SEPARATOR}", 0),
        (
            "chapter",
            rf"(?:CHAPTER|Chapter|CHAP\.|LECTURE|Lecture|LETTER|ACT|Act)\s+(?i:({_EN_ORDINAL}))\b{_SEPARATOR}",
            0,
        ),
        (
            "section",
            rf"(?:SECTION|Section|SEC\.|Sec\.|LESSON|Lesson|SCENE|Scene|§)\s*(?i:({_EN_ORDINAL}))\b{_SEPARATOR}",
            0,
        ),
        ("part", rf"(?:THE|The)\s+(?i:({'|'.join(_WORDS)}))\s+(?:PART|BOOK|Part|Book)\b{_SEPARATOR}", 0),
        (
            "chapter",
            rf"(?:THE|The)\s+(?i:({'|'.join(_WORDS)}))\s+(?:CHAPTER|ACT|LECTURE|Chapter|Act|Lecture)\b{_SEPARATOR}",
            0,
        ),
        ("annex", rf"(?:附录|附錄|附件|附表|附)\s*([{CJK_DIGITS}\dA-Z]{{1,3}})(?=[\s：:、.]|$)[：:、.]?", 0),
        ("annex", rf"(?:APPENDIX|Appendix|ANNEX|Annex)\s+([A-Z]|{_EN_ORDINAL})\b{_SEPARATOR}", 0),
        ("bracket", r"【()(?=[^【】]*】$)", 0),
        ("cjk paren", rf"[（(〔]\s*([{CJK_DIGITS[3:]}]{{1,4}})\s*[)）〕]、?", 0),
        ("cjk", rf"([{CJK_DIGITS[3:]}]{{1,4}})\s*[、．.](?!\d)", 0),
        ("paren", r"[（(]\s*(\d{1,3})\s*[)）]、?", 0),
        ("half paren", r"(\d{1,3})\s*[)）]", 0),
        ("reference", r"\[(\d{1,3})\](?=\s*\S)", 0),
        ("circled", r"([①-⑳])", 0),
        ("decimal", r"(\d{1,3}(?:[.．]\d{1,3})+)[.．、]?(?=[\s\u3400-\u9fff“《]|$)(?!\s*[%％万亿元倍])", 0),
        ("arabic", r"(\d{1,3})\s*[.．、](?!\d)", 0),
        ("letter", r"([A-Za-z])[.．、](?=\s|[\u3400-\u9fff])(?!\s[A-Z][.．])", 0),
        ("letter paren", r"[（(]\s*_?([A-Za-z])_?\s*[)）]", 0),
        ("roman", rf"({_ROMAN_NUMERAL})[.．、](?=\s|$)", 0),
    )
)
_OPENERS = frozenset("第【（(〔[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳附§" + CJK_DIGITS) | frozenset(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the start of a line."""

    style: str
    """Its form, such as ``chapter``, ``cjk paren``, ``decimal 2`` (2.1) or ``bracket``."""
    ordinal: int
    """What it counts; 0 where the style does not count (【…】)."""
    text: str
    """The number as printed."""
    rest: str
    """What follows it."""


@lru_cache(maxsize=8192)
def read_number(text: str) -> Number | None:
    """The number that a line opens with, or None."""
    if not text or text[0] not in _OPENERS:
        return None
    for style, pattern in _PATTERNS:
        match = pattern.match(text)
        if match and match[0]:
            refined, ordinal = _refine(style, match[1])
            number = "" if style == "bracket" else match[0].strip()
            return Number(refined, ordinal, number, text[match.end() :].strip())
    return None


def _refine(style: str, numeral: str) -> tuple[str, int]:
    """The style and the ordinal, by what the numeral is: 2.1 has two steps, I and V are Roman."""
    if style == "decimal":
        parts = re.split("[.．]", numeral)
        return f"decimal {len(parts)}", int(parts[-1])
    if style == "letter" and numeral in "IVX":
        return "roman", _roman(numeral)
    if style.startswith("letter"):
        return style, ord(numeral.lower()) - ord("a") + 1
    return style, ordinal_of(numeral)


def ordinal_of(text: str) -> int:
    """The value of a numeral: Chinese, Arabic, Roman, circled, a letter or an English word; 0 if none."""
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        return 0
    if text.isdigit():
        return int(text)
    if text[0] in CJK_DIGITS:
        return _chinese(text)
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if re.fullmatch(_ROMAN_NUMERAL, text.upper()):
        return _roman(text.upper())
    return ord(text.lower()) - ord("a") + 1 if len(text) == 1 and text.isalpha() else 0


def _chinese(text: str) -> int:
    total, digit = 0, 0
    positional = not any(char in _UNIT for char in text)
    for char in text:
        if char in _UNIT:
            total += (digit or 1) * _UNIT[char]
            digit = 0
        else:
            value = _DIGIT[char] if char in _DIGIT else int(char)
            digit = digit * 10 + value if positional else value
    return total + digit


def _roman(text: str) -> int:
    values = [_ROMAN[char] for char in text]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
