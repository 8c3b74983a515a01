"""Lines of glyphs, and where their glyphs stand."""

from __future__ import annotations

import re

import pytest

from publisher.render.pdf.glyph_runs import spaced


def places(glyphs: str, move: float) -> list[tuple[str, float]]:
    """Each glyph with the moves before it, where ``move`` follows each glyph."""
    found, place = [], 0.0
    for run, number in re.findall(r"<([0-9a-f]*)>?|(-?[\d.]+)", glyphs):
        for glyph in re.findall("....", run):
            found.append((glyph, round(place, 1)))
            place += move
        place += float(number or 0)
    return [*found, ("", round(place, 1))]


@pytest.mark.parametrize(
    ("glyphs", "usual"),
    [
        ("<41fb>-15<>-15.9<9191>-15<>-15.9<262a>-30.9", -30.9),
        ("<41fb9191262a>-20<1111>-20<2222>-20<3333>-20<4444>-20<5555>", -20),
        ("<41fb>-20<91910012>-20<262a>-20<f6ba>14<0013>-20<0014>", -20),
        ("<>-15<41fb>0<9191>", 0),
        ("-12<41fb>", 0),
        ("<41fb9191>", 0),
        ("", 0),
    ],
)
def test_glyphs_stay_where_they_are(glyphs: str, usual: float) -> None:
    move, brief = spaced(glyphs)
    assert move == usual
    assert places(brief, move) == places(glyphs, 0)
    assert len(brief) <= len(glyphs)
