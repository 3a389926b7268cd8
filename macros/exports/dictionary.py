"""The data dictionary: a page that says of every key of every kind of record what is written there and what it means.

Made of the typed records and the texts under their fields; the examples are whole records in `examples/`, which a test validates.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from macros.facts.base import ID_PATTERN, LINKS, REFERS, SHA_PATTERN, Path, Record, walk
from macros.facts.citation import CITES, Citation, written
from macros.facts.dates import PATTERN as DATE_PATTERN
from macros.facts.quantity import PATTERN as AMOUNT_PATTERN
from macros.facts.records import AMOUNTS, DATES, KINDS, SCHEMAS
from macros.reading.recordfile import as_record
from macros.reading.scalar import on_line
from macros.reading.yamlfile import parse_yaml

HERE = FilePath(__file__).parent

Schema = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """A key of a record."""

    key: str
    required: bool
    shape: str
    meaning: str
    example: str


@dataclass(frozen=True)
class Part:
    """A kind of record, with its keys in order."""

    name: str
    meaning: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of file: what it is, and the records that stand in no other kind of file."""

    name: str
    file: str
    example: str
    parts: tuple[Part, ...]


def dictionary() -> str:
    """Return the data dictionary as Markdown."""
    shown = Environment(loader=FileSystemLoader(HERE), undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True)
    kinds, shared = _kinds()
    return shown.get_template("dictionary.md").render(kinds=kinds, shared=shared, dates=DATES, amounts=AMOUNTS)


def parts() -> list[Part]:
    """Return every kind of record in the order of the page."""
    kinds, shared = _kinds()
    return [*(part for kind in kinds for part in kind.parts), *shared]


def _kinds() -> tuple[list[Kind], list[Part]]:
    schemas = {kind: kind.model_json_schema(by_alias=True) for kind in SCHEMAS}
    shared = _shared(schemas)
    kinds = [_kind(kind, schema, shared) for kind, schema in schemas.items()]
    return kinds, [_part(name, schema) for name, schema in sorted(shared.items())]


def _shared(schemas: dict[type[Record], Schema]) -> dict[str, Schema]:
    """Return the records that stand in more than one kind of file, by their names."""
    found = [definition for schema in schemas.values() for definition in schema.get("$defs", {}).items()]
    names = [name for name, _ in found]
    return {name: schema for name, schema in found if names.count(name) > 1}


def _kind(kind: type[Record], schema: Schema, shared: dict[str, Schema]) -> Kind:
    own = [(name, inner) for name, inner in schema.get("$defs", {}).items() if name not in shared]
    folder = next((folder for folder, other in KINDS.items() if other is kind), None)
    file = f"data/{folder}/<id>.yml" if folder else "data/brief.yml"
    body = {**schema, "required": [key for key in schema.get("required", ()) if key != "id"]}
    parts = (_part(kind.__name__, body), *(_part(name, inner) for name, inner in own))
    return Kind(kind.__name__, file, example(kind), parts)


def _part(name: str, schema: Schema) -> Part:
    required = schema.get("required", ())
    rows = tuple(
        Row(
            key,
            key in required,
            _shape(inner),
            inner["description"],
            _seen().get((name, key), ""),
        )
        for key, inner in schema["properties"].items()
    )
    return Part(name, schema["description"], rows)


# Shapes


def _shape(schema: Schema) -> str:
    """Say what is written in a field."""
    options = [option for option in schema.get("anyOf", ()) if option != {"type": "null"}]
    for each in (schema, *options):
        if CITES in each:
            return "[citations](#citation)"
        if {"$ref": "#/$defs/Link"} in each.get("anyOf", ()):
            return "[chain of attribution](#link)"
    if options:
        return ", or a ".join(_shape(option) for option in options)
    return _plain_shape(schema)


def _plain_shape(schema: Schema) -> str:
    if REFERS in schema:
        return _reference(schema[REFERS])
    if "$ref" in schema:
        return _link(schema["$ref"].rsplit("/", 1)[-1])
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list: {_shape(schema['items'])}"
    if schema.get("type") == "object":
        (inner,) = schema["patternProperties"].values()
        return f"keys, each with: {_shape(inner)}"
    shapes = {
        ID_PATTERN: "id",
        SHA_PATTERN: "64 hexadecimal digits",
        DATE_PATTERN: "[date](#dates)",
        AMOUNT_PATTERN: "[quantity](#quantities)",
    }
    return shapes.get(schema.get("pattern", ""), "text with links" if LINKS in schema else "text")


def _reference(kinds: list[str]) -> str:
    if kinds[0] in ("relation_types", "event_kinds"):
        return f"key of `{kinds[0]}` in `data/brief.yml`"
    *others, last = kinds
    return f"id of {', '.join(others)} or {last}" if others else f"id of {last}"


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


# Examples


def example(kind: type[Record]) -> str:
    """Return a whole file of a kind, as it may stand in data/."""
    return (HERE / "examples" / f"{SCHEMAS[kind]}.yml").read_text(encoding="utf-8")


@cache
def _seen() -> dict[tuple[str, str], str]:
    """Return a value for each key of each kind of record that takes words, a list of words or a short citation."""
    found: dict[tuple[str, str], str] = {}
    for kind, name in SCHEMAS.items():
        file = as_record(parse_yaml(example(kind).encode(), f"{name}.yml"), kind)
        assert file.record is not None
        _take(found, kind.__name__, file.file.value)
        for path, value, _ in walk(file.record):
            if isinstance(value, Record):
                at = written(file.file.value, path)[0]
                _take(found, type(value).__name__, file.file.at(at[:-1] if _is_long(value, at) else at))
    return found


def _is_long(value: Record, at: Path) -> bool:
    """Tell whether a path leads to the words of a citation that has its keys written out."""
    return isinstance(value, Citation) and at[-1:] == ("exact",)


def _take(found: dict[tuple[str, str], str], name: str, value: Any) -> None:
    for key, given in value.items() if isinstance(value, dict) else ():
        if isinstance(given, str):
            found.setdefault((name, key), on_line(given))
        elif isinstance(given, list) and all(isinstance(item, str) for item in given):
            found.setdefault((name, key), f"[{', '.join(on_line(item, True) for item in given)}]")
        elif isinstance(given, dict) and all(isinstance(item, str) for item in given.values()):
            found.setdefault((name, key), "{}: {}".format(*next(iter(given.items()))))
