"""``publisher print``: a book for the press."""

from __future__ import annotations

from pathlib import Path

import click

from publisher import api
from publisher.cli.options import Checked, delivery_options, output_option, skip_option, theme_option
from publisher.press.formats import STANDARD, Format, PrintSetting, formats, named, nearest
from publisher.press.paper import Size, size
from publisher.press.pdfx import Delivery


@click.command("print")
@click.argument("document", type=click.Path(path_type=Path))
@output_option
@click.option(
    "--preset",
    type=Checked("name", named),
    help=f"Format of the book: {', '.join(formats())}.  [{STANDARD}]",
)
@click.option("--size", "own_size", type=Checked("size", size), help="Own size of the pages, trimmed.")
@delivery_options("0mm")
@theme_option
@skip_option
def print_(
    document: Path,
    *,
    output: Path,
    preset: Format | None,
    own_size: Size | None,
    delivery: Delivery,
    theme: Path | None,
    skip: tuple[str, ...],
) -> None:
    """Make the print edition of a document tree: PDF/X-4 in black ink, for a press or to be imposed.

    Chapters open on right-hand pages, and the inner margin grows with the number of pages.

    \b
    Examples:
      publisher print build/book/document.yaml
      publisher print book.yaml --preset A5 --bleed 3mm --marks
      publisher print book.yaml --size 150x210mm -o editions
    """
    if preset and own_size:
        raise click.UsageError("a book has a --preset or a --size of its own, not both")
    format = nearest(own_size) if own_size else preset or named(STANDARD)
    setting = PrintSetting(format, delivery)
    click.echo(api.print_book(api.load(document), output, setting, theme=theme, skip=skip))
