"""The YAML form: what is saved is loaded again, and hand edits that break it are explained."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from publisher.errors import TreeError
from publisher.tree.nodes import Document, Paragraph, Section, Table
from publisher.tree.yaml_form import dumps, json_schema, load, loads
from tests.strategies import documents

DOCUMENT = Document(
    body=(
        Section(
            id="s-1",
            src="L1",
            level=1,
            title="第一章 总则",
            children=(
                Paragraph(id="p-1", src="L2-3", text="第一段。", role="byline"),
                Table(id="t-1", src="L4", head=(("年份", "产量"),), body=(("2016", "1.50"), ("2017", "—"))),
            ),
        ),
    )
)
YAML = """\
schema: 1
body:
- type: section
  id: s-1
  src: L1
  level: 1
  title: 第一章 总则
  children:
  - type: paragraph
    id: p-1
    src: L2-3
    text: 第一段。
    role: byline
  - type: table
    id: t-1
    src: L4
    head:
    - [年份, 产量]
    body:
    - ['2016', '1.50']
    - ['2017', —]
"""


def test_the_form_is_made_to_be_read() -> None:
    assert dumps(DOCUMENT) == YAML


@given(documents)
def test_what_is_saved_is_loaded_again(document: Document) -> None:
    assert loads(dumps(document)) == document


def test_numbers_typed_without_quotes_stay_as_typed() -> None:
    assert loads(YAML.replace("'1.50'", "1.50").replace("'2017'", "2017")) == DOCUMENT


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    role: byline", "    rule: byline", "line 13: Object contains unknown field `rule`"),
        ("    role: byline", "    rule: byline", "allowed in 'paragraph': type, id, src"),
        ("role: byline", "role: author", "line 13: Invalid enum value 'author'"),
        ("role: byline", "role: author", "allowed: '', 'byline', 'credit'"),
        ("type: table", "type: tabel", "line 14: Invalid value 'tabel'"),
        ("type: table", "type: tabel", "allowed: aside, code, contents"),
        ("body:", "content:", "allowed in 'document': schema, source, metadata, body"),
        ("level: 1", "level: top", "line 6: Expected `int`"),
        ("level: 1", "level: 0", "line 6: Expected `int` >= 1"),
        ("schema: 1", "schema: 9", "schema version 9; this program reads 1"),
        ("schema: 1", "scheme: 1", "no schema version"),
        ("- [年份", "- [年份]]", "line 18: "),
        (YAML, "just words", "this is no document tree"),
        (YAML, "", "this is no document tree"),
    ],
)
def test_a_broken_hand_edit_is_explained(old: str, new: str, message: str) -> None:
    with pytest.raises(TreeError) as caught:
        loads(YAML.replace(old, new, 1), "book.yaml")
    assert message in str(caught.value)
    assert str(caught.value).startswith("book.yaml")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TreeError, match=r"gone\.yaml: no such file"):
        load(tmp_path / "gone.yaml")


def test_the_schema_in_the_documentation_is_current() -> None:
    current = Path(__file__).parents[2] / "docs" / "document.schema.json"
    assert current.read_text("utf-8") == json_schema(), "run 'make schema'"
