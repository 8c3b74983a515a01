"""Make ``forms.tsv`` from the dictionaries of OpenCC: ``python -m publisher.scripts.maker``

OpenCC (https://github.com/BYVoid/OpenCC, Apache License 2.0; its dictionaries as in the package
opencc-python-reimplemented 0.1.7) knows the traditional forms of each simplified character, and the
variants of these in Taiwan and Hong Kong. Taken from it are the characters of GB 2312, which
simplified text is made of, with the forms that are simplified to them first of all. A line has a
character and behind a tab its forms.

The package does not need OpenCC: only this step does.
"""

from __future__ import annotations

from pathlib import Path

import opencc

_DICTIONARIES = Path(opencc.__file__).with_name("dictionary")
_VARIANTS = ("TWVariants", "HKVariants")


def make() -> str:
    """The lines of ``forms.tsv``."""
    variants, simplified = [_read(name) for name in _VARIANTS], _read("TSCharacters")
    rows = ["# made by maker.py, which names the source and its licence"]
    for char, forms in _read("STCharacters").items():
        also = [variant for form in forms for table in variants for variant in table.get(form, ())]
        own = [f for f in dict.fromkeys((*forms, *also)) if f != char and simplified.get(f, " ")[0] == char]
        if own and _is_common(char):
            rows.append(f"{char}\t{''.join(own)}")
    return "\n".join(rows) + "\n"


def _read(name: str) -> dict[str, list[str]]:
    lines = _DICTIONARIES.joinpath(f"{name}.txt").read_text("utf-8").splitlines()
    return {char: forms.split() for char, forms in (line.split("\t") for line in lines if line)}


def _is_common(char: str) -> bool:
    try:
        return len(char.encode("gb2312")) > 1
    except UnicodeEncodeError:
        return False


if __name__ == "__main__":
    Path(__file__).with_name("forms.tsv").write_text(make(), "utf-8", newline="\n")
