"""How commands tell of failures."""

from __future__ import annotations

_REPORT = "this should not have happened; please report it with what 'publisher --debug' adds to this line"


def failure(message: str, trace: str = "", *, debug: bool = False) -> str:
    """The text of a failure; ``trace`` is the traceback of an error that nobody expected."""
    line = f"publisher: {message} ({_REPORT})" if trace else f"publisher: {message}"
    return f"{trace}{line}" if debug else line
