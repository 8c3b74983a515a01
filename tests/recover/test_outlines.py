"""Pages, contents, paragraphs, headings and lists: dumps, each with the tree that is to come out."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.audit.account import audit_account
from publisher.read import Dump
from publisher.recover import recover_document
from tests.pipeline.summary import summary, without_figures

CASES = Path(__file__).parents[1] / "cases"
AREAS = ("pages", "contents", "paragraphs", "headings", "lists")


@pytest.mark.parametrize(
    "path",
    [path for area in AREAS for path in sorted((CASES / area).glob("*.txt"))],
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_case(path: Path) -> None:
    text, _, expected = path.read_bytes().decode().partition("\n=====\n")
    dump = Dump("case.txt", "", "utf-8", tuple(text.split("\n")))
    document = recover_document(dump)
    assert summary(document, dump) == without_figures(expected)
    assert audit_account(document, dump) == []
