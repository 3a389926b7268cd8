from pathlib import Path

import pytest

from macros.facts.base import BROKEN
from macros.facts.records import KINDS, Front
from macros.reading.recordfile import RecordFile, read_record


@pytest.fixture
def read(tmp_path: Path):
    def read(folder: str, text: str, stem: str = "it") -> RecordFile:
        path = tmp_path / f"{stem}.yml"
        path.write_text(text, encoding="utf-8")
        return read_record(path, f"data/{folder}/{stem}.yml", KINDS.get(folder, Front))

    return read


def found(file: RecordFile) -> list[tuple[str, int, int]]:
    return sorted((finding.rule, finding.line, finding.column) for finding in file.file.findings)


ACTOR = """\
name: It
kind: person
roles:
  - id: one
    text: Keeper
    cite: {log: the words of the log}
  - id: two
    text: Pilot
    cite:
      - log: the words of the log
        other: [the first, the second]
      - source: log
        exact: the words of the log
        prefix: and
    said_by:
      how: by letter
      actor: it
"""


def test_a_sound_file_is_whole(read) -> None:
    file = read("actors", ACTOR)
    assert (found(file), file.whole) == ([], True)
    assert [role.id for role in file.record.roles] == ["one", "two"]


@pytest.mark.parametrize(
    ("old", "new", "expected", "kept"),
    [
        # old, new, the finding, ids of the roles that are kept (None where the record is lost)
        ("kind: person", "kind: ship", ("bad-value", 2, 7), None),
        ("kind: person\n", "", ("missing-key", 1, 1), None),
        ("kind: person", "knd: person", ("unknown-key", 2, 1), None),
        ("kind: person", "kind: person\nkind: group", ("duplicate-key", 3, 1), ["one", "two"]),
        ("kind: person", "kind: person\nzeal: much", ("unknown-key", 3, 1), ["one", "two"]),
        ("name: It", "name: It\nid: other", ("id-not-stem", 2, 5), ["one", "two"]),
        ("id: two", "id: Two", ("bad-id", 7, 9), ["one"]),
        ("id: two", "Id: two", ("unknown-key", 7, 5), ["one"]),
        ("text: Pilot", "text:", ("bad-value", 8, 10), ["one"]),
        ("text: Pilot", "text: [Pilot]", ("bad-value", 8, 11), ["one"]),
        ("    text: Pilot\n", "", ("missing-key", 7, 5), ["one"]),
        ("cite: {log: the words of the log}", "cite: the words of the log", ("bad-citation", 6, 11), ["two"]),
        ("cite: {log: the words of the log}", "cite: {Log: the words of the log}", ("bad-id", 6, 12), ["two"]),
        ("cite: {log: the words of the log}", "cite: {log: }", ("bad-value", 6, 17), ["two"]),
        ("cite: {log: the words of the log}", "cite: {log: []}", ("bad-value", 6, 17), ["two"]),
        ("cite: {log: the words of the log}", "cite: []", ("bad-value", 6, 11), ["two"]),
        ("cite: {log: the words of the log}", "cite: [[]]", ("bad-citation", 6, 11), ["two"]),
        ("[the first, the second]", '[the first, ""]', ("bad-value", 11, 28), ["one"]),
        ("other: [the first", "Other: [the first", ("bad-id", 11, 9), ["one"]),
        ("prefix: and", "prefx: and", ("unknown-key", 14, 9), ["one"]),
        ("prefix: and", "prefix: [and]", ("bad-value", 14, 17), ["one"]),
        ("        exact: the words of the log\n", "", ("missing-key", 12, 9), ["one"]),
        ("exact: the", "exakt: the", ("unknown-key", 13, 9), ["one"]),
        ("actor: it", "actor: It", ("bad-id", 17, 14), ["one"]),
        ("actor: it", "actr: it", ("unknown-key", 17, 7), ["one"]),
        ("actor: it", "actor: it\n      source: log", ("bad-value", 16, 7), ["one"]),
        ("said_by:\n      how: by letter\n      actor: it", "said_by: It", ("bad-id", 15, 14), ["one"]),
        ("said_by:\n      how: by letter\n      actor: it", "said_by: [it, It]", ("bad-id", 15, 19), ["one"]),
    ],
)
def test_one_fault_is_one_finding_at_its_place(read, old: str, new: str, expected: tuple[str, int, int], kept) -> None:
    assert old in ACTOR
    file = read("actors", ACTOR.replace(old, new, 1))
    assert found(file) == [expected]
    if kept is None:
        assert file.record is None
    else:
        assert [role.id for role in file.record.roles if role is not BROKEN] == kept


def test_several_faults_are_all_found(read) -> None:
    text = ACTOR.replace("person", "ship").replace("id: one", "id: One").replace("prefix", "prefx").replace("text: Pilot", "text: ")
    assert found(read("actors", text)) == [("bad-id", 4, 9), ("bad-value", 2, 7), ("bad-value", 8, 10), ("unknown-key", 14, 9)]


@pytest.mark.parametrize(
    ("key", "nearest"),
    [("knd", "kind"), ("spelling", "spellings"), ("relation", "relations"), ("Summary", "summary")],
)
def test_the_nearest_key_is_named(read, key: str, nearest: str) -> None:
    finding = next(finding for finding in read("actors", ACTOR + f"{key}: x\n").file.findings if finding.rule == "unknown-key")
    assert finding.nearest == nearest


def test_the_nearest_key_is_one_of_the_same_place(read) -> None:
    file = read("actors", ACTOR.replace("how: by letter", "haw: by letter"))
    assert [finding.nearest for finding in file.file.findings] == ["how"]


TOPIC = """\
title: It
short: It
line: {id: a, text: x, cite: {log: the words of the log}}
bottom_line:
  - {id: b, text: x, cite: {log: the words of the log}}
sections:
  - id: s
    title: One
    paragraphs:
      - statements:
          - {id: c, text: x, cite: {log: the words of the log}}
          - {id: d, text: x, cite: {log: the words of the log}}
      - quote: q
  - id: t
    title: Two
    paragraphs:
      - figure: f
"""


@pytest.mark.parametrize(
    ("old", "new", "broken"),
    [
        ("{id: a, text: x", "{id: a, text: []", "line"),
        ("{id: b, text: x", "{id: b, text: []", "bottom_line.0"),
        ("{id: c, text: x", "{id: c, text: []", "sections.0.paragraphs.0.statements.0"),
        (
            "{id: d, text: x, cite: {log: the words",
            "{id: d, text: x, cite: {log: [], x: the words",
            "sections.0.paragraphs.0.statements.1",
        ),
        ("quote: q", "quote: Q", "sections.0.paragraphs.1"),
        ("title: Two", "titel: Two", "sections.1"),
    ],
)
def test_the_sound_rest_of_a_file_is_kept(read, old: str, new: str, broken: str) -> None:
    assert old in TOPIC
    file = read("topics", TOPIC.replace(old, new))
    held: object = file.record
    for part in broken.split("."):
        held = held[int(part)] if part.isdigit() else getattr(held, part)
    assert held is BROKEN
    assert len(file.file.findings) == 1


@pytest.mark.parametrize("text", ["- a\n- b\n", "a\n", '""\n', "3\n"])
def test_a_file_without_keys_is_no_record(read, text: str) -> None:
    assert found(read("actors", text)) == [("bad-type", 1, 1)]


@pytest.mark.parametrize("stem", ["It", "it_is", "-it", "it-", "i t", "ит", "x" * 65])
def test_the_name_of_a_file_is_an_id(read, stem: str) -> None:
    file = read("actors", "name: It\nkind: person\n", stem)
    assert len(file.file.findings) == 1
    assert file.file.findings[0].rule in ("bad-id", "bad-value")
