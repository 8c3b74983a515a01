"""The language of a text, told by its script and its characters."""

from __future__ import annotations

import re
from collections import Counter

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3041-\u30fa]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")
_ENGLISH = frozenset(
    ("the", "of", "and", "to", "in", "is", "that", "was", "for", "by", "with", "as", "on", "it")
)
"""Words that make up a fifth of English prose and more."""
_FEWEST_ENGLISH = 0.08
"""Share of those words among all, at the least; headings and names dilute them."""


def detect_language(text: str) -> str:
    """The BCP 47 tag of a text: ``zh-Hans``, ``zh-Hant``, ``en``, or ``und`` where none fits.

    Chinese is simplified or traditional by the characters that only one of the two national
    character sets has: GB 2312 for simplified, Big5 for traditional. A Chinese character weighs as
    much as a Latin word.
    """
    chars = Counter(text)
    han = {char: count for char, count in chars.items() if _HAN.match(char)}
    total, kana = sum(han.values()), sum(count for char, count in chars.items() if _KANA.match(char))
    words = Counter(word.lower() for word in _LATIN_WORD.findall(text))
    if total >= words.total():
        if not total or kana > total // 10:
            return "und"
        simplified = sum(count for char, count in han.items() if _only_in(char, "gb2312", "big5"))
        traditional = sum(count for char, count in han.items() if _only_in(char, "big5", "gb2312"))
        return "zh-Hant" if traditional > simplified else "zh-Hans"
    english = sum(words[word] for word in _ENGLISH)
    return "en" if english >= _FEWEST_ENGLISH * words.total() else "und"


def _only_in(char: str, charset: str, other: str) -> bool:
    return _is_in(char, charset) and not _is_in(char, other)


def _is_in(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
