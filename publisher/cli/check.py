"""``publisher check``: is a document tree or an edition sound?"""

from __future__ import annotations

from pathlib import Path

import click

from publisher import api


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--dump",
    type=click.Path(path_type=Path),
    help="The dump of a document.yaml: also prove that every character of it is accounted for.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def check(files: tuple[Path, ...], dump: Path | None, quiet: bool) -> None:
    """Check document trees (.yaml) against the schema, EPUB by EPUBCheck, HTML as XML, PDF/X for the press.

    What looks wrong in a tree but does not break it is listed as warnings and notes.

    EPUBCheck needs Java and the Python package 'epubcheck'.

    \b
    Examples:
      publisher check book.yaml --dump book.txt
      publisher check build/*/*.epub build/*/*.html
    """
    for path in files:
        findings = api.check(path, dump=dump)
        if not quiet:
            for finding in findings:
                place = finding.src or finding.block
                click.echo(f"{path}: {place}: {finding.severity} {finding.id}: {finding.message}")
            click.echo(f"{path}: sound")
