"""An editor on data/: what the real language server offers, tells and marks, with no more than what is in the repository."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.facts.records import KINDS, Actor, Record
from macros.reading.canonical import modeline
from tests.editor.server import Editor
from tests.unit.texts import ROOT, brief

SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
HEAD = f"{modeline(Actor)}name: X\nkind: person\n"
RELATION = f"{HEAD}relations:\n  - id: x\n    text: T\n    cite:\n      SOURCE: words\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("editor")
    shutil.copytree(ROOT / "data", where / "data")
    return where


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[Editor]:
    """An editor that knows no settings: the first line of a file is enough."""
    with Editor(folder) as found:
        yield found


@pytest.fixture(scope="module")
def files() -> Iterator[str]:
    """Names of files that are not open yet."""
    return iter([f"data/actors/new-{number}.yml" for number in range(99)])


def actors() -> list[str]:
    return sorted(entry.id for entry in brief().all("actor"))


def source() -> str:
    return min(entry.id for entry in brief().all("source"))


def offered(editor: Editor, name: str, text: str) -> dict[str, str]:
    """Open a text, in which `|` is where somebody types, and return what is offered there."""
    before, _, after = text.partition("|")
    editor.open(name, before + after)
    line = before.count("\n")
    found = editor.complete(name, line, len(before) - before.rfind("\n") - 1)
    return {item["label"]: _words(item.get("documentation", "")) for item in found}


def _words(documentation: dict | str) -> str:
    return documentation if isinstance(documentation, str) else documentation["value"]


@pytest.mark.parametrize("kind", ["", *KINDS])
def test_real_files_are_clean(editor: Editor, kind: str) -> None:
    found = [file.file for file in brief().files if file.file.name.split("/")[1:-1] == [kind][: bool(kind)]]
    for file in sorted(found, key=lambda file: -len(file.text))[:3]:
        assert editor.open(file.name, file.text) == [], file.name


@pytest.mark.parametrize(
    "typed",
    [
        f"{RELATION}    object: |\n",
        f"{RELATION}    object: |a\n",
        f"{RELATION}    said_by: |\n",
        f"{RELATION}    said_by:\n      actor: |\n",
        f"{RELATION}    said_by:\n      - |\n",
        f"{HEAD}roles:\n  - id: x\n    text: T\n    organisation: |\n",
    ],
)
def test_actors_are_offered(editor: Editor, files: Iterator[str], typed: str) -> None:
    found = offered(editor, next(files), typed.replace("SOURCE", source()))
    assert set(actors()) <= set(found)
    name = {entry.id: entry.record.name for entry in brief().all("actor")}
    assert all(found[actor] == name[actor] for actor in actors())


def test_sources_are_offered_for_a_citation(editor: Editor, files: Iterator[str]) -> None:
    for typed in ("      |\n", "      a|\n", "      - |\n", "      - source: |\n"):
        found = offered(editor, next(files), f"{HEAD}statements:\n  - id: x\n    text: T\n    cite:\n{typed}")
        assert {entry.id for entry in brief().all("source")} <= set(found)


def test_the_kinds_of_the_brief_are_offered(editor: Editor, files: Iterator[str]) -> None:
    front = brief().front
    assert front
    found = offered(editor, next(files), f"{RELATION.replace('SOURCE', source())}    type: |\n")
    assert set(front.relation_types) <= set(found)


def test_keys_are_offered_with_their_meaning(editor: Editor, files: Iterator[str]) -> None:
    found = offered(editor, next(files), f"{HEAD}|\n")
    for key in ("spellings", "summary", "roles", "relations", "statements"):
        assert found[key] == meaning(Actor, key)


def meaning(kind: type[Record], key: str) -> str:
    return str(kind.model_fields[key].description)


@pytest.mark.parametrize(("line", "key"), [(1, "name"), (2, "kind"), (3, "spellings")])
def test_hovering_tells_the_text_of_a_field(editor: Editor, files: Iterator[str], line: int, key: str) -> None:
    name = next(files)
    editor.open(name, f"{HEAD}spellings: [Y]\n")
    assert " ".join(meaning(Actor, key).split()) in " ".join(editor.hover(name, line, 2).split())


FAULTS = [
    # what is added to a sound file, the line of the fault, a word of what is said
    ("kolor: blue\n", 3, "kolor"),
    ("statements:\n  - id: x\n    text: T\n    cite:\n      SOURCE: words\n    kolor: blue\n", 8, "kolor"),
    ("statements:\n  - id: x\n    cite:\n      SOURCE: words\n", 4, "text"),
    ("statements:\n  - id: x\n    text: T\n    cite:\n      no-such-source: words\n", 7, "no-such-source"),
    ("roles:\n  - id: x\n    text: T\n    cite:\n      SOURCE: words\n    organisation: nobody\n", 8, "brief fmt"),
    (
        "roles:\n  - id: x\n    text: T\n    cite:\n      SOURCE: words\n    date:\n      value: 26 August 2021\n"
        "      stated:\n        SOURCE: words\n",
        9,
        "2021-08-26",
    ),
    ("spellings: Y\n", 3, "array"),
]


@pytest.mark.parametrize(("added", "line", "word"), FAULTS)
def test_a_fault_is_marked_at_its_line(editor: Editor, files: Iterator[str], added: str, line: int, word: str) -> None:
    found = editor.open(next(files), HEAD + added.replace("SOURCE", source()))
    assert [(each["range"]["start"]["line"], each["severity"]) for each in found] == [(line, 1)]
    assert word in found[0]["message"]


def test_settings_alone_are_enough_where_a_file_has_no_first_line_yet(folder: Path) -> None:
    with Editor(folder, SETTINGS) as editor:
        marked = editor.open("data/actors/first.yml", "name: X\nkind: person\nkolor: blue\n")
        assert [each["range"]["start"]["line"] for each in marked] == [2]
        assert editor.open("data/actors/second.yml", "name: X\nkind: person\n") == []


def test_a_file_elsewhere_has_no_schema(editor: Editor) -> None:
    assert editor.open("other.yml", "kolor: blue\n") == []
