"""Decoding: which encoding a file's bytes are in, and the text that they hold.

Every byte is decoded strictly. A file that no encoding fits is an error that names the place, never
a text with holes in it.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from publisher.errors import InputError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What a file that is no plain text begins with.
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, EPUB or office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
)

_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\f\r"))
_ASCII = bytes(range(0x80))

_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}",
)

# A character of a Chinese double-byte encoding, and one of the frequent ones: its symbols and its
# first level, which holds the characters that everyday text is made of.
_DOUBLE_BYTE = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]|[\x80-\xff]")
_FREQUENT = {
    "gb18030": re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]"),
    "big5hkscs": re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]"),
}

# What else a dump may be in. Of the Western code pages only the usual one: left to choose,
# charset-normalizer takes French in cp1252 for cp1250.
_OTHER_ENCODINGS = ["cp1252", "cp932"]

_MESS = 0.5
"""How odd a text may look to charset-normalizer: more than its default, for texts of few words."""


def decode(data: bytes, place: str) -> tuple[str, str]:
    """The text of a file's bytes, without byte order mark, and the name of its encoding.

    ``place`` names the file in errors. Raises ``InputError`` where the bytes are no text or where
    the encoding they are mostly in does not fit all of them.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data, len(mark), encoding, place), encoding
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"this is {what}, not plain text", place=place, advice="extract its text first")
    encoding = _detect(data)
    if not encoding:
        raise InputError(
            "this is no text in an encoding that can be told", place=place, advice="save it as UTF-8 text"
        )
    return _strict(data, 0, encoding, place), encoding


def _strict(data: bytes, start: int, encoding: str, place: str) -> str:
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        line = 1 + len(re.findall("\r\n|\r|\n", data[start : start + error.start].decode(encoding)))
        raise InputError(
            f"the {encoding.upper()} text is damaged at byte {start + error.start}",
            place=f"{place}, line {line}",
            advice="get the whole file again, or mend that place and save it as UTF-8",
        ) from None


def _detect(data: bytes) -> str:
    """The encoding that bytes without byte order mark are in or are meant to be in, else ''."""
    size = len(data)
    nulls = data.count(0)
    if nulls > size / 4:  # Latin text in UTF-16; as UTF-8 it would pass for text full of NULs
        return _best(data, ["utf_16_le", "utf_16_be"])
    if _is_mostly_utf8(data):
        return "utf-8" if _control_share(data) < 0.3 else ""
    if nulls and (found := _best(data, ["utf_16_le", "utf_16_be"])):
        return found
    if _control_share(data) > 0.02:
        return ""
    return _chinese(data) or _best(data, _OTHER_ENCODINGS)


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, or were before they were cut off or damaged in places."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        high = len(data.translate(None, _ASCII))
        return sum(map(len, _UTF8_SEQUENCE.findall(data))) >= 0.9 * high
    return True


def _control_share(data: bytes) -> float:
    return 1 - len(data.translate(None, _CONTROLS)) / len(data)


def _chinese(data: bytes) -> str:
    """The Chinese encoding in which many characters are frequent ones, else ''.

    This tells the two apart in texts that are too short or too full of ASCII for statistics.
    """
    pairs = _DOUBLE_BYTE.findall(data)
    shares = {
        encoding: sum(1 for pair in pairs if frequent.fullmatch(pair)) / len(pairs)
        for encoding, frequent in _FREQUENT.items()
    }
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= 0.3 else ""  # Traditional text in GBK has about half, others none


def _best(data: bytes, encodings: list[str]) -> str:
    match = from_bytes(data, cp_isolation=encodings, threshold=_MESS).best()
    return match.encoding.replace("_", "-") if match else ""
