"""Numbers and bullets that headings and list items open with, in Chinese and English works.

``read_number`` takes a line and gives its style, its ordinal and what follows. Styles are ranked
by where works usually put them in the outline; the real order is found in each work anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from publisher.scripts import compile_for_both, simplified, with_traditional

BULLET = re.compile(r"[•●■◆▪‣○◇□➢➤★☆*·–-]\s*(?=[^\s\d*·–-])|[-*+·•–]\s+(?=\S)")
"""The bullet that a list item opens with: a mark, or a dash or star that stands apart."""
_LONE_LABELS = re.compile(r"(?:(?:[•●■◆▪◦‣○◇□➢➤]|\d{1,2}[.、]|[(（]\d{1,2}[)）])(?:\s+|$))+")
CJK_DIGITS = with_traditional("〇○零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾")
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
_ROMAN_NUMERAL = r"(?=[IVXLC]+\b)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_ONES = re.findall(
    r"\w+",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen",
)
_ONES_ORDINAL = re.findall(
    r"\w+",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
)
_TENS = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")


def _words() -> Iterator[tuple[str, int]]:
    """English numerals from one to ninety-nine, both cardinal and ordinal."""
    for words in (_ONES, _ONES_ORDINAL):
        yield from ((word, value) for value, word in enumerate(words, 1))
    for tens, name in enumerate(_TENS, 2):
        yield name, 10 * tens
        yield f"{name[:-1]}ieth", 10 * tens
        for words in (_ONES, _ONES_ORDINAL):
            yield from ((f"{name}-{word}", 10 * tens + value) for value, word in enumerate(words[:9], 1))


_WORDS = dict(_words())
_EN_WORD = "|".join(sorted(_WORDS, key=len, reverse=True)).replace("-", "[- ]")
_EN_ORDINAL = rf"(?:\d+|{_EN_WORD}|{_ROMAN_NUMERAL})"
_THE = r"(?:(?i:the)\s+)?"
_SEPARATOR = r"[\s.:：—–-]*"

# Style, pattern of the number with its ordinal as group 1. The first that matches wins.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (style, compile_for_both(pattern, flags))
    for style, pattern, flags in (
        ("part", rf"第\s*({_NUMERAL})\s*(?:部分|[单單]元|[编編篇部卷集辑輯])(?![^\s、，。：:]*第)", 0),
        ("part", rf"卷[之第]?([{CJK_DIGITS[3:]}]{{1,4}})(?=\s|$)", 0),
        ("chapter", rf"第\s*({_NUMERAL})\s*(?:[章回讲講](?!程)|[课課](?![堂题題外时時文本]))", 0),
        ("section", rf"第\s*({_NUMERAL})\s*[节節]", 0),
        ("article", rf"第\s*({_NUMERAL})\s*[条條]", 0),
        ("part", rf"(?:PART|BOOK|VOLUME|Part|Book|Volume)\s+{_THE}(?i:({_EN_ORDINAL}))\b{_SEPARATOR}", 0),
        (
            "chapter",
            r"(?:CHAPTER|Chapter|CHAP\.|Chap\.|LECTURE|Lecture|LETTER|ACT|Act)"
            rf"\s+{_THE}(?i:({_EN_ORDINAL}))\b{_SEPARATOR}",
            0,
        ),
        (
            "section",
            r"(?:SECTION|Section|SEC\.|Sec\.|SECT\.|Sect\.|LESSON|Lesson|SCENE|Scene|§)"
            rf"\s*{_THE}(?i:({_EN_ORDINAL}))\b{_SEPARATOR}",
            0,
        ),
        (
            "part",
            rf"(?:THE|The)\s+(?i:({_EN_WORD}))\s+(?:PART|BOOK|VOLUME|Part|Book|Volume)\b{_SEPARATOR}",
            0,
        ),
        ("part", rf"({_EN_WORD.upper()})\s+(?:PART|BOOK|VOLUME)\b{_SEPARATOR}", 0),
        (
            "chapter",
            rf"(?:THE|The)\s+(?i:({_EN_WORD}))\s+(?:CHAPTER|ACT|LECTURE|Chapter|Act|Lecture)\b{_SEPARATOR}",
            0,
        ),
        ("chapter", rf"({_EN_WORD.upper()})\s+(?:CHAPTER|ACT|LECTURE)\b{_SEPARATOR}", 0),
        (
            "annex",
            rf"(?:附\s?录|附\s?錄|附\s?件|附\s?表|附)\s*([{CJK_DIGITS}\dA-Z]{{1,3}})(?=[\s：:、.]|$)[：:、.]?",
            0,
        ),
        ("annex", rf"(?:APPENDIX|Appendix|ANNEX|Annex)\s+([A-Z]|{_EN_ORDINAL})\b{_SEPARATOR}", 0),
        ("bracket", r"【()(?=[^【】]*】$)", 0),
        ("cjk paren", rf"[（(〔]\s*([{CJK_DIGITS[3:]}]{{1,4}})\s*[)）〕]、?", 0),
        ("cjk", rf"([{CJK_DIGITS[3:]}]{{1,4}})\s*[、．.](?!\d)", 0),
        ("paren", r"[（(]\s*(\d{1,3})\s*[)）]、?", 0),
        ("half paren", r"(\d{1,3})\s*[)）]", 0),
        ("reference", r"[\[［](\d{1,3})[\]］](?=\s*\S)", 0),
        ("circled", r"([①-⑳])", 0),
        ("decimal", r"(\d{1,3}(?:[.．]\d{1,3}){2,3})(?=[A-Za-z])", 0),
        ("decimal", r"(\d{1,3}(?:[.．] \d{1,3})+)(?=\u3000|\s{2})", 0),
        (
            "decimal",
            r"((?:\d{1,3}|[A-Z])(?:[.．]\d{1,3})+)(?:[.．、]|(?!\s*[%％万亿元倍]))"
            r"(?=[\s\u3400-\u9fff“《]|[A-Z][a-z]{2}|$)",
            0,
        ),
        ("arabic", r"(\d{1,3})\s*[.．、](?!\d)", 0),
        ("letter", r"([A-Za-z])[.．、](?=\s|[\u3400-\u9fff])(?!\s[A-Z][.．])", 0),
        ("letter paren", r"[（(]\s*_?([A-Za-z])_?\s*[)）]", 0),
        ("roman", rf"({_ROMAN_NUMERAL})[.．、](?=\s|$)", 0),
    )
)
_LABELLED = re.compile(
    rf"(?P<label>(?:[^\W\d_]+[ -])?[^\W\d_]{{2,}})\.? {_THE}"
    rf"(?P<number>\d+|(?i:{_EN_WORD})|{_ROMAN_NUMERAL})\b{_SEPARATOR}"
    rf"|{_THE}(?P<ordinal>(?i:{_EN_WORD})) (?P<counted>[^\W\d_]{{2,}})\b{_SEPARATOR}"
)
_OPENERS = frozenset("第卷【（(〔[［①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳附§" + CJK_DIGITS) | frozenset(
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

    def counts_on_from(self, before: Number | None) -> bool:
        """Whether it is the next after another number of its style."""
        return before is not None and before.style == self.style and self.ordinal == before.ordinal + 1


def is_lone_label(text: str) -> bool:
    """Whether a text is nothing but the bullet or number of a list item, or several of them."""
    return bool(_LONE_LABELS.fullmatch(text))


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


def is_counted(word: str, numeral: str) -> bool:
    """Whether a word and a numeral on two lines are one number: Chapter over 4."""
    number = read_number(f"{word} {numeral}") if word.isalpha() else None
    return number is not None and not number.rest


def counted_between(texts: Iterable[str]) -> dict[int, tuple[int, int]]:
    """The texts whose number stands in the count of its style between that of one before and one after.

    All three are given by their indexes.
    """
    latest: dict[str, tuple[int, int, int]] = {}
    result = {}
    for index, text in enumerate(texts):
        number = read_number(text)
        if number is None or not number.ordinal:
            continue
        before, ordinal, first = latest.get(number.style, (-1, 0, -1))
        if number.ordinal != ordinal + 1:
            before = -1
        elif first >= 0:
            result[before] = (first, index)
        latest[number.style] = (index, number.ordinal, before)
    return result


def read_labelled(text: str) -> Number | None:
    """The number that a line opens with together with any word: CANTO II., The Third Night, or None."""
    match = _LABELLED.match(text)
    if not match:
        return None
    label, numeral = match["label"] or match["counted"], match["number"] or match["ordinal"]
    return Number(label.casefold(), ordinal_of(numeral), match[0].strip(), text[match.end() :].strip())


def _refine(style: str, numeral: str) -> tuple[str, int]:
    """The style and the ordinal, by what the numeral is: 2.1 has two steps, I and V are Roman."""
    if style == "decimal":
        parts = re.split("[.．]", numeral)
        return f"decimal {len(parts)}", int(parts[-1])
    if style == "letter" and numeral in "IVX":
        return "roman", roman(numeral)
    if style.startswith("letter"):
        return style, ord(numeral.lower()) - ord("a") + 1
    return style, ordinal_of(numeral)


def ordinal_of(text: str) -> int:
    """The value of a numeral: Chinese, Arabic, Roman, circled, a letter or an English word; 0 if none."""
    text = simplified(unicodedata.normalize("NFKC", text)).strip()
    if not text:
        return 0
    if text.isdigit():
        return int(text)
    if text[0] in CJK_DIGITS:
        return _chinese(text)
    word = "-".join(text.lower().split())
    if word in _WORDS:
        return _WORDS[word]
    if re.fullmatch(_ROMAN_NUMERAL, text.upper()):
        return roman(text.upper())
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


def roman(text: str) -> int:
    """The value of a Roman numeral in capitals."""
    values = [_ROMAN[char] for char in text]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
