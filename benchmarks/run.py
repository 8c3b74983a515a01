"""How much processor time each stage takes for a dump, how much memory, and how both grow with it.

    python benchmarks/run.py DUMP [--pdf]

The dump is repeated 1, 2, 4 and 8 times; each size runs in a process of its own, so that the peak
of memory is its own. Processor time is measured, which other work on the machine disturbs least.
PDF is drawn only on demand and only for the single dump: its time depends on
the pages, not on this program. A time that grows like the dump shows the same ratio as the size.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from publisher.audit.report import find
from publisher.normalize import normalize
from publisher.read import read_dump
from publisher.recover import recover_document
from publisher.render.editions import write_edition
from publisher.render.theme import Theme
from publisher.repair import repair_dump
from publisher.tree.yaml_form import dumps, loads

SIZES = (1, 2, 4, 8)
T = TypeVar("T")


class Measures:
    """Processor seconds by stage, and the peak of memory at the end of each, in MiB."""

    def __init__(self) -> None:
        self.stages: dict[str, tuple[float, float]] = {}

    def take(self, stage: str, work: Callable[[], T]) -> T:
        """Do the work of a stage and measure it."""
        start = time.process_time()
        result = work()
        seconds = time.process_time() - start
        self.stages[stage] = (seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return result


def measure(path: Path, formats: list[str]) -> Measures:
    """Take a dump through all stages."""
    measures = Measures()
    take = measures.take
    original = take("read", lambda: read_dump(path))
    dump = take("repair", lambda: repair_dump(original))
    document = take("recover", lambda: recover_document(dump))
    take("audit", lambda: find(document, dump, original))
    text = take("save YAML", lambda: dumps(document))
    take("load YAML", lambda: loads(text))
    normal = take("normalize", lambda: normalize(document))
    theme = Theme()
    with tempfile.TemporaryDirectory() as folder:
        for name in formats:
            take(name, lambda name=name: write_edition(normal, name, Path(folder), "dump", theme))  # type: ignore[misc]
    return measures


def in_own_process(path: Path, times: int, formats: list[str]) -> dict[str, tuple[float, float]]:
    """Measure a dump that is repeated some times; gives seconds and MiB by stage."""
    with tempfile.TemporaryDirectory() as folder:
        repeated = Path(folder) / path.name
        repeated.write_bytes(path.read_bytes() * times)
        command = [sys.executable, __file__, str(repeated), "--measure", *formats]
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    stages: dict[str, tuple[float, float]] = json.loads(output)
    return stages


def print_table(path: Path, results: dict[int, dict[str, tuple[float, float]]]) -> None:
    """Print seconds and memory by stage for each size, then how the time grows."""
    characters = sum(map(len, read_dump(path).lines))
    print(f"{path.name}: {characters:,} characters\n")
    print(f"{'CPU seconds':12}" + "".join(f"{f'{times}×':>10}" for times in results))
    for stage in results[1]:
        rows = (results[times].get(stage) for times in results)
        print(f"{stage:12}" + "".join(f"{row[0]:10.2f}" if row else " " * 10 for row in rows))
    totals = {times: sum(s for name, (s, _) in r.items() if name != "pdf") for times, r in results.items()}
    peaks = {times: max(m for name, (_, m) in r.items() if name != "pdf") for times, r in results.items()}
    print(f"{'all but PDF':12}" + "".join(f"{total:10.2f}" for total in totals.values()))
    print(f"{'growth':12}" + "".join(f"{f'{total / totals[1]:.2f}×':>10}" for total in totals.values()))
    print(f"{'chars/s':12}" + "".join(f"{characters * t / total:10,.0f}" for t, total in totals.items()))
    print(f"{'peak MiB':12}" + "".join(f"{peak:10.0f}" for peak in peaks.values()))
    if "pdf" in results[1]:
        print(f"{'with PDF':12}{results[1]['pdf'][1]:10.0f} MiB")


def main() -> None:
    """Measure a dump at all sizes, or, in a process of its own, at one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dump", type=Path)
    parser.add_argument("--pdf", action="store_true", help="draw the PDF of the single dump, too")
    parser.add_argument("--measure", nargs="*", metavar="FORMAT", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure is not None:
        json.dump(measure(arguments.dump, arguments.measure).stages, sys.stdout)
        return
    formats = ["html", "epub", "tables"]
    results = {
        times: in_own_process(
            arguments.dump, times, [*formats, "pdf"] if arguments.pdf and times == 1 else formats
        )
        for times in SIZES
    }
    print_table(arguments.dump, results)


if __name__ == "__main__":
    main()
