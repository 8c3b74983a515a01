"""Reading: every encoding gives the same lines, and what is no text is refused with advice."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.errors import InputError
from publisher.read import read_dump

SIMPLIFIED = ["第一章 总则", "为了管好本镇的供水，特定本办法。", "\f第二条 水表每月抄一次。"]
TRADITIONAL = ["第一章 總則", "為了管好本鎮的供水，特定本辦法。", "\f第二條 水錶每月抄一次。"]
ENGLISH = ["Chapter I", "“It’s the clerk’s book,” she said — and shut it.", "", "\fIt was café society."]


@pytest.mark.parametrize(
    ("encoding", "lines", "found"),
    [
        ("utf-8", SIMPLIFIED, "utf-8"),
        ("utf-8-sig", SIMPLIFIED, "utf-8"),
        ("utf-16", SIMPLIFIED, "utf-16-le"),
        ("utf-16-le", SIMPLIFIED, "utf-16-le"),
        ("utf-16-be", SIMPLIFIED, "utf-16-be"),
        ("utf-16-le", ENGLISH, "utf-16-le"),
        ("utf-16-be", ENGLISH, "utf-16-be"),
        ("utf-32", SIMPLIFIED, "utf-32-le"),
        ("gbk", SIMPLIFIED, "gb18030"),
        ("gb18030", TRADITIONAL, "gb18030"),
        ("gb18030", [*SIMPLIFIED, "𠮷㐂"], "gb18030"),
        ("big5", TRADITIONAL, "big5hkscs"),
        ("cp1252", ENGLISH, "cp1252"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_gives_the_same_lines(
    tmp_path: Path, encoding: str, lines: list[str], found: str, line_end: str
) -> None:
    file = tmp_path / "dump.txt"
    file.write_bytes((line_end.join(lines) + line_end).encode(encoding))
    dump = read_dump(file)
    assert list(dump.lines) == lines
    assert dump.encoding == found


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("gb18030", "年报"),
        ("gb18030", "供水办法\n"),
        ("gb18030", "Table 1\tRevenue\t12,345\n" * 40 + "备注：完\n"),
        ("big5", "年報"),
        ("big5", "Table 1\tRevenue\t12,345\n" * 40 + "備註：完\n"),
    ],
)
def test_chinese_encodings_are_told_apart_by_a_few_characters(
    tmp_path: Path, encoding: str, text: str
) -> None:
    file = tmp_path / "dump.txt"
    file.write_bytes(text.encode(encoding))
    assert "\n".join(read_dump(file).lines) == text.rstrip("\n")


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r\f\v\x85\x1c"))


@given(TEXTS)
def test_any_text_in_utf8_is_read_back_line_for_line(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    file = tmp_path_factory.mktemp("read") / "dump.txt"
    file.write_bytes(f"汉字 {text}".encode())
    expected = re.split("\r\n|\r|\n", f"汉字 {text}")
    assert list(read_dump(file).lines) == (expected if expected[-1] else expected[:-1])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no text"),
        (" \u3000\r\n\f\n".encode(), "holds no text"),
        (b"%PDF-1.7\n...", "this is a PDF"),
        (b"PK\x03\x04rest", "ZIP archive"),
        (bytes(range(256)) * 8, "no text in an encoding"),
        (b"\x01\x02\x03ab" * 50, "no text in an encoding"),
        ("第一行\n第二行".encode()[:-1], "line 2: the UTF-8 text is damaged at byte 16"),
        (
            "第一行\n".encode() + b"\xff" + "第二行\n".encode() * 9,
            "line 2: the UTF-8 text is damaged",
        ),
        (
            b"\xff\xfe" + "第一行".encode("utf-16-le") + b"\x00",
            "the UTF-16-LE text is damaged at byte 8",
        ),
        ("供水办法由本镇制定".encode("gb18030")[:-1], "line 1: the GB18030 text is damaged at byte 16"),
    ],
)
def test_what_is_no_whole_text_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "dump.txt"
    file.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_dump(file)
    assert message in str(caught.value)
    assert str(file) in str(caught.value)
    assert caught.value.advice


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.txt: no such file"):
        read_dump(tmp_path / "gone.txt")
    with pytest.raises(InputError, match="this is a folder"):
        read_dump(tmp_path)


@pytest.mark.parametrize("name", [b"\xff.txt", b"a\nb.txt", b"a\x1b[2J.txt"])
def test_names_that_cannot_be_shown_are_refused(tmp_path: Path, name: bytes) -> None:
    file = tmp_path / os.fsdecode(name)
    file.write_text("第一章", "utf-8")
    with pytest.raises(InputError, match="cannot be shown"):
        read_dump(file)


def test_names_may_hold_any_other_character(tmp_path: Path) -> None:
    file = tmp_path / "年报　2017 <上> 'a' & b？😀.txt"
    file.write_text("第一章", "utf-8")
    assert read_dump(file).name == file.name


@pytest.mark.parametrize("text", ["汉" * 700_000, "短行\n" * 200_000])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_long_lines_and_many_lines_are_read(tmp_path: Path, text: str, encoding: str) -> None:
    file = tmp_path / "dump.txt"
    file.write_bytes(text.encode(encoding))
    assert sum(map(len, read_dump(file).lines)) == len(text) - text.count("\n")
