"""The words of the interface (contents, page, back to the text …) in a work's language.

They stand in ``words/<language>.yaml``; a language without a file gets English words.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import yaml

Words: TypeAlias = dict[str, Any]
"""Phrases by name; ``{}`` in a phrase stands for what it is about."""

_TRADITIONAL = ("hant", "tw", "hk", "mo")


def words_for(language: str) -> Words:
    """The words for a BCP 47 language tag."""
    subtags = language.lower().split("-")
    if subtags[0] != "zh":
        return _load("en")
    return _load("zh-Hant" if any(tag in _TRADITIONAL for tag in subtags) else "zh-Hans")


@cache
def _load(name: str) -> Words:
    text = files("publisher.render").joinpath("words", f"{name}.yaml").read_text("utf-8")
    words: Words = yaml.load(text, Loader=yaml.CSafeLoader)
    return words
