"""Themes: the templates and style sheets that editions are made with.

The project's own stand in ``templates/`` beside the package (in a checkout) or inside it (installed).
A user's theme is a folder with the same layout; files of the same name there take precedence.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from publisher.errors import OutputError
from publisher.render.characters import gap, is_bullet, legal, marker_value
from publisher.render.grid import grid, is_brief, is_tall
from publisher.render.links import safe_href
from publisher.render.matter import function

_PACKAGE = Path(__file__).parents[1]
_PLACES = (_PACKAGE / "templates", _PACKAGE.parent / "templates")


class Theme:
    """Templates and style sheets, the user's before the project's."""

    def __init__(self, folder: str | Path | None = None) -> None:
        if folder is not None and not Path(folder).is_dir():
            raise OutputError("no such theme folder", place=str(folder), advice="name a folder of templates")
        given = [Path(folder)] if folder is not None else []
        self.places = [place for place in (*given, *_PLACES) if place.is_dir()]
        """The folders that are searched, in this order."""
        self._loader = jinja2.FileSystemLoader(self.places)
        self._environment = jinja2.Environment(
            loader=self._loader,
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
        self._environment.filters |= {"kind": kind, "grid": grid, "safe_href": safe_href, "gap": gap}
        self._environment.filters["function"] = function
        self._environment.filters["marker_value"] = marker_value
        self._environment.tests |= {"bullet": is_bullet, "tall": is_tall, "brief": is_brief}

    def fill(self, name: str, **values: Any) -> str:
        """The text of a template with its values, without characters that mark-up forbids.

        Raises ``OutputError`` where the template is at fault.
        """
        with _explained():
            return legal(self._environment.get_template(name).render(**values))

    def style(self, *names: str) -> Markup:
        """Style sheets one after the other, as they stand. Raises ``OutputError``."""
        with _explained():
            return Markup("\n".join(self._loader.get_source(self._environment, name)[0] for name in names))


def kind(node: object) -> str:
    """The kind of a node, by which templates choose its macro: ``paragraph``, ``table``, ``noteref`` …"""
    return type(node).__name__.lower()


@contextmanager
def _explained() -> Iterator[None]:
    """Turn an error in a template into a message about its file and line."""
    try:
        yield
    except jinja2.TemplateNotFound as error:
        advice = "install publisher again, or put the file into the theme"
        raise OutputError("no such template", place=str(error), advice=advice) from error
    except jinja2.TemplateSyntaxError as error:
        place = f"{error.filename or error.name}, line {error.lineno}"
        raise OutputError(str(error.message), place=place, advice="mend the template") from error
    except UnicodeDecodeError as error:
        raise OutputError("a template or style sheet is not UTF-8", advice="save it as UTF-8") from error
    except jinja2.TemplateError as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{where.filename}, line {where.lineno}"
        raise OutputError(str(error), place=place, advice="mend the template") from error
