"""Numbers and dates as title pages print them: ISBN, ISSN, dates in Chinese and English."""

from __future__ import annotations

import re
import unicodedata

from publisher.recover.numbering import ordinal_of, roman

_ISBN = re.compile(r"(?<!\d)(?:97[89][-–— ]?)?\d(?:[-–— ]?\d){8}[-–— ]?[\dXx](?!\d)")
_ISSN = re.compile(r"(?<!\d)\d{4}[-–—]\d{3}[\dXx](?!\d)")


def isbn_of(text: str) -> str:
    """The first ISBN with a right check digit, as printed; empty where there is none."""
    return next((match[0] for match in _ISBN.finditer(text) if _checks_isbn(match[0])), "")


def issn_of(text: str) -> str:
    """The first ISSN with a right check digit on a line that says so; empty where there is none."""
    if "ISSN" not in text:
        return ""
    return next((match[0] for match in _ISSN.finditer(text) if _checks_issn(match[0])), "")


def _digits(number: str) -> list[int]:
    return [10 if char in "Xx" else int(char) for char in number if char.isdigit() or char in "Xx"]


def _checks_isbn(number: str) -> bool:
    """ISO 2108: thirteen digits weighted 1 and 3 modulo 10, or ten weighted 10 to 1 modulo 11."""
    digits = _digits(number)
    if len(digits) == 13:
        return sum(digits[::2]) % 10 == -3 * sum(digits[1::2]) % 10 and 10 not in digits
    return len(digits) == 10 and 10 not in digits[:-1] and _mod_11(digits)


def _checks_issn(number: str) -> bool:
    """ISO 3297: eight digits weighted 8 to 1 modulo 11."""
    return _mod_11(_digits(number))


def _mod_11(digits: list[int]) -> bool:
    return sum(weight * digit for weight, digit in enumerate(reversed(digits), 1)) % 11 == 0


_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"(?<!\d)(?P<year>[12]\d{3})(?!\d)(?:\s*[年.．/-]\s*(?P<month>\d{1,2})(?!\d)(?:\s*[月.．/-]\s*(?P<day>\d{1,2})(?!\d))?)?"
)
_ROMAN_YEAR = re.compile(r"\bM(?:DC{0,3}|CM|C{1,3}D?|CD)(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b")
_ENGLISH_DATE = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?(?:\s+(?P<day>\d{{1,2}}),)?\s+(?P<year>[12]\d{{3}})\b",
    re.IGNORECASE,
)


def date_of(text: str) -> str:
    """The first date in a text as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, as far as it is printed."""
    plain = unicodedata.normalize("NFKC", text)
    if match := _ENGLISH_DATE.search(plain):
        month = _MONTHS.index(match["month"].lower()) + 1
        return _iso(match["year"], str(month), match["day"])
    plain = re.sub(r"[〇○零一二三四五六七八九]{4}(?=年)", lambda m: m[0].translate(_CHINESE_DIGITS), plain)
    plain = re.sub(
        r"(?<=[年月])[一二三四五六七八九十]{1,3}(?=[月日])", lambda m: str(ordinal_of(m[0])), plain
    )
    match = _DATE.search(plain)
    if not match and (numeral := _ROMAN_YEAR.search(plain)):
        return str(roman(numeral[0]))
    return _iso(match["year"], match["month"], match["day"]) if match else ""


def _iso(year: str, month: str | None, day: str | None) -> str:
    if not month or not 1 <= int(month) <= 12:
        return year
    if not day or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02}"
    return f"{year}-{int(month):02}-{int(day):02}"
