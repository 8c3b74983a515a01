"""Make ``marks.tsv`` from clean Chinese text: ``python -m publisher.repair.glyphs.statistics_maker FILE...``

Each file is UTF-8 text with one paragraph in a line. Only counts are kept, and of those that name a
character only the ones that occur more than once; no sentence can be made from them again. The file
that comes with the package was counted in

- the Civil Code of the People's Republic of China (public domain),
- 开源指南, GitHub opensource.guide (CC BY 4.0),
- 2023 中国开源年度报告, 开源社 (CC BY-SA 4.0),
- 多元宇宙 (CC0 1.0),
- 中文排版需求, W3C (W3C Software and Document License).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from publisher.repair.glyphs.context import MARKS, MarkStatistics

_LEAST = 2
_CORNERS = str.maketrans("「」『』", "“”‘’")
_WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_HALF_WIDTH = re.compile("(?<=[\u3400-\u9fff”》])[,;:?!()]|[,;:?!()](?=[\u3400-\u9fff“《])")


def make(paths: list[Path]) -> str:
    """The lines of ``marks.tsv`` for these texts: kind, key, and a count for each mark seen there."""
    statistics = MarkStatistics()
    for path in paths:
        statistics.add(map(_unify, path.read_text("utf-8").splitlines()))
    rows = ["# made by statistics_maker.py, which names the sources", _row("m", "", statistics.marks)]
    for (kind, key), counts in sorted(statistics.counts.items()):
        if sum(counts.values()) >= _LEAST:
            rows.append(_row(kind, key, counts))
    return "\n".join(rows) + "\n"


def _unify(paragraph: str) -> str:
    """The paragraph with curly quotes and with full-width marks beside Chinese characters."""
    pieces = paragraph.translate(_CORNERS).split('"')
    if len(pieces) % 2:
        quoted = (f"“{piece}”" if order % 2 else piece for order, piece in enumerate(pieces))
        paragraph = "".join(quoted)
    return _HALF_WIDTH.sub(lambda match: _WIDE[match[0]], paragraph)


def _row(kind: str, key: str, counts: dict[str, int]) -> str:
    return "\t".join([kind, key, *(f"{mark}{counts[mark]}" for mark in MARKS if counts.get(mark))])


if __name__ == "__main__":
    target = Path(__file__).with_name("marks.tsv")
    target.write_text(make([Path(argument) for argument in sys.argv[1:]]), "utf-8", newline="\n")
