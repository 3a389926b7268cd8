"""JSON Schemas for editors, made of the typed records: one for each kind of file, and one with the ids that they name.

Only ids that stand for a file, and the kinds that data/brief.yml declares, are enumerated: a fact more changes no schema. What a
schema cannot tell (that words stand in a document, that a link leads somewhere) is left to the checker.
"""

import json
from collections.abc import Callable
from typing import Any

from macros.brief import Brief
from macros.facts.base import ID_PATTERN, REFERS, SEEN_PATTERN, Record
from macros.facts.citation import CITES
from macros.facts.dates import PATTERN as DATE_PATTERN
from macros.facts.quantity import PATTERN as AMOUNT_PATTERN
from macros.facts.records import KINDS, SCHEMA_FOLDER, SCHEMAS, Source

DIALECT = "https://json-schema.org/draft/2020-12/schema"
COMMENT = "Written by `brief fmt` from macros/facts/records.py and the files of data/."

IDS: dict[str, Callable[[Any], str]] = {
    "source": lambda source: source.name,
    "actor": lambda actor: actor.name,
    "topic": lambda topic: topic.title,
    "figure": lambda figure: figure.question,
}
"""The kinds of record whose ids are enumerated, and what an editor says of each."""

SAID = {
    ID_PATTERN: "an id is lower-case letters, digits and single hyphens",
    DATE_PATTERN: "a date is written 2021-08-26, 2021-08, 2021, 2021~ (about), 198X, 2021-08/2021-10 or 2021-08/..",
    AMOUNT_PATTERN: "a quantity is written 13, about 200, over 170, at least 60, up to 12, 1500 to 2200, none, or '\"scores\"'",
    SEEN_PATTERN: "text is wanted here",
}
"""What an editor says of a text that has not the shape of its field."""

Schema = dict[str, Any]


def schemas(brief: Brief) -> dict[str, str]:
    """Return the schemas of a brief: the name of each file, below the brief's folder, and its text."""
    found = {name: _of_kind(kind) for kind, name in SCHEMAS.items()} | {"ids": _ids(brief)}
    return {f"data/{SCHEMA_FOLDER}/{name}.json": json.dumps(schema, indent=1) + "\n" for name, schema in found.items()}


def _ids(brief: Brief) -> Schema:
    known = {kind: {entry.id: said(entry.record) for entry in brief.all(kind)} for kind, said in IDS.items()}
    if brief.front:
        known["relation_types"] = {name: f"{tie.label}; {tie.reverse}" for name, tie in brief.front.relation_types.items()}
        known["event_kinds"] = dict(brief.front.event_kinds)
    return {"$schema": DIALECT, "$comment": COMMENT, "$defs": {name: _enumeration(name, ids) for name, ids in known.items()}}


def _enumeration(name: str, ids: dict[str, str]) -> Schema:
    if not ids:
        return _text({"type": "string", "pattern": ID_PATTERN})
    is_file = name in IDS
    where = f"data/{_folder(name)}/ had no such file" if is_file else f"data/brief.yml had no such key under '{name}'"
    said = f"{where} when `brief fmt` was last run"
    return {"enum": list(ids), "enumDescriptions": list(ids.values()), "errorMessage": said}


def _folder(name: str) -> str:
    return next(folder for folder, kind in KINDS.items() if SCHEMAS[kind] == name)


def _of_kind(kind: type[Record]) -> Schema:
    schema = kind.model_json_schema(by_alias=True)
    forms: list[Schema] = []
    body = _adapted(schema, forms)
    for inner in body.setdefault("$defs", {}).values():
        inner.pop("description", None)  # What an editor shows of a value is the text of its field.
    if forms:
        body["$defs"]["Citations"] = _with_own_words(forms[0]) if kind is Source else forms[0]
    body["required"] = [key for key in body.get("required", ()) if key != "id"]
    return {"$schema": DIALECT, "$comment": COMMENT, **body}


def _with_own_words(form: Schema) -> Schema:
    """Return the forms of citations in a source's record, where words alone are the source's own."""
    text = _text({"type": "string", "minLength": 1, "pattern": SEEN_PATTERN})
    *others, listed = form["anyOf"]
    items = {"anyOf": [text, *listed["items"]["anyOf"]]}
    return {**form, "anyOf": [text, *others, {**listed, "items": items}]}


def _adapted(schema: Any, forms: list[Schema]) -> Any:
    """Return a schema as it is for what is written in YAML; the forms of citations are put aside and referred to."""
    if isinstance(schema, list):
        return [_adapted(inner, forms) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: value for key, value in schema.items() if key != "title" or not isinstance(value, str)}
    if schema.get("default", "") in (None, "", [], {}):
        schema.pop("default", None)
    if CITES in schema:
        kept = {key: schema[key] for key in ("description",) if key in schema}
        forms.append(_adapted({key: value for key, value in schema.items() if key not in (CITES, "description")}, forms))
        return {"$ref": "#/$defs/Citations", **kept}
    if REFERS in schema:
        return {**_reference(schema[REFERS]), **{key: schema[key] for key in ("description",) if key in schema}}
    if any(option == {"type": "null"} for option in schema.get("anyOf", ())):
        return _adapted(_given(schema), forms)
    if "anyOf" in schema:
        schema.pop("minLength", None)  # The list's, which the other forms do not share.
    return _text({key: _adapted(value, forms) for key, value in schema.items()})


def _given(schema: Schema) -> Schema:
    """Return the schema of a value that may be left out, where it is given."""
    options = [option for option in schema["anyOf"] if option != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return {**options[0], **rest} if len(options) == 1 else {"anyOf": options, **rest}


def _reference(kinds: list[str]) -> Schema:
    if len(kinds) == 1 and (kinds[0] in IDS or kinds[0] in ("relation_types", "event_kinds")):
        return {"$ref": f"ids.json#/$defs/{kinds[0]}"}
    return _text({"type": "string", "pattern": ID_PATTERN})


def _text(schema: Schema) -> Schema:
    """Return the schema of a text; one that looks like a number is a text to this project, but a number to an editor."""
    if schema.get("type") != "string" or "enum" in schema or "const" in schema:
        return schema
    pattern = schema.get("pattern", "")
    if pattern in SAID:
        schema = {**schema, "patternErrorMessage": SAID[pattern]}
    if pattern == DATE_PATTERN:
        return {**schema, "type": ["string", "integer"], "minimum": 0, "maximum": 9999}
    if pattern == AMOUNT_PATTERN:
        return {**schema, "type": ["string", "number"], "minimum": 0}
    return {**schema, "type": ["string", "number"]} if pattern in (SEEN_PATTERN, "") else schema
