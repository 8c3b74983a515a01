"""``publisher build``: all editions of some dumps."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import click

from publisher import api
from publisher.cli.options import formats_option, output_option, skip_option, theme_option
from publisher.cli.progress import open_display
from publisher.errors import InputError
from publisher.jobs import run_all


@click.command()
@click.argument("dumps", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DUMP...")
@output_option
@formats_option
@theme_option
@skip_option
@click.option(
    "-j",
    "--jobs",
    default=os.cpu_count() or 1,
    show_default="one per processor",
    type=click.IntRange(min=1),
    help="How many dumps to work on at once.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.pass_context
def build(
    ctx: click.Context,
    *,
    dumps: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    theme: Path | None,
    skip: tuple[str, ...],
    jobs: int,
    quiet: bool,
) -> None:
    """Make the editions of dumps, and a library page that lists them.

    A DUMP is a text file, or a folder of which every .txt file is taken. When one dump fails the
    others are still built; the exit status is then that of the first that failed.

    \b
    Examples:
      publisher build book.txt
      publisher build dumps/ -o editions --formats html,epub
    """
    paths = list(_files(dumps))
    _check_names(paths)
    work = partial(_build, directory=output, formats=formats, theme=theme, skip=skip)
    with open_display(paths, quiet=quiet, debug=ctx.obj) as display:
        run_all(paths, work, jobs, display.show)
    if len(display.failures) < len(paths):
        display.sum_up(api.update_library(output, theme=theme))
    for path in paths:
        if path in display.failures:
            ctx.exit(display.failures[path].exit_status)


def _build(dump: Path, enter: api.Enter, **options: Any) -> api.Built:
    return api.build(dump, enter=enter, **options)


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    """The dumps that some paths name, each once."""
    seen: set[Path] = set()
    for path in paths:
        found = sorted(path.glob("*.txt")) if path.is_dir() else [path]
        if not found:
            raise InputError(
                "no .txt file in this folder", place=str(path), advice="name a folder with text dumps"
            )
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _check_names(paths: Iterable[Path]) -> None:
    """Editions are named after their dump, so no two dumps may share a name."""
    by_name: defaultdict[str, list[Path]] = defaultdict(list)
    for path in paths:
        by_name[path.stem.casefold()].append(path)
    for same in by_name.values():
        if len(same) > 1:
            raise InputError(
                f"the editions of {' and '.join(map(str, same))} would have the same name",
                advice="rename one, or build them into different folders with -o",
            )
