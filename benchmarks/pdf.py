"""How the time of a PDF edition compares with plain WeasyPrint: ``python -m benchmarks.pdf TREE``

TREE is a ``document.yaml``. The same work is set twice, each time in a process of its own: as one run of
``weasyprint.HTML(...).write_pdf()`` over all its pages, and as the edition is made, in parts side by side.
Printed are wall time, processor time and memory of each (the sum of the peaks of all its processes, which is
the most that they can have held at once), and the ratio of the two. On a busy machine the processor time of
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
    children, me = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
    workers = processors() if way == "edition" else 0
    theirs = children.ru_utime + children.ru_stime
    return {
        "wall s": wall,
        "CPU s": own + theirs,
        "chain s": own + theirs / max(workers, 1),
        "MiB": (me.ru_maxrss + workers * children.ru_maxrss) / 1024,
        "file kB": size / 1000,
    }


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
    results = {}
    for way in WAYS:
        command = [sys.executable, "-m", "benchmarks.pdf", str(arguments.tree), "--way", way]
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        results[way] = json.loads(output)
    print(f"{'':10}{'plain':>10}{'edition':>10}{'ratio':>10}")
    for name, before in results["plain"].items():
        after = results["edition"][name]
        print(f"{name:10}{before:10.1f}{after:10.1f}{after / before:10.2f}")


if __name__ == "__main__":
    main()
