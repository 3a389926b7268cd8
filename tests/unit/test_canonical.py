"""The one form of a record file: however it was written, values and comments come out the same, and nothing moves twice."""

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.brief import load
from macros.diagnostics import BriefError
from macros.facts.records import KINDS, Actor, Front, Quotes, Timeline
from macros.reading.canonical import WIDTH, canonical, comments, modeline
from macros.reading.recordfile import as_record
from macros.reading.scalar import folded, is_text_to_all, on_line, quoted
from macros.reading.yamlfile import parse_yaml
from tests.cases.golden import BASE
from tests.unit.texts import brief

FILES = {file.file.name: file for file in load(BASE).files}


def actor(body: str) -> str:
    return canonical(f"name: X\nkind: person\n{body}", Actor).removeprefix(f"{modeline(Actor)}name: X\nkind: person\n")


FORMS = [
    # as it is written, as it is to be
    ("spellings: [  Y,\n  Z ]\n", "spellings: [Y, Z]\n"),
    ("spellings:\n- Y\n- 'Z'\n", "spellings: [Y, Z]\n"),
    ("spellings: ['Y', \"Z z\"]\n", "spellings:\n  - Y\n  - Z z\n"),
    ("spellings: [yes, '2022', 12:30, 3.10, 2021-08-26]\n", 'spellings: ["yes", 2022, "12:30", "3.10", 2021-08-26]\n'),
    ("spellings: ['\"many\"', 'a\\b', \"it's\"]\n", "spellings: ['\"many\"', a\\b, it's]\n"),
    ("spellings:\n  - 'Y: y'\n", "spellings:\n  - >-\n    Y: y\n"),
    ('spellings: ["Y\\ty", "Y # y"]\n', 'spellings:\n  - "Y\\ty"\n  - >-\n    Y # y\n'),
    ("spellings:\n  - >-\n    Y\n    y\n  - |-\n    Z\n    z\n", 'spellings:\n  - Y y\n  - "Z\\nz"\n'),
    ("spellings: []\n", "spellings: []\n"),
    (
        "summary: {id: x, cite: {log: A cat, gazette: [a, b c]}, text: T}\n",
        "summary:\n  id: x\n  text: T\n  cite:\n    log: A cat\n    gazette:\n      - a\n      - b c\n",
    ),
    (
        "'summary': {cite: {log: T}, ? id\n  : x, text: \"[y z]\"}",
        "summary:\n  id: x\n  text: >-\n    [y z]\n  cite:\n    log: T\n",
    ),
    (
        f"spellings: [{', '.join(['abcdefghijkl'] * 7)}]\n",
        f"spellings: [{', '.join(['abcdefghijkl'] * 7)}]\n",
    ),
    (
        f"spellings: [{', '.join(['abcdefghijkl'] * 8)}]\n",
        "spellings:\n" + "  - abcdefghijkl\n" * 8,
    ),
    ("spellings:\r\n  - Y y\r\n", "spellings:\n  - Y y\n"),
]


@pytest.mark.parametrize(("before", "after"), FORMS)
def test_one_form(before: str, after: str) -> None:
    assert actor(before) == after
    assert actor(after) == after


COMMENTS = [
    ("# above\nspellings: [Y] # beside\n", "# above\nspellings: [Y] # beside\n"),
    ("spellings: [Y, # of y\n  Z]\n", "spellings:\n  - Y # of y\n  - Z\n"),
    ("spellings: [Y,\n  # of z\n  Z\n  # end\n  ]  # all\n", "spellings: # all\n  - Y\n  # of z\n  - Z\n  # end\n"),
    ("spellings: # list\n  # of y\n  - # too\n    Y y\n", "spellings: # list\n  # of y\n  # too\n  - Y y\n"),
    ("spellings:\n  - Y y\n  # end\n# last\n", "spellings:\n  - Y y\n  # end\n# last\n"),
    ("\n\n# one\n\n\n# two\n\nspellings: [Y]\n\n\n", "\n# one\n\n# two\n\nspellings: [Y]\n"),
    ("summary: {text: T, # t\n  id: x, cite: {log: W}} # s\n", "summary: # s\n  id: x\n  text: T # t\n  cite:\n    log: W\n"),
    ("summary: # s\n  {text: T, id: x, cite: {log: W # w\n}}\n", "summary: # s\n  id: x\n  text: T\n  cite:\n    log: W # w\n"),
    (
        "summary:\n  text: >- # t\n    # no comment\n  # of the id\n  id: x\n  cite:\n    log: W\n",
        "summary:\n  # of the id\n  id: x\n  text: >- # t\n    # no comment\n  cite:\n    log: W\n",
    ),
    (
        "statements:\n- text: T\n      # under t\n  id: x\n  cite: {log: W}\n# of the next\n- {id: y, cite: {log: W}, text: T}\n",
        "statements:\n  - id: x\n    text: T\n      # under t\n    cite:\n      log: W\n"
        "  # of the next\n  - id: y\n    text: T\n    cite:\n      log: W\n",
    ),
    ("spellings: [Y]\n--- \n", None),
]


@pytest.mark.parametrize(("before", "after"), COMMENTS)
def test_comments_stay_where_they_belong(before: str, after: str | None) -> None:
    if after is None:
        with pytest.raises(BriefError):
            actor(before)
        return
    assert actor(before) == after
    assert actor(after) == after


def test_the_line_for_editors_is_the_first_and_stands_once() -> None:
    head = "# Copyright\n# vim: ft=yaml\n"
    wanted = f"{modeline(Actor)}{head}name: X\nkind: state\n"
    for text in (
        f"{head}kind: state\nname: X\n",
        f"{head}# yaml-language-server: $schema=https://x/y.json\nname: X\nkind: state\n",
        wanted,
    ):
        assert sorted(canonical(text, Actor).splitlines()) == sorted(wanted.splitlines())
        assert canonical(text, Actor).startswith(modeline(Actor))
    assert modeline(Front) == "# yaml-language-server: $schema=.schema/brief.json\n"


@pytest.mark.parametrize(
    "text", ["name: [", "name: X\n", "name: X\nkind: person\nkynd: x\n", "- a\n", "", "name: X\nname: Y\nkind: person\n"]
)
def test_a_file_with_faults_is_refused(text: str) -> None:
    with pytest.raises(BriefError, match=r"^line [123]: "):
        canonical(text, Actor)


# Any file

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\x85 #:'\"-[]{},&*!|>%@`"), max_size=40)


@given(WORDS, st.booleans())
def test_any_words_are_read_back_from_one_line(words: str, in_flow: bool) -> None:
    written = on_line(words, in_flow)
    assert "\n" not in written
    file = parse_yaml(f"a: [{written}]\n".encode() if in_flow else f"a: {written}\n".encode(), "x.yml")
    assert file.findings == []
    assert file.value == {"a": [words] if in_flow else words}
    assert parse_yaml(f"a: {quoted(words)}\n".encode(), "x.yml").value == {"a": words}


@given(WORDS, st.integers(1, 30))
def test_any_words_that_can_be_folded_are_read_back(words: str, width: int) -> None:
    lines = folded(words, width)
    if lines is not None:
        text = "a: >-\n" + "".join(f"  {line}\n" for line in lines)
        assert parse_yaml(text.encode(), "x.yml").value == {"a": words}
        assert all(len(line) <= width or " " not in line.strip() or "  " in line or "\t" in line for line in lines)


@pytest.mark.parametrize(
    "words", ["yes", "No", "on", "~", "null", "12:30", "3.10", "0123", "1_000", "1e3", "0x1f", "0o7", ".5", "<<", "="]
)
def test_words_that_others_take_for_something_else(words: str) -> None:
    assert not is_text_to_all(words)
    assert on_line(words) == f'"{words}"'


class Scribe:
    """Writes values as YAML in any of its forms, with comments anywhere."""

    def __init__(self, chance: random.Random, with_comments: bool) -> None:
        self.chance = chance
        self.with_comments = with_comments
        self.written: Counter[str] = Counter()

    def comment(self) -> str:
        """Return a comment, or nothing."""
        if not self.with_comments or self.chance.random() > 0.15:
            return ""
        words = f"# {self.chance.choice(['one', 'two: three', 'it#s', '- x', '[', '>-'])} {self.chance.randrange(9)}"
        self.written[words] += 1
        return words

    def lines(self, indent: int) -> str:
        """Return lines without a value."""
        found = ""
        while self.chance.random() < 0.3:
            words = self.comment()
            found += f"{' ' * max(0, indent + self.chance.choice([0, 0, 0, 1, 2, 3]))}{words}\n" if words else "\n"
        return found

    def beside(self) -> str:
        words = self.comment()
        return f"{' ' * self.chance.randint(1, 3)}{words}" if words else ""

    def scalar(self, words: str, indent: int, in_flow: bool) -> str:
        forms = [quoted(words)]
        if "\n" not in words and "\t" not in words:
            forms.append("'" + words.replace("'", "''") + "'")
        if on_line(words, in_flow) == words:
            forms += [words] * 3
        if not in_flow and (lines := folded(words, self.chance.randint(10, 90))):
            margin = " " * (indent + self.chance.randint(4, 6))
            forms += [">-\n" + "\n".join(margin + line for line in lines)] * 2
        found = self.chance.choice(forms)
        return found.replace(">-", f">-{self.beside()}", 1) if found.startswith(">") else found

    def flow(self, value: Any, indent: int) -> str:
        if isinstance(value, str):
            return self.scalar(value, indent, True)
        pairs = self.shuffled(value) if isinstance(value, dict) else None
        items = [f"{self.key(key)}: {self.flow(inner, indent)}" for key, inner in pairs] if pairs else []
        items = items if isinstance(value, dict) else [self.flow(inner, indent) for inner in value]
        joint = [f",{self.beside()}\n{self.lines(indent)}{' ' * indent}" if self.chance.random() < 0.4 else ", " for _ in items[1:]]
        inside = "".join(f"{item}{after}" for item, after in zip(items, [*joint, ""], strict=False))
        end = f"{self.beside()}\n{self.lines(indent)}{' ' * indent}" if self.chance.random() < 0.2 else ""
        return f"{{{inside}{end}}}" if isinstance(value, dict) else f"[{inside}{end}]"

    def key(self, key: str) -> str:
        return self.chance.choice([key, key, key, quoted(key), f"'{key}'"])

    def shuffled(self, value: dict) -> list:
        """Return keys and values, those of records in any order."""
        pairs = list(value.items())
        if {"id", "name", "value", "exact", "actor", "title"} & set(value):
            self.chance.shuffle(pairs)
        return pairs

    def block(self, value: dict | list, indent: int) -> str:
        found = ""
        if isinstance(value, list):
            for inner in value:
                found += f"{self.lines(indent)}{' ' * indent}-{self.value(inner, indent, True)}"
            return found
        for key, inner in self.shuffled(value):
            found += f"{self.lines(indent)}{' ' * indent}{self.key(key)}:{self.value(inner, indent, False)}"
        return found

    def value(self, value: Any, indent: int, in_list: bool) -> str:
        """Return what stands behind a colon or dash, to the end of its line."""
        deeper = indent + self.chance.randint(1, 4)
        if isinstance(value, str):
            words = self.scalar(value, indent, False)
            return f" {words}\n" if words.startswith(">") else f" {words}{self.beside()}\n"
        if not value or self.chance.random() < 0.3:
            return f" {self.flow(value, deeper)}{self.beside()}\n"
        if in_list and isinstance(value, dict) and self.chance.random() < 0.8:
            inner = self.block(value, indent + 2)
            lead, rest = inner[: indent + 2], inner[indent + 2 :]
            if not lead.strip() and "\n" not in lead and not rest.startswith(("#", " ", "\n")):
                return f" {rest}"
            return f"\n{inner}"
        if not in_list and isinstance(value, list) and self.chance.random() < 0.3:
            deeper = indent
        return f"{self.beside()}\n{self.lines(deeper)}{self.block(value, deeper)}"


@pytest.mark.parametrize("name", sorted(FILES))
@pytest.mark.parametrize("seed", range(12))
def test_a_file_written_in_any_way_comes_into_the_one_form(name: str, seed: int) -> None:
    file, chance = FILES[name], random.Random(seed)
    plain = Scribe(chance, False).block(file.file.value, 0)
    assert as_record(parse_yaml(plain.encode(), name), file.kind).record == file.record
    assert canonical(plain, file.kind) == canonical(file.file.text, file.kind)

    scribe = Scribe(chance, True)
    text = scribe.block(file.file.value, 0) + scribe.lines(0)
    assert comments(text) == scribe.written
    found = canonical(text, file.kind)
    again = parse_yaml(found.encode(), name)
    assert again.value == file.file.value
    assert as_record(again, file.kind).record == file.record
    assert comments(found) == scribe.written
    assert canonical(found, file.kind) == found


def test_lists_of_quotes_and_events_stay_in_their_order() -> None:
    for name, kind in (("data/quotes/ada-brandt.yml", Quotes), ("data/timelines/nights.yml", Timeline)):
        value = parse_yaml(canonical(FILES[name].file.text, kind).encode(), name).value
        assert value == FILES[name].file.value


@pytest.mark.parametrize("folder", ["", *KINDS])
def test_the_brief_itself_is_in_the_one_form(folder: str) -> None:
    files = [file for file in brief().files if file.file.name.split("/")[1:-1] == [folder][: bool(folder)]]
    assert files
    for file in files:
        assert canonical(file.file.text, file.kind) == file.file.text, f"run 'brief fmt {file.file.name}'"
        assert all(len(line) <= WIDTH or not line.strip().count(" ") for line in file.file.text.split("\n") if '"' not in line)
