"""``publisher explain``: why a line of a dump became what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from publisher import api


@click.command()
@click.argument("dump", type=click.Path(path_type=Path))
@click.argument("line", type=click.IntRange(min=1))
def explain(dump: Path, line: int) -> None:
    """Tell why a LINE of a DUMP, by its number, became what it is.

    What was weighed is given in log-odds: +2 for 7 to 1, +4.6 for 99 to 1. Below stand the corrections
    that would change it, to be put under 'lines:' in the file beside the dump.

    \b
    Example:
      publisher explain book.txt 697
    """
    for row in _rows(api.explain(dump, line)):
        click.echo(row)


def _rows(found: api.Explanation) -> Iterator[str]:
    yield f"L{found.line}  {found.text}"
    yield from _outcome(found)
    for decision in found.decisions:
        score = f" ({decision.score:+.1f})" if decision.evidence else ""
        yield f"  {decision.question}: {decision.answer}{score}"
        for weight, what in decision.evidence:
            yield f"    {weight:+5.1f}  {what}"
    if found.corrections:
        yield "to change it, one of"
        yield from found.corrections


def _outcome(found: api.Explanation) -> Iterator[str]:
    """What the line is part of, and what of it is not in the text."""
    if found.block:
        role = getattr(found.block, "role", "")
        kind = f"{type(found.block).__name__.lower()}{f' ({role})' if role else ''}"
        level = f" of level {found.block.level}" if hasattr(found.block, "level") else ""
        doubt = f", confidence {found.block.confidence:.2f} ({found.block.why})" if found.block.why else ""
        yield f"  is part of {kind} {found.block.id}{level}, {found.block.src}{doubt}"
        if found.under:
            yield f"  under {' › '.join(found.under)}"
    for entry in found.removed:
        yield f"  not in the text: {entry.src}, {entry.reason}"
    for repair in found.repairs:
        yield f"  read otherwise: {repair.src}, {repair.old!r} as {repair.new!r}, {repair.why}"
