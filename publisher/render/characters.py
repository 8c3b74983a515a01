"""Characters that mark-up cannot hold, and how a string joins the next."""

from __future__ import annotations

import re
import unicodedata

_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """A text in which U+FFFD stands for each control character and the like that XML or HTML forbid."""
    return _ILLEGAL.sub("\ufffd", text)


def gap(label: str) -> str:
    """What stands between a printed label and its text: nothing after full-width marks, else a space."""
    wide = unicodedata.east_asian_width(label[-1]) in "WF" if label else False
    return "" if wide or not label else " "
