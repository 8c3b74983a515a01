"""Repair of lost font codes.

A PDF whose subset fonts have no character map gives codes instead of punctuation, numbers and Latin
letters: each font's characters are numbered as they are first used, from ``!``. The codes are
deciphered font by font, by what the text around them demands; a code that is not certain becomes 〓.
"""

from __future__ import annotations

from publisher.repair.glyphs.repair import repair_glyphs

__all__ = ["repair_glyphs"]
