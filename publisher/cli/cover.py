"""``publisher cover``: the cover of a printed book."""

from __future__ import annotations

from pathlib import Path

import click

from publisher import api
from publisher.cli.options import Checked, delivery_options, theme_option
from publisher.press.paper import length
from publisher.press.pdfx import Delivery
from publisher.press.spine import caliper


@click.command()
@click.argument("document", type=click.Path(path_type=Path))
@click.argument("book", type=click.Path(path_type=Path), metavar="BOOK.PDF")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File for the cover.  [BOOK-cover.pdf]")
@click.option(
    "--paper",
    default=80,
    show_default=True,
    type=click.FloatRange(20, 500),
    help="Weight of the paper of the pages, in g/m².",
)
@click.option(
    "--bulk",
    default=1.25,
    show_default=True,
    type=click.FloatRange(0.5, 3),
    help="Its bulk, in cm³/g: coated paper 0.9, offset 1.25, bulky 1.8.",
)
@click.option("--caliper", "thickness", type=Checked("length", length), help="Its thickness, if it is known.")
@delivery_options("3mm")
@theme_option
def cover(
    document: Path,
    book: Path,
    *,
    output: Path | None,
    paper: float,
    bulk: float,
    thickness: float | None,
    delivery: Delivery,
    theme: Path | None,
) -> None:
    """Make the cover of a printed book in one piece: back, spine and front, as PDF/X-4 in process inks.

    BOOK.PDF tells the size of the pages and how many there are; the width of the spine follows from the
    paper. Where the work has an ISBN, its barcode stands on the back.

    \b
    Examples:
      publisher cover build/book/document.yaml build/book/book-print.pdf --paper 80 --marks
      publisher cover book.yaml book-print.pdf --caliper 0.11mm -o cover.pdf
    """
    output = output or book.with_name(f"{book.stem.removesuffix('-print')}-cover.pdf")
    spine = api.cover(
        api.load(document),
        book,
        output,
        thickness=thickness or caliper(paper, bulk),
        delivery=delivery,
        theme=theme,
    )
    click.echo(output)
    click.echo(f"the spine is {spine:.1f} mm wide", err=True)
