"""The dump: a decoded text file as the evidence that everything else rests on."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.tree.nodes import Repair


@dataclass(frozen=True, slots=True)
class Dump:
    """A text dump, line by line. Lines and columns are those that an editor shows, from 1."""

    name: str
    """The file's name without its folder."""
    sha256: str
    """Digest of the file's bytes, in hexadecimal."""
    encoding: str
    """The encoding that it was decoded from, such as ``utf-8`` or ``gb18030``."""
    lines: tuple[str, ...]
    """The text split at line ends (LF, CRLF or CR), which are left out; form feeds stay in it."""
    repairs: tuple[Repair, ...] = ()
    """What has been read otherwise than it stands in the file."""

    def line(self, number: int) -> str:
        """The text of a line by its number, from 1."""
        return self.lines[number - 1]
