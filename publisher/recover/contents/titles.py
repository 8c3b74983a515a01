"""Titles over contents lists."""

from __future__ import annotations

import re

from publisher.recover.measure.key import key

_TITLES = frozenset(
    key(title)
    for title in (
        "目录",
        "目錄",
        "目次",
        "总目录",
        "總目錄",
        "Contents of this issue",
        "本期目录",
        "本期目錄",
    )
)
_ENGLISH = re.compile(r"(?:tableof|the)?contents(?:(?:of|to)\w{0,16}(?:volume|vol|book|part|work)\w{0,6})?")
"""Contents, Table of Contents, Contents of the First Volume, Contents of Vol. II, reduced as by ``key``."""
_LETTERS = frozenset("目录錄次")
_COLUMN_HEADS = frozenset(
    ("page", "pages", "paragraph", "chapter", "chap", "section", "no", "页码", "頁碼", "页", "頁", "章", "节")
)
"""Words over the columns of a contents list, reduced as by ``key``."""


def is_contents_title(text: str) -> bool:
    """Whether a line is the title of a contents list and nothing else."""
    title = key(text)
    return title in _TITLES or _ENGLISH.fullmatch(title) is not None


def is_letter_of_title(text: str) -> bool:
    """Whether a line is one character of a letterspaced title, torn from the others."""
    return text in _LETTERS


def are_column_heads(text: str) -> bool:
    """Whether a line has nothing but heads of the columns of a contents list."""
    return all(key(word) in _COLUMN_HEADS for word in text.split())
