"""`brief check` as a program sees it: exit codes, JSON, and that all findings are told in one run."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from macros import checks
from macros.brief import load
from macros.cli import main
from tests.cases.golden import BASE, HERE, build

ROOT = HERE.parents[1]


def check(*arguments: str | os.PathLike[str], folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "macros", "check", *map(os.fspath, arguments)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def as_json(folder: Path, *more: str) -> tuple[int, dict]:
    done = check("-C", folder, "--format", "json", *more)
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (name, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build(BASE, tmp_path / "brief")


def test_a_clean_brief(folder: Path) -> None:
    code, told = as_json(folder)
    assert code == 0
    assert told["findings"] == []
    counts = told["counts"]
    assert counts["citations"] == counts["checked"] + counts["unchecked"] == 25
    assert (counts["failed"], counts["unchecked"], counts["sources"]) == (0, 0, 2)


FAULTS = [
    # file, old, new, rule, line, column
    ("data/actors/harbour-board.yml", "kind: organisation", "kynd: organisation", "unknown-key", 2, 1),
    ("data/figures/hours-dark.yml", "value: about 20", "value: about 21", "value-not-in-words", 10, 12),
    (
        "data/quotes/tom-reeve.yml",
        "We heard the bell and nothing else",
        "We hear the bell and nothing else",
        "passage-not-found",
        4,
        21,
    ),
    ("data/sources/gazette.yml", "sha256: ", "sha256: 0", "bad-value", 2, 9),
    ("data/timelines/nights.yml", "value: 1931-03-02", "value: 1931-13-02", "bad-date", 15, 14),
    ("data/topics/the-light.yml", "rests_on: [tl-boats,", "rests_on: [tl-boat,", "unknown-reference", 27, 34),
    ("data/topics/the-light.yml", "- quote: q-brandt-dark", "- quote: q-brand-dark", "unknown-reference", 28, 16),
]

ALONE = [
    ("data/actors/harbour-board.yml", "- id: board-sent", "- id: Board-Sent", "bad-id", 4, 9),
    ("data/quotes/ada-brandt.yml", "- id: q-brandt-dark", "- id: -brandt-dark", "bad-id", 2, 9),
    ("data/timelines/nights.yml", "- id: relit", "- id: relit, again", "bad-id", 11, 9),
    ("data/sources/log.yml", "seed: log.txt", "sed: log.txt", "unknown-key", 1, 1),
    ("data/sources/log.yml", "seed: log.txt", "seed: lag.txt", "document-missing", 1, 7),
    ("data/sources/gazette.yml", "- printed:", "- prnted:", "unknown-key", 18, 5),
    ("data/sources/log.yml", "exact: Follow the log", "exact: Follow a log", "omission-not-found", 20, 12),
    ("data/actors/tom-reeve.yml", "spellings: [Reeve]", "spellings: Reeve", "bad-value", 3, 12),
    ("data/quotes/tom-reeve.yml", "gazette:", "gazete:", "unknown-reference", 4, 12),
    ("data/quotes/tom-reeve.yml", "gazette:", "log:", "passage-not-found", 4, 17),
    ("data/brief.yml", "reverse: was sent men by", "revers: was sent men by", "unknown-key", 11, 30),
    ("data/brief.yml", "licence: CC BY 4.0", "licence:", "bad-value", 8, 9),
]
"""Faults from which others seem to follow; they are told alone."""


def test_all_faults_of_all_files_are_told_in_one_run_in_order(folder: Path) -> None:
    wanted = []
    for name, old, new, rule, line, column in FAULTS:
        if name != "data/sources/gazette.yml":
            edit(folder, name, old, new)
            wanted.append((name, line, column, rule))
    code, told = as_json(folder)
    found = [(each["file"], each["line"], each["column"], each["rule"]) for each in told["findings"]]
    assert found == wanted == sorted(wanted)
    assert code == 1
    assert (told["counts"]["failed"], told["counts"]["unchecked"]) == (1, 0)
    for each in told["findings"]:
        assert set(each) == {"file", "line", "column", "severity", "rule", "message", "hint", "fix"}
        assert each["severity"] == "error"
        assert each["message"]
        assert not each["message"].endswith(".")


@pytest.mark.parametrize("fault", [*FAULTS, *ALONE], ids=lambda fault: f"{fault[3]} in {fault[0]}")
def test_a_fault_has_no_cascade(folder: Path, fault: tuple[str, str, str, str, int, int]) -> None:
    name, old, new, rule, line, column = fault
    edit(folder, name, old, new)
    found = [(finding.file, finding.line, finding.column, finding.rule) for finding in checks.run(load(folder))]
    assert found == [(name, line, column, rule)]


@pytest.mark.parametrize("name", sorted(path.relative_to(BASE).as_posix() for path in (BASE / "data").rglob("*.yml")))
@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("zzz: [\n", "yaml-syntax"),
        ("", "file-empty"),
        ("\t- a\n", "tab"),
        ("- a\n", "bad-type"),
        ("a: 1\n---\nb: 2\n", "more-than-one-document"),
    ],
    ids=["syntax", "empty", "tab", "list", "documents"],
)
def test_a_file_that_cannot_be_read_has_no_cascade(folder: Path, name: str, text: str, rule: str) -> None:
    path = folder / name
    keep = path.read_text(encoding="utf-8") if rule in ("yaml-syntax", "tab") else ""
    path.write_text(keep + text, encoding="utf-8")
    found = [(finding.file, finding.rule) for finding in checks.run(load(folder))]
    assert (name, rule) in found
    if keep:
        assert found == [(name, rule)]


def test_findings_can_be_limited_to_paths(folder: Path) -> None:
    edit(folder, "data/figures/hours-dark.yml", "value: about 20", "value: about 21")
    edit(folder, "data/quotes/tom-reeve.yml", "We heard", "We hear")
    for path, rules in (
        ("data/figures", ["value-not-in-words"]),
        ("data/quotes/tom-reeve.yml", ["passage-not-found"]),
        ("seeds", []),
    ):
        done = check("--format", "json", path, folder=folder)
        assert [each["rule"] for each in json.loads(done.stdout)["findings"]] == rules
        assert done.returncode == bool(rules)


@pytest.mark.parametrize(
    "arguments",
    [
        ("-C", "nowhere"),
        ("-C", "data"),
        ("no-such-file.yml",),
        ("--format", "prose"),
        ("--explain", "no-such-rule"),
        ("--no-such-option",),
    ],
    ids=" ".join,
)
def test_what_cannot_run_exits_with_2(folder: Path, arguments: tuple[str, ...]) -> None:
    done = check(*arguments, folder=folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_a_path_outside_the_brief_is_not_taken_for_a_clean_one(folder: Path) -> None:
    other = folder.parent / "other"
    other.mkdir()
    done = check(other, folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is no part of the brief" in done.stderr
    assert check("..", folder=folder).returncode == 0


def test_pages_that_cannot_be_written_are_told_in_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "file").touch()
    assert main(["render", "-C", str(folder), "--to", str(folder / "file/pages")]) == 2
    assert capsys.readouterr().err.startswith("brief: '")


def test_an_unreadable_document_leaves_citations_unchecked_and_fails(folder: Path) -> None:
    (folder / "seeds/gazette.txt").unlink()
    code, told = as_json(folder)
    assert code == 1
    assert told["counts"]["unchecked"] == 9
    assert told["counts"]["citations"] == 25
    assert [each["rule"] for each in told["findings"]] == ["document-missing"]


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit"])
def test_odd_file_names_and_control_characters_break_no_format(folder: Path, form: str) -> None:
    actors = os.fsencode(folder / "data/actors")
    for name in (b"caf\xe9.yml", b"line\nbreak.yml", b"es\x1b[31mc.yml", "é😀.yml".encode(), b"{{ x }}.yml", b"<script>.yml"):
        with open(os.path.join(actors, name), "wb") as file:
            file.write(b'name: "a\\e[31m\\0\\n::error::x"\nkind: "<script>\\x01\\u202e"\n')
    done = check("-C", folder, "--format", form)
    assert done.stderr == ""
    assert done.returncode == 1
    assert not any(char in done.stdout for char in "\0\x01\x1b") or form in ("json", "sarif")
    if form in ("json", "sarif"):
        assert json.loads(done.stdout)
    if form == "junit":
        assert ElementTree.fromstring(done.stdout).find(".//failure") is not None
    if form in ("text", "github"):
        assert "\n::error::x" not in done.stdout


@pytest.mark.parametrize("arguments", [("check", "-C", "x" * 5000), ("check", "x" * 5000), ("render", "--to", "x" * 5000)])
def test_a_name_that_is_too_long_is_no_file(arguments, folder: Path, capsys, monkeypatch) -> None:
    monkeypatch.chdir(folder)
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("brief: ")
