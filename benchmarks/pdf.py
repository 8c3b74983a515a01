"""How the time of a PDF edition compares with plain WeasyPrint: ``python -m benchmarks.pdf TREE``

TREE is a ``document.yaml``. The same work is set twice, each time in a process of its own: as one run of
``weasyprint.HTML(...).write_pdf()`` over all its pages, and as the edition is made, in parts side by side.
Printed are wall time, processor time and memory of each (the most that all its processes held together, with
what they share counted for each), and the ratio of the two. On a busy machine the processor time of
the longest chain of work says more than the wall time; it is printed as ``chain``.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

from publisher.normalize import normalize
from publisher.render import pdf
from publisher.render.pdf.cutting import Cut, Part, cut
from publisher.render.pdf.side_by_side import processors
from publisher.render.theme import Theme
from publisher.tree.nodes import AnyBlock, Document
from publisher.tree.yaml_form import load

_PAUSE = 0.1
"""Seconds between two looks at the memory."""


def _in_one(body: tuple[AnyBlock, ...], *, each: bool) -> Cut:
    """The work in one part, as it is without cuts."""
    several = cut(body, each=each)
    front = several.parts[0].front or ()
    return Cut(several.is_book, (Part(body[len(front) :], front),))


def plain(document: Document) -> int:
    """Set a work in one plain run; gives the size of the file."""
    import weasyprint  # noqa: PLC0415 (not loaded where parts are set elsewhere)

    with mock.patch.object(pdf, "cut", _in_one):
        markup = pdf.Book(document, Theme()).markup(0)
    return len(weasyprint.HTML(string=markup).write_pdf(pdf_variant="pdf/ua-1"))


def edition(document: Document) -> int:
    """Set a work as its edition is made; gives the size of the file."""
    return len(pdf.render_pdf(document, Theme()))


WAYS = {"plain": plain, "edition": edition}


def measure(tree: Path, way: str) -> dict[str, float]:
    """Set a work in one of the two ways, in this process."""
    document = normalize(load(tree))
    start, own = time.perf_counter(), time.process_time()
    size = WAYS[way](document)
    wall, own = time.perf_counter() - start, time.process_time() - own
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    workers = processors() if way == "edition" else 0
    theirs = children.ru_utime + children.ru_stime
    return {
        "wall s": wall,
        "CPU s": own + theirs,
        "chain s": own + theirs / max(workers, 1),
        "file kB": size / 1000,
    }


def memory(pid: int) -> float:
    """What a process and all below it hold, in MiB; zero where it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return pages * resource.getpagesize() / 2**20 + sum(memory(int(child)) for child in below)


def in_own_process(tree: Path, way: str) -> dict[str, float]:
    """Measure one of the two ways in a process of its own, and watch its memory."""
    command = [sys.executable, "-m", "benchmarks.pdf", str(tree), "--way", way]
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            time.sleep(_PAUSE)
        assert process.stdout
        figures: dict[str, float] = json.load(process.stdout)
    return figures | {"MiB": peak}


def main() -> None:
    """Measure both ways in processes of their own and print the ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tree", type=Path, metavar="TREE")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.way:
        json.dump(measure(arguments.tree, arguments.way), sys.stdout)
        return
    results = {way: in_own_process(arguments.tree, way) for way in WAYS}
    print(f"{'':10}{'plain':>10}{'edition':>10}{'ratio':>10}")
    for name, before in results["plain"].items():
        after = results["edition"][name]
        print(f"{name:10}{before:10.1f}{after:10.1f}{after / before:10.2f}")


if __name__ == "__main__":
    main()
