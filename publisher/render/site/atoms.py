"""What a search finds texts by: their words and ideographs, folded to one form.

The same is done in the browser by ``templates/site/search.js``, with the character class from here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

IDEOGRAPHS = (
    "\u2e80-\u2fdf\u3005-\u3007\u3013\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3040-\u30ff\u3100-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003fffd"
)
"""Characters that are atoms of their own, as a character class: Han, kana, bopomofo, hangul, and 〓."""

_ATOM = re.compile(f"[{IDEOGRAPHS}]|[^\\W_{IDEOGRAPHS}]+")
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_ACCENTS = dict.fromkeys(range(0x300, 0x370))


def atoms(text: str) -> list[str]:
    """The words and ideographs of a text in their order, without case, accents, width and marks between."""
    return [atom for run in _ATOM.findall(text) for atom in _folded(run)]


def is_ideograph(atom: str) -> bool:
    """Whether an atom is a single ideograph (else it is a word)."""
    return _IDEOGRAPH.fullmatch(atom) is not None


@cache
def _folded(run: str) -> tuple[str, ...]:
    """A run in its compatible, plain form, which may be several atoms: ``½`` is 1 and 2."""
    bare = unicodedata.normalize("NFKD", run.lower()).translate(_ACCENTS)
    return tuple(_ATOM.findall(unicodedata.normalize("NFKC", bare)))
