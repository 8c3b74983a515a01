"""Formulas: LaTeX notation to MathML, for readers that draw it, or to a picture."""

from __future__ import annotations

import base64
import re
from functools import lru_cache

import ziamath.zmath
from latex2mathml.converter import convert
from lxml import etree
from markupsafe import Markup

from publisher.render.characters import legal

_LONGEST = 4000
"""Characters; a longer formula is a dump's stray dollar signs, not a formula."""
_EM = 16.0
"""Font size at which formulas are drawn, before they are scaled to the text."""
_ELEMENT = re.compile(
    "math|m(row|i|n|o|text|space|s|frac|sqrt|root|style|error|padded|phantom|sub|sup|subsup|under|over"
    "|underover|multiscripts|prescripts|table|tr|td)|none"
)
_ATTRIBUTE = re.compile(
    "display|displaystyle|scriptlevel|mathvariant|fence|stretchy|symmetric|largeop|movablelimits|accent"
    "|accentunder|form|lspace|rspace|linethickness|width|height|depth|minsize|maxsize|columnspan|rowspan"
)


@lru_cache(maxsize=4096)
def mathml(latex: str, display: bool) -> Markup | None:
    """A formula as MathML with its LaTeX as alternative text; None where the LaTeX is bad."""
    if len(latex) > _LONGEST or latex != legal(latex):
        return None
    try:
        root = etree.fromstring(convert(latex, display="block" if display else "inline"))
    except Exception:  # the converter fails on bad input in many ways, none of them documented
        return None
    for element in root.iter():
        if not _ELEMENT.fullmatch(etree.QName(element).localname):
            return None
        for name in element.keys():  # noqa: SIM118 (a copy, since names are deleted)
            if not _ATTRIBUTE.fullmatch(name):
                del element.attrib[name]
    root.set("alttext", latex)
    return Markup(etree.tostring(root, encoding="unicode"))


@lru_cache(maxsize=4096)
def drawing(latex: str, display: bool) -> Markup | None:
    """A formula as a picture described by its LaTeX, for an engine without MathML; None where it is bad."""
    if mathml(latex, display) is None or not latex.isascii():  # the formula font is Latin
        return None
    try:
        svg: str = ziamath.zmath.Latex(latex, size=_EM, inline=not display).svg()
        _, top, width, height = map(float, etree.fromstring(svg).attrib["viewBox"].split())
    except Exception:  # as above
        return None
    address = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    size = f"width: {width / _EM:.3f}em; height: {height / _EM:.3f}em"
    return Markup('<img class="math" alt="{}" src="{}" style="{}; vertical-align: {:.3f}em"/>').format(
        latex, address, size, -(top + height) / _EM
    )
