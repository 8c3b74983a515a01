"""Cross references: 表1—2, 图2—3, 第三章, 见第557页, "see Table 4" become links where the target is certain.

A reference is certain if exactly one table, figure or section has its number within the innermost
section around it that has any; a page, if exactly one printed page has that number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from publisher.render.anchors import Places
from publisher.scripts import simplified
from publisher.tree.nodes import (
    AnyBlock,
    AnyInline,
    Block,
    Document,
    Figure,
    Link,
    List,
    Paragraph,
    Section,
    Table,
    Text,
)
from publisher.tree.walk import as_text, children, inlines, map_blocks, replaced

# A number that counts on its own (表3) could be a measure (图3张, 代表3人): it must stand where a phrase
# starts. A number of two parts (表1—2) is a number of a table wherever it stands.
_DASH = "-‐‑–—－.．·"
_START = r"(?:(?<=[见見如由从從据據在及和与與至看示参參照比对對])|(?<![\w\u3400-\u9fff]))"
_REFERENCE = re.compile(
    rf"""
      (?P<zh>[表图圖]\s?\d+(?:[{_DASH}]\d+)+)
    | {_START}(?P<zh_short>[表图圖]\s?\d+)(?![张張个個片份元人条條篇幅\d])
    | \b(?P<en>(?:tables?|figures?|figs?\.|chapter|section|part)\s(?:\d+(?:[{_DASH}]\d+)*|[IVXLC]+\b))
    | (?<![》”])(?P<part>第[\d一二三四五六七八九十百零〇]+[编編章节節])
    | (?:[见見]|see\s(?:also\s)?)
      (?P<page>第\s?(?P<folio_zh>\d+)\s?[页頁]|(?:pages?|p\.)\s?(?P<folio_en>\d+|[ivxlc]+\b))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DASHES = str.maketrans(dict.fromkeys(_DASH, "-"))
_PLURAL = re.compile(r"^(?:(table|figure)s?|figs?-)(?=[\divxlc])")


class Reference(Link, frozen=True, kw_only=True, tag="reference"):
    """Words that lead to another place of the work."""

    target: str


def with_references(document: Document, places: Places) -> Document:
    """The document with its certain cross references as ``Reference`` nodes in running text."""
    index = _Index(document, places)

    def change(block: AnyBlock) -> AnyBlock:
        match block:
            case Paragraph():
                return replaced(block, text=index.linked(block.text, block.id))
            case List():
                items = (replaced(item, text=index.linked(item.text, item.id)) for item in block.items)
                return replaced(block, items=tuple(items))
            case _:
                return block

    return map_blocks(document, change) if index else document


class _Index:
    """The numbered places of a document, and which sections stand around each block."""

    def __init__(self, document: Document, places: Places) -> None:
        self._pages: dict[str, list[str]] = {}
        for page in places.pages:
            self._pages.setdefault(page.number, []).append(page.id)
        self._targets: dict[tuple[str, str], list[str]] = {}
        self._around: dict[str, tuple[str, ...]] = {}
        self._enter(document.body, ("",))

    def __bool__(self) -> bool:
        return bool(self._pages or self._targets)

    def _enter(self, blocks: Iterable[Block], around: tuple[str, ...]) -> None:
        for block in blocks:
            self._around[block.id] = around
            for number in filter(None, [_number(block)]):
                for scope in around:
                    self._targets.setdefault((scope, _key(number)), []).append(block.id)
            inner = (*around, block.id) if isinstance(block, Section) else around
            self._enter(children(block), inner)

    def linked(self, text: Text, block: str) -> Text:
        """A text with references in its strings, as seen from the block with that id."""
        return as_text(part for node in inlines(text) for part in self._pieces(node, block))

    def _pieces(self, node: AnyInline, block: str) -> Iterable[AnyInline]:
        if not isinstance(node, str):
            yield node
            return
        end = 0
        for match in _REFERENCE.finditer(node):
            group = match.lastgroup if match.lastgroup in {"zh", "zh_short", "en", "part"} else "page"
            target = self._target(match, group or "", block)
            if target:
                start, stop = match.span(group)
                yield node[end:start]
                yield Reference(href="", text=node[start:stop], target=target)
                end = stop
        yield node[end:]

    def _target(self, match: re.Match[str], group: str, block: str) -> str:
        if group == "page":
            found = self._pages.get(match["folio_zh"] or match["folio_en"], [])
        else:
            key = _key(match[group])
            scopes = (self._targets.get((scope, key), []) for scope in reversed(self._around[block]))
            found = next(filter(None, scopes), [])
        around = self._around[block]
        return found[0] if len(found) == 1 and found[0] not in around else ""


def _number(block: Block) -> str:
    match block:
        case Section():
            return block.number
        case Table() | Figure() if block.caption:
            return block.caption.number
        case _:
            return ""


def _key(number: str) -> str:
    """The form in which two spellings of a number are the same: ``Fig. 1–2``, ``figure 1-2``."""
    form = "".join(unicodedata.normalize("NFKC", simplified(number)).lower().split()).translate(_DASHES)
    return _PLURAL.sub(lambda match: match[1] or "figure", form)
