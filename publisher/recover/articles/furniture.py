"""What a page of a newspaper or newsletter prints around its texts: running heads, folios, rules.

Short dumps have too few pages for the series of folios and the habit of running heads that books
have, so here a line is furniture by its company: it recurs, or it stands alone at a page's edge.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publisher.corrections import NO_CORRECTIONS, Corrections
from publisher.recover.articles.marks import (
    is_byline,
    is_credit,
    is_issue_date,
    is_page_label,
    is_posted_name,
    is_rule,
)
from publisher.recover.articles.rows import has_han, opens_page
from publisher.recover.measure.line import Line
from publisher.recover.text.places import source_of
from publisher.scripts import compile_for_both
from publisher.tree.nodes import Removed

_PURE = re.compile("[\u3400-\u9fff·]{4,16}")
_FOLIO = compile_for_both(
    r"[-—–·]\s*\d{1,3}\s*[-—–·]|第\s*\d{1,3}\s*[页版]|[^\w\s]{1,4}(?: [^\w\s]{1,2})+|[^\w\s]{3}"
)
_LATIN_HEAD = re.compile(r"\S{3,}(?:\s+\S{3,})+")
_TOP = 3
"""Lines at the top of a dump that its masthead may take."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """The lines without furniture."""

    lines: tuple[Line, ...]
    walls: frozenset[int]
    """Numbers of the lines that furniture stood before."""
    rules: frozenset[int]
    """Numbers of the lines that a rule stood before."""
    removed: tuple[Removed, ...]


def clear_furniture(
    lines: Sequence[Line], spacing: int, corrections: Corrections = NO_CORRECTIONS
) -> Cleared:
    """Take rules, folios and running heads out of the lines, and what is settled to be such."""
    found: dict[int, str] = {i: "rule" for i, line in enumerate(lines) if is_rule(line.text)}
    heads = _running_heads(lines, found, spacing)
    found.update(dict.fromkeys(heads, "running head"))
    found.update(dict.fromkeys(_dates_again(lines), "running head"))
    found.update(
        (i, "running head")
        for i in range(1, len(lines))
        if i - 1 in heads and not has_han(lines[i].text) and _LATIN_HEAD.fullmatch(lines[i].text)
    )
    for i in range(len(lines)):
        if i not in found and _is_folio(lines, i, found, spacing):
            found[i] = "folio"
    for i, line in enumerate(lines):
        settled = corrections.furniture(line.number)
        if settled:
            found[i] = settled
        elif corrections.is_text(line.number):
            found.pop(i, None)
    kept = [i for i in range(len(lines)) if i not in found]
    return Cleared(
        tuple(lines[i] for i in kept),
        frozenset(lines[i].number for i in kept if i - 1 in found),
        frozenset(lines[i].number for i in kept if _rule_before(i, found)),
        tuple(
            Removed(src=source_of([lines[i]]), reason=reason, text=lines[i].text)  # type: ignore[arg-type]
            for i, reason in sorted(found.items())
        ),
    )


def _dates_again(lines: Sequence[Line]) -> Iterator[int]:
    """The dates of the issue that stand over each of its pages."""
    dates = [(i, "".join(line.text.split())) for i, line in enumerate(lines) if is_issue_date(line.text)]
    counts = Counter(text for _, text in dates)
    yield from (i for i, text in dates if counts[text] > 1)


def _rule_before(index: int, found: dict[int, str]) -> bool:
    while index - 1 in found:
        index -= 1
        if found[index] == "rule":
            return True
    return False


def _running_heads(lines: Sequence[Line], found: dict[int, str], spacing: int) -> set[int]:
    """Lines of nothing but a few Chinese characters that recur, mostly at the edges of pages.

    What stands over a post with a name is its office.
    """
    places: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        named = i + 1 < len(lines) and is_posted_name(lines[i + 1].text)
        if _PURE.fullmatch(line.text) and not is_byline(line.text) and not named:
            places.setdefault(line.text, []).append(i)
    heads: set[int] = set()
    for indexes in places.values():
        edges = sum(_at_edge(lines, i, found, spacing) for i in indexes)
        if len(indexes) >= 2 and 2 * edges >= len(indexes):
            heads.update(indexes)
    return heads


def _at_edge(lines: Sequence[Line], index: int, found: dict[int, str], spacing: int) -> bool:
    return (
        index < _TOP
        or index + 1 >= len(lines)
        or index - 1 in found
        or index + 1 in found
        or opens_page(lines[index], spacing)
        or opens_page(lines[index + 1], spacing)
    )


def _is_folio(lines: Sequence[Line], index: int, found: dict[int, str], spacing: int) -> bool:
    text = lines[index].text
    if is_page_label(text) and (index - 1 in found or index + 1 in found):
        return True
    if not _FOLIO.fullmatch(text):
        return False
    after = index + 1
    if after >= len(lines) or after in found or opens_page(lines[after], spacing) or index - 1 in found:
        return True
    return "上接" in lines[after].text[:4] or (index > 0 and is_credit(lines[index - 1].text))
