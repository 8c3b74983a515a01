"""Work in processes: what happens is reported, and nothing is left running."""

from __future__ import annotations

import multiprocessing
import os
import time
from pathlib import Path

import pytest

from publisher.errors import InputError
from publisher.jobs import Enter, Entered, Event, Failed, Finished, run_all


def work(dump: Path, enter: Enter) -> int:
    """Do what the name of the dump says."""
    enter("begin")
    match dump.name:
        case "refuse":
            raise InputError("no text", place=str(dump), advice="get another")
        case "break":
            raise RuntimeError("a fault")
        case "die":
            os._exit(9)
        case "linger":
            try:
                enter("linger")
                time.sleep(60)
            finally:
                dump.write_text("tidied up")
    return 7


def test_every_dump_is_reported_to_its_end() -> None:
    dumps = [Path(name) for name in ("good", "refuse", "break", "die", "fine")]
    events: list[Event] = []
    run_all(dumps, work, 2, events.append)
    ends = {event.dump.name: event for event in events if not isinstance(event, Entered)}
    assert {event.dump for event in events if isinstance(event, Entered)} == set(dumps)
    assert ends["good"] == Finished(Path("good"), 7)
    assert ends["fine"] == Finished(Path("fine"), 7)
    assert ends["refuse"] == Failed(Path("refuse"), "refuse: no text (get another)", 3)
    assert isinstance(ends["break"], Failed)
    assert ends["break"].message == "break: RuntimeError: a fault"
    assert "in work" in ends["break"].trace
    assert isinstance(ends["die"], Failed)
    assert "the process ended with status 9" in ends["die"].message


def test_an_interrupt_stops_all_processes_and_lets_them_tidy_up(tmp_path: Path) -> None:
    dumps = [tmp_path / "a" / "linger", tmp_path / "b" / "linger"]
    for dump in dumps:
        dump.parent.mkdir()
    lingering: list[Event] = []

    def report(event: Event) -> None:
        if isinstance(event, Entered) and event.stage == "linger":
            lingering.append(event)
        if len(lingering) == len(dumps):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_all(dumps, work, 2, report)
    assert [dump.read_text() for dump in dumps] == ["tidied up"] * 2
    assert not multiprocessing.active_children()
