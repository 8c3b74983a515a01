"""Note marks that are plain digits: extraction has set raised ones on the line.

One alone cannot be told from a number of the text. But such marks count on as their notes do, and most
of them stand where no number does: behind a full stop, or between a word and a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from publisher.recover.measure.line import Line
from publisher.recover.notes.marks import label_kind, label_value
from publisher.recover.pieces.piece import Piece
from publisher.recover.rising import heaviest_rising
from publisher.recover.text.seams import CLOSING, TERMINAL, ends_sentence, is_han
from publisher.tree.nodes import Note

_DIGITS = re.compile(
    r"(?<=[^\W\d_]|[。！？；：，、”’」』》）…,.;:!?\")])[1-9]\d{0,2}(?![\d.%％‰年月日]|[)）]\w)"
)
_OPENING = re.compile(r"\d+(?:[.．]\d+)+")
"""The number of a section, whose digits are no marks."""
_NUMBERED = re.compile(
    r"[第图圖表款條条项項卷期版章节節页頁式例至到为為达達共约約近]$|(?:^|\W)[A-Za-z]{1,2}$"
)
"""What stands before a number of the text."""
_AFTER_STOP, _AT_SEAM = 3.0, 2.0
"""Weights of digits behind a full stop or quotation at a text's end, and between a word and a mark."""
_LEAST = 0.6
"""Share of the notes that the digits of the text must call."""


@dataclass(frozen=True, slots=True)
class Digit:
    """A number of the text that may be a raised note mark."""

    index: int
    """Index of its line."""
    start: int
    """Offset in the line's text."""
    end: int
    value: int
    weight: float
    """How much its place speaks for a note mark."""


def possible_digits(lines: Sequence[Line], index: int) -> Iterator[Digit]:
    """The numbers of a line that stand where note marks stand."""
    text = lines[index].text
    if len(text) <= 2 and text.isdecimal() and index and ends_sentence(lines[index - 1].text):
        yield Digit(index, 0, len(text), int(text), _AT_SEAM)
    following = lines[index + 1].text[0] if index + 1 < len(lines) else ""
    opening = _OPENING.match(text)
    for match in _DIGITS.finditer(text, opening.end() if opening else 0):
        after = text[match.end() : match.end() + 1] or (following if following in CLOSING else "")
        yield Digit(index, match.start(), match.end(), int(match[0]), _weight(text[: match.start()], after))


def _weight(before: str, after: str) -> float:
    if _NUMBERED.search(before[-4:]):
        return 0.2
    last, ends = before[-1], not after or after in CLOSING or (after == " " and before[-1].isascii())
    if last in TERMINAL or last in '”’」』》."':
        return _AFTER_STOP if ends else 1.5
    if is_han(last) and last.isalnum():
        return _AT_SEAM if after and ends else 1.0 if not after else 0.5
    return 1.5 if ends else 0.2


def stands_out(digit: Digit) -> bool:
    """Whether a number stands where hardly any number of the text does."""
    return digit.weight >= _AT_SEAM


def calling(numbers: Sequence[int], digits: Sequence[Digit]) -> list[Digit]:
    """The digits that call notes with these numbers, one after the other; none where too few do."""
    places: dict[int, list[int]] = {}
    for place, number in enumerate(numbers):
        places.setdefault(number, []).append(place)
    pairs = [
        (at, place, digit.weight) for at, digit in enumerate(digits) for place in places.get(digit.value, ())
    ]
    chosen = [pairs[pair] for pair in heaviest_rising(pairs)]
    enough = len(chosen) >= _LEAST * len(numbers)
    heavy = sum(weight for _, _, weight in chosen) > len(numbers)
    return [digits[at] for at, _, _ in chosen] if enough and heavy else []


def behind(digits: Sequence[Digit], called: Sequence[Digit]) -> list[Digit]:
    """What is left once some have been called: a note may stand on the page after its mark."""
    return list(digits[digits.index(called[-1]) + 1 :]) if called else list(digits)


def raised_digits(lines: Sequence[Line], notes: Iterable[Piece]) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """Where in the text of a line, by its number, raised digits call the notes: rising half-open ranges."""
    notes_at = {piece.first: piece for piece in notes}
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    digits: list[Digit] = []
    numbers: list[int] = []

    def settle() -> None:
        called = calling(numbers, digits)
        for digit in called:
            line = lines[digit.index].number
            found[line] = (*found.get(line, ()), (digit.start, digit.end))
        digits[:] = behind(digits, called)
        numbers.clear()

    index = 0
    while index < len(lines):
        piece = notes_at.get(index)
        if piece and isinstance(piece.block, Note):
            if label_kind(piece.block.label) == "number":
                numbers.append(int(label_value(piece.block.label)))
            index = piece.last + 1
            continue
        more = list(possible_digits(lines, index))
        if more and numbers:
            settle()
        digits.extend(more)
        index += 1
    settle()
    return found
