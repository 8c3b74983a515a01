"""A heading, what is known of its place in the outline, and the level that it gets there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the units that carry it and what is known of its place."""

    first: int
    """Index of its first unit."""
    last: int
    """Index of its last unit (a chapter's number and title may stand apart)."""
    title: str
    style: str
    """Its numbering style, ``standing`` (前言, Preface), ``hash N`` (Markdown), ``box``, ``headed`` (named
    by running heads), ``poem`` (over verse) or ``plain``.
    """
    ordinal: int
    level: int = 0
    """Level that the contents gives; 0 where it gives none."""
    confidence: float = 1.0
    why: str = ""
    number: str = ""
    settled: int = 0
    """Level that the editor has settled; 0 where none is."""
    line: int = 0
    """Number of its first line in the dump."""
    again: int = 0
    """Index of the first of its units that only repeat it; 0 where none do."""
    continues: str = ""
    """The page of an issue that its text comes from, as printed."""


@dataclass(frozen=True, slots=True)
class Level:
    """The level of a heading."""

    number: int
    """From 1."""
    way: str = ""
    """How it was found; nothing where it is certain."""
    confidence: float = 1.0
    why: str = ""
    """Why it may be another."""
