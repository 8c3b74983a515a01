"""The review page."""

from __future__ import annotations

from lxml import html

from publisher.audit.report import find
from publisher.read import Dump
from publisher.recover import recover_document
from publisher.render.theme import Theme
from publisher.review import render_review
from tests.corrections.cases import BOOK, number_of
from tests.pipeline.sound import check_html


def test_least_sure_first_with_their_lines() -> None:
    dump = Dump("<b>.txt", "", "utf-8", tuple(BOOK.replace("塔的来历", "塔的<来历>").split("\n")))
    document = recover_document(dump)
    page = render_review(document, dump, find(document, dump, dump), Theme())
    check_html(page.encode())
    rows = html.fromstring(page).xpath("//section[1]/ul/li")
    sure = [int(row.findtext("p/b").removesuffix(" %")) for row in rows]
    assert sure == sorted(sure)
    assert sure[0] < 90 < sure[-1]
    (row,) = [row for row in rows if row.findtext("div/p") == "塔的<来历>"]
    own = [line for line in row.findall("div/ol/li") if not line.get("class")]
    assert [(line.get("value"), line.text) for line in own] == [(str(number_of("塔的来历")), "塔的<来历>")]
    assert row.find("p").text_content().startswith(f"{row.findtext('p/b')} heading of level 2")
