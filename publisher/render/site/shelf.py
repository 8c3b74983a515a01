"""What leads to the works of a site (the shelf, feed, sitemap), and what stands there for all pages."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from publisher.render.dates import edition_date
from publisher.render.site.frame import Frame
from publisher.render.site.work import Card

_STYLES = ("css/text.css", "css/screen.css", "css/web.css", "site/site.css", "css/theme.css")
_FILES = ("early.js", "site.js", "search.js", "icon.svg")


def write_assets(frame: Frame) -> None:
    """Write style sheet, scripts and icon."""
    frame.write_text("assets/site.css", frame.theme.style(*_STYLES))
    for name in _FILES:
        frame.write_text(f"assets/{name}", frame.theme.style(f"site/{name}"))


def write_shelf(frame: Frame, cards: Sequence[Card]) -> None:
    """Write the shelf, where there is more than one work, and the pages for lost readers and machines.

    Sitemap and feed need whole addresses, so they are left out where that of the site is not known.
    """
    words = frame.words
    if not frame.alone:
        frame.write(
            "index.html",
            "site/shelf.jinja",
            title=words["library"],
            cards=cards,
            languages=sorted({card.language for card in cards}),
            years=sorted({card.metadata.date[:4] for card in cards if card.metadata.date}, reverse=True),
        )
    frame.write("search.html", "site/search.jinja", title=words["site"]["search"])
    frame.write("404.html", "site/missing.jinja", title=words["site"]["missing"])
    if frame.base_url:
        urls = [frame.url(path) for card in cards for path in (card.home, *card.pages)]
        front = [] if frame.alone else [frame.url("index.html")]
        frame.write_text("sitemap.xml", frame.theme.fill("site/sitemap.jinja", urls=[*front, *urls]))
        frame.write_text("feed.xml", _feed(frame, cards))


def _feed(frame: Frame, cards: Sequence[Card]) -> str:
    """The works as an Atom feed (RFC 4287), the latest first, and after a dated one its articles."""
    dated = [(edition_date(card.metadata).strftime("%Y-%m-%dT%H:%M:%SZ"), card) for card in cards]
    dated.sort(key=itemgetter(0), reverse=True)
    title = cards[0].title if frame.alone else frame.words["library"]
    return frame.theme.fill("site/feed.jinja", site=frame, words=frame.words, title=title, entries=dated)
