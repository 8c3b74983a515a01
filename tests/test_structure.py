"""The repository: stages in their order, a word on every module, nothing of the machine it was made on."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    path for folder in ("publisher", "tests", "benchmarks") for path in ROOT.joinpath(folder).rglob("*.py")
)

MAY_IMPORT = {
    "errors": "",
    "scripts": "",
    "tree": "errors",
    "files": "errors",
    "jobs": "errors",
    "press": "errors",
    "read": "errors tree",
    "corrections": "errors tree read",
    "repair": "errors tree read corrections",
    "recover": "errors scripts tree read corrections",
    "explain": "errors tree read corrections repair recover",
    "normalize": "errors tree",
    "render": "errors scripts tree files press",
    "audit": "errors tree read recover",
    "check": "errors tree press read corrections repair audit",
    "library": "errors tree files render",
    "review": "errors tree read render audit",
    "api": (
        "errors tree files read corrections repair recover explain normalize press render audit check library"
        " review"
    ),
    "serve": "errors render api",
    "cli": "errors jobs normalize press api serve",
}
"""Which parts of the package each part may import besides itself: those before it in the way of the data."""

OF_A_MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users|work|mnt)/|\b[A-Z]:\\\\?Users\b")


def imports(path: Path) -> Iterator[str]:
    """The full names of what a module imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_no_part_imports_a_later_one(part: str) -> None:
    folder = ROOT / "publisher"
    modules = [folder / f"{part}.py", *folder.joinpath(part).rglob("*.py")]
    found = {
        name.split(".")[1]
        for path in modules
        if path.is_file()
        for name in imports(path)
        if "publisher." in name
    }
    assert found - {part} <= set(MAY_IMPORT[part].split())


def test_every_part_has_its_place() -> None:
    parts = {path.stem for path in (ROOT / "publisher").iterdir() if path.is_dir() or path.suffix == ".py"}
    assert parts - {"__init__", "__main__", "__pycache__"} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_no_file_names_a_place_on_a_machine() -> None:
    folders = ("publisher", "templates", "tests", "benchmarks", "docs", "scripts", "seeds", ".ci")
    paths = [*ROOT.glob("*"), *(path for folder in folders for path in ROOT.joinpath(folder).rglob("*"))]
    texts = [path for path in paths if path.is_file() and path.suffix != ".pyc" and path.name != ".git"]
    texts = [path for path in texts if "node_modules" not in path.parts]
    assert [str(path) for path in texts if OF_A_MACHINE.search(path.read_text("utf-8", "replace"))] == []
