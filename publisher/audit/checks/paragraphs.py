"""Paragraphs: run together, cut in two, doubled, or with a part missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from publisher.audit.findings import Finding, excerpt, make_finding
from publisher.tree.nodes import Block, Division, Document, Item, NoteRef, Paragraph, Section, Text
from publisher.tree.walk import children, inlines, plain, walk

_LONGEST = 2500
"""Characters; hardly any printed paragraph is longer."""
_SHORTEST_SENTENCE = 30
"""Characters; a shorter paragraph may be a label or a heading, and end without a mark."""
_SHORTEST_DOUBLE = 40
"""Letters and digits; shorter texts come again by chance."""

_OPEN_END = re.compile(r"[，、,（(《“‘「『]$")
"""An end that cannot be one."""
_OPEN_WORD = re.compile(r"[A-Za-z]$")
_OPEN_HAN = re.compile(r"[\u3400-\u9fff]$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NEVER_FIRST = frozenset("，。、；：！？）》」』】〕〉”’,;:!?)]")
_PAIRS = dict(zip("（【《〈「『“〔", "）】》〉」』”〕", strict=True))
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}
_BRACKET = re.compile("[" + re.escape("".join((*_PAIRS, *_OPENERS))) + "]")
_FULL_WIDTH = str.maketrans("()[]", "（）【】")
"""Brackets of either width match each other."""
_LABEL = re.compile(r"(?<![\w(（])(?:\d{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3})[)）]")
"""``1)`` or ``a）`` before a clause: a bracket that needs no partner."""


def long_paragraphs(document: Document) -> Iterator[Finding]:
    """Paragraphs that are probably several."""
    for block in walk(document.body):
        if isinstance(block, Paragraph):
            length = len("".join(plain(block.text).split()))
            if length > _LONGEST:
                yield make_finding("P-001", src=block.src, block=block.id, length=length)


def without_end(document: Document) -> Iterator[Finding]:
    """Paragraphs that break off: no closing mark, and another paragraph or nothing after them."""
    for block, following in _running(document.body):
        text = _without_marks(block.text).rstrip()
        if len(text) >= _SHORTEST_SENTENCE and _breaks_off(text, following):
            yield make_finding("P-002", src=block.src, block=block.id, end=f"“…{text[-12:]}”")


def without_beginning(document: Document) -> Iterator[Finding]:
    """Paragraphs that begin with a mark that none begins with."""
    for block, _ in _running(document.body):
        text = plain(block.text).lstrip()
        if text[:1] in _NEVER_FIRST and text:
            yield make_finding("P-003", src=block.src, block=block.id, start=excerpt(text, 12))


def unbalanced(document: Document) -> Iterator[Finding]:
    """Paragraphs and items with a bracket or quote that lacks its partner."""
    for block, following in _running(document.body):
        text = plain(block.text)
        at = _lone_bracket(text)
        if at is None or _goes_on_quoting(text[at], following):
            continue
        mark = f"“{text[max(0, at - 8) : at + 9]}”"
        yield make_finding("P-004", src=block.src, block=block.id, mark=f"{text[at]} in {mark}")


def doubled(document: Document) -> Iterator[Finding]:
    """Paragraphs whose text came before."""
    seen: dict[str, Paragraph] = {}
    for block in walk(document.body):
        if isinstance(block, Paragraph):
            key = re.sub(r"\W+", "", plain(block.text))
            first = seen.setdefault(key, block)
            if first is not block and len(key) >= _SHORTEST_DOUBLE:
                yield make_finding("P-005", src=block.src, block=block.id, other=first.id, place=first.src)


def _running(blocks: Sequence[Block]) -> Iterator[tuple[Paragraph | Item, Block | None]]:
    """Paragraphs and items of running text, each with the block after it under the same parent."""
    for block, following in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Item) or (isinstance(block, Paragraph) and not block.role):
            yield block, following
        if not isinstance(block, Division):
            yield from _running(children(block))


def _without_marks(text: Text) -> str:
    return "".join(plain((node,)) for node in inlines(text) if not isinstance(node, NoteRef))


def _breaks_off(text: str, following: Block | None) -> bool:
    """Whether a text has no end of its own, and the block after it may go on with it or begins anew."""
    after = plain(following.text).lstrip() if isinstance(following, Paragraph) else ""
    anew = following is None or isinstance(following, Section)
    if _OPEN_END.search(text):
        return anew or bool(after)
    if _OPEN_WORD.search(text):
        return after[:1].islower()
    return bool(_OPEN_HAN.search(text)) and (anew or bool(_HAN.match(after)))


def _goes_on_quoting(mark: str, following: Block | None) -> bool:
    """A quotation of several paragraphs opens anew with each."""
    return mark in "“「『" and isinstance(following, Paragraph) and plain(following.text).startswith(mark)


def _lone_bracket(text: str) -> int | None:
    """Offset of the first bracket or quote without partner."""
    labels = {match.end() - 1 for match in _LABEL.finditer(text)}
    opened: list[int] = []
    text = text.translate(_FULL_WIDTH)
    for match in _BRACKET.finditer(text):
        at, mark = match.start(), match[0]
        if mark in _PAIRS:
            opened.append(at)
        elif opened and text[opened[-1]] == _OPENERS[mark]:
            opened.pop()
        elif at not in labels:
            return at
    return opened[0] if opened else None
