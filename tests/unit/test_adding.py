"""`brief add`: what it writes, what it refuses, and that nothing false and nothing else is written."""

import hashlib
import os
import pty
import select
import shlex
import shutil
from pathlib import Path

import pytest
import yaml

from macros.adding.forms import FORMS
from macros.brief import load
from macros.cli import main
from macros.facts.records import KINDS
from macros.reading.canonical import canonical
from tests.cases.golden import BASE, build
from tests.unit.texts import ROOT

BRIEF = ROOT / ".venv/bin/brief"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build(BASE, tmp_path / "brief")


def texts(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.yml")}


def add(folder: Path, kind: str, *options: str) -> int:
    return main(["add", kind, "-C", str(folder), *options])


def is_clean(folder: Path, capsys: pytest.CaptureFixture[str]) -> bool:
    capsys.readouterr()
    code = main(["check", "-C", str(folder)])
    assert code == 0, capsys.readouterr().out
    capsys.readouterr()
    return True


ACTOR = ("actor", "--name", "bell", "--kind", "group", "--text", "The bell was heard.", "--cite", "gazette: We heard the bell")
EVENT = ("event", "--timeline", "nights", "--text", "The board sent oil.", "--cite", "log: 20 barrels of oil", "--kind", "repair")
DATED = ("--date", "1931-03-01", "--date-inferred", "It was before the second, in 1931", "--date-from", "log: The storm of 1 March")
RELATION = ("relation", "--subject", "ada-brandt", "--type", "sent", "--object", "tom-reeve", "--text", "She sent him.")
FIGURE = (
    "figure",
    "--question",
    "How many men?",
    "--unit",
    "men",
    "--topic",
    "the-light",
    "--verdict",
    "alone",
    "--explanation",
    "One counts.",
)

GOOD = [
    (ACTOR, "data/actors/bell.yml", ()),
    ((*EVENT, *DATED), "data/timelines/nights.yml", ("events", 1)),
    (
        (*EVENT[:1], "--timeline", "days", "--title", "Days", *EVENT[3:], "--date-absent", "Looked for a day"),
        "data/timelines/days.yml",
        ("events", 0),
    ),
    (("quote", "--speaker", "ada-brandt", "--cite", "log: was dark and cold"), "data/quotes/ada-brandt.yml", ("quotes", 1)),
    (
        ("quote", "--speaker", "clerk", "--unnamed", "Its clerk", "--cite", "gazette: for some 20 hours", "--form", "paraphrase"),
        "data/quotes/clerk.yml",
        ("quotes", 0),
    ),
    (
        (
            "statement",
            "--to",
            "the-light",
            "--section",
            "2",
            "--text",
            "There was a rope.",
            "--cite",
            "log: the rope and the glass",
        ),
        "data/topics/the-light.yml",
        ("sections", 1, "paragraphs", 0, "statements", 2),
    ),
    (
        ("statement", "--to", "the-light", "--section", "The Night", "--text", "No whale is named.", "--absent", "whale"),
        "data/topics/the-light.yml",
        ("sections", 0, "paragraphs", 5, "statements", 0),
    ),
    (
        ("statement", "--to", "tom-reeve", "--text", "He heard little.", "--rests-on", "tl-boats", "--because", "He said so"),
        "data/actors/tom-reeve.yml",
        ("statements", 0),
    ),
    (
        (
            *FIGURE,
            "--answer",
            "at least 3",
            "--cite",
            "log: at least 3 men",
            "--answer",
            "silent",
            "--absent",
            "3 men",
            "--searched",
            "gazette",
        ),
        "data/figures/how-many-men.yml",
        (),
    ),
    (
        (
            "answer",
            "--figure",
            "hours-dark",
            "--answer",
            "none",
            "--cite",
            "log: The light did not fail again",
            "--measures",
            "Again",
        ),
        "data/figures/hours-dark.yml",
        ("answers", 2),
    ),
    (
        (*RELATION, "--cite", "log: Keeper Ada Brandt said", "--derived", "[[tom-reeve]] is a test", "--when", "past"),
        "data/actors/ada-brandt.yml",
        ("relations", 0),
    ),
]


@pytest.mark.parametrize(
    ("options", "file", "path"), GOOD, ids=lambda value: value[0] if isinstance(value, tuple) and value else None
)
def test_a_record_is_written_and_nothing_else(folder: Path, capsys, options, file, path) -> None:
    before = texts(folder)
    assert add(folder, *options) == 0
    told, after = capsys.readouterr(), texts(folder)
    assert told.err == ""
    assert told.out.endswith(f"written to {file}; 0 new findings\n")
    assert {name for name in after if after[name] != before.get(name)} == {file}
    assert canonical(after[file], KINDS[file.split("/")[1]]) == after[file]
    values = at = yaml.load(after[file], yaml.BaseLoader)
    for part in path:
        at = at[part]
    if file in before:
        old = yaml.load(before[file], yaml.BaseLoader)
        assert _without(values, path) == old
    entries = load(folder).entries
    assert at.get("id", Path(file).stem) in entries
    assert is_clean(folder, capsys)


def _without(values, path):
    """Return values without the one at a path, and without the list or block that held nothing else."""
    *way, last = path
    at = values
    for part in way:
        at = at[part]
    del at[last]
    return _without(values, way) if not at and way else values


def test_everything_together_can_be_rendered(folder: Path, capsys) -> None:
    for options, *_ in GOOD:
        assert add(folder, *options) == 0, capsys.readouterr()
    assert is_clean(folder, capsys)
    assert main(["render", "-C", str(folder), "--to", str(folder / "pages")]) == 0
    pages = "".join(path.read_text(encoding="utf-8") for path in (folder / "pages").rglob("*.md"))
    for words in ("There was a rope.", "No whale is named."):
        assert words in pages


# What is missing, and what cannot stand


@pytest.mark.parametrize("kind", list(FORMS))
def test_without_a_terminal_all_that_is_missing_is_named(folder: Path, capsys, kind: str) -> None:
    assert add(folder, kind) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("brief: these options are missing:\n")
    needed = {
        "actor": ["name", "kind", "text", "cite"],
        "event": ["timeline", "text", "cite", "date or --date-absent", "kind"],
        "quote": ["speaker", "cite", "form"],
        "statement": ["to", "text", "cite, --absent or --rests-on"],
        "figure": ["question", "topic", "verdict", "explanation", "answer"],
        "answer": ["figure", "answer"],
        "relation": ["subject", "type", "object", "text", "cite"],
        "omission": ["source", "exact", "reason"],
    }
    assert [line.partition(":")[0].strip() for line in told.err.splitlines()[1:]] == [f"--{name}" for name in needed[kind]]


REFUSED = [
    (
        (*ACTOR[:-1], "gazette: We hear the bell"),
        "--cite: these words are not in 'gazette'; the nearest, line 7 of 'gazette': We heard the bell",
    ),
    ((*ACTOR[:-1], "gazette: light was out"), "--cite: these words stand in 2 places, gazette:5: take more of the sentence"),
    ((*ACTOR[:-1], "gazette:5: We heard the bell"), "--cite: these words are not in line 5, but in line 7"),
    ((*ACTOR[:-1], "gazete:5: We heard the bell"), "--cite: there is no source 'gazete'; the nearest: gazette"),
    ((*ACTOR[:-1], "gazete: We heard the bell"), "--cite: there is no source 'gazete'; the nearest: gazette"),
    ((*ACTOR[:-1], "said: We hear"), "--cite: these words are not in any document"),
    ((*ACTOR[:-1], "the light"), "--cite: these words stand in"),
    (
        ("quote", "--speaker", "clerk", "--cite", "gazette: We heard the bell", "--to", "zzz"),
        "--to: there is no actor 'zzz'",
    ),
    ((*ACTOR[:-1], "log: fail again"), "--cite: beside these words stands the negation 'not'"),
    ((*ACTOR[:-1], "log: The board paid ... barrels of oil"), "--cite: the fragments"),
    ((*ACTOR[:-1], "log: oar"), "--cite: these words are not in 'log'"),
    ((*ACTOR, "--id", "tom-reeve"), "--id: the id 'tom-reeve' is taken, or was once: tom-reeve-2 is free"),
    ((*ACTOR, "--id", "../bell"), "--id: '../bell' is not an id"),
    ((*ACTOR, "--name", "bell"), "--name is given more than once"),
    ((*ACTOR[:2], "Be\x07ll", *ACTOR[3:]), "--name: the character U+0007 cannot be seen"),
    ((*ACTOR[:2], "Be\u202ell", *ACTOR[3:]), "--name: the character U+202E cannot be seen"),
    ((*ACTOR[:2], " ", *ACTOR[3:]), "--name: the text is empty"),
    ((*ACTOR[:4], "boat", *ACTOR[5:]), "--kind: 'boat' is no kind: person, group, organisation, state"),
    ((*ACTOR[:6], "[[tom-reve]] heard.", *ACTOR[7:]), "--text: there is no record 'tom-reve' to link; the nearest: tom-reeve"),
    ((*ACTOR, "--said-by", "tom"), "--said-by: there is no actor 'tom'"),
    ((*ACTOR, "--said-by", "{who: tom}"), "--said-by: a link of a chain is written"),
    ((*EVENT, "--date", "1931-13-01"), "--date: '1931-13-01' has a month or day that the calendar does not have"),
    ((*EVENT, "--date-stated", "log: 2 March 1931"), "--date-stated has no meaning here"),
    ((*EVENT[:-1], "reapir", *DATED), "--kind: 'reapir' is no kind of event of data/brief.yml: mishap, repair"),
    (("statement", "--to", "the-light", "--section", "9"), "--section: there is no section '9': 1 night, 2 after"),
    ((*FIGURE, "--answer", "many"), "--answer: 'many' is not a quantity"),
    ((*RELATION[:4], "sends"), "--type: 'sends' is no relation type of data/brief.yml: sent"),
]


@pytest.mark.parametrize(("options", "message"), REFUSED, ids=lambda value: value if isinstance(value, str) else None)
def test_what_cannot_stand_is_told_and_not_written(folder: Path, capsys, options, message: str) -> None:
    before = texts(folder)
    assert add(folder, *options) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert f"brief: {message}" in told.err
    assert texts(folder) == before


def test_all_that_cannot_stand_is_told_at_once(folder: Path, capsys) -> None:
    assert add(folder, "actor", "--name", "bell", "--kind", "boat", "--text", "[[x]]", "--cite", "zzz") == 1
    assert [line.split(":")[1].strip() for line in capsys.readouterr().err.splitlines()] == ["--kind", "--text", "--cite"]


FOUND = [
    ((*EVENT[:4], "The board sent 30 barrels.", *EVENT[5:], *DATED), "number-not-in-passage"),
    ((*EVENT[:4], "[[tom-reeve]] sent oil.", *EVENT[5:], *DATED), "actor-not-in-passage"),
    ((*EVENT, "--date", "1931-03-01", "--date-stated", "log: The storm of 1 March"), "date-not-stated"),
    ((*RELATION, "--cite", "log: Keeper Ada Brandt said"), "actor-not-in-passage"),
    ((*FIGURE, "--answer", "4", "--cite", "log: at least 3 men"), "value-not-in-words"),
    (("statement", "--to", "the-light", "--section", "1", "--text", "No oil.", "--absent", "oil"), "absence-contradicted"),
    ((*ACTOR[:-1], "log: Follow the log"), "omitted-yet-cited"),
    (("quote", "--speaker", "tom-reeve", "--cite", "gazette: Nobody was hurt", "--form", "verbatim"), "not-verbatim"),
    (("quote", "--speaker", "ada-brandt", "--cite", "log: was dark and cold", "--words", "was warm"), "quote-not-in-passage"),
    ((*ACTOR[:2], "Joe Biden", *ACTOR[3:]), "name-not-in-documents"),
    (
        ("answer", "--figure", "hours-dark", "--answer", "silent", "--absent", "whale", "--searched", "gazette"),
        "silent-yet-cited",
    ),
]


@pytest.mark.parametrize(("options", "rule"), FOUND, ids=lambda value: value if isinstance(value, str) else None)
def test_a_record_that_brings_a_finding_is_shown_and_not_written(folder: Path, capsys, options, rule: str) -> None:
    before = texts(folder)
    assert add(folder, *options) == 1
    told = capsys.readouterr().out
    assert f" error {rule} " in told
    assert told.startswith("--- ")
    assert told.splitlines()[-1].startswith("not written, for it would bring ")
    assert texts(folder) == before


@pytest.mark.parametrize(("exact", "more"), [("Follow the log", "x"), ("Nobody", "y")])
def test_an_omission_is_of_whole_sentences_that_nothing_cites(folder: Path, capsys, exact: str, more: str) -> None:
    before = texts(folder)
    assert add(folder, "omission", "--source", "gazette", "--exact", exact, "--reason", more) == 1
    assert " error omission-not-found " in capsys.readouterr().out
    assert texts(folder) == before


def test_omissions_are_written_one_after_the_other(folder: Path, capsys) -> None:
    (folder / "data/quotes/tom-reeve.yml").unlink()
    (folder / "data/actors/tom-reeve.yml").unlink()
    exact = ("--exact", '"We heard the bell and nothing else," said the pilot Tom Reeve.', "--exact", "HARBOUR GAZETTE")
    assert add(folder, "omission", "--source", "gazette", *exact, "--reason", "It says nothing of the light.") == 1
    assert " error omitted-yet-cited " in capsys.readouterr().out
    assert add(folder, "omission", "--source", "gazette", *exact[:2], "--reason", "It says nothing of the light.") == 0
    (omission,) = load(folder).entries["gazette"].record.omitted
    assert omission.reason == "It says nothing of the light."
    assert is_clean(folder, capsys)


def test_what_has_no_meaning_because_of_another_option_is_not_told(folder: Path, capsys) -> None:
    assert add(folder, "statement", "--to", "the-lihgt", "--section", "1", "--text", "Fog.", "--absent", "whale") == 1
    assert capsys.readouterr().err == "brief: --to: there is no topic or actor 'the-lihgt'; the nearest: the-light\n"


def test_answers_that_change_the_verdict_change_it_in_one_step(folder: Path, capsys) -> None:
    more = ("answer", "--figure", "hours-dark", "--answer", "none", "--cite", "log: The light did not fail again")
    path = folder / "data/figures/hours-dark.yml"
    text = path.read_text(encoding="utf-8").replace("verdict: conflict", "verdict: alone")
    path.write_text(text.replace(text[text.index("  - id: dark-gazette") :], ""), encoding="utf-8")
    assert add(folder, *more) == 1
    assert "say the new one in the same step, with --verdict and --explanation\n" in capsys.readouterr().out
    assert add(folder, *more, "--answer", "silent", "--verdict", "different") == 2
    assert add(folder, *more[:3], "--verdict", "different", "--explanation", "One counts.", *more[3:]) == 0
    figure = load(folder).entries["hours-dark"].record
    assert (figure.verdict, figure.explanation, len(figure.answers)) == ("different", "One counts.", 2)


def test_a_tie_is_read_aloud_from_either_end(folder: Path, capsys) -> None:
    assert add(folder, *RELATION, "--cite", "log: Keeper Ada Brandt said", "--derived", "[[tom-reeve]] is a test") == 0
    told = capsys.readouterr().out
    assert "it reads: Ada Brandt sent men to Tom Reeve\nit reads: Tom Reeve was sent men by Ada Brandt\nwritten" in told


def test_findings_that_were_there_do_not_stand_in_the_way(folder: Path, capsys) -> None:
    path = folder / "data/figures/hours-dark.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("about 20", "about 21"), encoding="utf-8")
    options = ("answer", "--figure", "hours-dark", "--answer", "none", "--cite", "log: The light did not fail again")
    assert add(folder, *options) == 0
    told = capsys.readouterr().out
    assert "value-not-in-words" not in told
    assert told.endswith("; 0 new findings\n")


def test_a_file_with_faults_of_form_is_left_alone(folder: Path, capsys) -> None:
    path = folder / "data/timelines/nights.yml"
    path.write_text(path.read_text(encoding="utf-8") + "odd: key\n", encoding="utf-8")
    before = texts(folder)
    assert add(folder, *EVENT, *DATED) == 2
    assert "'data/timelines/nights.yml' has faults of form" in capsys.readouterr().err
    assert texts(folder) == before


def test_a_link_out_of_the_brief_is_not_followed(folder: Path, capsys) -> None:
    outside = folder.parent / "outside.yml"
    outside.touch()
    (folder / "data/actors/bell.yml").symlink_to(outside)
    assert add(folder, *ACTOR, "--id", "bell") == 1
    assert "the id 'bell' is taken" in capsys.readouterr().err
    assert outside.read_text(encoding="utf-8") == ""


# What comes out


def test_comments_stay(folder: Path, capsys) -> None:
    path = folder / "data/timelines/nights.yml"
    text = path.read_text(encoding="utf-8").replace("  - id: relit", "  # the second night\n  - id: relit  # for good")
    path.write_text(f"# nights\n{text}  # the end of the nights\n", encoding="utf-8")
    assert add(folder, *EVENT, *DATED) == 0
    after = path.read_text(encoding="utf-8")
    assert "# nights\n" in after
    assert "\n  # the second night\n  - id: relit # for good\n" in after
    assert after.rstrip().endswith("# the end of the nights")
    assert is_clean(folder, capsys)


def test_an_empty_list_gets_its_first_item(folder: Path) -> None:
    (folder / "data/timelines/nights.yml").write_text("title: Nights\nevents: []\n", encoding="utf-8")
    assert add(folder, *EVENT, *DATED) == 0
    assert [event.id for event in load(folder).entries["nights"].record.events] == ["board-sent-oil"]


def test_ids_are_made_of_the_words_and_are_unique(folder: Path, capsys) -> None:
    for wanted in ("tl-rope", "tl-rope-2", "tl-rope-3"):
        options = ("--to", "the-light", "--section", "2", "--text", "The rope.", "--cite", "log: the rope and the glass")
        assert add(folder, "statement", *options) == 0
        assert wanted in load(folder).entries
    front = folder / "data/brief.yml"
    front.write_text(front.read_text(encoding="utf-8") + "retired: [bell]\n", encoding="utf-8")
    assert add(folder, *ACTOR) == 0
    assert "bell-2" in load(folder).entries
    assert is_clean(folder, capsys)


LONG = [("the keepers of the lights of all the harbours there are", "the-keepers-of-the-lights-of-all-the-harbours")]
"""A name, and an id that ends with one of its words."""


def test_ids_of_other_letters(folder: Path) -> None:
    for name, wanted in (("Ægir Þór Öström's", "gir-or-ostroms"), ("Ναῦς", "actor"), ("x" * 90, "x" * 48), *LONG):
        assert add(folder, "actor", "--name", name, "--spelling", "bell", *ACTOR[3:]) == 0
        assert load(folder).entries[wanted].record.name == name


HOSTILE = [
    "{{ x }} {% raw %}",
    "<script>alert(1)</script>",
    "a: b # c",
    "- [a, {b: c}",
    "'\"\\'\"",
    "*bold* _it_ `code` [a](javascript:x)",
    "&amp; &lt;",
    "!!python/object:x",
    "yes",
    "~",
    "2021-08-26",
    "é😀 \u00a0 ñ",
    "%s %d {0}",
    "x" * 3000,
    "---",
    "...",
    "|",
    "> folded",
    "--option",
    "$(id) `id` ; rm",
]


def test_hostile_words_are_only_words(folder: Path, capsys) -> None:
    for number, words in enumerate(HOSTILE):
        more = (f"--name={words}", f"--spelling={words}", "--spelling=bell", f"--text={words}", "--id", f"odd-{number}")
        assert add(folder, "actor", *ACTOR[3:5], *ACTOR[7:], *more) == 0
        record = load(folder).entries[f"odd-{number}"].record
        said = " ".join(words.split())
        assert (record.name, record.summary.text, record.spellings) == (said, said, (said, "bell"))
    assert is_clean(folder, capsys)
    assert main(["render", "-C", str(folder), "--to", str(folder / "pages")]) == 0


THIRD = """seed: third.txt
sha256: {sha256}
name: The Third
title: {{value: The bell rang, stated: {{source: third, exact: The bell rang}}}}
author: {{absent: Looked for a by-line}}
container-title: {{absent: Looked for an outlet}}
issued: {{absent: Looked for a date}}
URL: {{absent: Looked for an address}}
language: {{absent: Looked for a language}}
coverage: partial
"""


def test_a_place_is_told_by_its_line(folder: Path, capsys) -> None:
    seed = b"The bell rang.\n\nAnd then it was that a bell rang.\n"
    (folder / "seeds/third.txt").write_bytes(seed)
    record = THIRD.format(sha256=hashlib.sha256(seed).hexdigest())
    (folder / "data/sources/third.yml").write_text(record, encoding="utf-8")
    assert add(folder, *ACTOR[:-1], "third: bell rang") == 1
    told = capsys.readouterr().err
    assert "these words stand in 2 places, third:1, third:3: begin with the one meant, 'third:1: bell rang'" in told
    assert add(folder, *ACTOR[:-1], "third:3: bell rang") == 0
    (cited,) = load(folder).entries["bell"].record.summary.cite
    assert (cited.source, cited.exact, cited.prefix) == ("third", ("bell rang",), "that a")
    assert is_clean(folder, capsys)


# A terminal


MOST_SAID = 100_000
"""Bytes after which a program says the same for ever."""


def drive(folder: Path, arguments: list[str], answers: list[str], end: bytes = b"\x04") -> tuple[int, str]:
    """Run `brief` on a terminal of its own, answering each prompt in turn; return its exit code and output."""
    process, terminal = pty.fork()
    if not process:
        os.chdir(folder)
        os.execv(BRIEF, [str(BRIEF), *arguments])
    left, said = [answer.encode() + b"\n" for answer in answers], b""
    while len(said) < MOST_SAID:
        if not select.select([terminal], [], [], 1)[0]:
            if said and not left:
                os.write(terminal, end)  # An interrupt may come before the program waits for input, and be lost.
            continue
        try:
            data = os.read(terminal, 4096)
        except OSError:
            break
        if not data:
            break
        said += data
        if said.endswith(b"> "):
            os.write(terminal, left.pop(0) if left else end)
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), said.decode().replace("\r\n", "\n")


def test_a_terminal_is_asked_and_told_what_is_wrong(folder: Path, capsys) -> None:
    answers = [
        "bell",
        "?",
        "boat",
        "group",
        "",
        "",
        "The bell was heard.",
        "gazette: We hear the bell",
        "We heard the bell",
        "",
        "tom-reeve",
    ]
    code, said = drive(folder, ["add", "actor"], [*answers, "", "", ""])
    assert code == 0
    assert "  person\n  group\n" in said
    assert "  ! 'boat' is no kind: person, group, organisation, state\n" in said
    assert "  ! this is needed\n" in said
    assert "  ! these words are not in 'gazette'; the nearest, line 7 of 'gazette': We heard the bell\n" in said
    assert "id: the id of the record (Enter: bell)\n" in said
    record = load(folder).entries["bell"].record
    assert record.kind == "group"
    assert record.summary.said_by[0].actor == "tom-reeve"
    assert is_clean(folder, capsys)


def test_whoever_gives_options_is_asked_for_the_rest_only(folder: Path) -> None:
    code, said = drive(folder, ["add", *ACTOR[:3], "--kind", "boat"], ["group", "The bell was heard.", "We heard the bell", ""])
    assert code == 0
    assert [line.partition(":")[0] for line in said.splitlines() if line.startswith(("name", "kind", "text", "cite", "id"))] == [
        "kind",
        "text",
        "cite",
        "cite",
        "name",
        "kind",
    ][:4]


def test_a_figure_is_asked_for_one_answer_after_the_other(folder: Path, capsys) -> None:
    answers = ["How many men?", "men", "the-light", "", "alone", "One counts.", ""]
    answers += ["at least 3", "log: at least 3 men", "", "", "", "", ""]
    answers += ["silent", "3 men", "", "gazette", "", "", "", "", "", ""]
    code, said = drive(folder, ["add", "figure"], answers)
    assert code == 0, said
    assert [answer.id for answer in load(folder).entries["how-many-men"].record.answers] == [
        "how-many-men-log",
        "how-many-men-gazette",
    ]
    assert is_clean(folder, capsys)


def test_answers_that_bring_a_finding_are_given_back_as_a_command(folder: Path) -> None:
    answers = ["harbour-board", "sent", "tom-reeve", "It sent 'men'.", "log: The Harbour Board sent", "", "", "", "", "", ""]
    before = texts(folder)
    code, said = drive(folder, ["add", "relation"], answers)
    assert code == 1
    assert texts(folder) == before
    again = said.splitlines()[-1].strip()
    assert again == (
        "brief add relation --subject harbour-board --type sent --object tom-reeve "
        "--text 'It sent '\"'\"'men'\"'\"'.' --cite 'log: The Harbour Board sent'"
    )


@pytest.mark.parametrize("end", [b"\x04", b"\x03"], ids=["the end of input", "an interrupt"])
def test_a_terminal_that_stops_writes_nothing(folder: Path, end: bytes) -> None:
    before = texts(folder)
    code, said = drive(folder, ["add", "actor"], ["Bell"], end)
    assert (code, said.splitlines()[-1]) == (2, "brief: stopped; nothing was written")
    assert texts(folder) == before


# The real brief

SPRUNG = '--cite "national-2021: ISIS-K sprung up in Afghanistan in 2014"'
KHAN = "nikkei-2021: Khan, a political science lecturer"
REAL = [
    "actor --name AFP --kind organisation --text 'It is credited.' --cite 'national-2021: ISIS-K claimed responsibility. AFP'",
    "statement --to isis-khorasan --section 1 --text 'It came on August 26.' --cite 'national-2021: at Kabul airport on August 26'",
    f"event --timeline isis-k-acts --text '[[isis-k|ISIS-K]] sprang up.' {SPRUNG} --date 2014 --kind organisation",
    f"quote --speaker khan --cite 'nikkei-2021: the Taliban is now the state' --gist 'What it is' --attribution '{KHAN}'",
    f"relation --subject khan --type works-for --object nangarhar-university --text 'He lectures.' --cite '{KHAN} at Nangarhar'",
    "figure --question 'When did it spring up?' --topic isis-khorasan --verdict alone --explanation 'One says so.' "
    f"--answer 'In 2014.' {SPRUNG}",
    f"answer --figure area --answer 'In Afghanistan.' {SPRUNG}",
]


def test_a_record_of_each_kind_in_the_real_brief(tmp_path: Path, capsys) -> None:
    for name in ("data", "seeds", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for options in REAL:
        assert add(tmp_path, *shlex.split(options)) == 0, capsys.readouterr()
    assert is_clean(tmp_path, capsys)
    assert main(["render", "-C", str(tmp_path), "--to", str(tmp_path / "pages")]) == 0
    pages = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "pages").rglob("*.md"))
    assert "When did it spring up?" in pages
