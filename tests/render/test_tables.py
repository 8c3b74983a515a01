"""Tables as CSV, and the grid that they and all editions share."""

from __future__ import annotations

import csv
from pathlib import Path

from publisher.render.grid import grid, rectangle
from publisher.render.tables import write_tables
from publisher.tree.nodes import Cell, Document, PageBreak, Paragraph, Table
from tests.render.works import YEARBOOK


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_table_with_an_index_of_what_it_is(tmp_path: Path) -> None:
    write_tables(YEARBOOK, tmp_path)
    folder = tmp_path / "tables"
    index = rows(folder / "index.csv")
    assert index[1] == [
        "table-001.csv",
        "表1-1 柳溪县人口",
        "单位：人",
        "资料来源：柳溪县统计所",
        "2",
        "人口",
    ]
    assert rows(folder / "table-001.csv")[2] == ["东镇", "1,204", "1,198"]


def test_tables_of_an_earlier_build_go(tmp_path: Path) -> None:
    write_tables(YEARBOOK, tmp_path)
    write_tables(Document(), tmp_path)
    assert [path.name for path in (tmp_path / "tables").iterdir()] == ["index.csv"]


def test_page_is_named_only_while_it_is_certain(tmp_path: Path) -> None:
    table = Table(body=(("a",),))
    pages = (PageBreak(number="1"), table, PageBreak(number="2", certain=False), table)
    inside = Paragraph(text=("甲", PageBreak(number="3")))
    write_tables(Document(body=(*pages, inside, table)), tmp_path)
    assert [row[4] for row in rows(tmp_path / "tables/index.csv")[1:]] == ["1", "", "3"]


def test_no_cell_is_a_formula_to_a_spreadsheet(tmp_path: Path) -> None:
    cells = ("=1+1", "@A1", "+cmd|' /C calc'!A0", "-5", "+3.2%", "–")
    write_tables(Document(body=(Table(body=(cells,)),)), tmp_path)
    assert rows(tmp_path / "tables/table-001.csv") == [
        ["'=1+1", "'@A1", "'+cmd|' /C calc'!A0", "-5", "+3.2%", "–"]
    ]


def test_spans_keep_cells_in_their_columns() -> None:
    table = Table(
        head=((Cell(text="地区", rows=2), Cell(text="年", columns=2)), ("2019", "2020")),
        body=((Cell(text="东", rows=2), "1", "2"), ("3",)),
    )
    assert rectangle(table) == [["地区", "年", ""], ["", "2019", "2020"], ["东", "1", "2"], ["", "3", ""]]


def test_numbers_say_what_they_lack_to_align_their_points() -> None:
    body = (("柳溪", "1,234.5"), ("青山", "3.75"), ("白水", "18"), ("云岭", "—"))
    lacks = [line[1].lacks for line in grid(Table(head=(("县", "数"),), body=body)).body]
    assert lacks == ["0", "", ".00", ""]


def test_columns_of_numbers_are_found() -> None:
    head = ("地区", "人口", "比重", "备注")
    body = (("东", "1,204", "3.5%", "2019年"), ("西", "—", "-0.2", "缺"), ("南", "〓07", "约12", "缺"))
    cells = grid(Table(head=(head,), body=body)).body[0]
    assert [cell.numeric for cell in cells] == [False, True, True, False]
    assert [cell.scope for cell in cells] == ["row", "", "", ""]
