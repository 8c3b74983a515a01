"""The spine: how thick a book is."""

from __future__ import annotations

from publisher.errors import SettingError

LEAST_FOR_TEXT = 6.0
"""Millimetres; on a narrower spine a title would run over its edges when the book is bound."""
_MOST = 120.0


def caliper(weight: float, bulk: float) -> float:
    """The thickness of a leaf in millimetres: weight in g/m², bulk (volume by weight) in cm³/g.

    Coated paper has a bulk of 0.8 to 1, offset paper of 1.2 to 1.3, bulky book paper of 1.5 to 2.
    """
    return weight * bulk / 1000


def spine_width(pages: int, thickness: float) -> float:
    """The width of the spine in millimetres; ``thickness`` is that of a leaf. Raises ``SettingError``."""
    width = (pages + 1) // 2 * thickness
    if not 0 < width <= _MOST:
        raise SettingError(
            f"{pages} pages on paper of {thickness:g} mm make a spine of {width:.1f} mm",
            advice="give the weight of the paper in g/m², such as 80, and its bulk in cm³/g, such as 1.25",
        )
    return round(width, 2)
