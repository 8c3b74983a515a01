"""Captions and the short lines that go with a table or figure: unit, notes, source, continuation.

A caption stands on lines of its own and opens with a number (表1—2, 图 2.1, Table 3., Fig. 4.—). Prose that
opens in the same way (图1显示了……, Table 3 shows …) is told apart by what follows the number and by its end.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Literal

from publisher.recover.measure.line import Line
from publisher.scripts import compile_for_both

Kind = Literal["table", "figure"]

_HAN_WORDS = {"table": "附?表格?", "figure": "附?[图圖]"}
_LATIN_WORDS = {"table": "Table|TABLE|Tab\\.", "figure": "Figure|FIGURE|Fig\\.?|FIG\\.?|Plate|PLATE"}
_HAN_NUMBER = (
    r"(?:\d{1,2}?(?=(?:19|20)\d\d\s?[年—–-])"  # 表12017年……: the year belongs to the title
    r"|[A-Z]?\d{1,3}(?:\s?[-—–－‑.．·]\s?\d{1,3}(?!\d))*(?!\d)"
    r"|[一二三四五六七八九十]{1,3}(?=[\s:：、]|$))"
)
_LATIN_NUMBER = r"(?:[A-Z]?\d{1,3}(?:[-–—.]\d{1,3})*|[IVXLC]+)(?!\w)"
_HAN_CAPTION = {
    kind: re.compile(rf"(?P<number>(?:{word})\s*{_HAN_NUMBER})(?P<rest>.*)")
    for kind, word in _HAN_WORDS.items()
}
_LATIN_CAPTION = {
    kind: re.compile(
        rf"(?P<number>(?:{word})\s*{_LATIN_NUMBER})(?P<mark>[.:]?\s*[—–-]{{0,2}})\s*(?P<title>.*)"
    )
    for kind, word in _LATIN_WORDS.items()
}
_HAN_PROSE = compile_for_both(  # what makes 图1 the subject or an attribute of a sentence
    r"[\s，]*(?:所[示列述]|显示|列[出示举了]|给出|反映|表明|说明了|展示了|描述了|示出|可[以见知]|看出"
    r"|是|为(?!民|了)|中(?=[，,的可列所])|的|则|就|[和与及至到、～~]\s?附?[表图]|[，。；])"
)
_HAN_OPEN_END = re.compile(r"[。！？；，、：:…]$")
_CAPTION_WIDTH = 150
"""Characters of a Latin caption, twice those of a Chinese one; a longer line is prose."""

_UNIT = compile_for_both(
    r"(?:\S.{0,24}\s)?[（(【]?\s*(?:计量)?单\s?位\s?[:：].{1,60}|Units?\s?:.{1,60}|\(in [^()]{1,50}\)"
)
_UNIT_AT_END = re.compile(r"\s+([（(]?[单單]\s?位\s?[:：][^（()）]{1,30}[)）]?|Units?\s?:.{1,30})$")
_NOTE = compile_for_both(r"[（(]?(?:附?注|说明|备注)\s?\d{0,2}\s?[:：.．]|Notes?\s?[.:—]")
_SOURCE = compile_for_both(r"[（(]?(?:资料|数据|图片|图)?\s?来\s?源\s?[:：]|Sources?\s?[.:—]")
_HEAD_NOTE = re.compile(
    r"[（(][^（）()]*(?:截[至止]|[统統][计計]|口[径徑]|不含|不包括|[数數][据據]|as of|excluding)[^（）()]*"
    r"[)）]"
)
_CONTINUED = re.compile(
    rf"[（(]?\s?[接]?[续續]\s?(?:[上前附])?\s?表\s?(?:{_HAN_NUMBER})?(?:[\s:：].{{0,60}})?[)）]?"
    rf"|[接承]上表|(?:附?表\s*{_HAN_NUMBER}).{{0,60}}[\s（(]\s?[续續]\s?表?\s?\d?\s?[)）]?"
    rf"|(?:(?:Table|TABLE)\s*{_LATIN_NUMBER}.{{0,90}})?[—–\s-]*\(?\s?(?i:cont(?:inued|['’]d|\.))\s?\)?\.?"
)
_NUMBER_INSIDE = re.compile(rf"表\s?({_HAN_NUMBER})|(?:Table|TABLE)\s*({_LATIN_NUMBER})")
_SENTENCE_END = re.compile(r"[。！？.!?][”’\"')）]*$")


def caption_number(text: str, kind: Kind) -> str:
    """The number that a caption opens with, such as ``表1—2``; empty where the line is no caption."""
    match = _HAN_CAPTION[kind].match(text)
    if match:
        rest = match["rest"]
        prose = _HAN_PROSE.match(rest) or _HAN_OPEN_END.search(rest) or len(text) > _CAPTION_WIDTH // 2
        return "" if prose else "".join(match["number"].split())
    match = _LATIN_CAPTION[kind].match(text)
    if match and len(text) <= _CAPTION_WIDTH and _is_latin_title(match["mark"], match["title"]):
        return " ".join(match["number"].split())
    return ""


def _is_latin_title(mark: str, title: str) -> bool:
    """After a mere space a title opens with a capital; after a mark it may open with anything."""
    return not title or bool(mark.strip()) or not title[0].islower()


def is_unit(text: str) -> bool:
    """Whether a line names the unit of a table's numbers."""
    return bool(_UNIT.fullmatch(text))


def split_unit(text: str) -> tuple[str, str]:
    """A caption and the unit that stands at the end of the same line (empty where none does)."""
    match = _UNIT_AT_END.search(text)
    return (text[: match.start()], match[1]) if match else (text, "")


def is_note(text: str) -> bool:
    """Whether a line opens a note under a table or figure."""
    return bool(_NOTE.match(text))


def is_head_note(text: str) -> bool:
    """Whether a line in brackets under a caption says what the numbers cover."""
    return bool(_HEAD_NOTE.fullmatch(text))


def is_source(text: str) -> bool:
    """Whether a line names where the data of a table or figure come from."""
    return bool(_SOURCE.match(text))


def is_continuation(text: str) -> bool:
    """Whether a line says that a table of the page before goes on."""
    return bool(_CONTINUED.fullmatch(text))


def is_beside_rows(text: str) -> bool:
    """Whether a line is one of those that stand over or under rows, not among them."""
    return is_unit(text) or is_note(text) or is_source(text) or is_head_note(text) or is_continuation(text)


def continued_number(text: str) -> str:
    """The number of the table that a continuation line names; empty where it names none."""
    match = _NUMBER_INSIDE.search(text)
    return "".join((match[1] or match[2]).split()) if match else ""


def join_wrapped(parts: Sequence[str]) -> str:
    """Lines of one text put together: with a space, but not at a Chinese character or a hyphen."""
    text = ""
    for part in parts:
        tight = not text or text[-1] == "-" or max(text[-1], part[0]) > "\u2e7f"
        text += part if tight else f" {part}"
    return text


_NEAR = 20
_FULL = 0.85
"""Share of the widest line near by from which a caption can go on in the next line."""
_NUMBERED = re.compile(r"[\d（(①-⑳•·*]|第?[一二三四五六七八九十]+[、.．章节節编編篇]|[附]?[图圖表]")


def is_rest_of_caption(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the rest of the Chinese caption before it: short, under a full line."""
    if not 0 < index < len(lines) or lines[index].blanks or lines[index].text[0] <= "\u2e7f":
        return False
    text, width = lines[index].text, lines[index].width
    widest = max(line.width for line in lines[max(0, index - _NEAR) : index + _NEAR])
    return (
        lines[index - 1].width >= _FULL * widest >= 2 * _FULL * width
        and not any(char.isspace() for char in text)
        and not _NUMBERED.match(text)
        and not is_beside_rows(text)
    )


@dataclass(frozen=True, slots=True)
class Tail:
    """Notes and source under a table or figure."""

    last: int
    """Index of the last line of them, or of the line before where there are none."""
    notes: tuple[str, ...]
    source: str


_TAIL_GAP = 4
"""Blank lines that may stand before a note."""
_FULL_NOTE = 48
"""Columns that a note must at least have to be full, so that it can go on in the next line."""
_OPEN = "，、；：（《“,;("


def read_tail(lines: Sequence[Line], start: int, taken: Container[int] = ()) -> Tail:
    """The notes and the source line that open at index ``start``, up to an index in ``taken``."""
    texts: list[list[str]] = []
    end = start
    while end < len(lines) and end not in taken:
        line = lines[end]
        if "\t" in line.text or line.blanks > _TAIL_GAP:
            break
        if is_note(line.text) or is_source(line.text):
            texts.append([line.text])
        elif texts and _is_wrapped(lines[end - 1], line):
            texts[-1].append(line.text)
        else:
            break
        end += 1
    joined = [join_wrapped(parts) for parts in texts]
    sources = [text for text in joined if is_source(text)]
    notes = tuple(text for text in joined if not is_source(text)) + tuple(sources[1:])
    return Tail(end - 1, notes, sources[0] if sources else "")


def _is_wrapped(before: Line, line: Line) -> bool:
    """Whether a note goes on: no blank line, and the line before is open or full without an end."""
    if line.blanks or _SENTENCE_END.search(before.text):
        return False
    return before.text[-1] in _OPEN or before.width >= max(_FULL_NOTE, line.width)
