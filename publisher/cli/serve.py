"""``publisher serve``: a look at works in hand."""

from __future__ import annotations

from pathlib import Path

import click

from publisher.cli.options import skip_option, theme_option
from publisher.serve import Preview


@click.command()
@click.argument(
    "sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="SOURCE..."
)
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port of this machine to serve at; 0 for any that is free.",
)
@theme_option
@skip_option
def serve(*, sources: tuple[Path, ...], port: int, theme: Path | None, skip: tuple[str, ...]) -> None:
    """Serve the site of works in hand, for this machine only, until Ctrl-C.

    A SOURCE is a dump (.txt), a folder of dumps, or what 'publisher site' takes. When a dump, tree,
    template or style sheet changes, the site is made anew and open pages load again. Nothing is written
    beside the sources.

    \b
    Examples:
      publisher serve seeds
      publisher serve build/book/document.yaml --theme mine --port 0
    """

    def say(line: str) -> None:
        click.echo(line, err=True)

    with Preview(sources, theme=theme, skip=skip, said=say) as preview:
        preview.make()
        with preview.served(port) as address:
            click.echo(address)
            preview.keep_fresh()
