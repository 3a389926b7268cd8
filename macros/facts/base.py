"""What every record shares: its strictness, the kinds of text and reference, and a walk over its fields.

Lowest module of the project. It reads no file and knows no particular record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints, WrapValidator

Path = tuple[str | int, ...]
"""Keys and indexes from a file's top to a value, as written in the YAML."""


@dataclass(frozen=True)
class Prose:
    """Marks a field as text of the brief's own, in which `[[id]]` links are followed."""


@dataclass(frozen=True)
class Refers:
    """Marks a field as the id of another record, of one of `kinds`."""

    kinds: tuple[str, ...]


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=64)]
"""A record's id: lower-case letters, digits and single hyphens."""

Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Text that is not empty."""

Text = Annotated[Line, Prose()]
"""Text of the brief's own, with `[[id]]` links."""

ActorId = Annotated[Id, Refers(("actor",))]
SourceId = Annotated[Id, Refers(("source",))]
TopicId = Annotated[Id, Refers(("topic",))]
EventId = Annotated[Id, Refers(("event",))]
QuoteId = Annotated[Id, Refers(("quote",))]
FigureId = Annotated[Id, Refers(("figure",))]
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


class _Broken:
    """Stands in a list where an item was not valid, so that the other items keep their places."""

    def __repr__(self) -> str:
        return "BROKEN"


BROKEN = _Broken()


def _let_broken_pass(value: Any, handler: Any) -> Any:
    return value if value is BROKEN else handler(value)


Item = WrapValidator(_let_broken_pass)
"""On the item type of a list of records: a reader may put `BROKEN` where an item failed."""


def walk(record: Record, path: Path = ()) -> Iterator[tuple[Path, Any, tuple[Any, ...]]]:
    """Yield every value below `record` as (path, value, marks), depth first, in field order.

    Records are yielded as well as descended into. Marks are the annotations of the field (`Prose`, `Refers`).
    Values that were not given are left out.
    """
    for name, field in type(record).model_fields.items():
        if name in record.model_fields_set:
            marks = (*field.metadata, *_marks(field.annotation))
            yield from _walk_value(getattr(record, name), (*path, field.alias or name), marks)


def _walk_value(value: Any, path: Path, marks: tuple[Any, ...]) -> Iterator[tuple[Path, Any, tuple[Any, ...]]]:
    if value is None or value is BROKEN:
        return
    if isinstance(value, Record):
        yield path, value, marks
        yield from walk(value, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk_value(item, (*path, index), marks)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _walk_value(item, (*path, key), marks)
    else:
        yield path, value, marks


def _marks(annotation: Any) -> tuple[Any, ...]:
    found: list[Any] = [mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Prose | Refers)]
    for inner in get_args(annotation):
        found.extend(_marks(inner))
    return tuple(found)
