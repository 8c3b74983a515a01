"""The account: correct trees balance, and every way to lose or invent text is caught."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.audit.account import audit_account, refuse_errors
from publisher.errors import AuditError
from publisher.read import Dump
from publisher.tree.nodes import (
    Caption,
    Document,
    Emphasis,
    Item,
    List,
    NoteRef,
    PageBreak,
    Paragraph,
    Removed,
    Section,
    Source,
    Table,
)

LINES = (
    "第一章　溪口镇",
    "",
    "镇上有**两座**桥①，",
    "— 17 —",
    "都是木桥。",
    "表1 桥梁\t单位：米",
    "桥名\t长度",
    "东桥\t31.5",
    "1. 东桥修于1903年。",
)


def make_dump(*lines: str) -> Dump:
    return Dump("town.txt", "0" * 64, "utf-8", lines)


TEXT = ("镇上有", Emphasis(text="两座", strong=True), "桥", NoteRef(label="①"), "，都是木桥。")
TREE = Document(
    source=Source(file="town.txt", sha256="0" * 64, encoding="utf-8", lines=9, characters=66),
    body=(
        Section(
            id="s-1",
            src="L1",
            level=1,
            title="第一章 溪口镇",
            number="第一章",
            children=(
                Paragraph(id="p-1", src="L3-5", text=TEXT),
                PageBreak(id="g-1", src="L4", number="17"),
                Table(
                    id="t-1",
                    src="L6-8",
                    unit="单位：米",
                    caption=Caption(text="表1 桥梁"),
                    head=(("桥名", "长度"),),
                    body=(("东桥", "31.5"),),
                ),
                List(id="l-1", items=(Item(id="i-1", src="L9:1-13", label="1.", text="东桥修于1903年。"),)),
            ),
        ),
    ),
    removed=(
        Removed(src="L3:4-5, L3:8-9", reason="markup", text="****"),
        Removed(src="L4", reason="folio", text="— 17 —"),
    ),
)
DUMP = make_dump(*LINES)


def with_section(**changes: object) -> Document:
    return msgspec.structs.replace(TREE, body=(msgspec.structs.replace(TREE.body[0], **changes),))


def with_paragraph(**changes: object) -> Document:
    section = TREE.body[0]
    assert isinstance(section, Section)
    first, *rest = section.children
    return with_section(children=(msgspec.structs.replace(first, **changes), *rest))


def test_a_tree_with_tables_furniture_and_markup_balances() -> None:
    assert audit_account(TREE, DUMP) == []


@pytest.mark.parametrize(
    ("tree", "kind", "src", "part"),
    [
        (with_section(src=""), "A-001", "L1", "“第一章 溪口镇” is in no block"),
        (with_section(src="L1:1-3"), "A-001", "L1:5-7", "“溪口镇”"),
        (with_section(src="L1, L9"), "A-002", "L9:1-13", "section s-1 and by item i-1"),
        (with_section(src="L1, L3:1-2"), "A-002", "L3:1-2", "“镇上”"),
        (with_section(src="L1, L1"), "A-002", "L1", "by section s-1 and by section s-1"),
        (with_section(src="L1, L1:2-3"), "A-002", "L1:2-3", "“一章” is claimed"),
        (with_section(src="L1, L88"), "A-003", "L88", "section s-1 names L88"),
        (with_section(src="L1:1-70"), "A-003", "L1:1-70", "no place in the dump"),
        (with_section(src="line 1"), "A-003", "'line 1'", "no place in the dump"),
        (with_paragraph(text=(*TEXT[:4], "，都是桥。")), "A-004", "L5", "lacks “木”"),
        (with_paragraph(text=(*TEXT[:4], "，都是木木桥。")), "A-005", "L5", "has “木”"),
        (with_paragraph(text=(*TEXT[:3], "，都是木桥。")), "A-004", "L3", "lacks “①”"),
        (
            msgspec.structs.replace(
                TREE, removed=(TREE.removed[0], Removed(src="L4", reason="folio", text="18"))
            ),
            "A-006",
            "L4",
            "says “18”, but the dump has “— 17 —”",
        ),
        (msgspec.structs.replace(TREE, removed=TREE.removed[:1]), "A-004", "L4", "paragraph p-1 lacks"),
    ],
)
def test_what_does_not_balance_is_found_where_it_is(tree: Document, kind: str, src: str, part: str) -> None:
    findings = audit_account(tree, DUMP)
    assert [(finding.id, finding.src) for finding in findings if finding.id == kind] == [(kind, src)]
    assert any(part in finding.message for finding in findings)


def test_another_dump_is_told_at_once() -> None:
    other = Dump("town.txt", "1" * 64, "utf-8", LINES)
    assert [finding.id for finding in audit_account(TREE, other)] == ["A-007"]


def test_the_error_names_dump_place_and_remedy() -> None:
    with pytest.raises(AuditError) as caught:
        refuse_errors(audit_account(with_section(src=""), DUMP), DUMP.name)
    message = str(caught.value)
    assert message.startswith("town.txt: ")
    assert "L1: “第一章 溪口镇” is in no block" in message
    assert "add the place to the src" in message


LINE = st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=12)


def paragraphs(lines: list[str]) -> list[Paragraph]:
    return [Paragraph(id=f"p-{n}", src=f"L{n}", text=line) for n, line in enumerate(lines, 1)]


@given(st.lists(LINE))
def test_a_paragraph_per_line_always_balances(lines: list[str]) -> None:
    assert audit_account(Document(body=tuple(paragraphs(lines))), make_dump(*lines)) == []


@given(st.lists(LINE, min_size=1), st.data())
def test_a_single_changed_character_is_always_caught(lines: list[str], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[index])))
    extra = data.draw(st.sampled_from("1a的。\ufffd"))
    body = paragraphs(lines)
    wrong = lines[index][:at] + extra + lines[index][at:]
    body[index] = msgspec.structs.replace(body[index], text=wrong)
    findings = audit_account(Document(body=tuple(body)), make_dump(*lines))
    assert [(finding.id, finding.block) for finding in findings] == [("A-005", f"p-{index + 1}")]
    lost = audit_account(
        Document(body=tuple(paragraphs(lines))), make_dump(*lines[:index], wrong, *lines[index + 1 :])
    )
    assert [(finding.id, finding.src) for finding in lost] == [("A-004", f"L{index + 1}")]


def test_a_line_in_a_hundred_thousand_parts_takes_linear_time() -> None:
    size = 50_000
    words = [Paragraph(id=f"p-{at}", src=f"L1:{at * 4 + 1}-{at * 4 + 3}", text="桥。") for at in range(size)]
    markup = [Removed(src=f"L1:{at * 4 + 2}-{at * 4 + 2}", reason="markup", text="*") for at in range(size)]
    tree = Document(body=tuple(words), removed=tuple(markup))
    assert audit_account(tree, make_dump("桥*。 " * size)) == []
