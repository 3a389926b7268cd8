"""From a YAML file's values to a typed record. Every fault of form is a finding at its place; sound parts of a faulty file are kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from macros.facts.base import BROKEN, Path, Record
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
    file = read_yaml(path, name)
    if file.value is None:
        return RecordFile(file, kind, path.stem, None, False)
    if not isinstance(file.value, dict):
        file.report(file.place(()), "bad-type", "the file holds a list or text, not keys and values")
        return RecordFile(file, kind, path.stem, None, False)
    return _validated(file, path.stem, kind)


def _validated(file: YamlFile, stem: str, kind: type[Record]) -> RecordFile:
    values = {**file.value, "id": stem}
    context = {"source": stem}
    if file.value.get("id", stem) != stem:
        file.report(file.place(("id",)), "id-not-stem", f"the id '{file.value['id']}' is not the file's name '{stem}'", expected=stem)
    try:
        record = kind.model_validate(values, context=context)
        return RecordFile(file, kind, stem, record, not file.findings)
    except ValidationError as error:
        faults = error.errors(include_url=False)
    for fault in faults:
        _report(file, kind, fault)
    try:
        record = kind.model_validate(_without(values, [tuple(fault["loc"]) for fault in faults]), context=context)
    except ValidationError:
        record = None
    return RecordFile(file, kind, stem, record, False)


def _report(file: YamlFile, kind: type[Record], fault: dict[str, Any]) -> None:
    path = tuple(part for part in fault["loc"] if part != "[key]")
    rule = _RULES.get(fault["type"], "bad-value")
    if fault["type"] == "missing":
        file.report(file.place(path[:-1]), rule, f"'{path[-1]}' is missing", fix=f"{path[-1]}: ")
    elif fault["type"] == "extra_forbidden":
        near = _nearest_key(kind, path)
        file.report(file.place(path, of_key=True), rule, f"there is no key '{path[-1]}' here", nearest=near)
    elif "id" == path[-1] and fault["type"] == "string_pattern_mismatch":
        wanted = "lower-case letters, digits and single hyphens"
        file.report(file.place(path), "bad-id", f"'{fault['input']}' is not an id", expected=wanted)
    else:
        file.report(file.place(path), rule, _message(fault))


def _message(fault: dict[str, Any]) -> str:
    if fault["type"] in _WANTED:
        return _WANTED[fault["type"]]
    given = f"'{fault['input']}': " if isinstance(fault["input"], str) and fault["type"] not in ("edtf", "quantity") else ""
    message = fault["msg"].removeprefix("Value error, ").replace("Input should", "the value should")
    return f"{given[:120]}{message}"


def _nearest_key(kind: type[BaseModel], path: Path) -> str:
    known = _keys_at(kind, path[:-1])
    found = process.extractOne(str(path[-1]), known, score_cutoff=50) if known else None
    return found[0] if found else ", ".join(known)


def _keys_at(kind: type[BaseModel], path: Path) -> list[str]:
    for part in path:
        if isinstance(part, int):
            continue
        fields = {field.alias or name: field for name, field in kind.model_fields.items()}
        inner = list(_models(fields[part].annotation)) if part in fields else []
        kind = inner[0] if inner else kind
    return [field.alias or name for name, field in kind.model_fields.items() if not field.exclude]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _without(values: Any, faults: list[Path]) -> Any:
    """Copy values, with BROKEN for the innermost list item around each fault, and without faulty keys of the top."""
    items = {fault[: max(at for at, part in enumerate(fault) if isinstance(part, int)) + 1] for fault in faults if _has_index(fault)}
    keys = {fault[0] for fault in faults if not _has_index(fault)}
    return _copy({key: value for key, value in values.items() if key not in keys}, items, ())


def _has_index(fault: Path) -> bool:
    return any(isinstance(part, int) for part in fault)


def _copy(value: Any, broken: set[Path], path: Path) -> Any:
    if path in broken:
        return BROKEN
    if isinstance(value, dict):
        return {key: _copy(inner, broken, (*path, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_copy(inner, broken, (*path, index)) for index, inner in enumerate(value)]
    return value
