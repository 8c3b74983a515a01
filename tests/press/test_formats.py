"""Formats of books and their type areas."""

from __future__ import annotations

import pytest

from publisher.errors import SettingError
from publisher.press.formats import formats, named, nearest
from publisher.press.paper import POINT, Size


@pytest.mark.parametrize("name", formats())
@pytest.mark.parametrize("pages", [1, 151, 600, 5000])
def test_type_area_is_whole_lines_of_whole_ems(name: str, pages: int) -> None:
    format = named(name)
    area = format.area(pages)
    em = format.type * POINT
    assert area.inner + area.line * em + area.outer == pytest.approx(format.size.width, abs=0.01)
    height = area.head + area.lines * em * format.leading + area.foot
    assert height == pytest.approx(format.size.height, abs=0.01)
    assert format.outer - 0.1 < area.outer < format.outer + em
    assert area.line >= 24


def test_inner_margin_grows_with_the_pages() -> None:
    inner = [named("A5").area(pages).inner for pages in (100, 250, 450, 650, 900)]
    assert inner == sorted(set(inner))


def test_own_sizes_have_margins_in_proportion() -> None:
    own = nearest(Size(150, 210))
    assert own.size == Size(150, 210)
    assert own.type == named("A5").type
    assert own.inner > named("A5").inner


def test_what_is_no_format_is_explained() -> None:
    with pytest.raises(SettingError, match=r"no preset 'A99' \(choose among A5, B5"):
        named("A99")
    with pytest.raises(SettingError, match="too small to be read"):
        nearest(Size(55, 60))
