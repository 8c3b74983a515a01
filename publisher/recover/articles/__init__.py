"""Newspaper pages and newsletters: dumps of articles, not of one running text."""

from publisher.recover.articles.detect import is_periodical
from publisher.recover.articles.issue import Entry, Issue, read_issue

__all__ = ["Entry", "Issue", "is_periodical", "read_issue"]
