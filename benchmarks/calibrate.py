"""How far the confidences of decisions can be believed: measured, and made so that they can be.

    python benchmarks/calibrate.py FOLDER... [--write]

The folders hold dumps (``x.txt``) and their true structure (``x.gold.json`` with ``headings``,
``paragraphs``, ``list_items``; texts that count neither way under ``other``, ``captions``, ``neutral``).
Printed is a reliability table: of the decisions with a confidence in each range, how many were right. The
confidences of a document come from tables that were made from the other documents only. ``--write`` makes
them from all and saves them as the data of ``publisher.recover.confidence``.

A decision for a heading is right when the work has a heading of that text; one for its level when such a
heading of the work has it, the top level being what most agree on; one for a paragraph or an item when the
work has one of just that text, neither cut nor run together. Texts are compared by letters and digits.
Calibration is isotonic regression (pool adjacent violators, Barlow et al. 1972), kind by kind; between the
points that it gives shares are read off in proportion.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
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
_FEWEST = 25.0
"""Weight of decisions that a point of a table rests on, at the least."""
_PRIOR = _FULL_WEIGHT
"""Weight of the raw confidence itself, that of one work: how sure a rule is differs more from work to work
than within one, so few works tell little."""
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
    levels = [(value, decision) for value, decision in calibrated if decision.kind.startswith("level")]
    _print_reliability("of these, the levels of headings", levels)
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
    truth = _Truth(gold)
    with recorded() as log:
        document = recover_document(repair_dump(read_dump(path)))
    made: defaultdict[int, list[tuple[str, float]]] = defaultdict(list)
    for d in log:
        if d.question == "confidence":
            made[d.line].append((d.answer.partition(" for a ")[2], d.score))
    blocks = [block for block in walk(document.body) if isinstance(block, Section | Paragraph | Item)]
    shift = truth.shift(block for block in blocks if isinstance(block, Section))
    decisions: list[tuple[str, float, bool]] = []
    covered = 0
    for block in blocks:
        right = truth.has(block)
        for kind, raw in made[parse_spans(block.src)[0].first]:
            if kind.startswith("level") and isinstance(block, Section):
                levels = truth.levels(block)
                if levels:
                    decisions.append((kind, raw, block.level + shift in levels))
            elif truth.judges(block):
                decisions.append((kind, raw, right))
        covered = len(decisions) if right else covered
    own = decisions[:covered]
    weight = min(1.0, _FULL_WEIGHT / max(1, len(own)))
    for kind, raw, good in own:
        yield Judged(path.stem, kind, raw, good, weight)


class _Truth:
    """The true structure of a work."""

    def __init__(self, gold: Mapping[str, Any]) -> None:
        self._han = bool(gold.get("han_only"))
        self._levels: defaultdict[str, set[int]] = defaultdict(set)
        for entry in gold["headings"]:
            level = entry.get("level") if isinstance(entry, dict) else None
            self._levels[self._fold(_text(entry))].update([level] if level else [])
        entries = [entry for name in ("paragraphs", "list_items") for entry in gold[name]]
        self._texts = {self._fold(_text(entry)) for entry in entries}
        others = [_text(entry) for name in ("other", "captions", "neutral") for entry in gold.get(name, ())]
        self._neither = "\n".join(map(self._fold, others))

    def has(self, block: Section | Paragraph | Item) -> bool:
        """Whether the work has a heading, or a text, that is just this block."""
        text = self._text_of(block)
        if isinstance(block, Section):
            return text in self._levels
        label = self._fold(block.label) if isinstance(block, Item) else ""
        return not self._texts.isdisjoint({text, label + text})

    def judges(self, block: Section | Paragraph | Item) -> bool:
        """Whether it can be told if a block is right."""
        text = self._text_of(block)
        return bool(text) and (self.has(block) or text not in self._neither)

    def shift(self, sections: Iterable[Section]) -> int:
        """How much deeper the levels of the work's headings are than those of most of their sections."""
        shifts = Counter(level - section.level for section in sections for level in self.levels(section))
        return shifts.most_common(1)[0][0] if shifts else 0

    def levels(self, section: Section) -> Set[int]:
        """The levels that the headings of this text have in the work."""
        return self._levels.get(self._text_of(section), frozenset())

    def _text_of(self, block: Section | Paragraph | Item) -> str:
        return self._fold(plain(block.title if isinstance(block, Section) else block.text))

    def _fold(self, text: str) -> str:
        folded = unicodedata.normalize("NFKC", text).casefold()
        return "".join(c for c in folded if ("\u3400" <= c <= "\u9fff" if self._han else c.isalnum()))


def _text(entry: Any) -> str:
    return str(entry["text"]) if isinstance(entry, dict) else str(entry)


def _tables(judged: Iterable[Judged]) -> dict[str, Table]:
    """For each kind of decision a rising table from raw confidence to the share that is right."""
    by_kind: defaultdict[str, list[Judged]] = defaultdict(list)
    for decision in judged:
        by_kind[decision.kind].append(decision)
    return {kind: _isotonic(own) for kind, own in sorted(by_kind.items())}


@dataclass(frozen=True, slots=True)
class _Pool:
    """Decisions of about one raw confidence."""

    weight: float
    raw: float
    """The mean of their raw confidences."""
    right: float
    """The share that is right."""

    def with_(self, other: _Pool) -> _Pool:
        """Both together."""
        total = self.weight + other.weight
        raw = (self.weight * self.raw + other.weight * other.raw) / total
        return _Pool(total, raw, (self.weight * self.right + other.weight * other.right) / total)


def _isotonic(judged: Sequence[Judged]) -> Table:
    """Decisions by raw confidence, pooled with their neighbours until the shares rise and rest on enough."""
    pools: list[_Pool] = []
    for decision in sorted(judged, key=lambda decision: decision.raw):
        pools.append(_Pool(decision.weight, decision.raw, float(decision.right)))
        while len(pools) > 1 and _must_pool(*pools[-2:]):
            pools[-2:] = [pools[-2].with_(pools[-1])]
    if len(pools) > 1 and pools[-1].weight < _FEWEST:
        pools[-2:] = [pools[-2].with_(pools[-1])]
    shares = [(p.right * p.weight + _PRIOR * p.raw) / (p.weight + _PRIOR) for p in pools]
    rising = accumulate(shares, max)
    return [(round(pool.raw, 3), round(share, 3)) for pool, share in zip(pools, rising, strict=True)]


def _must_pool(below: _Pool, above: _Pool) -> bool:
    same = round(below.raw, 3) == round(above.raw, 3)
    return same or below.weight < _FEWEST or below.right >= above.right


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
