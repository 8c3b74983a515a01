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
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Lock
from typing import TypeAlias

from publisher.errors import PublisherError, SystemPartError
from publisher.render.pdf.setting import Part, SetPart, set_part

Job: TypeAlias = tuple[int, Callable[[], Part]]
"""About how long a part is, and what makes its mark-up."""


def processors() -> int:
    """How many processors are ours: one where this process already works beside others."""
    return 1 if multiprocessing.current_process().daemon else os.cpu_count() or 1


class Setters:
    """Processes that set parts; none where there is only one processor or ``wanted`` is false."""

    def __init__(self, wanted: bool) -> None:
        count = processors()
        self._processes = [_Process() for _ in range(count)] if wanted and count > 1 else []
        self._making = Lock()

    def __enter__(self) -> Setters:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.stop()

    def set(self, jobs: Sequence[Job]) -> list[SetPart]:
        """All parts set, in their order. Raises ``SystemPartError``."""
        if not self._processes:
            return [set_part(make()) for _, make in jobs]
        waiting: SimpleQueue[int | None] = SimpleQueue()
        for number in sorted(range(len(jobs)), key=lambda number: -jobs[number][0]):
            waiting.put(number)  # the longest first, so that none is left over alone at the end
        for _ in self._processes:
            waiting.put(None)
        done: dict[int, SetPart] = {}

        def work(process: _Process) -> None:
            while (number := waiting.get()) is not None:
                with self._making:
                    part = jobs[number][1]()
                done[number] = process.set(part)

        with ThreadPoolExecutor(len(self._processes)) as threads:
            try:
                list(threads.map(work, self._processes))
            except BaseException:
                self.__exit__()  # the threads hear of it and end
                raise
        return [done[number] for number in range(len(jobs))]


class _Process:
    """A process that sets one part after the other."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "publisher.render.pdf.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    def set(self, part: Part) -> SetPart:
        """A part set. Raises ``SystemPartError``, also when the process has ended."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            pickle.dump(part, self._process.stdin)
            self._process.stdin.flush()
            answer: SetPart | PublisherError = pickle.load(self._process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
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
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
