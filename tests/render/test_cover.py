"""The title on the cover: large, in balanced lines."""

from __future__ import annotations

import pytest

from publisher.render.cover import title_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("桥", ("桥",)),
        ("柳溪县水利年鉴 2021", ("柳溪县水利年鉴", "2021")),
        ("The Weir Keeper’s Handbook", ("The Weir", "Keeper’s", "Handbook")),
        ("谁在守堰？——柳溪三代人", ("谁在守堰？——", "柳溪三代人")),
        ("在“老堰口”的“守堰人”家里做客", ("在“老堰口”", "的“守堰人”", "家里做客")),
        (" ", ()),
    ],
)
def test_title_is_broken_where_no_word_is_torn(text: str, lines: tuple[str, ...]) -> None:
    assert title_lines(text).texts == lines


def test_long_title_is_set_smaller_and_very_long_one_cut() -> None:
    assert title_lines("堰" * 40).size < title_lines("堰" * 4).size
    assert title_lines("x" * 500).texts[-1].endswith("…")
    assert len(title_lines("堰" * 500).texts) == 5
