"""`brief fix` as a person runs it: what it repairs, what it leaves alone, and that nothing else of a file changes."""

import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rapidfuzz.distance import OSA

from macros import checks, repair
from macros.brief import load
from macros.cli import main
from macros.diagnostics import BriefError
from macros.reading.fold import fold
from tests.cases.golden import BASE, HERE, build, cases

ROOT = HERE.parents[1]
TOPIC = "data/topics/the-light.yml"
BOARD = "data/actors/harbour-board.yml"
REEVE = "data/quotes/tom-reeve.yml"
NIGHTS = "data/timelines/nights.yml"


def fix(folder: Path, *arguments: str | os.PathLike[str], cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "macros", "fix", "-C", os.fspath(folder), *map(os.fspath, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def edit(folder: Path, name: str, *pairs: tuple[str, str]) -> None:
    text = read(folder, name)
    for old, new in pairs:
        assert text.count(old) == 1, (name, old)
        text = text.replace(old, new)
    write(folder, name, text)


def read(folder: Path, name: str) -> str:
    return (folder / name).read_bytes().decode()


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_bytes(text.encode())


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rules(folder: Path) -> list[str]:
    return [finding.rule for finding in checks.run(load(folder))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The base with its keys in order, so that there is nothing to repair."""
    where = build(BASE, tmp_path / "brief")
    repair.write(repair.plan(load(where), checks.run, lambda _: True))
    return where


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]):
    """Run the command in this process, for the tables: the exit code and what is printed."""

    def command(*arguments: str) -> tuple[int, str]:
        code = main(["fix", "-C", os.fspath(folder), *arguments])
        printed = capsys.readouterr()
        assert printed.err == ""
        return code, printed.out

    return command


# What it does as a command


def test_a_clean_brief_has_nothing_to_repair(folder: Path) -> None:
    before = state(folder)
    for arguments in ((), ("--write",)):
        done = fix(folder, *arguments)
        assert (done.returncode, done.stderr, done.stdout) == (0, "", "nothing to repair; 0 findings left\n")
    assert state(folder) == before


def test_nothing_is_written_without_being_asked_and_nothing_is_left_after(folder: Path) -> None:
    whole = state(folder)
    edit(folder, REEVE, ("We heard the bell", "We heard teh bell"))
    edit(folder, BOARD, ("20 barrels of oil\n      - log: Keeper", "20 barels of oil\n      - log: Keeper"))
    broken = state(folder)
    shown = fix(folder)
    assert state(folder) == broken
    assert (shown.returncode, shown.stderr) == (1, "")
    assert f"--- a/{BOARD}\n+++ b/{BOARD}\n" in shown.stdout
    assert "\n-    cite: {gazette: We heard teh bell and nothing else}\n" in shown.stdout
    assert "\n+    cite: {gazette: We heard the bell and nothing else}\n" in shown.stdout
    assert shown.stdout.endswith(
        "\n2 citations and the order of keys in 0 records to repair, in 2 files; 0 findings left; --write makes these changes\n"
    )
    done = fix(folder, "--write")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == shown.stdout.replace(" to repair, ", " repaired, ").replace("; --write makes these changes", "")
    assert state(folder) == whole
    assert fix(folder, "--write").returncode == 0


def test_of_two_faults_told_alike_the_one_that_is_left_is_named(folder: Path, run) -> None:
    edit(
        folder,
        BOARD,
        ("20 barrels of oil\n      - log: Keeper Ada Brandt said", "20 barels of oil\n      - log: Keeper Ada Brandt saw"),
    )
    _, shown = run()
    assert f"{BOARD}:8:14: error passage-not-found these words are not in 'log'; not repaired: the difference" in shown
    assert shown.endswith(
        "\n1 citation and the order of keys in 0 records to repair, in 1 file; 1 finding left; --write makes these changes\n"
    )


def test_the_difference_can_be_applied_by_another_program(folder: Path) -> None:
    if not shutil.which("patch"):
        pytest.skip("there is no patch")
    edit(folder, REEVE, ("We heard the bell", "We heard teh bell"))
    write(folder, NIGHTS, read(folder, NIGHTS).rstrip("\n").replace("The men relit the lamp on 2", "The men relit the lampp on 2"))
    diff = fix(folder).stdout
    subprocess.run(["patch", "-p1", "--silent"], cwd=folder, input=diff, text=True, check=True)
    assert fix(folder).returncode == 0
    assert not read(folder, NIGHTS).endswith("\n")


def test_repairs_can_be_limited_to_paths(folder: Path) -> None:
    edit(folder, REEVE, ("We heard the bell", "We heard teh bell"))
    edit(folder, NIGHTS, ("The men relit the lamp", "The men relit the lampp"))
    before = state(folder)
    done = fix(folder, "--write", folder / "data/timelines")
    assert done.returncode == 1
    assert REEVE not in done.stdout
    changed = {name for name, data in state(folder).items() if data != before[name]}
    assert changed == {NIGHTS}
    assert fix(folder, "--write", folder / "data/timelines").returncode == 0
    assert fix(folder, folder / REEVE).returncode == 1


@pytest.mark.parametrize("arguments", [("no-such-file.yml",), ("--no-such-option",), ("-C", "nowhere")], ids=" ".join)
def test_what_cannot_run_exits_with_2(folder: Path, arguments: tuple[str, ...]) -> None:
    done = fix(folder, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_the_help_tells_the_exit_codes(folder: Path) -> None:
    told = " ".join(fix(folder, "--help").stdout.split())
    assert all(f"Exit {code}: " in told for code in (0, 1, 2))


def test_what_is_left_for_a_person_is_told_in_the_same_run(folder: Path) -> None:
    edit(folder, REEVE, ("We heard the bell", "We heard teh bell"))
    edit(folder, "data/figures/hours-dark.yml", ("some 20 hours", "some 21 hours"), ("about 14 hours", "about 15 hours"))
    for arguments in ((), ("--write",)):
        done = fix(folder, *arguments)
        assert done.returncode == 1
        assert done.stdout.count("error passage-not-found ") == 2
        assert done.stdout.count("; not repaired: the difference touches a number\n") == 2
        assert "2 findings left" in done.stdout
    assert fix(folder).returncode == 1


# Typing errors

TYPOS = [
    # file, as it is, as it was mistyped
    (REEVE, "We heard the bell", "We heard teh bell"),
    (REEVE, "the bell and nothing", "thebell and nothing"),
    (REEVE, "nothing else}", "nothing esle}"),
    (TOPIC, "Two dozen boats waited outside", "Two dozen baots waited outside"),
    (TOPIC, "The Harbour Board called the night", "The Habour Board called the night"),
    (TOPIC, "The Harbour Board called the night", "The Harbour Board called the nig ht"),
    (TOPIC, "called the night the worst in memory", "callled the night the worst in memry"),
    (TOPIC, "The board paid for the oil, and the glass", "The borad paid for the oil, and the glass"),
    ("data/quotes/ada-brandt.yml", 'the lamp "was dark and cold" when', 'the lamp "was dark and clod" when'),
    ("data/quotes/ada-brandt.yml", "when she reached it}", "when she reachd it}"),
    ("data/sources/log.yml", "from: The light did not fail again", "from: The ligth did not fail again"),
    (NIGHTS, "stated: {log: relit the lamp on 2", "stated: {log: relit the lmap on 2"),
]


@pytest.mark.parametrize(("name", "right", "typo"), TYPOS, ids=[typo for *_, typo in TYPOS])
def test_a_small_typo_is_put_right(folder: Path, run, name: str, right: str, typo: str) -> None:
    whole = state(folder)
    edit(folder, name, (right, typo))
    code, printed = run("--write")
    assert (code, rules(folder)) == (1, [])
    assert "1 citation and" in printed
    assert state(folder) == whole
    assert run()[0] == 0


def test_the_words_come_as_printed_with_declared_damage_repaired(folder: Path, run) -> None:
    edit(folder, TOPIC, ("gazette: The board's report was by the clerk", "gazette: The board's report was by the clrek"))
    run("--write")
    assert "cite: {gazette: The board’s report was by the clerk}\n" in read(folder, TOPIC)
    assert rules(folder) == []


REFUSED = [
    # file, as it is, as it was written, the reason
    ("data/figures/hours-dark.yml", "out for some 20 hours", "out for some 21 hours", "touches a number"),
    ("data/figures/hours-dark.yml", "out for some 20 hours", "out for smoe 20 hours", "touches a hedge"),
    ("data/figures/hours-dark.yml", "Point for about 14 hours", "Point for abut 14 hours", "touches a hedge"),
    (NIGHTS, "The men relit the lamp on 2 March 1931", "The men relit the lamp on 2 Mach 1931", "touches a date"),
    (TOPIC, "Two dozen boats waited outside", "Tow dozen boats waited outside", "touches a number"),
    (TOPIC, "The light did not fail again", "The light did now fail again", "touches a negation"),
    (TOPIC, "The light did not fail again", "The light did nto fail again", "touches a negation"),
    (TOPIC, "The Harbour Board called the night", "The harbour Board called the night", "differ in case"),
    (TOPIC, "The Harbour Board called the night", "The Harbour Board celled the night the", ""),
    (TOPIC, "called the night the worst in", "called the light the worst in", "is in use itself"),
    (REEVE, "We heard the bell and", "We heard a bell and", ""),
    (REEVE, "We heard the bell and", "He heard the bell and", "is in use itself"),
    (REEVE, "the bell and nothing else", "the bell and nothing else?", "touches a sign"),
    (REEVE, "We heard the bell and nothing else", "Two dozen boats waitd outside", "speaker"),
]


@pytest.mark.parametrize(("name", "right", "wrong", "reason"), REFUSED, ids=[wrong for _, _, wrong, _ in REFUSED])
def test_what_may_be_more_than_a_typo_is_only_reported(folder: Path, run, name: str, right: str, wrong: str, reason: str) -> None:
    edit(folder, name, (right, wrong))
    before, found = state(folder), rules(folder)
    code, printed = run("--write")
    assert code == 1
    assert state(folder) == before
    assert rules(folder) == found
    assert f"{reason}" in printed
    assert "Traceback" not in printed


def reseed(folder: Path, text: str) -> None:
    """Give the brief a third document."""
    write(folder, "seeds/extra.txt", text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    fields = ("title", "author", "container-title", "issued", "URL", "language")
    absent = "".join(f"{key}: {{absent: Looked for it}}\n" for key in fields)
    record = f"seed: extra.txt\nsha256: {sha256}\nname: The Extra\n{absent}coverage: partial\n"
    write(folder, "data/sources/extra.yml", record)


def statement(folder: Path, text: str, cite: str) -> None:
    """Add a statement to the topic's last paragraph; `cite` is the whole entry, its lines indented from column 0."""
    lines = "".join(f"            {line}\n" for line in [f'text: "{text}"', *cite.split("\n")])
    write(folder, TOPIC, f"{read(folder, TOPIC)}          - id: tl-added\n{lines}")


def added(folder: Path) -> str:
    """Return the citation of the added statement as it stands in the file."""
    *_, cite = read(folder, TOPIC).partition("- id: tl-added")[2].partition("            cite:")
    return "".join(line.removeprefix("            ") + "\n" for line in f"            cite:{cite}".rstrip("\n").split("\n"))


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("The keeper saw the harbour wall. The keeper saw the harbour hall.", "The keeper saw the harbour xall"),
        ("The keeper saw the harbour wall. The keeper sees the harbour wall.", "The keeper saw teh harbour wall"),
        ("The keeper saw it there.\n\nThe keeper saw it there.", "The keeper saaw it there"),
    ],
)
def test_two_places_that_are_much_alike_are_left_alone(folder: Path, run, text: str, cited: str) -> None:
    reseed(folder, text)
    statement(folder, "A keeper saw it.", f"cite: {{extra: {cited}}}")
    before = state(folder)
    code, printed = run("--write")
    assert code == 1
    assert "not repaired: more than one place is much like it, in lines " in printed
    assert state(folder) == before


def test_words_that_stand_in_another_document_are_no_typo(folder: Path, run) -> None:
    reseed(folder, "Two dozen baots waited outside while it was dark.")
    edit(folder, TOPIC, ("gazette: Two dozen boats waited outside", "extra: Two dozen boats waited outside"))
    before = state(folder)
    code, printed = run("--write")
    assert code == 1
    assert "not repaired: its very words are in 'gazette'" in printed
    assert state(folder) == before


def test_a_repair_that_would_bring_out_another_finding_is_left_alone(folder: Path, run) -> None:
    edit(
        folder,
        TOPIC,
        ("text: Two dozen boats waited.", "text: Three dozen boats waited in May."),
        ("boats waited out", "baots waited out"),
    )
    before = state(folder)
    code, printed = run("--write")
    assert code == 1
    assert "not repaired: with it there would be date-not-in-passage, number-not-in-passage\n" in printed
    assert state(folder) == before


def test_a_file_with_faults_of_form_is_left_alone(folder: Path, run) -> None:
    edit(folder, REEVE, ("We heard the bell", "We heard teh bell"), ("    form: verbatim\n", "    form: verbatim\n    frm: x\n"))
    before = state(folder)
    code, _ = run("--write")
    assert code == 1
    assert state(folder) == before


# The form of the file

FORMS = [
    ("cite: {gazette: We heard teh bell and nothing else}", "cite: {gazette: We heard the bell and nothing else}"),
    (
        "cite: # kept\n      gazette:   We heard teh\n        bell and\n        nothing else   # kept too",
        "cite: # kept\n      gazette:   We heard the\n        bell and\n        nothing else   # kept too",
    ),
    (
        "cite:\n      gazette: >-\n        We heard teh bell\n        and nothing else\n\n    # kept",
        "cite:\n      gazette: >-\n        We heard the bell\n        and nothing else\n\n    # kept",
    ),
    (
        "cite:\n      'gazette': 'We heard teh\n\n        bell and nothing else' # kept",
        "cite:\n      'gazette': 'We heard the\n\n        bell and nothing else' # kept",
    ),
    (
        'cite: [{"gazette": "We heard\\u0020teh bell and nothing else"}]',
        'cite: [{"gazette": "We heard the bell and nothing else"}]',
    ),
    (
        'cite:\n    - source: "gazette"\n      exact: ["W\\u0065 heard the bekl", and nothing else]',
        'cite:\n    - source: "gazette"\n      exact: ["W\\u0065 heard the bell", and nothing else]',
    ),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("before", "after"), FORMS)
def test_comments_quoting_and_folding_stay(folder: Path, run, before: str, after: str, newline: str) -> None:
    whole = read(folder, REEVE)
    plain = "cite: {gazette: We heard the bell and nothing else}"
    wanted = whole.replace(plain, after).replace("\n", newline)
    write(folder, REEVE, "\ufeff" + whole.replace(plain, before).replace("\n", newline))
    assert rules(folder) == ["passage-not-found"]
    run("--write")
    assert read(folder, REEVE) == "\ufeff" + wanted
    assert rules(folder) == []
    assert run("--write")[0] == 0


def test_words_that_need_quotation_marks_get_them(folder: Path, run) -> None:
    reseed(folder, "Noted: the keeper's lamp # 2, and [sic] the light went dark. A second sentence of no weight stands here.")
    statement(folder, "The light went dark.", "cite:\n  extra:\n    Noted the keeper's\n    lamp")
    run("--write")
    assert added(folder) == 'cite:\n  extra:\n    "Noted: the keeper\'s\n    lamp"\n'
    assert rules(folder) == []


@pytest.mark.parametrize(
    ("words", "clean"),
    [
        ("cite: {gazette: We he\u00adard the bell and nothing else}", "cite: {gazette: We heard the bell and nothing else}"),
        ("cite: {gazette: We heard\u200b the b\u2060ell and nothing else}", "cite: {gazette: We heard the bell and nothing else}"),
        ('cite: {gazette: "We he\\u00ADard the bell"}', 'cite: {gazette: "We heard the bell"}'),
        (
            'cite: {source: gazette, exact: the bell and nothing else, prefix: "We\u200d heard"}',
            'cite: {source: gazette, exact: the bell and nothing else, prefix: "We heard"}',
        ),
        ("cite: {gazette: We he\u00adard teh bell and nothing else}", "cite: {gazette: We heard the bell and nothing else}"),
    ],
)
def test_characters_that_nobody_sees_are_taken_out(folder: Path, run, words: str, clean: str) -> None:
    plain = "cite: {gazette: We heard the bell and nothing else}"
    whole = read(folder, REEVE)
    edit(folder, REEVE, (plain, words))
    code, printed = run("--write")
    assert (code, rules(folder)) == (1, [])
    assert read(folder, REEVE) == whole.replace(plain, clean)
    assert not any(char in printed for char in "\u00ad\u200b\u200d\u2060")
    assert run("--write")[0] == 0


# Places told apart

TWICE = (
    "The pilot Tom Reeve steered the long boat out at four.\n\n"
    "At dusk Ada Brandt steered the long boat home with 7 men in it.\n\n"
    "Nothing else was seen."
)

TOLD_APART = [
    # the citation as it is written, and as it is to be
    ("cite: {extra: steered the long boat}", 'cite: {source: extra, exact: steered the long boat, suffix: "home"}\n'),
    (
        "cite:\n  extra: steered the long boat # why",
        'cite:\n  source: extra\n  exact: steered the long boat # why\n  suffix: "home"\n',
    ),
    (
        "cite:\n  - extra: >-\n      steered the\n      long boat\n  # last",
        'cite:\n  - source: extra\n    exact: >-\n      steered the\n      long boat\n    suffix: "home"\n  # last\n',
    ),
    (
        "cite:\n  source: extra\n  exact: steered the long boat\n  # kept",
        'cite:\n  source: extra\n  exact: steered the long boat\n  suffix: "home"\n  # kept\n',
    ),
    (
        "cite: [{source: extra, exact: steered the long boat}]",
        'cite: [{source: extra, exact: steered the long boat, suffix: "home"}]\n',
    ),
    (
        "cite: {log: The light did not fail again, extra: steered the long boat}",
        'cite: [{log: The light did not fail again}, {source: extra, exact: steered the long boat, suffix: "home"}]\n',
    ),
    (
        "cite:\n  extra: steered\n    the long boat\n  # kept\n  log: >-\n    The light did\n    not fail again",
        'cite:\n  - source: extra\n    exact: steered\n      the long boat\n    suffix: "home"\n    # kept\n'
        "  - log: >-\n      The light did\n      not fail again\n",
    ),
    (
        "cite:\n  - log: The light did not fail again\n    extra: steered the long boat",
        'cite:\n  - log: The light did not fail again\n  - source: extra\n    exact: steered the long boat\n    suffix: "home"\n',
    ),
]


@pytest.mark.parametrize(("cite", "wanted"), TOLD_APART)
@pytest.mark.parametrize("text", ["[[ada-brandt|She]] brought the boat home.", "The boat had 7 men in it."])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_an_ambiguous_citation_is_told_apart_by_actor_or_number(
    folder: Path, run, cite: str, wanted: str, text: str, newline: str
) -> None:
    reseed(folder, TWICE)
    statement(folder, text, cite)
    write(folder, TOPIC, read(folder, TOPIC).replace("\n", newline))
    whole = read(folder, TOPIC)
    failing = load(folder)
    assert [missed.miss.rule for missed in failing.missed] == ["passage-ambiguous"]
    run("--write")
    assert added(folder).replace("\r\n", "\n") == wanted
    assert read(folder, TOPIC).count("\n") == read(folder, TOPIC).count(newline)
    assert read(folder, TOPIC).partition("            cite:")[0] == whole.partition("            cite:")[0]
    assert load(folder).missed == []
    assert len(rules(folder)) <= len(checks.run(failing))
    before = state(folder)
    assert "\nnothing to repair" in "\n" + run("--write")[1]
    assert state(folder) == before


@pytest.mark.parametrize(
    "text",
    [
        "The boat was steered.",
        "[[harbour-board|They]] steered the boat.",
        "[[ada-brandt|She]] had 9 men in the boat.",
        "[[tom-reeve|He]] had 7 men in the boat.",
    ],
)
def test_an_ambiguous_citation_is_left_alone_where_the_text_does_not_say_which(folder: Path, run, text: str) -> None:
    reseed(folder, TWICE)
    statement(folder, text, "cite: {extra: steered the long boat}")
    before = state(folder)
    code, printed = run("--write")
    assert code == 1
    assert "not repaired: " in printed
    assert "of the paragraphs names every actor and holds every number of the text" in printed
    assert state(folder) == before


def test_the_shortest_context_that_helps_is_taken(folder: Path, run) -> None:
    reseed(
        folder,
        "Ada Brandt was here: the great lamp went out suddenly at 6.\n\nTom Reeve was here: the great lamp went out suddenly at 7.",
    )
    statement(
        folder, "The lamp went out as [[ada-brandt|she]] watched.", "cite: {source: extra, exact: the great lamp, prefix: 'here:'}"
    )
    run("--write")
    assert 'prefix: "Brandt was here:"' in added(folder).replace("'", '"') or 'suffix: "went out suddenly at 6."' in added(folder)


# The order of keys

ORDERS = [
    # file, as it is, in the right order
    (BOARD, "kind: person\nname: X\n", "name: X\nkind: person\n"),
    (
        BOARD,
        "# about the kind\n# in two lines\nkind: person   # a person\n\n# about the name\nname: >-\n  A\n  B\n# end\n",
        "\n# about the name\nname: >-\n  A\n  B\n# about the kind\n# in two lines\nkind: person   # a person\n# end\n",
    ),
    (BOARD, "# yaml-language-server: x\nkind: person\nname: X", "# yaml-language-server: x\nname: X\nkind: person"),
    (
        BOARD,
        "name: X\nkind: person\nstatements:\n  # the item\n  - cite:\n      - exact: Nobody was hurt # here\n"
        "        source: gazette\n    # of the text\n    text: 'It is\n      so'\n    id: x-a\n  # the next\n"
        "  - id: x-b\n    cite: {gazette: Nobody was hurt}\n      # deep\n    text: b\nspellings: [X]\n",
        "name: X\nkind: person\nspellings: [X]\nstatements:\n  # the item\n  - id: x-a\n    # of the text\n    text: 'It is\n"
        "      so'\n    cite:\n      - source: gazette\n        exact: Nobody was hurt # here\n  # the next\n"
        "  - id: x-b\n    text: b\n    cite: {gazette: Nobody was hurt}\n      # deep\n",
    ),
    (
        BOARD,
        "name: X\nkind: person\nsummary:\n  cite: {gazette: Nobody was hurt}\n  # the id\n  id: x\n"
        "  text: |\n    # no comment\n\n    cite\n",
        "name: X\nkind: person\nsummary:\n  # the id\n  id: x\n  text: |\n    # no comment\n\n    cite\n"
        "  cite: {gazette: Nobody was hurt}\n",
    ),
    (
        BOARD,
        "name: X\nkind: person\nstatements:\n- cite: {gazette: Nobody was hurt}\n"
        "  # its text\n  text: b\n\n  # its id\n  id: x-b\n",
        "name: X\nkind: person\nstatements:\n\n# its id\n- id: x-b\n  # its text\n  text: b\n  cite: {gazette: Nobody was hurt}\n",
    ),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("name", "before", "after"), ORDERS)
def test_keys_move_with_their_lines_and_comments(folder: Path, run, name: str, before: str, after: str, newline: str) -> None:
    write(folder, name, before.replace("\n", newline))
    found = rules(folder)
    run("--write")
    assert read(folder, name) == after.replace("\n", newline)
    assert rules(folder) == found
    run("--write")
    assert read(folder, name) == after.replace("\n", newline)


@pytest.mark.parametrize(
    "text",
    [
        "{kind: person, name: X}\n",
        "name: X\nkind: person\nsummary: {text: b, id: x-b, cite: {gazette: Nobody was hurt}}\n",
        "? kind\n: person\n? name\n: X\n",
        "name: X\nkind: person\nsummary:\n  id: x\n  cite:\n    log: The light did not fail again\n"
        "    gazette: Nobody was hurt\n  text: |+\n    b\n\n",
    ],
)
def test_what_is_not_a_block_of_plain_keys_stays(folder: Path, run, text: str) -> None:
    write(folder, BOARD, text)
    run("--write")
    assert sorted(read(folder, BOARD).split("\n")) == sorted(text.split("\n"))
    assert load(folder).entries["harbour-board"].record.kind == "person"


# Writing


def test_nothing_outside_data_is_followed_or_written(folder: Path, tmp_path: Path, run) -> None:
    away = tmp_path / "away"
    shutil.move(folder / "data/quotes", away)
    (folder / "data/quotes").symlink_to(away, target_is_directory=True)
    path = away / "tom-reeve.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("We heard the bell", "We heard teh bell"), encoding="utf-8")
    shutil.move(folder / NIGHTS, tmp_path / "nights.yml")
    (folder / NIGHTS).symlink_to(tmp_path / "nights.yml")
    before = state(tmp_path)
    code, printed = run("--write")
    assert code == 1
    assert "not repaired: its file has faults of form, or is not one of data/ itself" in printed
    assert state(tmp_path) == before
    assert (folder / NIGHTS).is_symlink()


def test_a_file_is_written_whole_or_not_at_all(folder: Path) -> None:
    edit(folder, REEVE, ("We heard the bell", "We heard teh bell"))
    edit(folder, NIGHTS, ("The men relit the lamp", "The men relit the lampp"))
    plan = repair.plan(load(folder), checks.run, lambda _: True)
    assert len(plan.changed) == 2
    edit(folder, NIGHTS, ("title: Nights", "title: Later"))
    before = state(folder)
    with pytest.raises(BriefError, match="changed meanwhile"):
        repair.write(plan)
    assert state(folder) == before


def test_a_folder_that_cannot_be_written_to_gives_2_and_no_traceback(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere")
    edit(folder, REEVE, ("We heard the bell", "We heard teh bell"))
    (folder / "data/quotes").chmod(0o500)
    before = state(folder)
    done = fix(folder, "--write")
    (folder / "data/quotes").chmod(0o700)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert state(folder) == before


def test_the_mode_of_a_file_stays(folder: Path, run) -> None:
    edit(folder, REEVE, ("We heard the bell", "We heard teh bell"))
    (folder / REEVE).chmod(0o640)
    run("--write")
    assert (folder / REEVE).stat().st_mode & 0o777 == 0o640


# The brief itself


@pytest.fixture(scope="module")
def whole_brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real brief in which nothing is left to repair."""
    where = tmp_path_factory.mktemp("real")
    for name in ("data", "seeds"):
        shutil.copytree(ROOT / name, where / name)
    assert main(["fix", "-C", os.fspath(where), "--write"]) in (0, 1)
    return where


def mistyped(generator: random.Random, words: str) -> str:
    at = generator.randrange(1, len(words) - 1)
    other = generator.choice("aeinorst")
    return generator.choice([words[:at] + words[at + 1 :], words[:at] + other + words[at:], words[:at] + other + words[at + 1 :]])


@pytest.mark.parametrize("seed", range(3))
def test_typing_errors_all_over_the_brief_are_put_right_or_left_alone(whole_brief: Path, tmp_path: Path, seed: int) -> None:
    folder, generator = tmp_path / "brief", random.Random(seed)
    shutil.copytree(whole_brief, folder)
    brief = load(folder)
    whole, before = state(folder), checks.run(brief)
    for located in generator.sample(brief.citations, 150):
        word = generator.choice(re.findall(r"[a-z]{6,}", located.citation.exact[0]) or [""])
        *_, start = (0, *(end.end() for end in re.finditer("\n", read(folder, located.entry.file.name))))[: located.mark.line]
        text = read(folder, located.entry.file.name)
        at = text.find(word, start) if word else -1
        if 0 <= at < start + 200:
            write(folder, located.entry.file.name, text[:at] + mistyped(generator, word) + text[at + len(word) :])
    broken, faults = state(folder), checks.run(load(folder))
    done = fix(folder, "--write")
    assert (done.returncode, done.stderr) == (1, "")
    mended, left = state(folder), checks.run(load(folder))
    assert len(left) <= len(faults)
    assert len(left) - len(before) < (len(faults) - len(before)) / 3
    for name in whole:
        lines = zip(whole[name].split(b"\n"), broken[name].split(b"\n"), mended[name].split(b"\n"), strict=True)
        for right, wrong, now in lines:
            assert now in (wrong, right) or _is_repaired(now.decode(), right.decode(), wrong.decode())
    again = fix(folder, "--write")
    assert "\nnothing to repair" in "\n" + again.stdout
    assert state(folder) == mended


def _is_repaired(now: str, right: str, wrong: str) -> bool:
    """Tell whether a line says what it did before, printed as in the document, or has one of two errors left."""
    folded = [fold(line).text for line in (now, right, wrong)]
    return folded[0] == folded[1] or OSA.distance(folded[0], folded[1]) < OSA.distance(folded[2], folded[1])


def test_keys_of_the_brief_come_into_order_and_nothing_else_changes(whole_brief: Path, tmp_path: Path) -> None:
    folder = tmp_path / "brief"
    shutil.copytree(whole_brief, folder)
    whole, swapped = state(folder), 0
    for path in sorted((folder / "data/actors").iterdir()):
        text = path.read_text(encoding="utf-8")
        other = re.sub(r"\A(#.*\n)(name: .*\n)(kind: .*\n)", r"\1# of the kind\n\3# of the name\n\2", text)
        other = re.sub(r"(?m)^(  - )(id: .*\n)    (text: (?:>-\n(?:      .*\n)+|.*\n))", r"\1\3    # of the id\n    \2", other)
        path.write_text(other, encoding="utf-8")
        swapped += text != other
    assert swapped > 20
    assert checks.run(load(folder)) is not None
    assert fix(folder, "--write").returncode == 1
    for name, data in state(folder).items():
        kept = re.sub(rb"(?m)^ *# of the (?:kind|name|id)\n", b"", data)
        assert kept.lstrip(b"\n") == whole[name]
    assert [path.read_bytes().count(b"# of the kind\nkind: ") for path in sorted((folder / "data/actors").iterdir())].count(0) < 3
    assert "nothing to repair" in fix(folder).stdout


@pytest.mark.parametrize("case", [*cases("valid"), *cases("invalid")], ids=lambda case: case.name)
def test_no_case_gets_worse_and_a_second_run_changes_nothing(case: Path, tmp_path: Path) -> None:
    folder = build(case, tmp_path / "brief")
    before = checks.run(load(folder))
    first = repair.plan(load(folder), checks.run, lambda _: True)
    repair.write(first)
    after = checks.run(load(folder))
    assert len(after) <= len(before)
    assert [(finding.file, finding.rule) for finding in after] == [(finding.file, finding.rule) for finding in first.left]
    again = repair.plan(load(folder), checks.run, lambda _: True)
    assert again.changed == []
    assert {finding.rule for finding in before} - {finding.rule for finding in after} <= {"passage-not-found", "passage-cut"}
