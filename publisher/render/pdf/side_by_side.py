"""Parts set side by side, each in one of a few processes of our own.

The processes are plain commands that get parts on their standard input and give them back set: unlike
those of ``multiprocessing`` they do not run the caller's program again, and any process may start them.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue

from publisher.errors import PublisherError, SystemPartError
from publisher.render.pdf.setting import Part, SetPart, set_part

_WORTH = 200_000
"""Characters of mark-up that take longer to set than a process takes to start."""


def set_parts(parts: Sequence[Part]) -> list[SetPart]:
    """Set all parts, in their order. Raises ``SystemPartError``."""
    processes = min(len(parts), processors())
    if processes == 1 or sum(len(part.markup) for part in parts) < _WORTH:
        return [set_part(part) for part in parts]
    waiting: SimpleQueue[int] = SimpleQueue()
    for number in sorted(range(len(parts)), key=lambda number: -len(parts[number].markup)):
        waiting.put(number)  # the longest first, so that none is left over alone at the end
    done: dict[int, SetPart] = {}
    with ThreadPoolExecutor(processes) as threads:
        workers = [_Worker() for _ in range(processes)]
        try:
            list(threads.map(lambda worker: worker.set_waiting(parts, waiting, done), workers))
        finally:
            _drain(waiting)
            for worker in workers:
                worker.stop()
    return [done[number] for number in range(len(parts))]


def processors() -> int:
    """How many processors are ours: one where this process already works beside others."""
    return 1 if multiprocessing.current_process().daemon else os.cpu_count() or 1


def _drain(waiting: SimpleQueue[int]) -> None:
    """After an error nothing more is begun."""
    try:
        while True:
            waiting.get_nowait()
    except Empty:
        return


class _Worker:
    """A process that sets one part after the other."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "publisher.render.pdf.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    def set_waiting(self, parts: Sequence[Part], waiting: SimpleQueue[int], done: dict[int, SetPart]) -> None:
        """Set parts as long as some are waiting."""
        while True:
            try:
                number = waiting.get_nowait()
            except Empty:
                return
            done[number] = self._set(parts[number])

    def _set(self, part: Part) -> SetPart:
        assert self._process.stdin
        assert self._process.stdout
        try:
            pickle.dump(part, self._process.stdin)
            self._process.stdin.flush()
            answer: SetPart | PublisherError = pickle.load(self._process.stdout)
        except (EOFError, BrokenPipeError):
            raise SystemPartError(
                f"a process that sets pages ended with status {self._process.wait()}",
                advice="was there enough memory? see the messages above",
            ) from None
        if isinstance(answer, PublisherError):
            raise answer
        return answer

    def stop(self) -> None:
        """End the process, whatever it does; who waits for its answer is told."""
        self._process.kill()
        self._process.wait()
