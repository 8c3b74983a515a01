"""``publisher proof``: all pages of a PDF file in one picture."""

from __future__ import annotations

from pathlib import Path

import click

from publisher import api


@click.command()
@click.argument("book", type=click.Path(path_type=Path), metavar="BOOK.PDF")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File for the picture.  [BOOK-proof.png]"
)
@click.option(
    "--width",
    default=160,
    show_default=True,
    type=click.IntRange(20, 2000),
    help="Width of a page, in pixels.",
)
def proof(book: Path, output: Path | None, width: int) -> None:
    """Make a contact sheet: all pages of a PDF file in one PNG picture, for a quick look.

    \b
    Examples:
      publisher proof build/book/book.pdf
      publisher proof book-sheets.pdf --width 400 -o sheets.png
    """
    output = output or book.with_name(f"{book.stem}-proof.png")
    api.proof(book, output, width=width)
    click.echo(output)
