"""What every record shares: its strictness, the kinds of text and reference, and a walk over its fields.

Lowest module of the project. It reads no file and knows no particular record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, StringConstraints, WithJsonSchema, WrapValidator
from pydantic.json_schema import JsonSchemaValue

Path = tuple[str | int, ...]
"""Keys and indexes from a file's top to a value, as written in the YAML."""


@dataclass(frozen=True)
class Prose:
    """Marks a field as text of the brief's own, in which `[[id]]` links are followed."""

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say in a schema that links may stand in the text."""
        return {**handler(schema), LINKS: True}


LINKS = "links"
"""The key of a schema that marks a text with links."""


@dataclass(frozen=True)
class Refers:
    """Marks a field as the id of another record, of one of `kinds`."""

    kinds: tuple[str, ...]

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say in a schema what the field names, for whoever knows the ids."""
        return {**handler(schema), REFERS: list(self.kinds)}


REFERS = "refers"
"""The key of a schema that names the kinds of record, or the table of data/brief.yml, from which an id comes."""

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64)]
"""A record's id: lower-case letters, digits and single hyphens."""

SHA_PATTERN = r"^[0-9a-f]{64}$"

Sha256 = Annotated[str, StringConstraints(pattern=SHA_PATTERN)]
"""The SHA-256 of a file's bytes, in hexadecimal."""

TURNING = "\u202a-\u202e\u2066-\u2069"
"""Characters that turn the direction of writing: what they stand around is not shown as it was checked."""

SEEN = "[^\\s\u00ad\u200b-\u200d\u2060\ufeff]"
"""A character that is seen."""

SEEN_PATTERN = f"^[^{TURNING}]*[^\\s\u00ad\u200b-\u200d\u2060\ufeff{TURNING}][^{TURNING}]*$"

Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, pattern=SEEN_PATTERN)]
"""Text that is not empty nor made of white space and unseen characters only, and keeps its direction."""

Printed = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, pattern=SEEN)]
"""Words as a document prints them, whatever they hold."""

Text = Annotated[Line, Prose()]
"""Text of the brief's own, with `[[id]]` links."""

ActorId = Annotated[Id, Refers(("actor",))]
SourceId = Annotated[Id, Refers(("source",))]
TopicId = Annotated[Id, Refers(("topic",))]
EventId = Annotated[Id, Refers(("event",))]
QuoteId = Annotated[Id, Refers(("quote",))]
FigureId = Annotated[Id, Refers(("figure",))]
RelationTypeId = Annotated[Id, WithJsonSchema({"type": "string", REFERS: ["relation_types"]})]
EventKindId = Annotated[Id, WithJsonSchema({"type": "string", REFERS: ["event_kinds"]})]
RelationId = Annotated[Id, Refers(("relation",))]
StatementId = Annotated[Id, Refers(("statement", "answer", "event", "role", "relation", "quote"))]


class Record(BaseModel):
    """A strict, unchangeable record: an unknown key is an error, and no type is guessed."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        validate_by_name=False,
        validate_by_alias=True,
    )


def value_of(record: Record, name: str) -> Any:
    """Return the field `name` of a record, or None where its kind has no such field."""
    return record.__dict__.get(name)


class _Broken:
    """Stands in a list where an item was not valid, so that the other items keep their places."""

    def __repr__(self) -> str:
        return "BROKEN"


BROKEN = _Broken()


def _let_broken_pass(value: Any, handler: Any) -> Any:
    return value if value is BROKEN else handler(value)


Item = WrapValidator(_let_broken_pass)
"""On the item type of a list of records: a reader may put `BROKEN` where an item failed."""


Found = tuple[Path, Any, tuple[Any, ...]]
"""A value of a record: its path, itself, and the marks of its field."""


def walk(record: Record, path: Path = ()) -> list[Found]:
    """Return every value below `record` as (path, value, marks), depth first, in field order.

    Records are returned as well as descended into. Marks are the field's `Prose` and `Refers`.
    Values that were not given are left out.
    """
    found: list[Found] = []
    _walk(record, path, found)
    return found


def _walk(record: Record, path: Path, found: list[Found]) -> None:
    given = record.model_fields_set
    for name, key, marks in _fields(type(record)):
        if name in given:
            _walk_value(getattr(record, name), (*path, key), marks, found)


def _walk_value(value: Any, path: Path, marks: tuple[Any, ...], found: list[Found]) -> None:
    if isinstance(value, str):
        found.append((path, value, marks))
    elif value is None or value is BROKEN:
        return
    elif isinstance(value, Record):
        found.append((path, value, marks))
        _walk(value, path, found)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _walk_value(item, (*path, index), marks, found)
    elif isinstance(value, dict):
        for key, item in value.items():
            _walk_value(item, (*path, key), marks, found)
    else:
        found.append((path, value, marks))


@cache
def _fields(kind: type[Record]) -> tuple[tuple[str, str, tuple[Any, ...]], ...]:
    """Return the name, the key as written and the marks of each field of a kind of record."""
    fields = kind.model_fields.items()
    return tuple((name, field.alias or name, (*_meant(field.metadata), *_marks(field.annotation))) for name, field in fields)


def _meant(metadata: Iterable[Any]) -> list[Any]:
    return [mark for mark in metadata if isinstance(mark, Prose | Refers)]


def _marks(annotation: Any) -> tuple[Any, ...]:
    found = _meant(getattr(annotation, "__metadata__", ()))
    for inner in get_args(annotation):
        found.extend(_marks(inner))
    return tuple(found)
