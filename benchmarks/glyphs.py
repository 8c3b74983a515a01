"""How well lost font codes are deciphered: ``python -m benchmarks.glyphs FILE...``

Each file is clean UTF-8 text with one paragraph in a line. It is damaged in several manners
(``damage.py``), deciphered, and compared: the share of codes read right, read wrong, and left
visibly marked, for marks, digits and letters.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.damage import Damaged, Manner, damage
from publisher.read import Dump
from publisher.repair.glyphs import repair_glyphs

MANNERS = {
    "pages shown": Manner(),
    "pages not shown": Manner(page_sign=""),
    "many second codes": Manner(homophones=0.02),
    "narrow, all marks lost": Manner(measure=18, marks_lost=1.0),
    "digits only": Manner(measure=30, marks_lost=0.0),
}


def kind(character: str) -> str:
    """The class under which a character is reported."""
    if character.isascii() and (character.isdigit() or character in ".%-+/"):
        return "digits"
    return "letters" if character.isascii() and character.isalpha() else "marks"


def compare(damaged: Damaged, repaired: tuple[str, ...]) -> Counter[tuple[str, str]]:
    """For each lost character its kind, and whether it was read right, wrong, or marked."""
    result: Counter[tuple[str, str]] = Counter()
    for line, true, got in zip(damaged.lines, damaged.truth, repaired, strict=True):
        for code, want, have in zip(line, true, got, strict=True):
            if code != want:
                outcome = "right" if have == want else "marked" if have == "〓" else "wrong"
                result[kind(want), outcome] += 1
            elif have != want:
                result["untouched", "wrong"] += 1
    return result


def main(paths: list[Path]) -> None:
    """Print the table."""
    for path in paths:
        paragraphs = path.read_text("utf-8").splitlines()
        for name, manner in MANNERS.items():
            damaged = damage(paragraphs, seed=1, manner=manner)
            dump = Dump(name=path.name, sha256="", encoding="utf-8", lines=damaged.lines)
            started = time.perf_counter()
            result = compare(damaged, repair_glyphs(dump).lines)
            seconds = time.perf_counter() - started
            print(f"{path.name}, {name} ({seconds:.1f} s)")
            for group in ("marks", "digits", "letters", "untouched"):
                counts = {outcome: result[group, outcome] for outcome in ("right", "wrong", "marked")}
                total = sum(counts.values()) or 1
                if any(counts.values()):
                    shares = "  ".join(f"{outcome} {count / total:.4f}" for outcome, count in counts.items())
                    print(f"  {group:9} {shares}  of {total}")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
