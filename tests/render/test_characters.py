"""Characters that are set apart, and marks that stand side by side."""

from __future__ import annotations

import pytest

from publisher.render.characters import LOST, LOST_OR_DOUBLED, gap, legal, pieces, with_quote_breaks


@pytest.mark.parametrize(
    ("text", "halved"),
    [
        ("（上）。", "）"),
        ("他说：“好。”", "：。"),
        ("《水》、《火》，", "》、》"),
        ("“（一）”", "（）"),
        ("一，二。", ""),
        ("见（上）文", ""),
        ("“天”“地”", "”"),
    ],
)
def test_of_two_marks_side_by_side_one_gives_up_its_blank_half(text: str, halved: str) -> None:
    cut = list(pieces(with_quote_breaks(text), LOST_OR_DOUBLED))
    assert "".join(piece for kind, piece in cut if kind == "half") == halved
    assert "".join(piece for _, piece in cut).replace("\u200b", "") == text


def test_lost_characters_are_set_apart() -> None:
    assert list(pieces("柳〓〓县", LOST)) == [("", "柳"), ("lost", "〓〓"), ("", "县")]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("所谓“天”者", "所谓|“天”|者"),
        ("说：“好。”他", "说：|“好。”|他"),
        ("（“天”）", "（“天”）"),
        ("“天”，“地”", "“天”，|“地”"),
        ("Xi’an is “big”", "Xi’an is “big”"),
    ],
)
def test_lines_may_be_broken_outside_quotes_only(text: str, broken: str) -> None:
    assert with_quote_breaks(text).replace("\u200b", "|") == broken


def test_characters_that_markup_forbids_are_replaced() -> None:
    assert legal("a\x00b\x0cc\ufffe\x85\td\n柳😀") == "a\ufffdb\ufffdc\ufffd\ufffd\td\n柳😀"


@pytest.mark.parametrize(
    ("label", "space"), [("（1）", ""), ("一、", ""), ("1.", " "), ("a)", " "), ("", "")]
)
def test_space_follows_half_width_labels(label: str, space: str) -> None:
    assert gap(label) == space
