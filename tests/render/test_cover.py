"""The title on the cover: large, in balanced lines."""

from __future__ import annotations

import pytest

from publisher.render.cover import title_lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("桥", ("桥",)),
        ("柳溪县水利年鉴 2021", ("柳溪县水利", "年鉴 2021")),
        ("The Weir Keeper’s Handbook", ("The Weir", "Keeper’s", "Handbook")),
        ("谁在守堰？——柳溪三代人", ("谁在守堰？——", "柳溪三代人")),
    ],
)
def test_title_is_broken_between_words(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title).texts == lines


def test_long_title_is_set_smaller_and_very_long_one_cut() -> None:
    assert title_lines("堰" * 40).size < title_lines("堰" * 4).size
    assert title_lines("x" * 500).texts[-1].endswith("…")
    assert len(title_lines("堰" * 500).texts) == 5
