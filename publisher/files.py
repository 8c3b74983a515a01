"""Writing that leaves either the whole new output or the whole old one.

Everything is written to a temporary name in the same folder and renamed when it is complete, so a
build that is interrupted, or runs out of space, leaves the old edition as it was.
"""

from __future__ import annotations

import errno
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publisher.errors import OutputError

_PREFIX = ".publisher-"
_ADVICE = {
    errno.EACCES: "allow writing there, or choose another output folder with -o",
    errno.EPERM: "allow writing there, or choose another output folder with -o",
    errno.EROFS: "choose an output folder on a disk that can be written, with -o",
    errno.ENOSPC: "make room on the disk, then build again",
    errno.EDQUOT: "your disk quota is used up: make room, then build again",
    errno.ENOTDIR: "a file stands where a folder is needed: move it, or choose another folder with -o",
    errno.EEXIST: "a file stands where a folder is needed: move it, or choose another folder with -o",
    errno.EISDIR: "a folder stands where the file should go: move it away",
    errno.ENAMETOOLONG: "give the dump a shorter file name",
}


def write_file(path: Path, data: bytes | str) -> None:
    """Write a whole file (text as UTF-8); makes the folders above it. Raises ``OutputError``."""
    content = data.encode("utf-8") if isinstance(data, str) else data
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(_PREFIX + secrets.token_hex(8))
        try:
            temporary.write_bytes(content)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def staged_folder(path: Path) -> Iterator[Path]:
    """A new, empty folder to write into, which is merged into ``path`` when the block ends without error.

    Its entries replace those of the same name in ``path``, which keeps all others. Raises ``OutputError``.
    """
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        workshop = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=path.parent))
        new, old = workshop / "new", workshop / "old"
        try:
            new.mkdir()
            old.mkdir()
            yield new
            path.mkdir(exist_ok=True)
            for entry in sorted(new.iterdir()):
                target = path / entry.name
                _replace(target, entry, old / entry.name)
        except OutputError as error:
            error.place = error.place.replace(str(new), str(path))
            raise
        finally:
            shutil.rmtree(workshop, ignore_errors=True)


def _replace(target: Path, new: Path, old: Path) -> None:
    """Put ``new`` at ``target``; a folder that stands there goes to ``old``, or back if that fails."""
    is_folder = target.is_dir()
    if is_folder:
        target.rename(old)
    try:
        new.replace(target)
    except OSError:
        if is_folder:
            old.rename(target)
        raise


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn an error of the operating system into a message about ``path``."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror or error}",
            place=str(path),
            advice=_ADVICE.get(error.errno or 0, "see that the output folder can be written"),
        ) from error
