"""Tables and figures: each case is an ``input.txt`` and the pieces that are to be found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from publisher.read import Dump
from publisher.recover.measure.line import Line, measure_lines
from publisher.recover.pieces.figures import find_figures
from publisher.recover.pieces.piece import Piece
from publisher.recover.pieces.tables import find_tables
from publisher.tree.spans import Span, parse_spans
from publisher.tree.walk import texts

CASES = Path(__file__).parent.parent / "cases"


def _find_figures(lines: Sequence[Line]) -> list[Piece]:
    return find_figures(lines, taken=frozenset())


RECOGNISERS: dict[str, Callable[[Sequence[Line]], list[Piece]]] = {
    "tables": find_tables,
    "figures": _find_figures,
}


@pytest.mark.parametrize(
    "case",
    [path for area in RECOGNISERS for path in sorted((CASES / area).iterdir())],
    ids=lambda case: f"{case.parent.name}/{case.name}",
)
def test_case(case: Path) -> None:
    lines = _lines((case / "input.txt").read_text("utf-8"))
    found = RECOGNISERS[case.parent.name](lines)
    assert _plain(found, lines) == yaml.safe_load((case / "expected.yaml").read_text("utf-8"))


_CELL = st.text("甲乙a1.。— |-", max_size=4)
_SPECIAL = st.sampled_from(
    [
        *(
            "表1 甲",
            "表1 甲\t单位：个",
            "续表",
            "单位：个",
            "（数据截至今日）",
            "注：甲",
            "来源：乙",
            "甲乙。",
        ),
        *("Table 2. A", "a  1  甲", "-----", "图1 甲", "[Illustration: a", "a]", "\f"),
    ]
)
_BARRED = st.lists(_CELL, min_size=2, max_size=4).map("  | ".join)
_ROW = st.lists(_CELL, min_size=1, max_size=4).map("\t".join)


@given(st.lists(st.one_of(_ROW, _BARRED, _SPECIAL), max_size=24).map("\n".join))
def test_each_character_is_in_the_block_or_removed(text: str) -> None:
    lines = _lines(text)
    for recognise in RECOGNISERS.values():
        pieces = recognise(lines)
        assert all(a.last < b.first for a, b in pairwise(pieces))
        for piece in pieces:
            own = [line.number for line in lines[piece.first : piece.last + 1]]
            assert [n for span in parse_spans(piece.block.src) for n in _numbers(span)] == own
            given_ = Counter(
                "".join("".join(line.raw for line in lines[piece.first : piece.last + 1]).split())
            )
            removed = "".join(entry.text for entry in piece.removed)
            assert Counter("".join("".join([*texts(piece.block), removed]).split())) == given_


def _lines(text: str) -> tuple[Line, ...]:
    return measure_lines(Dump(name="case.txt", sha256="", encoding="utf-8", lines=tuple(text.split("\n"))))


def _numbers(span: Span) -> range:
    return range(span.first, span.last + 1)


def _plain(pieces: Sequence[Piece], lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The pieces as they are written in ``expected.yaml``."""
    plain: list[dict[str, Any]] = []
    for piece in pieces:
        block = msgspec.json.decode(msgspec.json.encode(piece.block))
        del block["src"]
        removed = [f"{gone.src} {gone.reason}: {gone.text}" for gone in piece.removed]
        place = f"{lines[piece.first].number}-{lines[piece.last].number}"
        plain.append({"lines": place, **block, **({"removed": removed} if removed else {})})
    return plain
