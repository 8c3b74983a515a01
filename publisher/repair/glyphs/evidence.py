"""What stands around and before a mark, as the keys under which the model of marks knows it.

The first character of a key names its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from publisher.repair.glyphs.context import CLOSING, OPENING, PLACE, START, UNKNOWN, stops

NO_HISTORY = ("0",)
"""Stands for the keys of what came before where that is not known."""
_NONE = "-"
_BOUNDS = (1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 32)
_CLASSES = "".join(chr(ord("a") + sum(length >= bound for bound in _BOUNDS)) for length in range(33))
_SHORT = 5
_FAR = 4
_SEEN = 12
_NUMERALS = "一二三四五六七八九十"
_STRONG = "。！？；："
_STOPS = "，。、；：？！"
_LOUD = frozenset("？！")
"""Marks that may stand side by side."""
_ASKING = ("什么", "怎", "哪", "谁", "吗", "如何", "为何", "是否", "能否", "多少", "难道")
_IN_NAMES = frozenset(
    "阿埃艾安奥巴贝比伯博布查达戴丹道德迪蒂丁杜多厄恩尔法菲费弗福夫盖戈格古哈海汉赫亨霍基吉加杰金卡凯坎科克肯库拉莱兰劳勒雷里利"
    "林琳鲁路伦罗洛马迈曼梅门蒙米莫姆穆纳奈内尼诺努欧帕佩皮普奇乔切瑞萨塞桑森沙什舍施史斯苏索塔泰坦汤特托瓦威维韦沃乌西希谢辛休"
    "雅亚扬耶伊因尤约扎泽詹珍兹佐"
)
_DEEPEST = 3


def distance(length: int) -> str:
    """The class of a distance in characters, as one letter."""
    return _CLASSES[min(length, _BOUNDS[-1])]


def keys_around(text: str, at: Sequence[int], order: int) -> Iterator[str]:
    """The keys of what stands around one stop of a masked paragraph; ``at`` has the places of all."""
    place, left, right = at[order], at[order - 1], at[order + 1]
    before, after = at[max(0, order - 2)], at[min(len(at) - 1, order + 2)]
    yield from _neighbours(text, place)
    yield from _segments(text, left, place, right)
    left_length, right_length = distance(place - left - 1), distance(right - place - 1)
    yield "m" + left_length + right_length
    yield "n" + left_length
    yield "o" + right_length
    yield "p" + distance(left - before - 1) + left_length + right_length
    yield "P" + left_length + right_length + distance(after - right - 1)
    yield "x" + text[place - 1] + left_length
    yield "y" + text[place + 1] + right_length
    yield "z" + text[right + 1 : right + 2]
    yield "Z" + text[max(0, left - 1) : left]
    alike = (
        text[place - 1] == text[left - 1 : left],
        text[place - 1] == text[right - 1],
        text[place + 1] == text[left + 1],
        right - place == place - left,
        place - left == left - before,
    )
    yield "w" + "".join("01"[same] for same in alike)
    yield "E" + _repeats(text, at, order) + text[place + 1]
    yield "F" + str(min(order, _FAR)) + str(min(len(at) - 1 - order, _FAR))
    yield (
        "G"
        + _foreign(text[max(left + 1, place - 2) : place])
        + _foreign(text[place + 1 : min(place + 3, right)])
    )
    yield "H" + "01"[any(word in text[before:place] for word in _ASKING)]


def may_not_follow(mark: str, before: str) -> bool:
    """Whether a mark never stands directly behind another: a stop behind a stop or an opening mark,
    a closing mark behind an opening one.
    """
    if mark in _STOPS:
        return before in OPENING or (before in _STOPS and not {mark, before} <= _LOUD)
    return mark in CLOSING and before in OPENING


def _foreign(part: str) -> str:
    """How many of these characters are common in foreign names."""
    return str(sum(character in _IN_NAMES for character in part))


def _repeats(text: str, at: Sequence[int], order: int) -> str:
    """Whether what follows begins as clauses before it, or counts on from one of them."""
    here = text[at[order] + 1 : at[order] + 3]
    starts = {text[stop + 1 : stop + 3] for stop in at[max(0, order - _SEEN) : order]}
    number = _NUMERALS.find(here[0])
    if number > 0 and _NUMERALS[number - 1] + here[1:] in starts:
        return "n"
    if here in starts:
        return "2"
    return "1" if any(start[:1] == here[0] for start in starts) else "0"


def _neighbours(text: str, place: int) -> Iterator[str]:
    left = [text[max(0, place - length) : place] for length in range(5)]
    right = [text[place + 1 : place + 1 + length] for length in range(5)]
    for length, kinds in enumerate(("aA", "bB", "cC", "dD"), 1):
        yield kinds[0] + left[length]
        yield kinds[1] + right[length]
    yield "e" + left[1] + right[1]
    yield "f" + left[2] + right[1]
    yield "g" + left[1] + right[2]
    yield "h" + left[2] + right[2]
    yield "i" + left[2][:-1]
    yield "j" + right[2][1:]
    yield "k" + left[3][:-2]
    yield "l" + right[3][2:]


def _segments(text: str, left: int, place: int, right: int) -> Iterator[str]:
    """How the text between a stop and its neighbours begins and ends."""
    yield "q" + text[left + 1 : min(left + 3, place)]
    yield "r" + text[max(right - 2, place + 1) : right]
    yield "s" + text[left + 1]
    yield "t" + text[right - 1]
    if place - left - 1 <= _SHORT:
        yield "u" + text[left:place]
    if right - place - 1 <= _SHORT:
        yield "v" + text[place + 1 : right + 1]


class History(NamedTuple):
    """The marks that came before in a paragraph."""

    second: str = _NONE
    last: str = START
    opened: str = ""
    """The opening marks that are not closed yet, the outermost first."""
    since: tuple[int, ...] = ()
    """Where they stand."""
    strong: str = START
    """The last mark that ends more than a clause."""
    weak: int = 0
    """How many marks came after it."""
    start: int = 0
    """Where it stands."""

    def then(self, mark: str, place: int) -> History:
        """The history after one more mark."""
        opened, since = self.opened, self.since
        if mark in OPENING:
            opened, since = (opened + mark)[-_DEEPEST:], (*since, place)[-_DEEPEST:]
        elif mark in CLOSING and OPENING[CLOSING.index(mark)] in opened:
            kept = opened.rindex(OPENING[CLOSING.index(mark)])
            opened, since = opened[:kept], since[:kept]
        if mark in _STRONG:
            return History(self.last, mark, opened, since, mark, 0, place)
        return History(self.last, mark, opened, since, self.strong, min(self.weak + 1, _FAR), self.start)

    def mismatches(self, mark: str) -> bool:
        """Whether a mark closes what is not open, or opens what is open."""
        if mark in OPENING:
            return mark in self.opened
        return mark in CLOSING and OPENING[CLOSING.index(mark)] not in self.opened

    def keys(self, text: str, place: int, left: int) -> tuple[str, ...]:
        """The keys of this history at a place whose neighbour on the left is at ``left``."""
        if self.last == UNKNOWN:
            return NO_HISTORY
        inner = self.opened[-1:]
        length = distance(place - self.since[-1] - 1) if inner else _NONE
        after = text[place + 1]
        return (
            "1" + self.last + distance(place - left - 1),
            "2" + self.second + self.last,
            "3" + inner + length,
            "4" + self.opened + (after if after in "$M" else ""),
            "5" + self.last + after,
            "6" + self.last + text[place - 1],
            "7" + inner + after,
            "8" + inner + self.last,
            "9" + self.strong + str(self.weak) + self.last,
            "!" + self.strong + distance((place - self.start) // 3),
            '"' + self.strong + after,
        )


class Example(NamedTuple):
    """A mark with what stands around and before it."""

    mark: str
    around: tuple[str, ...]
    before: tuple[str, ...]


def mask(paragraph: str) -> str:
    """A reduced paragraph as it looks when all its marks are lost."""
    return "".join(UNKNOWN if sign in PLACE else sign for sign in paragraph)


def examples(paragraph: str) -> Iterator[Example]:
    """The marks of a reduced paragraph."""
    text, at = mask(paragraph), stops(paragraph)
    history = History()
    for order in range(1, len(at) - 1):
        place = at[order]
        mark = paragraph[place]
        if mark in PLACE:
            before = history.keys(text, place, at[order - 1])
            yield Example(mark, tuple(keys_around(text, at, order)), before)
        history = history.then(mark, place)
