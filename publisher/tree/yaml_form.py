"""The YAML form of the document tree: load, save, JSON Schema.

All follow from the records in ``nodes``. Scalars are read by the field's type, not by YAML's
guesses, so ``2017`` typed by hand into a table stays the text ``2017``.
"""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from inspect import cleandoc
from pathlib import Path
from typing import Any

import msgspec
import yaml

from publisher.errors import TreeError
from publisher.tree import nodes
from publisher.tree.nodes import SCHEMA_VERSION, Document

_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_UNKNOWN_FIELD = re.compile(r"unknown field `(\w+)`")
_BODY = re.compile(r"^body:", re.MULTILINE)
_TYPE = r"tag:yaml.org,2002:"


class _Dumper(yaml.CSafeDumper):
    """Block style for nodes, one line for rows of plain cells, literal style for listings."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _represent_list(dumper: yaml.CSafeDumper, data: Any) -> yaml.Node:
    flow = bool(data) and all(isinstance(item, str) for item in data)
    return dumper.represent_sequence(_TYPE + "seq", data, flow_style=flow)


def _represent_str(dumper: yaml.CSafeDumper, data: str) -> yaml.Node:
    return dumper.represent_scalar(_TYPE + "str", data, style="|" if "\n" in data else None)


_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(tuple, _represent_list)
_Dumper.add_representer(str, _represent_str)


class TextLoader(yaml.CSafeLoader):
    """Reads every scalar as text; the records say what it must be."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML's own name and type)


@contextmanager
def _no_collection() -> Iterator[None]:
    """A while without Python's search for garbage in cycles.

    A large tree is many small objects, none of them in a cycle, that would be searched again and
    again while they are made: half of the time, and more than in proportion to the tree.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_no_collection()
def dumps(document: Document) -> str:
    """The YAML text of a document: UTF-8, stable key order, empty fields left out."""
    tree = msgspec.to_builtins(document)
    text: str = yaml.dump(
        {"schema": document.schema, **tree},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=2**31 - 1,
        default_flow_style=False,
    )
    return text


@_no_collection()
def loads(text: str, place: str = "document.yaml") -> Document:
    """The document that a YAML text describes; ``place`` names it in errors.

    Raises ``TreeError`` with the line, what is wrong and what is allowed there.
    """
    try:
        raw = yaml.load(text, Loader=TextLoader)
    except yaml.YAMLError as error:
        raise TreeError(yaml_problem(error), place=yaml_place(error, place), advice="mend the YAML") from None
    if not isinstance(raw, dict):
        raise TreeError("this is no document tree", place=place, advice="it must start with 'schema:'")
    version = raw.get("schema")
    if str(version) != str(SCHEMA_VERSION):
        found = f"schema version {version}" if version is not None else "no schema version"
        raise TreeError(
            f"{found}; this program reads {SCHEMA_VERSION}", place=place, advice="recover the dump anew"
        )
    try:
        return msgspec.convert(raw, Document, strict=False)
    except msgspec.ValidationError as error:
        raise _tree_error(str(error), text, raw, place) from None


def load(path: str | Path) -> Document:
    """Read a ``document.yaml``. Raises ``TreeError``."""
    return loads(_text(Path(path)), str(path))


def load_head(path: str | Path) -> Document:
    """Read what a ``document.yaml`` says before its body: source and metadata. Raises ``TreeError``."""
    return loads(_BODY.split(_text(Path(path)), maxsplit=1)[0], str(path))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise TreeError("no such file", place=str(path), advice="make it with 'publisher recover'") from None
    except (OSError, UnicodeDecodeError) as error:
        raise TreeError(f"cannot be read: {error}", place=str(path)) from None


def json_schema() -> str:
    """The JSON Schema of the YAML form, as JSON text."""
    schema = msgspec.json.schema(Document)
    for record in schema["$defs"].values():  # not every version of msgspec takes the indent off
        if "description" in record:
            record["description"] = cleandoc(record["description"])
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def yaml_problem(error: yaml.YAMLError) -> str:
    """What is wrong with a YAML text."""
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)


def yaml_place(error: yaml.YAMLError, place: str) -> str:
    """Where in the file ``place`` it is wrong."""
    mark = getattr(error, "problem_mark", None)
    return f"{place}, line {mark.line + 1}" if mark else place


def _tree_error(problem: str, text: str, raw: Any, place: str) -> TreeError:
    what, _, path = problem.partition(" - at `")
    steps = [name or int(index) for name, index in _STEP.findall(path.rstrip("`"))]
    unknown = _UNKNOWN_FIELD.search(what)
    parent = _follow(raw, steps if unknown else steps[:-1])
    line = line_of(text, [*steps, unknown[1]] if unknown else steps)
    return TreeError(what, place=f"{place}, line {line}", advice=_allowed(parent, steps, bool(unknown)))


def _follow(raw: Any, steps: list[Any]) -> Any:
    for step in steps:
        raw = raw[step]
    return raw


def line_of(text: str, steps: Sequence[Any]) -> int:
    """The line (from 1) of the deepest node on a path that the text has."""
    node = yaml.compose(text, Loader=TextLoader)
    line = 1
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value}
            if step not in pairs:
                break
            key, node = pairs[step]
            line = key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


_UNTYPED: Mapping[str, type[msgspec.Struct]] = {
    "document": Document,
    "metadata": nodes.Metadata,
    "creators": nodes.Creator,
    "caption": nodes.Caption,
}
"""Records without a ``type`` key that people write by hand, by the field that holds them."""


def _records() -> Mapping[str, type[msgspec.Struct]]:
    """The records by the value of their ``type`` key."""
    found = (
        item for item in vars(nodes).values() if isinstance(item, type) and issubclass(item, nodes.Record)
    )
    final = (item for item in found if item not in {nodes.Block, nodes.Inline})
    return {str(item.__struct_config__.tag): item for item in final if item.__struct_config__.tag}


def _allowed(parent: Any, steps: list[Any], unknown: bool) -> str:
    """What the schema takes at a place: field names, type names or the words of a choice."""
    records = _records()
    if not unknown and steps and steps[-1] == "type":
        return f"allowed: {', '.join(sorted(records))}"
    names = [step for step in (steps if unknown else steps[:-1]) if isinstance(step, str)]
    name = names[-1] if names else "document"
    record = _UNTYPED.get(name)
    if isinstance(parent, dict) and "type" in parent:
        name = str(parent["type"])
        record = records.get(name)
    if record is None:
        return "see docs/document.schema.json"
    if unknown:
        fields = (
            record.__struct_fields__ if record in _UNTYPED.values() else ("type", *record.__struct_fields__)
        )
        return f"allowed in '{name}': {', '.join(fields)}"
    hints = msgspec.inspect.type_info(record)
    field = next((f for f in getattr(hints, "fields", ()) if f.name == steps[-1]), None)
    values = getattr(field.type, "values", ()) if field else ()
    return f"allowed: {', '.join(repr(v) for v in values)}" if values else "see docs/document.schema.json"
