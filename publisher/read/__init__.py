"""Stage 1, read: bytes of a file in, a ``Dump`` out."""

from publisher.read.dump import Dump
from publisher.read.file import read_dump

__all__ = ["Dump", "read_dump"]
