"""Full-width digits and Latin letters become ordinary ones: ``２０１６年`` is ``2016年``.

CLREQ sets numbers and Latin words in proportional type. A full-width point between digits is a
decimal point.
"""

from __future__ import annotations

import re
import unicodedata

from publisher.normalize.edits import edit_document, substitute
from publisher.tree.nodes import Document

_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+|(?<=[0-9０-９])．(?=[0-9０-９])")


def width(document: Document) -> Document:
    """Full-width digits and letters to half width."""
    return edit_document(
        document, _WIDE, substitute(_WIDE, lambda match: unicodedata.normalize("NFKC", match[0]))
    )
