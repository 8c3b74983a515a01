"""How far the confidences of decisions can be believed: measured, and made so that they can be.

    python benchmarks/calibrate.py FOLDER... [--write]

The folders hold dumps (``x.txt``) and their true structure (``x.gold.json`` with ``headings``,
``paragraphs``, ``list_items``; texts that count neither way under ``other``, ``captions``, ``neutral``).
Printed is a reliability table: of the decisions with a confidence in each range, how many were right. The
confidences of a document come from tables that were made from the other documents only. ``--write`` makes
them from all and saves them as the data of ``publisher.recover.confidence``.

A decision for a heading is right when the work has a heading of that text; one for a paragraph or an
item when the work has one of just that text, neither cut nor run together. Texts are compared by letters
and digits.
Calibration is isotonic regression (pool adjacent violators, Barlow et al. 1972), kind by kind.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from publisher.read import read_dump
from publisher.recover import recover_document
from publisher.recover.confidence import DATA, Table, look_up
from publisher.recover.decisions import recorded
from publisher.repair import repair_dump
from publisher.tree.nodes import Item, Paragraph, Section
from publisher.tree.spans import parse_spans
from publisher.tree.walk import plain, walk

_FULL_WEIGHT = 500
"""Decisions of a document that count in full: a long one shall not drown the others."""
_SMALLEST_STEP = 25.0
"""Weight of decisions that a step of a table rests on, at the least."""
_PRIOR = 200.0
"""Weight of the raw confidence itself: how sure a rule is differs more from work to work than within one,
so few works tell little."""
_BOUNDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision, with whether it was right."""

    document: str
    kind: str
    raw: float
    right: bool
    weight: float = 1.0


def main(arguments: Sequence[str]) -> None:
    """Measure, print, and write where that is asked for."""
    folders = [Path(argument) for argument in arguments if argument != "--write"]
    judged = [decision for dump, gold in _pairs(folders) for decision in _judge(dump, gold)]
    documents = sorted({decision.document for decision in judged})
    calibrated: list[tuple[float, Judged]] = []
    for document in documents:
        tables = _tables(decision for decision in judged if decision.document != document)
        own = [decision for decision in judged if decision.document == document]
        calibrated += [(look_up(tables.get(d.kind, []), d.raw), d) for d in own]
    print(f"{len(judged)} decisions in {len(documents)} documents")
    _print_reliability("raw", [(decision.raw, decision) for decision in judged])
    _print_reliability("calibrated on the other documents", calibrated)
    if "--write" in arguments:
        Path(str(DATA)).write_text(json.dumps(_tables(judged), indent=1) + "\n", "utf-8")


def _pairs(folders: Iterable[Path]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The dumps with their gold."""
    folders = list(folders)
    for path in sorted(gold for folder in folders for gold in folder.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        names = [path.name.replace(".gold.json", ".txt"), str(gold.get("source"))]
        found = [folder / name for folder in folders for name in names if (folder / name).is_file()]
        if found:
            yield found[0], gold


def _judge(path: Path, gold: Mapping[str, Any]) -> Iterator[Judged]:
    """The decisions about a dump as far as its gold goes."""
    print(f"{path.stem} …", file=sys.stderr)
    han = bool(gold.get("han_only"))
    headings = {_fold(_text(entry), han=han) for entry in gold["headings"]}
    texts = {_fold(_text(entry), han=han) for name in ("paragraphs", "list_items") for entry in gold[name]}
    others = [_text(entry) for name in ("other", "captions", "neutral") for entry in gold.get(name, ())]
    neither = "\n".join(_fold(text, han=han) for text in others)
    with recorded() as log:
        document = recover_document(repair_dump(read_dump(path)))
    by_line = {d.line: (d.answer.partition(" for a ")[2], d.score) for d in log if d.question == "confidence"}
    decisions: list[tuple[str, float, bool]] = []
    covered = 0
    for block in walk(document.body):
        if not isinstance(block, Section | Paragraph | Item):
            continue
        made = by_line.get(parse_spans(block.src)[0].first)
        text = _fold(plain(block.title if isinstance(block, Section) else block.text), han=han)
        label = _fold(block.label, han=han) if isinstance(block, Item) else ""
        right = text in headings if isinstance(block, Section) else not texts.isdisjoint({text, label + text})
        if made and text and (right or text not in neither):
            decisions.append((*made, right))
            covered = len(decisions) if right else covered
    own = decisions[:covered]
    weight = min(1.0, _FULL_WEIGHT / max(1, len(own)))
    for kind, raw, right in own:
        yield Judged(path.stem, kind, raw, right, weight)


def _text(entry: Any) -> str:
    return str(entry["text"]) if isinstance(entry, dict) else str(entry)


def _fold(text: str, *, han: bool) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if ("\u3400" <= c <= "\u9fff" if han else c.isalnum()))


def _tables(judged: Iterable[Judged]) -> dict[str, Table]:
    """For each kind of decision a rising table from raw confidence to the share that is right."""
    by_kind: defaultdict[str, list[Judged]] = defaultdict(list)
    for decision in judged:
        by_kind[decision.kind].append(decision)
    return {kind: _isotonic(own) for kind, own in sorted(by_kind.items())}


def _isotonic(judged: Sequence[Judged]) -> Table:
    """Steps from a raw confidence on, pooled with their neighbours until they rise and are wide enough."""
    steps: list[tuple[float, float, float]] = []  # from, right, all
    for decision in sorted(judged, key=lambda d: d.raw):
        steps.append((round(decision.raw, 3), decision.weight * decision.right, decision.weight))
        while len(steps) > 1 and _must_pool(steps[-2], steps[-1]):
            _, right, total = steps.pop()
            low, below, count = steps.pop()
            steps.append((low, below + right, count + total))
    if len(steps) > 1 and steps[-1][2] < _SMALLEST_STEP:
        _, right, total = steps.pop()
        low, below, count = steps.pop()
        steps.append((low, below + right, count + total))
    shares = [(right + _PRIOR * low) / (total + _PRIOR) for low, right, total in steps]
    return [(low, round(share, 3)) for (low, _, _), share in zip(steps, accumulate(shares, max), strict=True)]


def _must_pool(below: tuple[float, float, float], above: tuple[float, float, float]) -> bool:
    same = below[0] == above[0]
    return same or below[2] < _SMALLEST_STEP or below[1] / below[2] >= above[1] / above[2]


def _print_reliability(title: str, judged: Sequence[tuple[float, Judged]]) -> None:
    """How many were right; of a long document each decision counts less, so that none drowns the others."""
    print(f"\n{title}\n{'confidence':>11} {'decisions':>10} {'mean':>6} {'right':>6}")
    for low, high in pairwise(_BOUNDS):
        own = [(value, decision) for value, decision in judged if low <= value < high]
        total = sum(decision.weight for _, decision in own)
        if own:
            mean = sum(decision.weight * value for value, decision in own) / total
            right = sum(decision.weight * decision.right for _, decision in own) / total
            print(f"{low:.2f} – {min(high, 1):.2f} {len(own):10} {mean:6.3f} {right:6.3f}")
    total = sum(decision.weight for _, decision in judged)
    brier = sum(d.weight * (value - d.right) ** 2 for value, d in judged) / max(total, 1)
    print(f"Brier score {brier:.4f}")


if __name__ == "__main__":
    main(sys.argv[1:])
