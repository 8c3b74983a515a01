"""The site edition: static pages for one work or a shelf of works, for any web server or a double click.

``plan`` cuts a work into pages, ``work`` writes them, ``shelf`` writes what leads to the works, ``frame``
is what all pages share.

    index.html            the shelf; the work's own title page where there is only one
    search.html, search/  the search page and the index that it reads
    404.html, assets/     what stands there for all pages
    works/<name>/         a work: its pages by id, each also as .txt and .yaml, and downloads
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher.errors import OutputError
from publisher.files import staged_folder
from publisher.render.links import safe_href
from publisher.render.site.frame import Frame
from publisher.render.site.search import build_index
from publisher.render.site.shelf import write_assets, write_shelf
from publisher.render.site.work import SiteWork, write_work
from publisher.render.theme import Theme

__all__ = ["SiteOptions", "SiteWork", "write_site"]


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What a site is to be like."""

    base_url: str = ""
    """The address at which it will stand, for what needs whole addresses: sitemap, feed, canonical links."""
    proof: bool = False
    """Show where in the dump each block comes from."""


_PLAIN = SiteOptions()


def write_site(
    works: Sequence[SiteWork], directory: Path, theme: Theme, options: SiteOptions = _PLAIN
) -> Path:
    """Write a site of some works into a folder; gives the path of its first page.

    What stood there under the same names is replaced as a whole or left whole. Raises ``OutputError``,
    and what loading a work raises.
    """
    _check_names(works)
    languages = Counter(work.metadata.language for work in works)
    with staged_folder(directory) as stage:
        frame = Frame(
            folder=stage,
            theme=theme,
            language=languages.most_common(1)[0][0],
            alone=len(works) == 1,
            base_url=_whole(options.base_url),
            proof=options.proof,
        )
        write_assets(frame)
        cards = [write_work(frame, work) for work in works]
        write_shelf(frame, cards)
        build_index(stage, [page for card in cards for page in card.pages])
    return directory / "index.html"


def _whole(address: str) -> str:
    """The address of a site with a slash at its end; empty for none."""
    href = safe_href(address)
    if address and not href.startswith("http"):
        advice = "give the whole address, such as https://example.org/shelf/"
        raise OutputError(f"{address!r} is no address of a site", advice=advice)
    return href and href.rstrip("/") + "/"


def _check_names(works: Sequence[SiteWork]) -> None:
    """Works have folders of their own, also where case is not told apart."""
    counts = Counter(work.name.casefold() for work in works)
    for work in works:
        if counts[work.name.casefold()] > 1:
            raise OutputError(
                f"two works are named {work.name!r}",
                advice="rename one, for its name is its address in the site",
            )
