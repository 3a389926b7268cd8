"""The data dictionary: committed as it is made, with every key, its meaning and an example that holds."""

import re

import pytest

from macros.cli import main
from macros.exports.dictionary import dictionary, example, parts
from macros.facts.base import Record
from macros.facts.dates import BadDate, span
from macros.facts.quantity import quantity
from macros.facts.records import AMOUNTS, DATES, SCHEMAS
from macros.reading.canonical import canonical, modeline
from macros.reading.recordfile import as_record
from macros.reading.yamlfile import parse_yaml
from tests.unit.texts import ROOT

PAGE = ROOT / "data/README.md"
TEXTS = re.compile(r"text|id|key of|list: (?:text|id)|64 |`|\[date|\[quantity")
"""Shapes whose value is a word or text, or a list of them."""


def test_the_dictionary_is_committed_as_it_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dictionary"]) == 0
    assert capsys.readouterr().out == dictionary() == PAGE.read_text(encoding="utf-8"), "it is stale: run 'make schemas'"


@pytest.mark.parametrize("kind", SCHEMAS, ids=SCHEMAS.values())
def test_an_example_is_a_sound_file_in_form(kind: type[Record]) -> None:
    text = example(kind)
    assert as_record(parse_yaml(text.encode(), f"{SCHEMAS[kind]}.yml"), kind).whole
    assert canonical(text, kind) == modeline(kind) + text


def test_every_key_of_every_record_is_told_with_an_example() -> None:
    rows = [(part.name, row) for part in parts() for row in part.rows]
    assert len(rows) > 100
    for name, row in rows:
        assert row.meaning.endswith("."), (name, row.key)
        assert row.shape, (name, row.key)
        assert row.example or row.key == "id" or not TEXTS.match(row.shape), (name, row.key, row.shape)
    page = PAGE.read_text(encoding="utf-8")
    for part in parts():
        assert re.search(rf"^###? {part.name}$", page, re.MULTILINE), part.name
    for target in re.findall(r"\]\(#([^)]*)\)", page):
        assert re.search(rf"^###? {target}$", page, re.MULTILINE | re.IGNORECASE), target
    lines = [re.sub(r"\\\|", "", line) for line in page.splitlines() if line.startswith("| ")]
    assert {line.count("|") for line in lines} == {3, 5}


@pytest.mark.parametrize(
    ("part", "key", "words"),
    [
        ("Actor", "kind", "person group organisation state"),
        ("Figure", "verdict", "conflict compatible different agree alone"),
        ("Figure", "unit", "counted"),
        ("Answer", "measures", "counts"),
        ("Answer", "as_of", "time"),
        ("Quote", "gist", "heading"),
        ("Topic", "sections", "heading"),
        ("Section", "paragraphs", "statements"),
        ("Event", "kind", "kinds"),
    ],
)
def test_what_newcomers_ask_is_answered(part: str, key: str, words: str) -> None:
    (row,) = [row for each in parts() if each.name == part for row in each.rows if row.key == key]
    assert all(word in row.meaning for word in words.split())


def test_the_forms_of_dates_and_quantities_are_right() -> None:
    for date in DATES:
        assert span(date).precision
    for amount in AMOUNTS:
        assert quantity(amount).kind
    assert {quantity(amount).kind for amount in AMOUNTS} == {
        *("exact", "about", "nearly", "over", "at least", "under", "up to", "range", "about range", "word", "none")
    }
    assert {span(date).precision for date in DATES} == {"day", "month", "year", "decade", "century", "interval"}
    with pytest.raises(BadDate):
        span("2021-23")
