"""Ids: unique in a document, the same in every run, unmoved by changes elsewhere."""

from __future__ import annotations

import msgspec
from hypothesis import given

from publisher.tree.ids import with_ids
from publisher.tree.nodes import AnyBlock, Document, Item, List, PageBreak, Paragraph, Section
from publisher.tree.walk import map_blocks, walk
from tests.strategies import documents


def without_ids(document: Document) -> Document:
    def strip(block: AnyBlock) -> AnyBlock:
        if isinstance(block, List):
            items = tuple(msgspec.structs.replace(item, id="") for item in block.items)
            block = msgspec.structs.replace(block, items=items)
        return msgspec.structs.replace(block, id="")

    return map_blocks(document, strip)


@given(documents)
def test_ids_are_unique_and_the_same_in_every_run(document: Document) -> None:
    bare = without_ids(document)
    named = with_ids(bare)
    ids = [block.id for block in walk(named.body)]
    assert all(ids)
    assert len(set(ids)) == len(ids)
    assert with_ids(bare) == named == with_ids(named)


def test_an_id_survives_a_change_elsewhere() -> None:
    chapter = Section(level=1, title="第一章", children=(Paragraph(text="甲"), Paragraph(text="乙")))
    before = with_ids(Document(body=(chapter,)))
    after = with_ids(Document(body=(Paragraph(text="新"), chapter)))
    assert [block.id for block in walk(before.body)] == [block.id for block in walk(after.body)][1:]


def test_an_id_that_is_given_stays() -> None:
    named = with_ids(Document(body=(Paragraph(id="mine", text="甲"), Paragraph(text="甲"))))
    assert named.body[0].id == "mine"
    assert named.body[1].id != "mine"


def test_blocks_of_equal_text_are_told_apart() -> None:
    items = (Item(text="同"), Item(text="同"))
    named = with_ids(Document(body=(List(items=items), PageBreak(number="1"), PageBreak(number="1"))))
    assert len({block.id for block in walk(named.body)}) == 5
