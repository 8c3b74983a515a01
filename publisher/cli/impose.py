"""``publisher impose``: the pages of a PDF file on sheets that are folded and bound."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from publisher import api
from publisher.cli.options import Checked
from publisher.press.impose import Edge
from publisher.press.layout import Binding
from publisher.press.paper import Size, length, size


@click.command()
@click.argument("book", type=click.Path(path_type=Path), metavar="BOOK.PDF")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File for the sheets.  [BOOK-sheets.pdf]"
)
@click.option(
    "--sheet",
    default="A4",
    show_default=True,
    type=Checked("size", size),
    help="Size of the sheets of paper.",
)
@click.option(
    "--binding",
    default="sewn",
    show_default=True,
    type=click.Choice(get_args(Binding)),
    help="Signatures to be sewn; one, stapled through its back; or single leaves, cut and glued.",
)
@click.option(
    "--signature",
    default=16,
    show_default=True,
    type=int,
    help="Pages of a signature of a sewn book: 4 to 32.",
)
@click.option(
    "--creep",
    default="0mm",
    show_default=True,
    type=Checked("length", length),
    help="Thickness of the paper, by which inner pages are moved towards the spine.",
)
@click.option(
    "--flip",
    default="long",
    show_default=True,
    type=click.Choice(get_args(Edge)),
    help="Edge over which the printer turns a sheet to print its back.",
)
def impose(
    book: Path,
    output: Path | None,
    *,
    sheet: Size,
    binding: Binding,
    signature: int,
    creep: float,
    flip: Edge,
) -> None:
    """Arrange the pages of a PDF file on sheets of paper, so that they read in order when bound.

    As many pages come on a sheet as it holds: 2 or 4 or 8 on each side. Print the result on both sides at
    its actual size, fold each sheet at the dashed marks, put the sheets of a signature into each other,
    gather the signatures by the marks on their backs, and cut at the solid marks.

    \b
    Examples:
      publisher impose book-print.pdf --sheet A3 --signature 16 --creep 0.1mm
      publisher impose booklet.pdf --binding saddle
      publisher impose book-print.pdf --binding glued --flip short
    """
    output = output or book.with_name(f"{book.stem}-sheets.pdf")
    api.impose(book, output, sheet, binding=binding, signature=signature, creep=creep, flip=flip)
    click.echo(output)
