"""What stands between the end of one line and the beginning of the next, and where sentences end."""

from __future__ import annotations

import pytest

from publisher.recover.text.seams import ends_sentence, join


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("坛子从水路", "运到集市", "坛子从水路运到集市"),
        ("the old", "potters", "the old potters"),
        ("客商叫它 Kiln", "坛子", "客商叫它 Kiln坛子"),
        ("他说：“", "Kiln", "他说：“Kiln"),
        ("two jars (", "one cracked)", "two jars (one cracked)"),
        ("it was trod-", "den again", "it was trodden again"),
        ("at their well-", "worn wheels", "at their well-worn wheels"),
        ("from 1920-", "1930", "from 1920-1930"),
        ("see https://kiln.example/a-", "b", "see https://kiln.example/a-b"),
        ("see https://kiln.example/a.", "Then", "see https://kiln.example/a. Then"),
        ("", "坛子", "坛子"),
    ],
)
def test_join(first: str, second: str, joined: str) -> None:
    assert join(first, second, {"trodden", "well-worn"}) == joined


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        *(("坛子卖完了。", True), ("“卖不卖？”", True), ("水还是满的。[3]", True), ("界石……", True)),
        *(("The jars ring.", True), ("He said “no.”", True), ("满的。①", True)),
        *(("坛子卖完了，", False), ("坛子卖完了", False), ("三件事：", False), ("", False), ("①", False)),
    ],
)
def test_ends_of_sentences(text: str, *, ends: bool) -> None:
    assert ends_sentence(text) == ends
