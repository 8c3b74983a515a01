"""What ``build`` shows while it works: moving lines on a terminal, plain lines elsewhere.

All of it goes to standard error.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from publisher.api import Built
from publisher.cli.messages import failure
from publisher.jobs import Entered, Event, Failed, Finished


class Display:
    """Shows events as plain lines, and remembers the failures."""

    def __init__(self, dumps: Sequence[Path], *, quiet: bool, debug: bool) -> None:
        self.failures: dict[Path, Failed] = {}
        self._dumps, self._quiet, self._debug = dumps, quiet, debug
        self._begun: dict[Path, float] = {}

    def show(self, event: Event) -> None:
        """Show an event."""
        begun = self._begun.setdefault(event.dump, time.monotonic())
        match event:
            case Entered():
                self._enter(event)
            case Finished():
                self._end(event.dump)
                seconds = time.monotonic() - begun
                self._say(f"{event.dump.stem}: done in {seconds:.1f} s, {_findings(event.result)}")
            case Failed():
                self._end(event.dump)
                self.failures[event.dump] = event
                self._print(failure(event.message, event.trace, debug=self._debug))

    def sum_up(self, index: Path) -> None:
        """Show the outcome; ``index`` is the library page."""
        done = len(self._dumps) - len(self.failures)
        self._say(f"{done} of {len(self._dumps)} dumps built: {index}")

    def _enter(self, event: Entered) -> None:
        """A dump has entered a stage, which is no news for a log."""

    def _end(self, dump: Path) -> None:
        """A dump is done or has failed."""

    def _say(self, line: str) -> None:
        if not self._quiet:
            self._print(line)

    def _print(self, line: str) -> None:
        click.echo(line, err=True)


class _TerminalDisplay(Display):
    """Shows the dumps that are being worked on as lines that move, and the rest above them."""

    def __init__(self, dumps: Sequence[Path], progress: Progress, *, debug: bool) -> None:
        super().__init__(dumps, quiet=False, debug=debug)
        self._progress = progress
        self._tasks: dict[Path, TaskID] = {}
        self._ended = 0
        self._total = progress.add_task("all dumps", stage=f"0 of {len(dumps)} done")

    def _enter(self, event: Entered) -> None:
        if event.dump not in self._tasks:
            self._tasks[event.dump] = self._progress.add_task(event.dump.stem, stage=event.stage)
        self._progress.update(self._tasks[event.dump], stage=event.stage)

    def _end(self, dump: Path) -> None:
        if dump in self._tasks:
            self._progress.remove_task(self._tasks.pop(dump))
        self._ended += 1
        self._progress.update(self._total, stage=f"{self._ended} of {len(self._dumps)} done")

    def _print(self, line: str) -> None:
        self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def open_display(dumps: Sequence[Path], *, quiet: bool, debug: bool) -> Iterator[Display]:
    """A display for the work on some dumps."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield Display(dumps, quiet=quiet, debug=debug)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.fields[stage]}", style="cyan", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield _TerminalDisplay(dumps, progress, debug=debug)


def _findings(built: Built) -> str:
    """The number of findings by severity, in words."""
    counts = [f"{count} {name}{'s' * (count > 1)}" for name, count in built.findings.items() if count]
    return ", ".join(counts) or "no findings"
