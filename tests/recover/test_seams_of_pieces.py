"""Seams between the pieces of a newspaper page: which text a sentence goes on in."""

from __future__ import annotations

import pytest

from publisher.recover.articles.continuation import Seams, begins
from publisher.recover.articles.flow import goes_on, opens_as_sentence, opens_sentence

PAGE = (
    "渡口今年要办的第二件事是深化管理体",
    "制改革，先把船工的排班定下来。",
    "街道的老人说，灯亮以后夜里过江的人多了。",
    "据了解，新装的路灯由沿江的店铺分担电费。",
)


def test_a_word_that_was_cut_is_put_together() -> None:
    seams = Seams(PAGE)
    worths = [seams.weigh(PAGE[0], text) for text in PAGE[1:]]
    assert max(worths) == worths[0]
    assert worths[0] > 0 > worths[1]


@pytest.mark.parametrize("text", ["据了解，新装的路灯", "二是先修码头", "本报讯 记者陆晚舟报道："])
def test_openings_of_paragraphs_are_known(text: str) -> None:
    assert begins(text) > 0


@pytest.mark.parametrize("text", ["的路灯由店铺分担。", "，先把排班定下来。"])
def test_rests_of_sentences_are_known(text: str) -> None:
    assert begins(text) < 0


def test_signs_that_the_statistics_do_not_know_tell_nothing() -> None:
    assert goes_on("新装的〓", "〓盏路灯") == 0.0
    assert opens_sentence("〓") == 0.0
    assert opens_as_sentence("〓〓") == 0.0
