"""Numbers at the start of headings and items, and openings that only look like them."""

from __future__ import annotations

import pytest

from publisher.recover.numbering import ordinal_of, read_number


@pytest.mark.parametrize(
    ("text", "style", "ordinal", "rest"),
    [
        ("第二编　河", "part", 2, "河"),
        ("第十二章 陶土", "chapter", 12, "陶土"),
        ("第 3 节　踩泥", "section", 3, "踩泥"),
        ("第二十一条　看火的人", "article", 21, "看火的人"),
        ("附录A：账本", "annex", 1, "账本"),
        ("PART TWO", "part", 2, ""),
        ("Chapter IV. The Landing", "chapter", 4, "The Landing"),
        ("THE THIRD LECTURE", "chapter", 3, ""),
        ("BOOK THE SECOND.", "part", 2, ""),
        ("FIRST PART.", "part", 1, ""),
        ("CHAPTER TWENTY-THREE The Mill", "chapter", 23, "The Mill"),
        ("CHAPTER CXLIX.", "chapter", 149, ""),
        ("【窑门】", "bracket", 0, "窑门】"),
        ("（三）看火", "cjk paren", 3, "看火"),
        ("十、装窑", "cjk", 10, "装窑"),
        ("(4) 封窑", "paren", 4, "封窑"),
        ("5）开窑", "half paren", 5, "开窑"),
        ("③ 量水", "circled", 3, "量水"),
        ("2.1.3 场子", "decimal 3", 3, "场子"),
        ("6.3. 元宝", "decimal 2", 3, "元宝"),
        ("7. 晒土", "arabic", 7, "晒土"),
        ("B. Wood", "letter", 2, "Wood"),
        ("V. Water", "roman", 5, "Water"),
        ("[6] 窑村账本", "reference", 6, "窑村账本"),
    ],
)
def test_numbers(text: str, style: str, ordinal: int, rest: str) -> None:
    number = read_number(text)
    assert number is not None
    assert (number.style, number.ordinal, number.rest) == (style, ordinal, rest)


@pytest.mark.parametrize(
    "text",
    [
        "第四本书是在码头上写完的",
        "第一封信寄到的时候",
        "三只坛子",
        "3.5万只坛子",
        "2.1%的坛子裂了",
        "2019年冬至",
        "J. R. Potter came late",
        "【窑门】在东边",
        "附近的村子",
        "Chapters of an old book",
        "First part of the way",
    ],
)
def test_no_numbers(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        *(("十", 10), ("二十", 20), ("一百零五", 105), ("二〇一九", 2019), ("１２", 12), ("拾叁", 13)),
        *(("IX", 9), ("xl", 40), ("④", 4), ("Twelve", 12), ("c", 100), ("b", 2), ("?", 0), ("", 0)),
    ],
)
def test_ordinals(numeral: str, value: int) -> None:
    assert ordinal_of(numeral) == value
