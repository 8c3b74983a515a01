"""``publisher site``: one static site of several works."""

from __future__ import annotations

from pathlib import Path

import click

from publisher import api
from publisher.cli.options import skip_option, theme_option


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE...")
@click.option(
    "-o",
    "--output",
    default="site",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder for the site.",
)
@click.option(
    "--base-url",
    default="",
    metavar="URL",
    help="Address where the site will stand, for sitemap, feed and canonical links.",
)
@click.option("--proof", is_flag=True, help="Let each block show its lines in the dump.")
@theme_option
@skip_option
def site(
    *,
    sources: tuple[Path, ...],
    output: Path,
    base_url: str,
    proof: bool,
    theme: Path | None,
    skip: tuple[str, ...],
) -> None:
    """Make a static site of works: a shelf, and a page for each chapter or article.

    A SOURCE is a build folder, the folder of one work in it, or a document tree (.yaml). Editions that
    stand beside a tree are offered to take away. The site needs no server: open its index.html, or put
    the folder on any web server.

    \b
    Examples:
      publisher site build
      publisher site build/book book2.yaml -o shelf --base-url https://example.org/shelf/
    """
    first = api.site(
        sources,
        output,
        base_url=base_url,
        proof=proof,
        theme=theme,
        skip=skip,
        enter=lambda source: click.echo(source, err=True),
    )
    click.echo(first)
