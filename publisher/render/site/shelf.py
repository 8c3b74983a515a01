"""What leads to the works of a site (the shelf, feed, sitemap), and what stands there for all pages."""

from __future__ import annotations

from collections.abc import Sequence

from publisher.render.site.frame import Frame
from publisher.render.site.work import Card

_STYLES = ("css/text.css", "css/screen.css", "css/web.css", "site/site.css")
_SCRIPTS = ("early.js", "site.js", "search.js")


def write_assets(frame: Frame) -> None:
    """Write style sheet and scripts."""
    frame.write_text("assets/site.css", frame.theme.style(*_STYLES))
    for name in _SCRIPTS:
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
