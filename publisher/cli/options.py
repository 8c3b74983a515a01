"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from pathlib import Path
from typing import Any

import click

from publisher.api import FORMATS, USUAL_FORMATS
from publisher.errors import SettingError
from publisher.normalize import PASSES
from publisher.press.paper import length
from publisher.press.pdfx import Delivery
from publisher.press.profile import Profile

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class _Names(click.ParamType[tuple[str, ...]]):
    """Some of a set of names, with commas between."""

    name = "list"

    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The names in the order of the set. Fails, as ``click`` does, where one is not in it."""
        if isinstance(value, tuple):
            return value
        wanted = [name.strip() for name in value.split(",") if name.strip()]
        for name in wanted:
            if name not in self._names:
                self.fail(f"{name!r} is none of {', '.join(self._names)}", param, ctx)
        return tuple(name for name in self._names if name in wanted)


class Checked(click.ParamType[Any]):
    """What a function of the package makes of a text, which raises ``SettingError`` where it cannot."""

    def __init__(self, name: str, convert: Callable[[str], Any]) -> None:
        self.name = name
        self._convert = convert

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value; fails, as ``click`` does, with the message of the error."""
        try:
            return self._convert(value) if isinstance(value, str) else value
        except SettingError as error:
            self.fail(str(error), param, ctx)


output_option: Decorator = click.option(
    "-o",
    "--output",
    default="build",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder for the editions.",
)
formats_option: Decorator = click.option(
    "--formats",
    default=",".join(USUAL_FORMATS),
    show_default=True,
    type=_Names(tuple(FORMATS)),
    help=f"Editions to make: {', '.join(FORMATS)}.",
)
theme_option: Decorator = click.option(
    "--theme",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with templates and style sheets that replace the built-in ones of the same name.",
)
skip_option: Decorator = click.option(
    "--skip",
    default="",
    type=_Names([name for name, _ in PASSES]),
    help=f"Passes of typographic normalization to leave out: {', '.join(name for name, _ in PASSES)}.",
)


def delivery_options(bleed: str) -> Decorator:
    """What a press asks of files, as ``delivery``; ``bleed`` is that which is usual for the kind of file."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def with_delivery(*args: Any, profile: Profile, bleed: float, marks: bool, **options: Any) -> Any:
            return command(*args, delivery=Delivery(profile, bleed, marks), **options)

        for option in reversed(options):
            with_delivery = option(with_delivery)
        return with_delivery

    options = (
        click.option(
            "--bleed",
            default=bleed,
            show_default=True,
            type=Checked("length", length),
            help="What is printed beyond the trimmed page on each side.",
        ),
        click.option("--marks", is_flag=True, help="Put crop marks around the pages."),
        click.option(
            "--profile",
            default=Profile.standard,
            show_default="offset printing on coated paper",
            type=Checked("file", Profile.read),
            help="ICC profile of the press, which it tells you.",
        ),
    )
    return decorate
