"""The lines of a printed contents: title, leader, author and page number, in any layout."""

from __future__ import annotations

import re

_LEADER = r"(?:[.．。·•‥…⋯﹒_\-–—]\s?){2,}|\t+|\s{2,}|(?:…|⋯)+"
_BESIDE = (
    r"_?(?i:frontispiece|cover|title[- ]page"
    r"|(?:to )?(?:face|facing|fronting|opposite|opp\.)(?:_? _?(?:page|pp?\.))?_? _?\d{1,4})\.?_?"
)
"""Where plates stand, in lists of illustrations: *Frontispiece*, *facing page* 24."""
_PAGE = rf"(?P<page>_?\d{{1,4}}(?:[-–—]\d{{1,4}})?_?|[ivxlc]{{1,7}}|[IVXLC]{{1,7}}|{_BESIDE})"
# A title ends with a character, and blanks behind a leader are taken whole: else the ways to divide a long
# gap among title, leader and blanks would multiply.
ENTRY = re.compile(rf"(?P<title>\S(?:.*?\S)??)\s*(?P<leader>{_LEADER})\s*+[(（/]?\s*+{_PAGE}\s*[)）]?")
_SIGNED_ENTRY = re.compile(
    r"(?P<title>\S(?:.*?\S)??)\s*(?P<leader>(?:[.．。·•‥…⋯]\s?){3,}|[…⋯]{2,}|\t+)"
    rf"\s*+(?P<byline>[^\W\d_](?:[^\d.。…⋯\t]{{0,38}}[^\W\d_]|[)）])?)\s*(?:{_LEADER})?\s*[(（/]?\s*{_PAGE}\s*[)）]?"
)
"""An entry that names its author behind the leader, as periodicals and collections have them."""
_DOTS = re.compile(r"[.．·•‥…⋯]{2}")
_SPACED_ENTRY = re.compile(r"(?P<title>\S.*?[^\s\d])(?P<leader>\s+)(?P<page>\d{1,4})")
LONE_PAGE = re.compile(r"\s*[(（]?(?P<page>\d{1,4})[)）]?\s*")
GAP = re.compile(r"\t+|\s{2,}")


def match_entry(text: str) -> re.Match[str] | None:
    """The parts of a line that ends an entry with a page number."""
    match = ENTRY.fullmatch(text)
    if match and not _DOTS.search(match["title"]):
        return match
    return _SIGNED_ENTRY.fullmatch(text) or match or _SPACED_ENTRY.fullmatch(text)
