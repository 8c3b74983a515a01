"""``publisher recover``: the document tree of a dump."""

from __future__ import annotations

from pathlib import Path

import click

from publisher import api


@click.command()
@click.argument("dump", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    default="document.yaml",
    show_default=True,
    type=click.Path(path_type=Path),
    help="File for the tree.",
)
def recover(dump: Path, output: Path) -> None:
    """Recover the document tree of a dump and write it as YAML, to be read and edited.

    \b
    Example:
      publisher recover book.txt -o book.yaml
    """
    api.save(api.recover(dump), output)
    click.echo(f"{output}", err=True)
