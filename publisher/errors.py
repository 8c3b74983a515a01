"""The errors that users meet: each says what is wrong, where, and what to do.

Every class carries the exit status of its family, so that scripts can tell them apart;
``publisher --help`` and the README list the same numbers.
"""

from __future__ import annotations


class PublisherError(Exception):
    """Base of all errors that end a command with a message instead of a traceback.

    ``message`` says what is wrong; ``place`` is a file, with a line where one is known;
    ``advice`` says what to do about it.
    """

    exit_status = 1

    def __init__(self, message: str, *, place: str = "", advice: str = "") -> None:
        self.message, self.place, self.advice = message, place, advice
        super().__init__(message)

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head} ({self.advice})" if self.advice else head


class SettingError(PublisherError):
    """A setting is wrong, or does not go with the others or with the work."""

    exit_status = 2


class InputError(PublisherError):
    """A file cannot be read: missing, a folder, empty, of the wrong kind, damaged."""

    exit_status = 3


class TreeError(PublisherError):
    """A ``document.yaml`` is not a valid document tree."""

    exit_status = 4


class OutputError(PublisherError):
    """An edition cannot be written: no permission, no space."""

    exit_status = 5


class AuditError(PublisherError):
    """A character of the dump is neither in the tree nor in the account."""

    exit_status = 6


class SystemPartError(PublisherError):
    """A part of the system is missing: a library, a font, a Java runtime."""

    exit_status = 7


class EditionError(PublisherError):
    """An edition that was checked is faulty."""

    exit_status = 8


class CorrectionError(PublisherError):
    """A corrections file is not valid, or an entry no longer fits its dump."""

    exit_status = 9
