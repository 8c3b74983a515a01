"""Reading a dump from a file."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from publisher.errors import InputError
from publisher.read.decode import decode
from publisher.read.dump import Dump

UNFIT_FOR_NAMES = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Controls, and what Python makes of file names that are no UTF-8: editions could not show them."""


def read_dump(path: str | Path) -> Dump:
    """Read a text dump in UTF-8, UTF-16, GB18030 (GBK), Big5 or a common other encoding.

    Lines end at LF, CRLF or CR only. Form feeds and all other characters stay as they are.
    Raises ``InputError`` where the file is missing, empty, no text or damaged.
    """
    path = Path(path)
    place = str(path)
    if UNFIT_FOR_NAMES.search(path.name):
        raise InputError("the file name has characters that cannot be shown", place=place, advice="rename it")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", place=place, advice="check the name") from None
    except IsADirectoryError:
        raise InputError("this is a folder", place=place, advice="name a text file in it") from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", place=place) from None
    if not data:
        raise _empty(place)
    text, encoding = decode(data, place)
    if not text.strip():
        raise _empty(place)
    return Dump(path.name, hashlib.sha256(data).hexdigest(), encoding, _lines(text))


def _empty(place: str) -> InputError:
    return InputError("the file holds no text", place=place, advice="extract the text of the work anew")


def _lines(text: str) -> tuple[str, ...]:
    """``str.splitlines`` would also split at form feeds, NEL and Unicode line separators."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines[-1]:
        lines.pop()
    return tuple(lines)
