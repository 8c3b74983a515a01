"""Lines of title pages, imprints and mastheads: what kind each is, and what it says.

The words that they are told by stand in ``data/front_matter.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal, cast

from publisher.recover.front.printed_values import isbn_of
from publisher.recover.measure.key import key
from publisher.recover.measure.line import display_width
from publisher.scripts import compile_for_both, simplified, with_traditional
from publisher.tree.nodes import Creator

Kind = Literal[
    "fields",
    "imprint heading",
    "record",
    "isbn",
    "rights",
    "service",
    "creator",
    "publisher",
    "place",
    "year",
    "stop",
    "prose",
    "other",
]
"""``record`` is a line of a library's catalogue entry; at a ``stop`` heading front matter ends."""

IMPRINT: frozenset[Kind] = frozenset(("fields", "imprint heading", "record", "isbn", "rights", "service"))
"""Kinds of lines that an imprint is made of."""

_MADE: frozenset[Kind] = frozenset(("creator", "publisher", "place", "year", "rights"))

Role = Literal["author", "editor", "translator", "compiler", "illustrator", "contributor"]

_DATA: dict[str, dict[str, Any]] = tomllib.loads(
    files("publisher.recover.front").joinpath("data/front_matter.toml").read_text("utf-8")
)
_LONGEST = 300
"""Characters; a longer line is none of title pages, imprints and mastheads."""
_LONGEST_NAME = 4
"""Characters of a Chinese name."""
_SHORTEST_LABEL = 2
"""Characters of a label that tells enough without a colon."""
_LONGEST_PLACE = 80
"""Columns of a line that opens with the place of the publisher."""
_LONGEST_LINE = 60
"""Columns; a longer line that ends a sentence is prose."""


def _spread(label: str) -> str:
    """A pattern for a label whose Chinese characters may be spread with spaces."""
    return r"[ \u3000]*".join(map(re.escape, label)) if not label.isascii() else re.escape(label)


def _any_of(*lists: list[str], spread: bool = False) -> str:
    words = sorted((word for words in lists for word in words), key=len, reverse=True)
    return "|".join(_spread(word) if spread else word for word in words)


def _opens(name: str) -> re.Pattern[str]:
    return compile_for_both(rf"\W{{0,3}}(?:{_any_of(_DATA['lines'][name])})", re.IGNORECASE)


_LABELS = {_label: key for key, labels in _DATA["labels"].items() for _label in labels}
_ROLES = {word: role for role, words in _DATA["roles"].items() for word in words}
_ALL_LABELS = _any_of(list(_LABELS), *_DATA["other_labels"].values(), spread=True)
_FIELD = compile_for_both(
    rf"(?:^|(?<=[\s　/／|｜]))(?P<label>{_ALL_LABELS})(?:[ 　]*[:：]|(?<=ISBN)|(?<=ISSN))[ 　]*",
    re.IGNORECASE,
)
_UNMARKED_FIELD = compile_for_both(rf"(?P<label>{_ALL_LABELS})(?P<gap>[ 　]+)(?P<value>\S.*)")
"""A label without a colon behind it, as before names that are set in columns."""
_BETWEEN = " \u3000/／|｜"
"""What stands between the entries of a line."""
_IMPRINT_HEADING, _RECORD, _RIGHTS, _SERVICE, _SUBJECTS, _SERIES_BOARD = map(
    _opens, ("imprint_heading", "record", "rights", "service", "subjects", "series_board")
)
_STOP = compile_for_both(rf"[\W_]*(?:{_any_of(_DATA['lines']['stop'])})[\W_]*", re.IGNORECASE)
_CATALOGUE = compile_for_both(
    r"(?P<title>.+?)\s*[/／]\s*(?P<made>.+?)[.．。]?\s*[—–－-]{1,2}\s*"
    r"(?:(?P<edition>第?\s*[\d一二三四五六七八九十]+\s*版[^—–－：:/-]{0,8}?|[修增][订补].{0,3}版|影印本|新\d*版)[.．。]?\s*[—–－-]{1,2}\s*)?"
    r"(?P<place>[^：:/]{1,20})\s*[：:]\s*"
    r"(?P<publisher>[^，,：:]+)[，,]\s*(?P<date>\d{4}(?:\s*[.．]\s*\d{1,2})?)"
)
_PUBLISHER = compile_for_both(
    rf"(?P<name>[\w·]{{1,24}}(?:{_any_of(_DATA['names']['publisher'])})(?:[（(].{{1,12}}[）)])?"
    rf"|(?i:(?:[\w.,'’&-]+ ){{1,7}}(?:{_any_of(_DATA['names']['english_publisher'])})"
    r"\.?(?:,? (?:Inc|Ltd)\.?)?))"
    r"(?:\s*(?:制作发行|出版发行|出版|发行|制作))?(?:[，,]?\s*(?P<date>[12]\d{3}.{0,20}))?"
)
_PUBLISHED_BY = re.compile(r"(?:published )?by (?:the )?", re.IGNORECASE)
_PRINTED = re.compile(r"\b(?:printed|printers?|electrotyped|stereotyped)\b", re.IGNORECASE)
_CITY = _any_of(_DATA["names"]["english_place"])
_PLACE = re.compile(
    rf"\W*(?P<place>{_CITY})\b(?:(?:\W+|\W+and\W+)(?:{_CITY})\b)*"
    r"(?:\W*|\s*[:;,.—-]+\s*(?:(?:printed|published)\s+(?:by|for|at)\s+(?:the\s+)?)?"
    r"(?!U\. ?S\. ?A\b|Mass\b|England\b)(?P<publisher>[^\d:]{4,40}?)"
    r"(?:[,.]?\s+(?:at the|\d).*|\W*(?P<date>\b(?:[12]\d{3}|M[MDCLXVI]{3,}))?\W*))",
    re.IGNORECASE,
)
"""Where a publisher is, or are, and who it is."""
_YEAR = re.compile(
    r"[\W_]*(?:[12]\d{3}|[〇○零一二三四五六七八九]{4})\s*(?:年(?:\s*[\d〇一二三四五六七八九十]{1,3}\s*月)?)?[\W_]*"
    r"|M[MDCLXVI]{3,}\.?"
)
_ENDS_WITH_BY = re.compile(r".{2,40}\s(?:BY|By|by)\W*")
_OTHER_WORKS = re.compile(r"\W*authors? of\b", re.IGNORECASE)
_ROLE_AFTER = compile_for_both(
    rf"(?P<names>.+?)(?P<gap>[ 　]*)(?P<role>{_any_of(list(_ROLES), spread=True)})"
)
_ROLE_BEFORE = {
    cast(Role, role): re.compile(rf"[\W_]*(?:{_any_of(words)})\b[\s:]*(?P<names>.*?)[\W_]*", re.IGNORECASE)
    for role, words in _DATA["english_roles"].items()
}
_PERSON = re.compile(r"[\u3400-\u9fff〇·．•]{2,12}|[A-Z][\w.'’·-]*(?: [A-Z][\w.'’-]*){0,5}")
_BODY = compile_for_both(
    rf".{{2,40}}(?:{_any_of(_DATA['names']['body'], _DATA['names']['publisher'])})[》”]?"
)
_SPREAD_NAME = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ 　]+([\u3400-\u9fff])(?![\u3400-\u9fff])")
"""A name of two characters with a space to make it as wide as one of three."""
_NATION = re.compile(r"^[\[［(（〔【][\u3400-\u9fff]{1,6}[\]］)）〕】]\s*")
_SURNAMES = frozenset(with_traditional("".join(_DATA["surnames"]["single"].split())))
_MASTHEAD = {name: compile_for_both(_any_of(patterns)) for name, patterns in _DATA["masthead"].items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled entry of a line: the ranges of its label and value in the line's text."""

    key: str
    """The metadata that it gives, as in the data file; empty for other labels."""
    label: tuple[int, int]
    value: tuple[int, int]


def kind_of(text: str) -> Kind:
    """What a line is by its looks alone."""
    if len(text) > _LONGEST:
        return "prose"
    if _STOP.fullmatch(text):
        return "stop"
    if _IMPRINT_HEADING.match(text):
        return "imprint heading"
    if _RECORD.match(text) or _SUBJECTS.match(text) or _CATALOGUE.match(text):
        return "record"
    if entries_of(text):
        return "fields"
    if isbn_of(text) and re.match(r"\W*ISBN|^[\d\W]+$", text):
        return "isbn"
    if _RIGHTS.match(text):
        return "rights"
    if _SERVICE.match(text):
        return "service"
    if place_of(text):
        return "place"
    if _PUBLISHER.fullmatch(text) and not _OTHER_WORKS.match(text):
        return "publisher"
    if _YEAR.fullmatch(text):
        return "year"
    if creators_of(text):
        return "creator"
    return "prose" if is_prose(text) else "other"


def is_prose(text: str) -> bool:
    """Whether a line is running text: long, with the marks of sentences in it."""
    return display_width(text) > _LONGEST_LINE and bool(
        re.search(r"[。！？；]|[a-z]{2}[.;,] ?[a-z\"A-Z]|[a-z] [a-z]+ [a-z]", text)
    )


def entries_of(text: str) -> list[Entry]:
    """The labelled entries of a line; none where the line does not begin with a label."""
    matches = list(_FIELD.finditer(text)) if len(text) <= _LONGEST else []
    if not matches or matches[0].start() != 0:
        return _unmarked_entry(text)
    entries = []
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = len(text[: following.start()].rstrip(_BETWEEN) if following else text.rstrip())
        entries.append(Entry(_key_of(match["label"]), match.span("label"), (match.end(), end)))
    return entries


def _unmarked_entry(text: str) -> list[Entry]:
    """The entry of a line that is a label and names, with space between them."""
    match = _UNMARKED_FIELD.fullmatch(text) if len(text) <= _LONGEST_LINE else None
    if not match or len(key(match["label"])) < _SHORTEST_LABEL or not goes_on_with_names(match["value"]):
        return []
    return [Entry(_key_of(match["label"]), match.span("label"), match.span("value"))]


def _key_of(label: str) -> str:
    """The metadata that a label gives, as in the data file."""
    word = label.casefold() if label.isascii() else simplified("".join(label.split()))
    return next((_LABELS[known] for known in _LABELS if known.casefold() == word), "")


def goes_on_with_names(text: str) -> bool:
    """Whether a line is nothing but Chinese names, as where the names behind a label run over."""
    names = names_of(text)
    common = sum(name[0] in _SURNAMES for name in names)
    return 2 * common > len(names) > 0 and all(2 <= len(name) <= _LONGEST_NAME for name in names)


def heads_series_board(text: str) -> bool:
    """Whether a line heads the board of a series, whose editors are not those of the work."""
    return bool(_SERIES_BOARD.match(text))


def creators_of(text: str) -> list[Creator]:
    """Those whom a statement of responsibility names, such as ``张三, 李四 主编；王五 译``."""
    for role, pattern in _ROLE_BEFORE.items():
        if (match := pattern.fullmatch(text)) and match["names"]:
            return [Creator(name=name, role=role) for name in english_names(match["names"])]
    creators: list[Creator] = []
    for part in re.split(r"[；;]", text):
        match = _ROLE_AFTER.fullmatch(part.strip())
        names = names_of(match["names"]) if match else []
        if not match or not names or not (match["gap"] or all(map(_is_surely_name, names))):
            return []
        role = cast(Role, _ROLES[simplified("".join(match["role"].split()))])
        creators += [Creator(name=name, role=role) for name in names]
    return creators


def role_of(text: str) -> Role | None:
    """The role that a line names whose next line has the name: "by", "translated by"."""
    return next(
        (
            role
            for role, pattern in _ROLE_BEFORE.items()
            if (match := pattern.fullmatch(text)) and not match["names"]
        ),
        "author" if _ENDS_WITH_BY.fullmatch(text) else None,
    )


def names_of(text: str) -> list[str]:
    """Names of persons and bodies in a list; none where something else stands among them."""
    names: list[str] = []
    for part in re.split(r"[、，,]|\s(?:and|及|和|&)\s", text.strip().removesuffix("等").strip()):
        listed = _SPREAD_NAME.sub(r"\1\2", _NATION.sub("", part.strip()))
        words = listed.split()
        chinese = all(re.fullmatch(r"[\u3400-\u9fff]{2,4}", word) for word in words)
        names += words if chinese else [" ".join(words)]
    return names if all(_PERSON.fullmatch(name) or _BODY.fullmatch(name) for name in names) else []


def english_names(text: str) -> list[str]:
    """Names in an English list, initials set apart from what follows."""
    names = [name.strip(" .,_*") for name in re.split(r",| and | AND | & ", text)]
    names = [name + "." if re.search(r"\b[A-Z]$", name) else name for name in names]
    return [re.sub(r"(?<=\.)(?=[A-Z])", " ", name) for name in names if re.search(r"[A-Za-z]", name)]


def _is_surely_name(name: str) -> bool:
    return bool(_BODY.fullmatch(name)) or "·" in name or (len(name) in (2, 3) and name[0] in _SURNAMES)


def publisher_of(text: str) -> str:
    """The name of the publisher that a line consists of, without what it says it did; none for a printer."""
    match = _PUBLISHER.fullmatch(_PUBLISHED_BY.sub("", text))
    return match["name"].strip() if match and not _PRINTED.search(text) else ""


def names_makers(lines: Sequence[str]) -> bool:
    """Whether among the lines of one block some say who made or published the work, where or when."""
    return len(lines) > 1 and any(kind_of(line) in _MADE or role_of(line) for line in lines)


def place_of(text: str) -> dict[str, str]:
    """Place, publisher and date on a line that opens with the place; what it lacks is empty."""
    match = _PLACE.fullmatch(text) if display_width(text) <= _LONGEST_PLACE else None
    return {name: (value or "").strip(" ,.") for name, value in match.groupdict().items()} if match else {}


def catalogue_of(text: str) -> dict[str, str]:
    """The parts of a catalogue record: title, made (by whom), edition, place, publisher, date."""
    match = _CATALOGUE.search(text[: 2 * _LONGEST])
    return {name: (value or "").strip() for name, value in match.groupdict().items()} if match else {}


def masthead_signs(text: str) -> dict[str, str]:
    """The signs of a periodical's masthead that a line shows, by name, with the words found."""
    text = text[:_LONGEST]
    return {name: match[0] for name, pattern in _MASTHEAD.items() if (match := pattern.search(text))}
