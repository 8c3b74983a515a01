"""Decipher the numbers of a dump: find them, gather the clues to each font, and read what is certain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from publisher.repair.glyphs.balances import find_balances
from publisher.repair.glyphs.clues import ANY, Knowledge, gather_clues, is_year
from publisher.repair.glyphs.context import LACUNA
from publisher.repair.glyphs.counts import find_counts, find_ordinals
from publisher.repair.glyphs.detect import Survey
from publisher.repair.glyphs.flow import Place
from publisher.repair.glyphs.numbers import solve_numbers
from publisher.repair.glyphs.parallels import Known, find_known, find_parallels, find_summaries
from publisher.repair.glyphs.tables import Reading
from publisher.repair.glyphs.tokens import Token, find_tokens, split_tokens
from publisher.repair.glyphs.words import decipher_words

_LIKELY, _CERTAIN = 0.8, 0.9
_CERTAIN_LETTER = 0.8
"""A wrong letter in a word shows; a wrong digit does not."""
_NEAR = 150
"""So many lines away a rate may still be the average that a text compares with."""
_MONTH_RANGE = (3, 4)
"""A month has two digits at most: so long a number before 月 is a range, with its sign in the second
place.
"""
_HONEST_SIGN = re.compile(r"(?<=\d)[-－—–~～至](?=\d{1,2}月)")
_RATE = re.compile(r"\d{1,2}\.\d%")


def decipher_numbers(survey: Survey, marks: Mapping[Place, str]) -> dict[Place, Reading]:
    """The reading of every code of a number or Latin word; one that is not certain is read as a lacuna.

    ``marks`` has the marks that are read already. Where nothing shows the pages it is not known which numbers
    share a font, and none is read.
    """
    whole, thrown = find_tokens(survey.lines, survey.states, marks)
    fonts = [font for tokens in (whole, thrown) for font in split_tokens(tokens, sorted(survey.starts))]
    codes = {place for font in fonts for token in font for place in token.places()}
    honest = [_blank(number, line, codes, marks) for number, line in enumerate(survey.lines)]
    knowledge, known = Knowledge.gather(honest), find_known(honest)
    sign = _range_sign(honest)
    readings = dict.fromkeys(codes, Reading(LACUNA, 0.0))
    chances = [_weigh(font, knowledge, known) for font in fonts if survey.starts]
    years = (year for font, chance in zip(fonts, chances, strict=False) for year in _years(font, chance))
    knowledge = Knowledge.gather(honest, years)
    for font in fonts if survey.starts else ():
        digits = _best(_weigh(font, knowledge, known), _CERTAIN)
        letters = decipher_words(font, digits)
        certain = {code: one for code, one in letters.items() if one.confidence >= _CERTAIN_LETTER}
        for token in font:
            readings |= dict(zip(token.places(), _read(token, certain | digits, sign), strict=True))
    return readings


def _best(chances: Mapping[str, Mapping[str, float]], least: float) -> dict[str, Reading]:
    """The likeliest character of each code that has one with so much probability at least."""
    best = {
        code: max((Reading(mark, share) for mark, share in shares.items()), key=lambda one: one.confidence)
        for code, shares in chances.items()
        if len(code) == 1
    }
    return {code: reading for code, reading in best.items() if reading.confidence >= least}


def _years(font: Sequence[Token], chances: Mapping[str, Mapping[str, float]]) -> set[str]:
    """The years of a font that are likely but for their last digit, at most."""
    likely = _best(chances, _LIKELY)
    years = {
        "".join(likely[code].mark if code in likely else ANY for code in token.codes)
        for token in font
        if is_year(token)
    }
    return {year for year in years if ANY not in year[:-1]}


def _blank(number: int, line: str, codes: set[Place], marks: Mapping[Place, str]) -> str:
    """A line with its marks read and its unread codes blank."""
    return "".join(
        " " if (number, column) in codes else marks.get((number, column), character)
        for column, character in enumerate(line)
    )


def _range_sign(honest: Sequence[str]) -> str:
    """The sign that the dump's honest text has in ranges of months, if it has one."""
    signs = Counter(_HONEST_SIGN.findall("\n".join(honest)))
    return signs.most_common(1)[0][0] if len(signs) == 1 else LACUNA


def _weigh(
    font: Sequence[Token], knowledge: Knowledge, known: Sequence[Known]
) -> dict[str, dict[str, float]]:
    """The probability of each character for the codes of a font, by the clues to its numbers."""
    clues = [
        *find_parallels(font, known),
        *find_ordinals(font),
        *find_counts(font),
        *gather_clues(font, knowledge),
        *find_summaries(font, known),
    ]
    rates = {
        int(number.value[:-1].replace(".", ""))
        for number in known
        if _RATE.fullmatch(number.value) and abs(number.line - font[0].line) <= _NEAR
    }
    return solve_numbers(clues, list(find_balances(font)), sorted(rates))


def _read(token: Token, table: Mapping[str, Reading], sign: str) -> Iterator[Reading]:
    is_range = len(token.codes) in _MONTH_RANGE and token.right.startswith("月")
    if token.glued and len(token.codes) == 1:  # more likely a mark of another font
        table = {}
    for place, code in enumerate(token.codes):
        reading = table.get(code, Reading(LACUNA, 0.0))
        if is_range and place == 1:
            yield Reading(sign, _CERTAIN)
        else:
            yield reading
