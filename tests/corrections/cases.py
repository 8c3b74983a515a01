"""Dumps with corrections beside them."""

from __future__ import annotations

from pathlib import Path

import yaml

from publisher.audit.account import audit_account
from publisher.audit.repairs import audit_repairs
from publisher.corrections import load_corrections
from publisher.read import read_dump
from publisher.recover import recover_document
from publisher.repair import repair_dump
from publisher.tree.nodes import Block, Document
from publisher.tree.spans import parse_spans
from publisher.tree.walk import walk

BOOK = """\
河埠头旧事

第一章 水塔

镇上的水塔是民国二十三年造的，用的是河对岸窑里烧的青砖，一共烧了三窑，头一窑全裂了，第二窑颜色不
匀，第三窑才用上。老人们说，塔顶的铁皮是从上海运来的，走的是水路。
塔的来历
县志里关于水塔的话只有两行，一行说它高四丈二尺，一行说它花去银元一千二百块，此外再没有别的。造塔
的人姓什么，从哪里来，后来到哪里去了，书上都没有写。
看塔人
第一个看塔人是个哑巴，在塔下住了二十年，每天天不亮就上去看水位，看完在墙上画一道，墙上画满了就刷
一遍石灰，再从头画起。
他画的道子
有长有短，长的是水满，短的是水浅，懂的人一看就明白，不懂的人看了只觉得好看，像一墙的雨。

第二章 渡口

渡口在水塔的下游，过河的人先要在茶棚里坐一坐，等船家把烟抽完。茶棚的主人姓罗，卖茶也卖草鞋，草鞋
挂在棚柱上，大的小的都有，价钱写在柱子上。
价目
草鞋  大  三分
草鞋  小  二分
茶  碗  一分
罗家的账是用绳结记的，别人看不懂，他自己看得懂。他死以后，那捆绳子还在，谁也不知道还有多少人欠着
他的茶钱。
"""


def number_of(opening: str, text: str = BOOK) -> int:
    """The number of the line of a dump that has an opening."""
    return next(n for n, line in enumerate(text.split("\n"), 1) if line.startswith(opening))


def entry(opening: str, *, lines: int = 1, text: str = BOOK, **settled: object) -> dict[str, object]:
    """An entry on the line that has an opening, and some lines behind it."""
    first = number_of(opening, text)
    line = str(first) if lines == 1 else f"{first}-{first + lines - 1}"
    return {"line": line, "text": opening, **settled}


def recovered(folder: Path, *entries: object, text: str = BOOK, **file: object) -> Document:
    """The tree of a dump with corrections; its account is proved."""
    dump = folder / "dump.txt"
    dump.write_text(text, "utf-8")
    corrections = {"lines": list(entries), **file}
    folder.joinpath("dump.corrections.yaml").write_text(
        yaml.safe_dump(corrections, allow_unicode=True), "utf-8"
    )
    original = read_dump(dump)
    settled = load_corrections(dump, original)
    repaired = repair_dump(original, settled)
    document = recover_document(repaired, settled)
    assert audit_repairs(original, repaired) == []
    assert audit_account(document, repaired) == []
    return document


def block_at(document: Document, number: int) -> Block:
    """The block that a line of the dump belongs to."""
    return next(
        block
        for block in walk(document.body)
        for span in parse_spans(block.src)
        if span.first <= number <= span.last
    )
