"""Both scripts of Chinese: patterns and words in simplified characters, and that none knows only these."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from publisher.scripts import both_scripts, compile_for_both, in_both_scripts, simplified, with_traditional

PACKAGE = Path(__file__).parents[2] / "publisher"
MODULES = sorted(
    path
    for folder in ("recover", "render", "normalize", "audit")
    for path in PACKAGE.joinpath(folder).rglob("*.py")
)
EXPANDING = {"compile_for_both", "both_scripts", "in_both_scripts", "with_traditional"}
FOLDED = {"下转", "二两贰", "六陆"}
"""What is compared with folded text."""


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("编后记", "編後記"),
        ("本[报刊]讯", "本報訊"),
        (r"第\d+[编节]", "第3節"),
        (r"\[转\]", "[轉]"),
        (r"[\]转]+", "]轉"),
        ("(?<![选汇])编", "編"),
        ("头发", "頭髮"),
        ("发展", "發展"),
    ],
)
def test_a_pattern_matches_both_scripts(pattern: str, text: str) -> None:
    for written in (text, simplified(text)):
        assert compile_for_both(pattern).fullmatch(written)


def test_a_pattern_excludes_both_scripts() -> None:
    assert not compile_for_both("(?<!选)编").search("選編")
    assert not compile_for_both("[^转]").fullmatch("轉")


def test_what_both_scripts_share_stays() -> None:
    assert both_scripts("目[一-九]\\s+") == "目[一-九]\\s+"
    assert simplified("著者甲") == "著者甲"


def test_words_and_characters_have_all_forms() -> None:
    assert in_both_scripts(["总则", "附件"]) == {"总则", "總则", "总則", "總則", "附件"}
    assert set(with_traditional("省县")) == set("省县縣")


def test_folding_keeps_the_length() -> None:
    text = "裡裏 abc 為爲 𠀀"
    assert simplified(text) == "里里 abc 为为 𠀀"


def only_simplified(text: str) -> list[str]:
    """The characters that no traditional text has and whose traditional forms the text lacks."""
    return [
        char
        for char in dict.fromkeys(text)
        if not _in_big5(char) and (forms := with_traditional(char)[1:]) and set(forms).isdisjoint(text)
    ]


def _in_big5(char: str) -> bool:
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def words_of(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The strings of a module, with their lines, that are no documentation and are not expanded."""
    expanding = set(EXPANDING)
    apart: set[int] = set()
    for statement in reversed(tree.body):  # what a pattern is put together from stands before it
        names = {name.id for name in ast.walk(statement) if isinstance(name, ast.Name)}
        if isinstance(statement, ast.Assign | ast.AnnAssign | ast.FunctionDef) and names & expanding:
            expanding |= names
            apart.update(map(id, ast.walk(statement)))
    apart |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for part in ast.walk(tree):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in apart:
            yield part.lineno, part.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_knows_only_simplified_words(path: Path) -> None:
    found = [
        (line, text, chars)
        for line, text in words_of(ast.parse(path.read_text("utf-8")))
        if text not in FOLDED and (chars := only_simplified(text))
    ]
    assert not found, "compile patterns with compile_for_both, take words with in_both_scripts"
