"""A Chinese mark that stands twice, as at the seam of two lines (``，，``), stands once.

Only marks that no writer doubles: ``！！`` and ``？？`` may be meant, and doubled characters are
often words (常常, 渐渐).
"""

from __future__ import annotations

import re

from publisher.normalize.characters import is_chinese
from publisher.normalize.edits import Edit, edit_document
from publisher.tree.nodes import Document

_MARKS = "，。、；："
_DOUBLED = re.compile(rf"([{_MARKS}])(?<!\1\1)\1(?!\1)")


def doubled_marks(document: Document) -> Document:
    """Doubled marks to single ones."""
    return edit_document(document, _DOUBLED, _find)


def _find(text: str) -> list[Edit]:
    if not is_chinese(text):
        return []
    return [(match.start(), match.start() + 1, "") for match in _DOUBLED.finditer(text)]
