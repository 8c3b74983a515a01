"""Lengths and sizes as people write them."""

from __future__ import annotations

import pytest

from publisher.errors import SettingError
from publisher.press.paper import Size, length, size


@pytest.mark.parametrize(
    ("text", "millimetres"), [("3mm", 3), ("0.1", 0.1), ("1.5 cm", 15), ("0.125in", 3.175), ("72pt", 25.4)]
)
def test_lengths(text: str, millimetres: float) -> None:
    assert length(text) == pytest.approx(millimetres)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a5", Size(148, 210)),
        ("16开", Size(185, 260)),
        ("150x210mm", Size(150, 210)),
        ("170 × 240", Size(170, 240)),
        ("6x9in", Size(152.4, 228.6)),
    ],
)
def test_sizes(text: str, expected: Size) -> None:
    assert size(text) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["", "A99", "150", "150x", "-150x210", "1x1mm", "9e9x9e9", "6x9ft"])
def test_what_is_no_size_is_explained(text: str) -> None:
    with pytest.raises(SettingError, match=r"no size of paper|cannot be meant"):
        size(text)


def test_what_is_no_length_is_explained() -> None:
    with pytest.raises(SettingError, match=r"'wide' is no length \(write it like 3mm"):
        length("wide")
