"""Classes of characters for regular expressions, and what kind of text a string is."""

from __future__ import annotations

import re

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters."""
LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff"
"""Latin, Greek and Cyrillic letters."""
STOPS = "，。；：！？、"
"""Full-width marks that end a clause or sentence (点号)."""
OPENERS = "（《「『【〈〔"
CLOSERS = "）》」』】〉〕"

ADDRESS = re.compile(
    r"(?:\w{2,12}://|www\.)[!-~]*[\w/#=]|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE | re.ASCII
)
"""Web and mail addresses."""
ADDRESS_HINT = re.compile(r"://|www\.|@", re.IGNORECASE)
"""What every address has; quick to look for."""

_HAN_RUN = re.compile(f"[{HAN}]+")
_LETTER_RUN = re.compile(f"[{LETTER}]+")
_LETTERS_PER_HAN = 4
"""A Latin word of five or so letters says as much as two Chinese characters; a text with clearly more
letters than that for its Chinese characters is not Chinese."""
_FEWEST_WORDS = 4
"""A text with fewer words than this is a name or a label of any language."""
_SENTENCE_END = re.compile(r"[。！？；…][”’」』）]*\Z|[。；]")


def char_before(text: str, at: int) -> str:
    """The last character before an offset that is not white space; empty if there is none."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return text[at - 1 : at]


def is_chinese(text: str) -> bool:
    """Whether a text is Chinese, foreign words in it or not. Addresses do not count."""
    if text.isascii():
        return False
    if ADDRESS_HINT.search(text):
        text = ADDRESS.sub(" ", text)
    han = sum(map(len, _HAN_RUN.findall(text)))
    return han > 0 and sum(map(len, _LETTER_RUN.findall(text))) <= _LETTERS_PER_HAN * han


def is_western(text: str) -> bool:
    """Whether a text is in an alphabetic script, and longer than a name or a label."""
    return len(_LETTER_RUN.findall(text)) >= _FEWEST_WORDS and not is_chinese(text)


def is_prose(text: str) -> bool:
    """Whether a text has Chinese sentences, unlike a heading, a label or a table cell."""
    return _SENTENCE_END.search(text) is not None
