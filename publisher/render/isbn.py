"""Book numbers: which ISBN of a colophon is one."""

from __future__ import annotations

import re


def valid_isbn(printed: str) -> str:
    """The digits of a printed ISBN whose check digit is right, else an empty string."""
    digits = re.sub(r"[^\dXx]", "", printed).upper()
    if re.fullmatch(r"97[89]\d{10}", digits):
        total = sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(digits))
        return digits if total % 10 == 0 else ""
    if re.fullmatch(r"\d{9}[\dX]", digits):
        total = sum((10 - n) * (10 if d == "X" else int(d)) for n, d in enumerate(digits))
        return digits if total % 11 == 0 else ""
    return ""
