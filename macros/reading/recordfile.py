"""From a YAML file's values to a typed record. Every fault of form is a finding at its place; the sound rest of a file is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from macros.facts.base import BROKEN, ID_PATTERN, SEEN, SEEN_PATTERN, TURNING, Item, Path, Record
from macros.facts.citation import written
from macros.facts.records import Source
from macros.reading.names import nearest
from macros.reading.yamlfile import YamlFile, read_yaml

_RULES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "edtf": "bad-date",
    "quantity": "bad-quantity",
    "citation_form": "bad-citation",
}
_WANTED = {
    "string_type": "text is wanted here",
    "tuple_type": "a list is wanted here",
    "dict_type": "keys and values are wanted here",
    "model_type": "keys and values are wanted here",
    "too_short": "at least one item is wanted here",
    "string_too_short": "the text is empty",
}


@dataclass(frozen=True)
class RecordFile:
    """A file of data/: its places, and its record where it could be read."""

    file: YamlFile
    kind: type[Record]
    stem: str
    record: Record | None
    whole: bool
    """False where parts of the file were not valid and are left out of the record."""


def read_record(path: FilePath, name: str, kind: type[Record]) -> RecordFile:
    """Read the file at `path` as a record of `kind`, whose id is the file's stem."""
    return as_record(read_yaml(path, name), kind)


def as_record(file: YamlFile, kind: type[Record]) -> RecordFile:
    """Take the values of a file as a record of `kind`, whose id is the file's stem."""
    stem = FilePath(file.name).stem
    if file.value is None:
        return RecordFile(file, kind, stem, None, False)
    if not isinstance(file.value, dict):
        file.report(file.place(()), "bad-type", "the file holds a list or text, not keys and values")
        return RecordFile(file, kind, stem, None, False)
    return _validated(file, stem, kind)


def _validated(file: YamlFile, stem: str, kind: type[Record]) -> RecordFile:
    values = {**file.value, "id": stem}
    context = {"source": stem} if kind is Source else {}
    if file.value.get("id", stem) != stem:
        file.report(
            file.place(("id",)), "id-not-stem", f"the id '{file.value['id']}' is not the file's name '{stem}'", expected=stem
        )
    try:
        record = kind.model_validate(values, context=context)
        return RecordFile(file, kind, stem, record, not file.findings)
    except ValidationError as error:
        faults = list(_own(error.errors(include_url=False)))
    misspelt = {(*fault["loc"][:-1], _nearest_key(kind, fault["loc"])) for fault in faults if fault["type"] == "extra_forbidden"}
    for fault in faults:
        if fault["type"] != "missing" or fault["loc"] not in misspelt:
            _report(file, kind, fault)
    try:
        record = kind.model_validate(_without(kind, values, [fault["loc"] for fault in faults]), context=context)
    except ValidationError:
        record = None
    return RecordFile(file, kind, stem, record, False)


def _own(faults: list[Any]) -> Iterator[Any]:
    """Leave out what only follows from another fault: a list counts as too short where its items are not valid."""
    for fault in faults:
        length = len(fault["loc"])
        if fault["type"] != "too_short" or not any(other["loc"][:length] == fault["loc"] for other in faults if other is not fault):
            yield fault


def _report(file: YamlFile, kind: type[Record], fault: dict[str, Any]) -> None:
    path = tuple(part for part in fault["loc"] if part != "[key]")
    rule = _RULES.get(fault["type"], "bad-value")
    at, of_key = written(file.value, path)
    mark = file.place(at, of_key or path != fault["loc"] or fault["type"] == "extra_forbidden")
    if fault["type"] == "missing":
        fix = f"{path[-1]}:  # {_said_of(kind, path)}"
        file.report(file.place(written(file.value, path[:-1])[0]), rule, f"'{path[-1]}' is missing", fix=fix)
    elif fault["type"] == "extra_forbidden":
        known = _keys_at(kind, path[:-1])
        near = _nearest_key(kind, path) or ", ".join(known)
        file.report(mark, rule, f"there is no key '{path[-1]}' here", nearest=near)
    elif fault.get("ctx", {}).get("pattern") == ID_PATTERN:
        wanted = "lower-case letters, digits and single hyphens"
        file.report(mark, "bad-id", f"'{fault['input']}' is not an id", expected=wanted)
    else:
        file.report(mark, rule, _message(fault))


def _message(fault: dict[str, Any]) -> str:
    if fault["type"] in _WANTED:
        return _WANTED[fault["type"]]
    if fault.get("ctx", {}).get("pattern") in (SEEN_PATTERN, SEEN):
        is_turned = isinstance(fault["input"], str) and bool(re.search(f"[{TURNING}]", fault["input"]))
        return "characters in the text turn its direction" if is_turned else "the text holds nothing that can be seen"
    given = f"'{fault['input']}': " if isinstance(fault["input"], str) and fault["type"] not in ("edtf", "quantity") else ""
    message = fault["msg"].removeprefix("Value error, ").replace("Input should", "the value should")
    return f"{given[:120]}{message}"


def _nearest_key(kind: type[BaseModel], path: Path) -> str:
    return nearest(str(path[-1]), _keys_at(kind, path[:-1]))


def _keys_at(kind: type[BaseModel], path: Path) -> list[str]:
    return [name for name, field in _fields(_kind_at(kind, path)).items() if not field.exclude]


def _kind_at(kind: type[BaseModel], path: Path) -> type[BaseModel]:
    """Return the kind of record that stands at a path."""
    for part in path:
        if isinstance(part, int):
            continue
        fields = _fields(kind)
        inner = list(_models(fields[part].annotation)) if part in fields else []
        kind = inner[0] if inner else kind
    return kind


def _said_of(kind: type[BaseModel], path: Path) -> str:
    """Return what the data dictionary says of a key: the values it may have, or else what it means."""
    field = _fields(_kind_at(kind, path[:-1]))[str(path[-1])]
    choices = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    return " or ".join(choices) or str(field.description)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _fields(kind: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in kind.model_fields.items()}


def _without(kind: type[BaseModel], values: Any, faults: list[Path]) -> Any:
    """Copy values, with BROKEN for the innermost record around each fault that may be, else without the faulty key of the top."""
    broken = {fault: _breakable(kind, fault) for fault in faults}
    keys = {fault[0] for fault, found in broken.items() if not found and fault}
    return _copy({key: value for key, value in values.items() if key not in keys}, set(broken.values()) - {()}, ())


def _breakable(kind: type[BaseModel], path: Path) -> Path:
    """Return the longest beginning of a path at which a record may be BROKEN, or nothing."""
    found: Path = ()
    kinds: tuple[Any, ...] = ()
    for length, part in enumerate(path, start=1):
        if isinstance(part, int):
            kinds = tuple(item for given in kinds if get_origin(given) is tuple for item in get_args(given))
        elif part in _fields(kind):
            field = _fields(kind)[part]
            inner = () if get_origin(field.annotation) is tuple else get_args(field.annotation)
            kinds = (field.annotation, *inner)
            kinds = (Annotated[field.annotation, Item],) if Item in field.metadata else kinds
        else:
            break
        if any(Item in getattr(given, "__metadata__", ()) for given in kinds):
            found = path[:length]
        kind = next((model for given in kinds for model in _models(given)), kind)
    return found


def _copy(value: Any, broken: set[Path], path: Path) -> Any:
    if path in broken:
        return BROKEN
    if isinstance(value, dict):
        return {key: _copy(inner, broken, (*path, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_copy(inner, broken, (*path, index)) for index, inner in enumerate(value)]
    return value
