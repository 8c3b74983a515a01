"""Front, body and back matter: what the sections of a work are for, as far as their headings tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from publisher.scripts import compile_for_both
from publisher.tree.nodes import AnyBlock, ListRole, Section
from publisher.tree.walk import plain

LANDMARKS = {"foreword", "preface", "appendix", "glossary", "bibliography", "index"}
"""Functions of sections that readers look up from anywhere."""

LISTS: dict[ListRole, str] = {"": "toc", "illustrations": "loi", "tables": "lot", "maps": "lom"}
"""The terms of that vocabulary for printed contents and the lists like them."""

_DEEPEST = 2
"""Level below which a heading names a passage, not a part of the work."""


def function(section: Section) -> str:
    """What a section is for, as a term of the EPUB structural semantics vocabulary; empty where unknown."""
    if section.role or section.level > _DEEPEST:
        return ""
    title = _key(plain(section.title))
    whole, name = title.removeprefix(_key(section.number)), _key(section.number)
    for group in ("front", "body", "back"):
        for term, pattern in _patterns()[group].items():
            if pattern.fullmatch(whole) or pattern.fullmatch(title):
                return term
    return next((term for term, pattern in _patterns()["numbers"].items() if pattern.fullmatch(name)), "")


def matters(body: Sequence[AnyBlock]) -> list[str]:
    """``frontmatter``, ``bodymatter`` or ``backmatter`` for each outermost block.

    The body begins with the first section that is not front matter by its title, and ends with the last that
    is not back matter; a work of which nothing would be left as body is all body.
    """
    groups = [_group(block) for block in body]
    main = [n for n, group in enumerate(groups) if group == "body"]
    if not main:
        return ["bodymatter"] * len(body)
    return [
        "frontmatter" if n < main[0] else "bodymatter" if n <= main[-1] else "backmatter"
        for n in range(len(body))
    ]


def _group(block: AnyBlock) -> str:
    """The group of a section; empty for blocks that go with what is around them."""
    if not isinstance(block, Section):
        return ""
    term = function(block)
    return next((group for group in ("front", "back") if term in _patterns()[group]), "body")


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    text = files("publisher.render").joinpath("matter.toml").read_text("utf-8")
    return {
        group: {term: compile_for_both("|".join(titles)) for term, titles in terms.items()}
        for group, terms in tomllib.loads(text).items()
    }


def _key(title: str) -> str:
    return "".join(title.split()).lower().strip(".:：·")
