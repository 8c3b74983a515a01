"""What may be a formula in LaTeX between signs that may also be mere signs."""

from __future__ import annotations

import re

_LONGEST = 300
"""Characters of a formula."""
_FORMULA_START = re.compile(r"\s*[\w\\({\[|+\-−~<>=^]")
_FORMULA_NEVER = re.compile(r"[\"'#，。；：！？、“”]|(?<!\\)[%&]")
_TEXT_IN_FORMULA = re.compile(r"\\(?:text|mathrm|mbox|textbf|textit)\s*\{[^{}]*\}")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def is_formula(latex: str) -> bool:
    """Whether a text between dollars or TeX brackets is a formula, and no prices or prose."""
    bare = _TEXT_IN_FORMULA.sub("x", latex)
    return (
        len(latex) <= _LONGEST
        and bool(_FORMULA_START.match(latex))
        and any(char.isalnum() for char in latex)
        and latex.count("{") == latex.count("}")
        and not _HAN.search(bare)
        and not _FORMULA_NEVER.search(bare)
    )
