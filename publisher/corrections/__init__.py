"""Corrections: what an editor has settled about a dump, in a file beside it.

The file is found and read by ``load``, its entries are declared in ``entries`` and found in the dump by
``place``. Repair and recovery ask the ``Corrections`` that come of it wherever they decide, and
``kept`` proves afterwards that every entry holds.
"""

from publisher.corrections.entries import Correction, Furniture, TextRole
from publisher.corrections.load import load_corrections
from publisher.corrections.place import NO_CORRECTIONS, Corrections, Settled

__all__ = [
    "NO_CORRECTIONS",
    "Correction",
    "Corrections",
    "Furniture",
    "Settled",
    "TextRole",
    "load_corrections",
]
