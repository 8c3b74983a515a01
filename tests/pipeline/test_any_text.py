"""Any text at all goes through every stage: nothing is lost, and the editions are sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from publisher.audit.account import audit_account
from publisher.audit.repairs import audit_repairs
from publisher.normalize import normalize
from publisher.read import read_dump
from publisher.recover import recover_document
from publisher.render.epub import render_epub
from publisher.render.html import render_html
from publisher.render.theme import Theme
from publisher.repair import repair_dump
from publisher.tree.walk import walk
from publisher.tree.yaml_form import dumps, loads
from tests.dump_texts import dump_texts
from tests.pipeline.sound import check_epub, check_html, repeated

THEME = Theme()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dumps") / "any.txt"


@given(text=dump_texts)
@settings(max_examples=100)
def test_any_text_is_accounted_for_and_makes_sound_editions(file: Path, text: str) -> None:
    check_stages(file, text)


@pytest.mark.heavy
@given(text=dump_texts)
@settings(max_examples=1500)
def test_many_texts_are_accounted_for_and_make_sound_editions(file: Path, text: str) -> None:
    check_stages(file, text)


def check_stages(file: Path, text: str) -> None:
    """Send a text, as the bytes of a dump, through all stages but the PDF."""
    assume(text.strip())
    wide = len(text) % 2 and text[0] != "\0"  # in UTF-16 a NUL at the start makes the mark of UTF-32
    file.write_bytes(text.encode("utf-16" if wide else "utf-8-sig"))
    read = read_dump(file)
    assert "\n".join(read.lines) == text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    dump = repair_dump(read)
    document = recover_document(dump)
    assert audit_repairs(read, dump) == []
    assert audit_account(document, dump) == []
    assert repeated(block.id for block in walk(document.body)) == []
    assert loads(dumps(document)) == document
    work = normalize(document)
    check_html(render_html(work, THEME).encode())
    check_epub(render_epub(work, THEME))
