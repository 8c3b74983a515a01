"""What a recogniser hands back: some lines of a dump read as one block."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.tree.nodes import AnyBlock, Preformatted, Removed, ThematicBreak


@dataclass(frozen=True, slots=True)
class Piece:
    """Some neighbouring lines of a dump read as one block."""

    first: int
    """Index of the first line in the sequence of lines that was given."""
    last: int
    """Index of the last line, included."""
    block: AnyBlock
    """The block, with ``src`` set."""
    removed: tuple[Removed, ...] = ()
    """What stands on these lines but is not in the block's text: repeated headers, rules."""

    @property
    def floats(self) -> bool:
        """Whether a paragraph may go on behind it."""
        return not isinstance(self.block, Preformatted | ThematicBreak)

    @property
    def lines(self) -> range:
        """The indexes of its lines."""
        return range(self.first, self.last + 1)
