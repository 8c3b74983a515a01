"""Metadata: what the work says about itself on its title page, in its imprint and colophon.

Nothing is guessed. Where several places state the same thing, the fuller or more formal one wins:
labelled entries, then the catalogue record, then the title page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from publisher.recover.front.language import detect_language
from publisher.recover.front.lines import (
    Role,
    catalogue_of,
    creators_of,
    english_names,
    entries_of,
    goes_on_with_names,
    heads_series_board,
    kind_of,
    masthead_signs,
    names_of,
    place_of,
    publisher_of,
    role_of,
)
from publisher.recover.front.matter import Front, find_colophon, find_front
from publisher.recover.front.printed_values import date_of, isbn_of, issn_of
from publisher.recover.measure.key import key
from publisher.recover.measure.line import Line
from publisher.scripts import compile_for_both
from publisher.tree.nodes import Creator, Metadata

_HASHES = re.compile(r"#{1,6}\s+")
_ROLES = ("author", "editor", "translator", "compiler", "illustrator")
_VOLUME = compile_for_both(r"[（(]?\s*(?:总第|第)\s*[\d一二三四五六七八九十百]+\s*[卷期辑号]\s*[）)]?")
_NUMBER = compile_for_both(
    r"(?:[12]\d{3}\s*年?(?:卷|版)?|[上中下]册?|[上中下]卷|第[一二三四五六七八九十\d]+[卷册辑])"
)
_EDITION = re.compile(r"第\s*[\d一二三四五六七八九十]+\s*版(?:\s*[(（].{1,8}[)）])?")
_OPEN_END = re.compile(r".*\b(?:of|the|and|or|for|in|on|with|to|a|an)", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:of|to|in|from|on|for|with) ")
_COPYRIGHT = re.compile(r"[\W_]*(?:Copyright|©)\D{0,12}((?:1[5-9]|20)\d\d)", re.IGNORECASE)
_SUBTITLE_SIGNS = ("（", "(", "—", "——", "-", "～")
_DAY = re.compile(r"\W*[12〇二]\S{3}\s*年.{2,9}日\W*星期.\W*|\W*\w+day,? \w+ \d{1,2},? [12]\d{3}\W*")
_LONGEST_INITIALS = 5
_EDGES = 12, 60
"""Lines at the beginning and at the end where a newspaper may print its date."""
_CATALOGUE_LINES = 4
"""Lines that a catalogue record may run over."""


@dataclass(frozen=True, slots=True)
class _Source:
    """What one place says: values by the name of their field in ``Metadata``, and creators."""

    values: dict[str, str] = field(default_factory=dict)
    creators: list[Creator] = field(default_factory=list)

    def add(self, name: str, value: str) -> None:
        """Take a value unless the place has given one before or it is empty."""
        if value.strip():
            self.values.setdefault(name, " ".join(value.split()))


def read_metadata(lines: Sequence[Line], front_end: int, header: Sequence[Line] = ()) -> Metadata:
    """What the work states about itself, and the language that it is in.

    ``lines[:front_end]`` stand before the first heading or the contents; ``header`` are lines that
    an electronic library has put before the work. What is not stated stays empty.
    """
    front = find_front(lines, front_end)
    imprint = [*lines[slice(*front.imprint)], *lines[slice(*find_colophon(lines, front_end))]]
    head, entries, record = _read_entries(header), _read_entries(imprint), _read_catalogue(imprint)
    page = _read_title_page(lines, front)
    masthead = _read_masthead(lines[slice(*front.masthead)])
    formal = (entries, record, page, masthead, head, _read_dateline(lines))
    title, subtitle = _title((head, entries, record), page, masthead)
    return Metadata(
        title=title,
        subtitle=subtitle,
        creators=_creators((head, page, record, entries)),
        publisher=_first(formal, "publisher"),
        place=_first(formal, "place"),
        date=_first(formal, "date"),
        edition=_first(formal, "edition"),
        issue=_first(formal, "issue"),
        isbn=_first(formal, "isbn"),
        issn=_first(formal, "issn"),
        price=_first(formal, "price"),
        language=detect_language("\n".join(line.text for line in lines)),
    )


def _first(sources: Iterable[_Source], name: str) -> str:
    return next((source.values[name] for source in sources if name in source.values), "")


def _read_entries(lines: Sequence[Line]) -> _Source:
    """Labelled entries, identifiers and copyright lines of an imprint or header."""
    source = _Source()
    of_series = False
    for index, line in enumerate(lines):
        if not entries_of(line.text) and not goes_on_with_names(line.text):
            of_series = heads_series_board(_HASHES.sub("", line.text))
        source.add("isbn", isbn_of(line.text))
        source.add("issn", issn_of(line.text))
        if kind_of(line.text) == "publisher":
            source.add("publisher", publisher_of(line.text))
            source.add("date", date_of(line.text))
        if match := _COPYRIGHT.match(line.text):
            source.add("date", match[1])
        for entry in entries_of(line.text):
            value = line.text[slice(*entry.value)].strip()
            if entry.key in _ROLES and not of_series:
                names = english_names(value) if value[:1].isascii() else names_of(value)
                source.creators.extend(Creator(name=name, role=entry.key) for name in names)  # type: ignore[arg-type]
            elif entry.key == "title":
                source.add("title", value)
                source.add("subtitle", _continued(lines, index))
            elif entry.key == "date":
                source.add("date", date_of(value))
            elif entry.key == "edition":
                source.add("date", date_of(value))
                source.add(
                    "edition", "".join(match[0].split()) if (match := _EDITION.search(value)) else value
                )
            elif entry.key not in ("", "isbn", "issn", *_ROLES):
                source.add(entry.key, value)
    return source


def _continued(lines: Sequence[Line], index: int) -> str:
    """The lines that go on with an entry, set in under it."""
    more: list[str] = []
    for line in lines[index + 1 :]:
        if line.blanks or line.indent <= lines[index].indent or entries_of(line.text):
            break
        more.append(line.text)
    return " ".join(more)


def _read_catalogue(lines: Sequence[Line]) -> _Source:
    """The catalogue record of a library (图书在版编目, ISBD)."""
    source = _Source()
    for index, line in enumerate(lines):
        if ("/" not in line.text and "／" not in line.text) or entries_of(line.text):
            continue
        found = catalogue_of("".join(line.text for line in lines[index : index + _CATALOGUE_LINES]))
        if found:
            title, _, subtitle = re.sub(r"\s*[.．]\s*(?=\d)", " ", found["title"]).partition(" : ")
            source.add("title", title)
            source.add("subtitle", subtitle)
            source.creators.extend(creators_of(found["made"]))
            source.add("edition", found["edition"])
            source.add("place", found["place"])
            source.add("publisher", found["publisher"])
            source.add("date", date_of(found["date"]))
            break
    return source


def _read_title_page(lines: Sequence[Line], front: Front) -> _Source:
    source = _Source()
    title: list[str] = []
    opened = True
    for index in range(*front.title):
        text, kind = _HASHES.sub("", lines[index].text).strip("_* "), front.kinds[index]
        if not any(map(str.isalnum, text)) or (kind == "other" and text.startswith("[")):
            continue
        if _VOLUME.fullmatch(text):
            source.add("issue", text.strip("（）() "))
        elif kind == "creator":
            opened = False
            role = _role_over(lines, index)
            source.creators.extend(creators_of(text) or _named(text, role))
        elif kind == "place":
            opened = False
            for name, value in place_of(text).items():
                source.add(name, date_of(value) if name == "date" else value)
        elif kind == "publisher":
            opened = False
            source.add("publisher", publisher_of(text))
            source.add("date", date_of(text))
        elif index and front.kinds[index - 1] == "place" and kind == "other":
            source.add("publisher", re.split(r",? \d", text)[0].strip(" ,"))
        elif kind == "year" and not opened:
            source.add("date", date_of(text))
        elif "body" in masthead_signs(text):
            opened = False
        elif opened:
            title.append(text)
    parts = [*_title_parts(title), "", ""]
    source.add("title", parts[0])
    if not opened or parts[1].startswith(_SUBTITLE_SIGNS):
        source.add("subtitle", parts[1])
    return source


def _role_over(lines: Sequence[Line], index: int) -> Role:
    """The role that the lines over a name give it: "translated by", or on two lines "pictures", "by"."""
    over = [line.text for line in lines[max(0, index - 2) : index]]
    roles = (role_of(text) for text in ("".join(over[-1:]), " ".join(over)))
    return next((role for role in roles if role and role != "author"), "author")


def _named(text: str, role: Role) -> list[Creator]:
    """Those named on a line of their own under a "by", or none where the line is that word alone."""
    if role_of(text):
        return []
    return [Creator(name=name, role=role) for name in english_names(text) if name.lower() != "and"]


def _title_parts(lines: Sequence[str]) -> list[str]:
    """Title and subtitle from the first lines of a title page."""
    parts: list[str] = []
    joins = False
    for text in lines:
        connecting = _GOES_ON.match(text) is not None or (len(text) < 4 and bool(_OPEN_END.fullmatch(text)))
        if parts and (joins or connecting or _NUMBER.fullmatch(text)):
            parts[-1] += f" {text}"
        else:
            parts.append(text)
        joins = bool(_OPEN_END.fullmatch(text))
    return parts


def _read_masthead(lines: Sequence[Line]) -> _Source:
    source = _Source()
    for line in lines:
        signs = masthead_signs(line.text)
        if not signs:
            source.add("title", _HASHES.sub("", line.text))
        if "issue" in signs:
            source.add("issue", signs["issue"])
        if "body" in signs:
            source.add("publisher", re.sub(r"\s*(?:主办|主辦|承办|编印|編印)\s*[:：]?\s*", "", line.text))
        if "day" in signs or kind_of(line.text) == "year":
            source.add("date", date_of(line.text))
        source.add("issn", issn_of(line.text))
    return source


def _read_dateline(lines: Sequence[Line]) -> _Source:
    """The date with its day of the week that a newspaper prints by itself at a page's edge."""
    source = _Source()
    first, last = _EDGES
    for line in [*lines[:first], *lines[max(first, len(lines) - last) :]]:
        if _DAY.fullmatch(line.text):
            source.add("date", date_of(line.text))
    return source


def _title(formal: Iterable[_Source], page: _Source, masthead: _Source) -> tuple[str, str]:
    """Title and subtitle: those stated formally, in the wording of the title page where it has one."""
    printed, under = page.values.get("title", ""), page.values.get("subtitle", "")
    for source in formal:
        title, subtitle = source.values.get("title", ""), source.values.get("subtitle", "")
        if not title:
            continue
        if printed and not _is_set_in_capitals(printed):
            if key(title) == key(printed):
                return printed, subtitle or under
            if under and not _is_set_in_capitals(under) and key(title) == key(printed + under):
                return printed, under
        return title, subtitle
    return (printed, under) if printed else (masthead.values.get("title", ""), "")


def _is_set_in_capitals(text: str) -> bool:
    """Whether a text is set in capitals, or some words of it are that are no initials."""
    return text.isupper() or any(w.isupper() and len(w) > _LONGEST_INITIALS for w in text.split())


def _creators(sources: Iterable[_Source]) -> tuple[Creator, ...]:
    """All creators once. A name in Latin letters is printed in many ways: its first source counts."""
    found: list[Creator] = []
    for source in sources:
        roles = {creator.role for creator in found}
        for creator in source.creators:
            known = any(key(creator.name) == key(other.name) for other in found)
            if not known and not (creator.name.isascii() and creator.role in roles):
                found.append(creator)
    return tuple(found)
