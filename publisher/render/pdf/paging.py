"""The pages of a book when its parts are set: where each part begins, what its folios say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from publisher.render.pdf.setting import SetPart


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the book before anything but its folio stands on it."""

    front: bool
    """In the front matter."""
    blank: bool = False
    """It stays empty before a right-hand page."""
    wide: bool = False
    """Wider than high."""


class Paging:
    """The pages of a book. Front matter is numbered with roman numbers, the text from 1."""

    def __init__(self, parts: Sequence[SetPart | None], fronts: int, right_hand: bool) -> None:
        """``parts`` in reading order, the first ``fronts`` of them front matter; one that is not set yet has
        no page. Where parts open on right-hand pages, blank pages are put before them as needed."""
        self.leaves: list[Leaf] = []
        self.starts: list[int] = []
        """The page, from 0, on which each part begins."""
        self.folios: dict[str, str] = {}
        """What the folio of the page says on which an address of the text stands."""
        self.front = 0
        """How many pages are front matter."""
        for number, part in enumerate(parts):
            if right_hand and len(self.leaves) % 2:
                self.leaves.append(Leaf(number <= fronts, blank=True))
            if number == fronts:
                self.front = len(self.leaves)
            start = len(self.leaves)
            self.starts.append(start)
            if part is None:
                continue
            self.leaves += [
                Leaf(number < fronts, page in part.blanks, width > height)
                for page, (width, height) in enumerate(part.sizes)
            ]
            if number >= fronts:
                for address, page in part.anchors.items():
                    self.folios.setdefault(address, str(start + page - self.front + 1))
