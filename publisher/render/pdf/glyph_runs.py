"""Lines of glyphs written briefly: one spacing for a whole line, not a move after each glyph.

WeasyPrint writes a line as ``<41fb>-15<>-15.97<9191>…``: glyphs by number, and moves of the next one from its
place in thousandths of an em. In justified Chinese text that is most of the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

_DIGITS = 4
"""Of a glyph's number."""


def with_size(set_font_size: Callable[..., None]) -> Callable[..., None]:
    """A function that chooses font and size of a stream, which then knows the size."""

    def set_size(stream: Any, font: str, size: float) -> None:
        stream.font_size = size
        set_font_size(stream, font, size)

    return set_size


def with_spacing(show_text: Callable[..., None]) -> Callable[..., None]:
    """A function that shows glyphs with the move that most of them have as the spacing of all."""

    def show(stream: Any, glyphs: str) -> None:
        if stream.font_size == 1:  # pictures of glyphs, which have shorter numbers
            show_text(stream, glyphs)
            return
        move, brief = spaced(glyphs)
        if move:
            stream.stream.append(f"{-move * stream.font_size / 1000:.4g} Tc")
        show_text(stream, brief)
        if move:
            stream.stream.append("0 Tc")

    return show


def spaced(glyphs: str) -> tuple[float, str]:
    """The move that most glyphs of a line have, and the line without it."""
    runs, moves = _runs(glyphs)
    counts = Counter(moves[1:-1])
    counts[0] += sum(len(run) // _DIGITS - 1 for run in runs)
    usual, _ = counts.most_common(1)[0]
    parts = [f"{moves[0]:g}<" if moves[0] else "<"]
    for run, move in zip(runs, moves[1:], strict=True):
        rest = round(move - usual, 1)
        parts.append(_apart(run, -usual) + (f">{rest:g}<" if rest else ""))
    return usual, ("".join(parts) + ">").removesuffix("<>")


def _apart(run: str, move: float) -> str:
    """A run of glyphs with a move between each two."""
    if not move or len(run) == _DIGITS:
        return run
    return f">{move:g}<".join(run[at : at + _DIGITS] for at in range(0, len(run), _DIGITS))


def _runs(glyphs: str) -> tuple[list[str], list[float]]:
    """Glyphs with no move between them, and the moves: before the first run, then after each."""
    before, *parts = glyphs.split("<")
    runs: list[str] = []
    moves = [float(before or 0)]
    for part in parts:
        run, _, move = part.partition(">")
        if run:
            runs.append(run)
            moves.append(0.0)
        if move:
            moves[-1] += float(move)
    return runs, [round(move, 1) for move in moves]
