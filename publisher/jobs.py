"""Work on several dumps at once, each in a process of its own, with word of what each is doing.

A process per dump gives its memory back when it ends, and one that dies takes nothing with it.
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType
from typing import Any, TypeAlias, Union

from publisher.errors import PublisherError

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["publisher.api"])  # so that processes start ready

_PATIENCE = 10
"""Seconds that a process gets to tidy up when it is stopped."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A dump has entered a stage."""

    dump: Path
    stage: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The work on a dump is done; ``result`` is what it gave."""

    dump: Path
    result: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """The work on a dump has failed."""

    dump: Path
    message: str
    exit_status: int
    trace: str = ""
    """The traceback of an error that nobody expected."""


Event: TypeAlias = Union[Entered, Finished, Failed]
Enter = Callable[[str], None]
"""Called with the name of each stage as it begins."""
Work = Callable[[Path, Enter], Any]
Report = Callable[[Event], None]


def run_all(dumps: Sequence[Path], work: Work, processes: int, report: Report) -> None:
    """Do ``work`` on each dump in up to ``processes`` processes and report what happens.

    ``work`` and its results must be picklable. The largest dumps go first, so that none is left
    over alone at the end. When ``report`` raises or the user interrupts, all processes are stopped.
    """
    if processes == 1 or len(dumps) == 1:
        for dump in dumps:
            _run(dump, work, report)
        return
    waiting = deque(sorted(dumps, key=_size, reverse=True))
    running: dict[object, _Process] = {}
    try:
        while waiting or running:
            while waiting and len(running) < processes:
                process = _Process(waiting.popleft(), work)
                running[process.connection] = process
            for connection in wait([process.connection for process in running.values()]):
                event = running[connection].next_event()
                if not isinstance(event, Entered):
                    running.pop(connection).join()
                report(event)
    finally:
        for process in running.values():
            process.stop()


def _size(dump: Path) -> int:
    return dump.stat().st_size if dump.is_file() else 0


def _run(dump: Path, work: Work, report: Report) -> None:
    try:
        result = work(dump, lambda stage: report(Entered(dump, stage)))
    except PublisherError as error:
        report(Failed(dump, str(error), error.exit_status))
    except Exception as error:  # the other dumps must go on
        summary = f"{dump}: {type(error).__name__}: {error}"
        report(Failed(dump, summary, PublisherError.exit_status, traceback.format_exc()))
    else:
        report(Finished(dump, result))


class _Process:
    """A process that works on one dump and sends its events."""

    def __init__(self, dump: Path, work: Work) -> None:
        self._dump = dump
        self.connection, sender = _CONTEXT.Pipe(duplex=False)
        self._process = _CONTEXT.Process(target=_work_and_send, args=(dump, work, sender), daemon=True)
        with _interrupts_held():
            self._process.start()
        sender.close()

    def next_event(self) -> Event:
        """Wait for the next event; a process that dies has failed."""
        try:
            event: Event = self.connection.recv()
        except EOFError:
            self._process.join()
            return Failed(
                self._dump,
                f"{self._dump}: the process ended with status {self._process.exitcode}"
                " (was there enough memory? try --jobs 1)",
                PublisherError.exit_status,
            )
        return event

    def join(self) -> None:
        """Wait for the end of a process that has sent its last event."""
        self._process.join()
        self.connection.close()

    def stop(self) -> None:
        """End a process: gently, so that it removes what it has half written, then by force."""
        self._process.terminate()
        self._process.join(_PATIENCE)
        self._process.kill()
        self.join()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back. Processes started meanwhile never hear of it: the parent stops them."""
    resource_tracker.ensure_running()  # else it would be started here, and let them through again
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _work_and_send(dump: Path, work: Work, sender: Connection) -> None:
    signal.signal(signal.SIGTERM, _leave)
    _run(dump, work, sender.send)


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(1)
