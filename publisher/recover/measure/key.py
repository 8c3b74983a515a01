"""Texts reduced to what tells them apart."""

from __future__ import annotations

import re
from functools import lru_cache

_NO_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=2**16)  # most lines are compared several times
def key(text: str) -> str:
    """A text reduced to letters and digits, for comparing titles and running heads."""
    return _NO_WORD.sub("", text.casefold())
