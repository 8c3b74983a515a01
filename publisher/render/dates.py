"""Dates of editions, which never come from the clock."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from publisher.tree.nodes import Metadata

_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def edition_date(work: Metadata) -> datetime:
    """The date of an edition: ``SOURCE_DATE_EPOCH``, else the work's date, else a fixed one."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC)
    return work_date(work) or _NO_DATE


def work_date(work: Metadata) -> datetime | None:
    """The first day of the work's date; None where it gives none in the form that it should have."""
    try:
        return datetime.strptime((work.date + "-01-01")[:10], "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None
