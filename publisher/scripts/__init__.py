"""The two scripts of Chinese: what is written in simplified characters is also found in traditional ones.

Patterns and word lists are declared in simplified characters alone. ``forms.tsv`` has the traditional
forms of each; some have several, as 发 has 發 and 髮.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files
from itertools import product

_FORMS = {
    line[0]: line.replace("\t", "")
    for line in files(__name__).joinpath("forms.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
}
"""For each simplified character itself and its traditional forms."""
_SIMPLIFIED = {ord(form): char for char, forms in _FORMS.items() for form in forms[1:]}


def compile_for_both(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What a regular expression in simplified characters matches in either script."""
    return re.compile(both_scripts(pattern), flags)


def both_scripts(pattern: str) -> str:
    """A regular expression in simplified characters as one that matches traditional ones as well.

    Each character becomes a class of its forms; in a class that stands there already they are added, so
    that no simplified character may end a range.
    """
    parts: list[str] = []
    in_class = escaped = False
    for char in pattern:
        forms = _FORMS.get(char, char)
        parts.append(forms if in_class or len(forms) == 1 else f"[{forms}]")
        if not escaped:
            in_class = char == "[" or (in_class and char != "]")
        escaped = char == "\\" and not escaped
    return "".join(parts)


def in_both_scripts(words: Iterable[str]) -> frozenset[str]:
    """Words in simplified characters, and all their traditional forms."""
    return frozenset(
        "".join(form) for word in words for form in product(*(_FORMS.get(char, char) for char in word))
    )


def with_traditional(chars: str) -> str:
    """Simplified characters, and all their traditional forms among them."""
    return "".join(_FORMS.get(char, char) for char in chars)


def simplified(text: str) -> str:
    """A text with each traditional character as the one that it is usually simplified to."""
    return text if text.isascii() else text.translate(_SIMPLIFIED)
