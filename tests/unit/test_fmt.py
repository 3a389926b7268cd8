"""`brief fmt` as a person runs it: what it writes, what it leaves alone, and that the schemas follow the files."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from macros import checks
from macros.brief import load
from macros.cli import main
from macros.reading.canonical import canonical
from tests.cases.golden import BASE, build, cases
from tests.unit.test_repair import edit, read, state, write

BOARD = "data/actors/harbour-board.yml"
REEVE = "data/quotes/tom-reeve.yml"
IDS = "data/.schema/ids.json"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Run the command: the exit code and what is printed."""

    def command(folder: Path, *arguments: str) -> tuple[int, str]:
        code = main(["fmt", "-C", os.fspath(folder), *arguments])
        printed = capsys.readouterr()
        assert printed.err == ""
        return code, printed.out

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The base as it is written, in many forms."""
    return build(BASE, tmp_path / "brief")


def test_check_shows_the_difference_and_changes_nothing(folder: Path, run) -> None:
    before = state(folder)
    code, printed = run(folder, "--check")
    assert code == 1
    assert state(folder) == before
    assert f"--- a/{REEVE}\n+++ b/{REEVE}\n" in printed
    assert "\n-    cite: {gazette: We heard the bell and nothing else}\n" in printed
    assert "\n+    cite:\n+      gazette: We heard the bell and nothing else\n" in printed
    assert printed.endswith("\n19 files not in the one form; 0 files left alone\n")


def test_what_it_shows_is_what_it_writes_and_then_nothing_is_left(folder: Path, run) -> None:
    shown = run(folder, "--check")[1]
    other = folder.parent / "other"
    shutil.copytree(folder, other)
    assert run(folder) == (0, "19 files written anew; 0 files left alone\n")
    whole = state(folder)
    assert run(folder) == (0, "0 files written anew; 0 files left alone\n")
    assert run(folder, "--check") == (0, "0 files not in the one form; 0 files left alone\n")
    assert state(folder) == whole
    if shutil.which("patch"):
        subprocess.run(["patch", "-p1", "--silent"], cwd=other, input=shown, text=True, check=True)
        assert state(other) == whole
    assert checks.run(load(folder)) == []


def test_no_citation_moves(folder: Path, run) -> None:
    def citations() -> list:
        return [(each.id, each.citation, each.match.spans, each.match.folds) for each in load(folder).citations]

    before = citations()
    run(folder)
    assert citations() == before


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_comments_stay(folder: Path, run, newline: str) -> None:
    text = (
        "# first\nquotes: # all\n  - form: verbatim # why\n    # of the id\n    id: q-reeve-bell\n"
        "    cite: {gazette: We heard the bell}\n"
    )
    write(folder, REEVE, text.replace("\n", newline))
    run(folder)
    assert read(folder, REEVE).split("\n", 1)[1] == (
        "# first\nquotes: # all\n  # of the id\n  - id: q-reeve-bell\n    form: verbatim # why\n"
        "    cite:\n      gazette: We heard the bell\n"
    )


def test_files_can_be_chosen(folder: Path, run) -> None:
    before = state(folder)
    assert run(folder, os.fspath(folder / "data/quotes"))[0] == 0
    changed = {name for name, data in state(folder).items() if before.get(name) != data}
    assert {name for name in changed if not name.startswith("data/.schema/")} == {REEVE, "data/quotes/ada-brandt.yml"}


FAULTS = [
    ("kind: organisation", "kind: [organisation", "yaml-syntax"),
    ("kind: organisation", "kynd: organisation", "unknown-key"),
    ("kind: organisation", "kind: organisation\nkind: person", "duplicate-key"),
    ("kind: organisation", "kind: &a organisation", "yaml-alias"),
    ("kind: organisation", "kind: !!str organisation", "yaml-tag"),
    ("kind: organisation", "kind: organisation\nid: board", "id-not-stem"),
]


@pytest.mark.parametrize(("old", "new", "rule"), FAULTS)
@pytest.mark.parametrize("arguments", [(), ("--check",)], ids=["write", "check"])
def test_a_file_with_faults_is_reported_and_left_alone(
    folder: Path, run, old: str, new: str, rule: str, arguments: tuple[str, ...]
) -> None:
    run(folder)
    whole = state(folder)
    edit(folder, BOARD, (old, new))
    edit(folder, REEVE, ("form: verbatim", "form:   verbatim"))
    before = state(folder)
    code, printed = run(folder, *arguments)
    assert code == 1
    assert re.search(rf"^{BOARD}:\d+:\d+: error {rule} ", printed, re.MULTILINE)
    assert printed.endswith("; 1 file left alone\n")
    after = state(folder)
    assert after[BOARD] == before[BOARD]
    assert after[REEVE] == (before if arguments else whole)[REEVE]
    assert after[IDS] == whole[IDS], "the ids of a brief that is half read are not known"


def test_what_stands_elsewhere_is_not_written(folder: Path, run, tmp_path: Path) -> None:
    away = tmp_path / "away.yml"
    shutil.move(folder / REEVE, away)
    (folder / "data/quotes").rename(tmp_path / "quotes")
    (folder / "data/quotes").symlink_to(tmp_path / "quotes", target_is_directory=True)
    before = state(tmp_path / "quotes")
    code, printed = run(folder)
    assert code == 1
    assert "data/quotes/ada-brandt.yml: left alone: the file stands behind a link" in printed
    assert state(tmp_path / "quotes") == before


def test_the_schemas_follow_the_files(folder: Path, run) -> None:
    run(folder)
    before = read(folder, IDS)
    assert '"bell"' not in before
    write(folder, "data/actors/bell.yml", canonical_actor("The Bell"))
    code, printed = run(folder, "--check")
    assert code == 1
    assert '\n+    "bell",\n' in printed
    assert printed.endswith("\n1 file not in the one form; 0 files left alone\n")
    assert run(folder)[0] == 0
    assert '"The Bell"' in read(folder, IDS)
    (folder / "data/actors/bell.yml").unlink()
    run(folder)
    assert read(folder, IDS) == before


def canonical_actor(name: str) -> str:
    return canonical(f"name: {name}\nkind: group\n", type(load(BASE).entries["tom-reeve"].record))


def told(folder: Path) -> list[tuple[str, str, str]]:
    """Return what is found in a brief, without the lines."""
    found = checks.run(load(folder))
    return sorted((finding.file, finding.rule, re.sub(r"(?<=yml:)\d+", "", finding.message)) for finding in found)


@pytest.mark.parametrize("case", [*cases("valid"), *cases("invalid")[::6]], ids=lambda case: case.name)
def test_a_case_says_the_same_afterwards(case: Path, tmp_path: Path, run) -> None:
    folder = build(case, tmp_path / "brief")
    before = told(folder)
    run(folder)
    assert told(folder) == before
    whole = state(folder)
    run(folder)
    assert state(folder) == whole
