"""Titles over contents lists and over lists of illustrations, tables and maps."""

from __future__ import annotations

import re

from publisher.recover.measure.key import key
from publisher.scripts import in_both_scripts
from publisher.tree.nodes import ListRole

_PICTURES = "(?:illustrations?|plates|figures|pictures|portraits|photographs|engravings|woodcuts|diagrams)"
_MAPS = "(?:maps|charts|plans)"
_LIST_OF = "(?:(?:a|the)?listof)?(?:the)?(?:fullpage|coloured|colored)?"
_LIST = "(?:目[录錄次]|索引|一[览覽])"
_TITLE = re.compile(
    rf"(?:(?P<contents>总?目[录錄次]|總目[录錄次]|本期目[录錄]|contentsofthisissue|(?:tableof|the)?contents)"
    rf"|(?P<illustrations>(?:附?[图圖]表?|[插附][图圖]|[图圖][版片]){_LIST}"
    rf"|{_LIST_OF}(?:{_PICTURES}(?:and(?:{_PICTURES}|{_MAPS}|tables))?|{_MAPS}and{_PICTURES}))"
    rf"|(?P<tables>(?:附表|表格|表){_LIST}|{_LIST_OF}tables)"
    rf"|(?P<maps>地[图圖]{_LIST}|{_LIST_OF}{_MAPS}(?:and{_MAPS})?))"
    r"(?:(?:of|to|in)\w{0,16}(?:volume|vol|book|part|work)\w{0,6})?"
)
"""By what the entries of the list name, reduced as by ``key``: Contents of the First Volume, List of Maps
and Plans, 插图目录.
"""
_ROLES: dict[str, ListRole] = {"illustrations": "illustrations", "tables": "tables", "maps": "maps"}
_LETTERS = frozenset("目录錄次")
_COLUMN_HEADS = in_both_scripts(
    (
        *("page", "pages", "paragraph", "chapter", "chap", "section", "no"),
        *("to", "face", "facing", "opposite", "fig", "figure", "plate", "table", "vol"),
        *("页码", "页", "章", "节"),
    )
)
"""Words over the columns of a list, reduced as by ``key``."""


def list_role(text: str) -> ListRole | None:
    """What the entries of a list name by the title over it; None where the line is no such title."""
    match = _TITLE.fullmatch(key(text))
    return _ROLES.get(match.lastgroup or "", "") if match else None


def is_contents_title(text: str) -> bool:
    """Whether a line is the title of a contents list and nothing else."""
    return list_role(text) == ""


def is_letter_of_title(text: str) -> bool:
    """Whether a line is one character of a letterspaced title, torn from the others."""
    return text in _LETTERS


def are_column_heads(text: str) -> bool:
    """Whether a line has nothing but heads of the columns of a list."""
    return all(key(word) in _COLUMN_HEADS for word in text.split())
