"""Units of a dump whose paragraphs are separated by blank lines (see ``spacing``)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from publisher.corrections import NO_CORRECTIONS, Corrections
from publisher.recover.measure.line import Line
from publisher.recover.measure.spacing import common_right, is_ragged, paragraph_indent
from publisher.recover.measure.words import words_of
from publisher.recover.numbering import is_counted
from publisher.recover.pieces.piece import Piece
from publisher.recover.text.lists import read_label
from publisher.recover.text.seams import ends_sentence
from publisher.recover.text.units import Unit

_DIRECTION = re.compile(r"(?<=\S) {3,}(?=\[[^\]]*$)")
"""What stands before a stage direction at the end of a speech."""
_WIDEST = 160
"""Columns of a line that ends with a stage direction."""
_NUMBER = re.compile(r"\s*\d{1,3}[.)]\s+(?=\S)")

_REFERENCE = re.compile(r"(?:[,.)\]]|\s|[a-z])\s[\[(]?\d{1,4}(?:[-–]\d{1,4})?[\])]?[.,;]?$")
"""The page number at the end of an entry of an index."""
_REFERENCES = 0.7
"""Share of the lines of an index that end with one."""
_FEWEST_WORDS = 3
"""Words that a quotation opens with on its first line; less is a name under a letter."""


def build_blocks(
    lines: Sequence[Line],
    pieces: Sequence[Piece],
    barriers: Container[int],
    cuts: Container[int],
    corrections: Corrections = NO_CORRECTIONS,
) -> list[Unit]:
    """Units of the lines between blank lines; the arguments are those of ``build_units``.

    A paragraph that page furniture, a figure or a note cuts goes on behind it.
    """
    words = words_of(lines)
    measure, indent = common_right(lines), paragraph_indent(lines)
    starts = {piece.first: piece for piece in pieces}
    units: list[Unit] = []
    floats: list[Unit] = []
    block: list[Line] = []

    def close() -> None:
        units.extend(_unit(part, measure, indent, words) for part in _parts(block, measure))
        units.extend(floats)
        block.clear()
        floats.clear()

    index = 0
    while index < len(lines):
        piece = starts.get(index)
        if piece:
            if not piece.floats:
                close()
            unit = Unit(tuple(lines[piece.first : piece.last + 1]), "", piece=piece)
            (floats if block else units).append(unit)
            index = piece.last + 1
            continue
        if block:
            settled = corrections.seam(block[-1].number, lines[index].number)
            goes_on = _goes_on(lines, index, barriers, cuts, bool(floats), block[-1])
            if not (goes_on if settled is None else settled):
                close()
        block.append(lines[index])
        index += 1
    close()
    return units


def _goes_on(
    lines: Sequence[Line],
    index: int,
    barriers: Container[int],
    cuts: Container[int],
    floating: bool,
    before: Line,
) -> bool:
    """Whether a line belongs to the block that is open."""
    if index in barriers or index - 1 in barriers:
        return False
    if floating or index in cuts:
        return not ends_sentence(before.text) and lines[index].text[0].islower()
    return not lines[index].blanks or is_counted(before.text, lines[index].text)


def _parts(block: Sequence[Line], measure: int) -> Iterator[list[Line]]:
    """A block cut where a bracket begins that is set in further, and into the items of a list."""
    lines = list(block)
    direction = _DIRECTION.search(lines[-1].raw) if lines and lines[-1].width <= _WIDEST else None
    if direction:
        speech, exit_ = lines[-1].cut(direction.start())
        yield from _parts([*lines[:-1], speech], measure)
        yield [exit_]
        return
    if len(lines) > 1 and is_ragged(lines, measure) and not any(read_label(line.text) for line in lines[1:]):
        number = _NUMBER.match(lines[0].raw)
        if number:
            head, lines[0] = lines[0].cut(number.end())
            yield [head]
    part: list[Line] = []
    listed = len(block) > 1 and _counts(block) and is_ragged(block, measure)
    for line in lines:
        inset = part and line.text[0] == "[" and line.indent > part[-1].indent
        if inset or (part and listed and read_label(line.text)):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _counts(block: Sequence[Line]) -> bool:
    """Whether a block opens with a list label and goes on with further labels of its style."""
    labels = [label for line in block if (label := read_label(line.text))]
    return (
        len(labels) > 1
        and read_label(block[0].text) is not None
        and len({label.style for label in labels}) == 1
    )


def _unit(lines: Sequence[Line], measure: int, indent: int, words: Container[str]) -> Unit:
    """The unit of a block; ``measure`` and ``indent`` are those of the dump's paragraphs."""
    ragged = is_ragged(lines, measure) or _refers(lines)
    text, offsets, dropped = "", [], set()
    for index, line in enumerate(lines):
        if not text:
            text = line.text
            offsets.append(0)
            continue
        before = lines[index - 1]
        if not ragged and _is_hyphen(before.text, line.text, words):
            dropped.add((before.number, len(before.raw.rstrip())))
            text = text[:-1]
        elif ragged or not before.text.endswith("-"):
            text += " "
        offsets.append(len(text))
        text += line.text
    return Unit(
        tuple(lines),
        text,
        full=lines[0].indent + lines[0].width > 0.85 * measure,
        hanging=len(lines) > 1 and lines[0].indent < min(line.indent for line in lines[1:]),
        offsets=tuple(offsets),
        dropped=frozenset(dropped),
        setting="lines" if ragged else "inset" if _is_inset(lines, indent) else "",
    )


def _is_inset(lines: Sequence[Line], first: int) -> bool:
    """Whether prose is set in as a quotation is: all of it, without a label or brackets.

    A line alone may be set in as the first line of a paragraph.
    """
    indent = min(line.indent for line in lines)
    if len(lines) == 1 and indent <= first:
        return False
    text = lines[0].text
    closed = lines[-1].text[-1] not in ",;" and len(text.split()) >= _FEWEST_WORDS
    if _REFERENCE.search(lines[-1].text):
        return False  # an entry of an index
    return 2 <= indent == lines[-1].indent and closed and text[0] not in "[(" and read_label(text) is None


def _refers(lines: Sequence[Line]) -> bool:
    """Whether lines are entries of an index or a list of pictures: most of them end with a page number."""
    ends = sum(_REFERENCE.search(line.text) is not None for line in lines)
    return len(lines) > 1 and ends >= _REFERENCES * len(lines)


def _is_hyphen(first: str, second: str, words: Container[str]) -> bool:
    """Whether a hyphen at a line's end only divides a word that is written without it elsewhere."""
    if not first.endswith("-") or not first[-2:-1].isalpha() or not second[0].islower():
        return False
    start = first[:-1].rpartition(" ")[2].strip("\"'(_").casefold()
    end = second.split(" ", 1)[0].strip(".,;:!?\"')_").casefold()
    return start + end in words and f"{start}-{end}" not in words
