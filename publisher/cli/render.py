"""``publisher render``: editions of a document tree."""

from __future__ import annotations

from pathlib import Path

import click

from publisher import api
from publisher.cli.options import formats_option, output_option, skip_option, theme_option


@click.command()
@click.argument("document", type=click.Path(path_type=Path))
@output_option
@formats_option
@theme_option
@skip_option
def render(
    document: Path, output: Path, formats: tuple[str, ...], theme: Path | None, skip: tuple[str, ...]
) -> None:
    """Render editions of a document tree, for example after it was edited by hand.

    \b
    Examples:
      publisher render book.yaml
      publisher render book.yaml -o editions --formats pdf
    """
    tree = api.load(document)
    paths = api.render(tree, output, formats=formats, theme=theme, skip=skip)
    for path in [*paths, api.update_library(output, theme=theme)]:
        click.echo(path)
