"""One manner for the gap between Chinese characters and Latin words or numbers: ``约 30 人`` or ``约30人``.

CLREQ asks for a gap of up to a quarter em there. Few reading systems add it by themselves, and a
typed space is about that wide, so neither manner is wrong; what disturbs is both in one work. The
document's own majority in its prose decides, and where nothing is typed the gap is left to the
edition's style sheet.

Spaces are added everywhere, but outside prose they are taken away only within dates, counts and
references (``2016 年``, ``表 1``): in a heading or cell another space may part two things, as in
``1 总则`` and ``记者 John Smith``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.normalize.characters import HAN, LETTER, is_prose
from publisher.normalize.edits import Edit, edit_document
from publisher.tree.nodes import Document
from publisher.tree.walk import texts, walk

_HEAD, _TAIL = rf"[{LETTER}\d]", rf"[{LETTER}\d%‰℃°]"
# Patterns that start with the rarer character are several times as fast.
_TIGHT = re.compile(rf"{_TAIL}(?:(?P<before>(?<=[{HAN}]{_HEAD}))|(?=[{HAN}]))(?P<after>(?=[{HAN}]))?")
_SPACED = re.compile(rf" (?:(?<=[{HAN}] )(?={_HEAD})|(?<={_TAIL} )(?=[{HAN}]))")
_COUNTERS = "年月日号號时時分秒个個位名人家项項次届屆章节節条條款页頁版期卷册冊万萬亿億元米吨噸倍"
_SPACED_COUNT = re.compile(rf" (?:(?<=[第表图圖年月日] )(?=\d)|(?<=\d )(?=[{_COUNTERS}]))")


def han_latin(document: Document) -> Document:
    """Spaces between scripts as in most of the document's prose."""
    if _is_spaced(document):
        return edit_document(document, _TIGHT, _open)
    return edit_document(document, _SPACED, _close)


def _is_spaced(document: Document) -> bool:
    spaced = tight = 0
    for block in walk(document.body):
        for text in filter(is_prose, texts(block)):
            spaced += len(_SPACED.findall(text))
            tight += len(_TIGHT.findall(text))
    return spaced > tight


def _open(text: str) -> Iterator[Edit]:
    for match in _TIGHT.finditer(text):
        if match["before"] is not None:
            yield match.start(), match.start(), " "
        if match["after"] is not None:
            yield match.end(), match.end(), " "


def _close(text: str) -> list[Edit]:
    pattern = _SPACED if is_prose(text) else _SPACED_COUNT
    return [(*match.span(), "") for match in pattern.finditer(text)]
