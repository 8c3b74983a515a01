"""A way to run the command line, and a dump to run it on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from publisher.cli import main

Run = Callable[..., Result]

DUMP = """\
第一章 水塔

镇上的水塔建于一九五二年，由居民自己动手砌成。

第二章 水表

每户一块水表，每月抄一次。
"""


@pytest.fixture
def run() -> Run:
    """Run a command; whatever goes wrong must have been told without a traceback."""

    def invoke(*arguments: str | Path) -> Result:
        result = CliRunner().invoke(main, list(map(str, arguments)))
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        return result

    return invoke


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "town.txt"
    path.write_text(DUMP, "utf-8")
    return path
