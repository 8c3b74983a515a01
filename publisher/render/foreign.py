"""Passages in another language than their work: which language, as far as a few certain signs tell."""

from __future__ import annotations

import re

from publisher.tree.nodes import Text
from publisher.tree.walk import plain

_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_LETTER = re.compile(r"[^\W\d_]")
_ENGLISH = re.compile(r"\b(the|of|and|in|to|is|for|with|by|on|from|that|was|are|an)\b", re.IGNORECASE)
_FEWEST = 2
"""Different function words that show a passage to be English."""


def foreign_language(text: Text, language: str) -> str:
    """The BCP 47 tag of a passage in English or Chinese in a work of another language, else empty."""
    main = language.partition("-")[0]
    words = plain(text)
    if _HAN.search(words) is None:
        if main == "en":
            return ""
        return "en" if len({word.lower() for word in _ENGLISH.findall(words)}) >= _FEWEST else ""
    if main in {"zh", "ja", "und"} or _KANA.search(words):
        return ""
    return "zh" if 2 * len(_HAN.findall(words)) > len(_LETTER.findall(words)) else ""
