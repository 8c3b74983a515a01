"""Addresses from a dump: which may become links, and in which spelling."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_HOST = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d{1,5})?")
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def safe_href(address: str) -> str:
    """An http, https or mailto address, percent-encoded; empty for all others, which stay text."""
    try:
        parts = urlsplit(address.strip())
        host = parts.netloc.encode("ascii" if parts.netloc.isascii() else "idna").decode()
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        return f"mailto:{quote(parts.path, safe='@')}" if _MAIL.fullmatch(parts.path) else ""
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        return ""
    query = f"?{_encoded(parts.query)}" if parts.query else ""
    fragment = f"#{_encoded(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}://{host}{_encoded(parts.path)}{query}{fragment}"


def _encoded(part: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe="/?:@!$&'()*+,;=~%")
