"""Mark-up inside texts: readable cases, and the law that no character is lost or changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.recover.text.inlines import parse_inlines
from publisher.tree.nodes import AnyInline, Code, Emphasis, Link, Math, NoteRef, Text
from publisher.tree.walk import inlines, plain

CASES = Path(__file__).parents[1] / "cases" / "inlines" / "cases.txt"


def read_cases() -> list[tuple[str, tuple[str, ...], str]]:
    cases = []
    for paragraph in CASES.read_text("utf-8").split("\n\n"):
        text, *rest = paragraph.strip("\n").split("\n")
        if rest and rest[-1].startswith("→ "):
            marks = rest[0].removeprefix("marks: ").split() if len(rest) == 2 else []
            cases.append((text, tuple(marks), rest[-1][2:]))
    return cases


def show(text: Text) -> str:
    return "".join(node if isinstance(node, str) else f"⟦{show_inline(node)}⟧" for node in inlines(text))


def show_inline(node: AnyInline) -> str:
    match node:
        case Emphasis():
            return f"{'strong' if node.strong else 'em'} {show(node.text)}"
        case NoteRef():
            return f"note {node.label}"
        case Link():
            return f"link {node.href} | {show(node.text)}" if node.text else f"link {node.href}"
        case Math():
            return f"{'display' if node.display else 'math'} {node.latex}"
        case Code():
            return f"code {node.text}"
    raise AssertionError(node)


def without(text: str, ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(char for at, char in enumerate(text) if not any(a <= at < b for a, b in ranges))


@pytest.mark.parametrize(("text", "marks", "expected"), read_cases())
def test_case(text: str, marks: tuple[str, ...], expected: str) -> None:
    result = parse_inlines(text, frozenset(marks))
    assert show(result.text) == expected
    assert plain(result.text) == without(text, result.markup)


SIGNS = "*_`$\\[]()<>^!#&;:/.@-—①②¹²†“”（）。，\n \t\f\0"
PIECES = st.sampled_from([*SIGNS, "**", "$$", "http://", "www.a.", "a", "1", "字", "[1]", "](http://a.b)"])
OPENINGS = ["[", "*a ", "*a_b", "_a*b", "`a", "$a ", "a@", "http://", "<http://", "\\(", "$$a "]


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)), st.booleans())
def test_no_character_is_lost_changed_or_moved(text: str, noted: bool) -> None:
    result = parse_inlines(text, frozenset({"①", "[1]", "*", "¹", "†"}) if noted else frozenset())
    assert plain(result.text) == without(text, result.markup)
    assert all(0 <= a < b <= len(text) for a, b in result.markup)
    assert list(result.markup) == sorted(result.markup)


@pytest.mark.parametrize(
    "unit", ["[", "*a ", "*a_b", "_a*b", "`a", "$a ", "a@", "http://", "<http://", "\\(", "$$a "]
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    """A hundred thousand characters of openings without an end; would take minutes if it were quadratic."""
    text = unit * (100_000 // len(unit))
    assert plain(parse_inlines(text, frozenset({"*"})).text).count("a") == text.count("a")
