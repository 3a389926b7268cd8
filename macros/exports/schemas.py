"""JSON Schemas for editors, made of the typed records: one for each kind of file, and one with the ids that they name.

Only ids that stand for a file, and the kinds that data/brief.yml declares, are enumerated: a fact more changes no schema. What a
schema cannot tell (that words stand in a document, that a link leads somewhere) is left to the checker.
"""

import json
from collections.abc import Callable
from typing import Any

from macros import files
from macros.brief import Brief
from macros.facts.base import ID_PATTERN, LINKS, REFERS, SEEN, SEEN_PATTERN, Record
from macros.facts.citation import CITES, Citation
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
    SEEN: "text is wanted here",
}
"""What an editor says of a text that has not the shape of its field."""

Schema = dict[str, Any]


def schemas(brief: Brief) -> dict[str, str]:
    """Return the schemas of a brief: the name of each file, below the brief's folder, and its text."""
    found = {name: _of_kind(kind) for kind, name in SCHEMAS.items()} | {"ids": _ids(brief)}
    return {f"data/{SCHEMA_FOLDER}/{name}.json": json.dumps(schema, indent=1) + "\n" for name, schema in found.items()}


def refresh(brief: Brief) -> None:
    """Write the schemas anew that a new record has made stale, where the brief has schemas. Raises BriefError where it cannot."""
    if (brief.root / "data" / SCHEMA_FOLDER).is_dir():
        files.write(brief.root, changes(brief))


def changes(brief: Brief) -> list[files.Change]:
    """Return the schemas that are not up to date, as files to be written. Raises BriefError where one cannot be read."""
    found = [(name, files.read(brief.root, name), text) for name, text in schemas(brief).items()]
    return [change for change in found if change[1] != change[2]]


def _ids(brief: Brief) -> Schema:
    """Return the schema of what changes with the files of a brief: ids, and citations, whose keys are ids."""
    known = {kind: {entry.id: said(entry.record) for entry in brief.all(kind)} for kind, said in IDS.items()}
    known = {kind: dict(sorted(ids.items())) for kind, ids in known.items()}
    if brief.front:
        known["relation_types"] = {name: f"{tie.label}; {tie.reverse}" for name, tie in brief.front.relation_types.items()}
        known["event_kinds"] = dict(brief.front.event_kinds)
    enumerations = {name: _enumeration(name, ids) for name, ids in known.items()}
    return {"$schema": DIALECT, "$comment": COMMENT, "$defs": {"citation": _citation(known["source"]), **enumerations}}


def _citation(sources: dict[str, str]) -> Schema:
    """Return the schema of a citation in either form. It is one schema, for editors cannot offer the keys of two."""
    form = _adapted(Citation.model_json_schema(by_alias=True))
    long = {key: _local(value) for key, value in form["properties"].items()}
    short = {
        source: {**long["exact"], "description": f"Words of {name}, as they are printed there."} for source, name in sources.items()
    }
    return {
        "type": "object",
        "properties": short | long,
        "additionalProperties": False,
        "minProperties": 1,
        "if": {"anyOf": [{"required": [key]} for key in long]},
        "then": {"required": form["required"], "propertyNames": {"enum": list(long)}},
    }


def _local(schema: Schema) -> Schema:
    """Return a schema that refers to ids as it stands beside them."""
    return {key: value.removeprefix("ids.json") if key == "$ref" else value for key, value in schema.items()}


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
    body = _adapted(kind.model_json_schema(by_alias=True))
    definitions = body.get("$defs", {})
    definitions.pop(Citation.__name__, None)
    for inner in definitions.values():
        inner.pop("description", None)  # What an editor shows of a value is the text of its field.
    definitions["Citations"] = _citations(kind is Source)
    body["required"] = [key for key in body.get("required", ()) if key != "id"]
    return {"$schema": DIALECT, "$comment": COMMENT, **body}


def _citations(has_own_words: bool) -> Schema:
    """Return the schema of one or more citations; in a source's record, words alone are the source's own."""
    text = _text({"type": "string", "minLength": 1, "pattern": SEEN})
    one = [{"$ref": "ids.json#/$defs/citation"}, *([text] if has_own_words else [])]
    return {"anyOf": [*one, {"type": "array", "minItems": 1, "items": {"anyOf": one} if has_own_words else one[0]}]}


def _adapted(schema: Any) -> Any:
    """Return a schema as it is for what is written in YAML."""
    if isinstance(schema, list):
        return [_adapted(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {key: value for key, value in schema.items() if key not in ("title", LINKS) or isinstance(value, dict)}
    if schema.get("default", "") in (None, "", [], {}):
        schema.pop("default", None)
    told = _marked({key: schema[key] for key in ("description",) if key in schema})
    if CITES in schema:
        return {"$ref": "#/$defs/Citations", **told}
    if REFERS in schema:
        return {**_reference(schema[REFERS]), **told}
    if any(option == {"type": "null"} for option in schema.get("anyOf", ())):
        return _adapted(_given(schema))
    if "patternProperties" in schema:
        schema["additionalProperties"] = False
    if "anyOf" in schema:
        schema.pop("minLength", None)  # The list's, which the other forms do not share.
    return _text(_marked({key: _adapted(value) for key, value in schema.items()}))


def _marked(schema: Schema) -> Schema:
    """Return a schema whose description is Markdown where it has code in it, which editors else show as it is typed."""
    description = schema.get("description")
    return {**schema, "markdownDescription": description} if isinstance(description, str) and "`" in description else schema


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
    return {**schema, "type": ["string", "number"]} if pattern in (SEEN_PATTERN, SEEN, "") else schema
