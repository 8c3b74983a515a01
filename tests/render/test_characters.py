"""Characters that are set apart, and marks that stand side by side."""

from __future__ import annotations

import pytest

from publisher.render.characters import LOST, LOST_OR_DOUBLED, gap, legal, pieces, with_breaks, with_last_kept


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
    cut = list(pieces(with_breaks(text), LOST_OR_DOUBLED))
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
        ("在2016年，约3.5米、A座", "在|2016|年，约|3.5|米、A|座"),
        ("第 8 版", "第 8 版"),
    ],
)
def test_lines_may_be_broken_outside_quotes_and_between_scripts(text: str, broken: str) -> None:
    assert with_breaks(text).replace("\u200b", "|") == broken


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("写完了。", "写完|了。"),
        ("“写完。”", "“写|完。”"),
        ("了。", "了。"),
        ("3版", "3版"),
        ("the end.", "the end."),
    ],
)
def test_the_last_character_is_kept_with_the_one_before(text: str, kept: str) -> None:
    assert with_last_kept(text).replace("\u2060", "|") == kept


def test_characters_that_markup_forbids_are_replaced() -> None:
    assert legal("a\x00b\x0cc\ufffe\x85\td\n柳😀") == "a\ufffdb\ufffdc\ufffd\ufffd\td\n柳😀"


@pytest.mark.parametrize(
    ("label", "space"), [("（1）", ""), ("一、", ""), ("1.", " "), ("a)", " "), ("", "")]
)
def test_space_follows_half_width_labels(label: str, space: str) -> None:
    assert gap(label) == space
