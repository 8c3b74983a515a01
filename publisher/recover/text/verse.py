"""Texts whose line ends are part of them: a text with its mark-up recognised, cut into its lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from publisher.recover.text.seams import ends_sentence
from publisher.tree.nodes import AnyInline, Emphasis, Text
from publisher.tree.walk import as_text, inlines, plain

_FEWEST_WORDS = 4
_LONGEST_WORD = 32
"""Columns of an entry in a list of words."""


def are_entries(lines: Sequence[str]) -> bool:
    """Whether lines are the entries of a list, not verse: sentences, or short without any mark."""
    if all(ends_sentence(line) and not line[0].islower() for line in lines):
        return True
    return len(lines) >= _FEWEST_WORDS and all(
        len(line) <= _LONGEST_WORD and line[-1] not in ",;:.!?-" and "  " not in line for line in lines
    )


def positions_without(offsets: Sequence[int], ranges: Sequence[tuple[int, int]]) -> list[int]:
    """Offsets in a text as they are once some rising ranges are taken out of it."""
    return [
        offset - sum(max(0, min(end, offset) - start) for start, end in ranges if start < offset)
        for offset in offsets
    ]


def split_text(text: Text, positions: Sequence[int]) -> tuple[Text, ...]:
    """A text cut before the characters at rising positions; emphasis goes on over a cut.

    Positions count the characters of ``plain(text)``; white space around a cut is dropped.
    """
    parts: list[Text] = []
    rest = text
    done = 0
    for position in positions:
        head, rest = _cut(rest, position - done)
        parts.append(_stripped(head))
        done = position
    return tuple(part for part in (*parts, _stripped(rest)) if part)


def _cut(text: Text, position: int) -> tuple[Text, Text]:
    """A text before and from a position on; other nodes than emphasis stay whole."""
    head: list[AnyInline] = []
    tail: list[AnyInline] = []
    left = position
    for node in inlines(text):
        length = len(plain((node,)))
        if left >= length:
            head.append(node)
        elif left <= 0:
            tail.append(node)
        elif isinstance(node, str):
            head.append(node[:left])
            tail.append(node[left:])
        elif isinstance(node, Emphasis):
            before, after = _cut(node.text, left)
            head.append(Emphasis(text=before, strong=node.strong))
            tail.append(Emphasis(text=after, strong=node.strong))
        else:
            head.append(node)
        left -= length
    return as_text(head), as_text(tail)


def _stripped(text: Text) -> Text:
    """A text without white space at its ends, inside emphasis too."""
    nodes = list(inlines(text))
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if nodes:
            nodes[at] = _without_space(nodes[at], strip)
    return as_text(nodes)


def _without_space(node: AnyInline, strip: Callable[[str], str]) -> AnyInline:
    if isinstance(node, str):
        return strip(node)
    if isinstance(node, Emphasis) and isinstance(node.text, str):
        text = strip(node.text)
        return Emphasis(text=text, strong=node.strong) if text else ""
    return node
