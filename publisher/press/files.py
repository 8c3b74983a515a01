"""Opening PDF files that come from anywhere."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from publisher.errors import InputError


@contextmanager
def open_pdf(path: str | Path) -> Iterator[pikepdf.Pdf]:
    """An open PDF file that has pages. Raises ``InputError`` where it is missing, locked or damaged."""
    place = str(path)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror or error}", place=place, advice="name a PDF file"
        ) from None
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if not pdf.pages:
                raise InputError("the PDF file has no pages", place=place, advice="make it anew")
            yield pdf
    except pikepdf.PasswordError:
        advice = "save a copy without a password, and name that"
        raise InputError("the PDF file is locked by a password", place=place, advice=advice) from None
    except pikepdf.PdfError:
        message = "not a PDF file, or a damaged one"
        raise InputError(message, place=place, advice="make it anew") from None


def page_count(pdf: bytes) -> int:
    """How many pages a PDF file of our own has."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def saved(pdf: pikepdf.Pdf, version: str = "") -> bytes:
    """The bytes of a PDF file, of a version of the format: the same for the same content."""
    buffer = io.BytesIO()
    compact = pikepdf.ObjectStreamMode.generate
    pdf.save(buffer, force_version=version, deterministic_id=True, object_stream_mode=compact)
    return buffer.getvalue()
