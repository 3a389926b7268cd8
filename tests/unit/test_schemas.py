"""The schemas for editors: committed as they are made, right for all of data/, as strict as the records where they can be."""

import itertools
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from referencing import Registry, Resource

from macros.brief import Brief, load
from macros.exports.dictionary import example
from macros.exports.schemas import schemas
from macros.facts.base import Record
from macros.facts.records import (
    KINDS,
    SCHEMA_FOLDER,
    SCHEMAS,
    Actor,
    Answer,
    Basis,
    Block,
    Figure,
    Front,
    Link,
    Source,
    Statement,
    Topic,
)
from macros.reading.yamlfile import parse_yaml
from tests.cases.golden import BASE, build, cases
from tests.unit.texts import ROOT, brief

FOLDERS = {SCHEMAS[kind]: folder for folder, kind in KINDS.items()} | {"brief": ""}
OF_FORM = (
    "unknown-key",
    "missing-key",
    "bad-type",
    "bad-date",
    "bad-quantity",
    "bad-id",
    "unknown-kind",
    "bad-value",
    "bad-citation",
)
"""Rules of form that a schema can tell."""

NOT_TOLD = {
    "bad-date-day": "no pattern knows how many days a month has",
    "bad-id-file-name": "a schema does not know the file's name",
}


class Core(yaml.SafeLoader):
    """Reads YAML as an editor does: the core schema of YAML 1.2, in which `2021` is a number and `yes` and a day are text."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})$"), first)


def validators(brief: Brief) -> dict[str, Validator]:
    """Return what validates each kind of file of a brief."""
    found = {Path(name).stem: json.loads(text) for name, text in schemas(brief).items()}
    registry = Registry().with_resource("ids.json", Resource.from_contents(found["ids"]))
    for schema in found.values():
        Draft202012Validator.check_schema(schema)
    return {name: Draft202012Validator(schema, registry=registry) for name, schema in found.items()}


@cache
def of_brief() -> dict[str, Validator]:
    return validators(brief())


@cache
def of_base() -> dict[str, Validator]:
    return validators(load(BASE))


def files(root: Path, name: str) -> list[Path]:
    return sorted((root / "data" / FOLDERS[name]).glob("*.yml")) if FOLDERS[name] else [root / "data/brief.yml"]


def faults(validator: Validator, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value)]


def test_the_schemas_are_committed_as_they_are_made() -> None:
    made = schemas(brief())
    assert {path.name for path in (ROOT / "data" / SCHEMA_FOLDER).iterdir()} == {Path(name).name for name in made}
    for name, text in made.items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, "the schemas are stale: run 'brief fmt'"


@pytest.mark.parametrize("name", FOLDERS)
def test_every_file_of_data_is_valid(name: str) -> None:
    assert files(ROOT, name)
    for path in files(ROOT, name):
        text = path.read_text(encoding="utf-8")
        assert faults(of_brief()[name], yaml.load(text, Loader=Core)) == [], path.name
        assert faults(of_brief()[name], parse_yaml(text.encode(), path.name).value) == [], path.name


@pytest.mark.parametrize("case", [BASE, *cases("valid")], ids=lambda case: case.name)
def test_every_valid_case_is_valid(case: Path, tmp_path: Path) -> None:
    folder = build(case, tmp_path / "brief")
    found = validators(load(folder))
    for name in FOLDERS:
        for path in files(folder, name):
            assert faults(found[name], yaml.load(path.read_text(encoding="utf-8"), Loader=Core)) == [], path.name


CASES_OF_FORM = [case for case in cases("invalid") if case.name.startswith(OF_FORM)]


@pytest.mark.parametrize("case", CASES_OF_FORM, ids=lambda case: case.name)
def test_an_invalid_case_of_form_is_refused_where_a_schema_can_tell(case: Path, tmp_path: Path) -> None:
    folder = build(case, tmp_path / "brief")
    known = validators(load(folder))
    found = [
        fault
        for name in FOLDERS
        for path in files(folder, name)
        for fault in faults(known[name], parse_yaml(path.read_bytes(), path.name).value)
    ]
    assert bool(found) is (case.name not in NOT_TOLD), found


def test_what_is_said_to_be_untold_is_a_case() -> None:
    assert set(NOT_TOLD) <= {case.name for case in CASES_OF_FORM}


CITED = {"log": "words of the log"}
COMBINED: list[tuple[type[Record], str, tuple[str, ...], dict[str, Any], dict[str, Any]]] = [
    # the record, the kind of file, where it stands there, what it always has, the keys of which it has any
    (Basis, "source", ("title",), {}, {"value": "x", "stated": CITED, "inferred": "x", "from": CITED, "absent": "x", "note": "x"}),
    (
        Statement,
        "actor",
        ("summary",),
        {"id": "x", "text": "x"},
        {"cite": CITED, "absent": {"words": ["x"], "sources": ["log"]}, "reading": {"rests_on": ["y"]}},
    ),
    (
        Link,
        "actor",
        ("summary", "said_by"),
        {},
        {"actor": "tom-reeve", "source": "log", "unnamed": "x", "as": "x", "with": ["tom-reeve"], "how": "x"},
    ),
    (
        Answer,
        "figure",
        ("answers", 0),
        {"id": "x"},
        {"value": "13", "says": "x", "cite": CITED, "absent": {"words": ["x"], "sources": ["log"]}, "derived": "x"},
    ),
    (
        Block,
        "topic",
        ("sections", 0, "paragraphs", 0),
        {},
        {
            "statements": [{"id": "x", "text": "x", "cite": CITED}],
            "quote": "x",
            "figure": "hours-dark",
            "events": ["x"],
            "relations": ["x"],
        },
    ),
]

AROUND = {
    "actor": {"name": "x", "kind": "person", "summary": {"id": "x", "text": "x", "cite": CITED}},
    "figure": {"question": "x", "verdict": "agree", "explanation": "x", "answers": [{}]},
    "topic": {
        "title": "x",
        "short": "x",
        "line": {"id": "x", "text": "x", "cite": CITED},
        "bottom_line": [{"id": "x", "text": "x", "cite": CITED}],
        "sections": [{"id": "x", "title": "x", "paragraphs": [{}]}],
    },
    "source": {
        "seed": "x",
        "sha256": "0" * 64,
        "name": "x",
        **{key: {"absent": "x"} for key in ("title", "author", "container-title", "issued", "URL", "language")},
    },
}


@pytest.mark.parametrize("combined", COMBINED, ids=lambda combined: combined[0].__name__)
def test_a_schema_takes_the_same_keys_together_as_the_record(combined: tuple[type[Record], str, tuple, dict, dict]) -> None:
    kind, name, path, always, keys = combined
    seen = set()
    for chosen in itertools.chain.from_iterable(itertools.combinations(keys, number) for number in range(len(keys) + 1)):
        value = {**always, **{key: keys[key] for key in chosen}}
        file = json.loads(json.dumps(AROUND[name]))
        inner = file
        for part in path[:-1]:
            inner = inner[part]
        inner[path[-1]] = value
        try:
            kind.model_validate(value)
            is_valid = True
        except ValueError:
            is_valid = False
        found = faults(of_base()[name], file)
        assert (found == []) is is_valid, (value, found)
        seen.add(is_valid)
    assert seen == {True, False}


VALUES = [
    # kind of file, where, values that are taken, values that are not
    (
        "source",
        ("issued", "value"),
        ["2021", 2021, "2021-08-26", "198X", "2021-08~", "../2021", "2021/.."],
        ["", "21", "x", "2021-13", "../..", "/", 20211, -1],
    ),
    (
        "figure",
        ("answers", 0, "value"),
        ["13", 13, 1.5, "about 20", "1500 to 2200", "about 1 to 2", '"many"', "none"],
        ["", "x", "over 1 to 2", "-1", -1, '""'],
    ),
    ("actor", ("kind",), ["person", "state"], ["Person", "", None]),
    (
        "actor",
        ("summary", "said_by"),
        ["tom-reeve", ["tom-reeve", {"unnamed": "x"}], {"source": "log"}],
        ["tom-reve", [], {}, {"actor": "x"}],
    ),
    (
        "actor",
        ("summary", "cite"),
        [
            {"log": "x"},
            {"log": ["x", "y"]},
            {"log": "x", "gazette": "y"},
            [{"log": "x"}],
            {"source": "log", "exact": "x", "prefix": ""},
        ],
        [
            "x",
            ["x"],
            {},
            [],
            {"lag": "x"},
            {"log": ""},
            {"source": "log"},
            {"exact": "x"},
            {"source": "log", "exact": "x", "sufix": "x"},
        ],
    ),
    ("source", ("title", "stated"), ["x", ["x", "y"], {"log": "x"}, ["x", {"log": "x"}]], ["", [], {"lag": "x"}]),
    ("source", ("sha256",), ["0" * 64], ["0" * 63, "G" * 64]),
    (
        "source",
        ("damage",),
        [[{"printed": "â€", "repaired": "", "reason": "x"}], [{"printed": "&#39;", "repaired": "x", "reason": "x"}]],
        [[{"printed": "", "repaired": "x", "reason": "x"}], [{"printed": " not 1 ", "repaired": "x", "reason": "x"}]],
    ),
    ("actor", ("id",), ["any-id"], ["Any-Id", "a--b", ""]),
    ("actor", ("name",), ["x", 7, "é"], ["", "\u200b", " ", None, []]),
]


@pytest.mark.parametrize("given", VALUES, ids=lambda given: "-".join(map(str, (given[0], *given[1]))))
def test_values_that_are_taken_and_not(given: tuple[str, tuple, list, list]) -> None:
    name, path, right, wrong = given
    for value in (*right, *wrong):
        file = json.loads(json.dumps(AROUND[name]))
        inner = file
        if path[0] in ("title", "issued") and name == "source":
            file[path[0]] = {"value": "2021", "stated": {"log": "x"}}
        if path[:2] == ("answers", 0):
            file["answers"][0] = {"id": "x", "cite": CITED}
        for part in path[:-1]:
            inner = inner[part]
        inner[path[-1]] = value
        assert (faults(of_base()[name], file) == []) is any(value is each for each in right), value


def test_ids_come_from_the_brief() -> None:
    made = {Path(name).stem: json.loads(text) for name, text in schemas(brief()).items()}
    known = made["ids"]["$defs"]
    for kind, folder in (("actor", "actors"), ("source", "sources"), ("topic", "topics"), ("figure", "figures")):
        assert known[kind]["enum"] == sorted(path.stem for path in (ROOT / "data" / folder).glob("*.yml"))
        assert len(known[kind]["enumDescriptions"]) == len(known[kind]["enum"])
    front = brief().front
    assert front
    assert known["relation_types"]["enum"] == list(front.relation_types)
    assert known["event_kinds"]["enum"] == list(front.event_kinds)
    others = json.dumps([schema for name, schema in made.items() if name != "ids"])
    assert not any(f'"{each}"' in others for each in known["actor"]["enum"])


def test_every_field_says_what_it_is() -> None:
    for name, text in schemas(brief()).items():
        schema = json.loads(text)
        for part in (schema, *schema["$defs"].values()):
            for key, field in part.get("properties", {}).items():
                assert field["description"].rstrip().endswith("."), (name, key)


@pytest.mark.parametrize("kind", [Front, Source, Topic, Actor, Figure])
def test_an_example_is_valid_but_for_its_ids(kind: type[Record]) -> None:
    value = yaml.load(example(kind), Loader=Core)
    found = [
        fault for fault in faults(of_base()[SCHEMAS[kind]], value) if "is not one of" not in fault and "under any of" not in fault
    ]
    assert found == []


def test_editors_find_the_schemas() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert {Path(name).stem for name in settings} == set(FOLDERS)
    for name, pattern in settings.items():
        assert (ROOT / name).is_file()
        assert sorted(ROOT.glob(pattern)) == files(ROOT, Path(name).stem)
    assert json.loads((ROOT / ".vscode/extensions.json").read_text(encoding="utf-8")) == {"recommendations": ["redhat.vscode-yaml"]}
