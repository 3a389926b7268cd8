"""`brief find`: every place of the words in its sentence, with a citation that finds it."""

import json
import random
from pathlib import Path

import pytest
import yaml

from macros.brief import load
from macros.cli import main
from macros.facts.citation import Citation
from macros.reading.passage import Match, locate
from macros.reading.pointing import pointed
from macros.search import search
from tests.cases.golden import BASE, build
from tests.unit.texts import RESPELT, SEED, brief, documents, slices


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build(BASE, tmp_path / "brief")


def find(folder: Path, *words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["find", "-C", str(folder), *words])
    told = capsys.readouterr()
    assert told.err == ""
    return code, told.out


def test_a_place_is_told_in_its_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert find(folder, "and the glass", capsys=capsys) == (
        0,
        "log, line 8: cited by tl-paid\n"
        "  The board paid for the oil, the rope **and the glass**.\n"
        "  cite:\n"
        "    log: and the glass\n"
        "\n"
        "1 place found\n",
    )


def test_places_are_told_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = find(folder, "light", "was", "out", "--format", "json", capsys=capsys)
    assert code == 0
    found = json.loads(told)
    assert (found["exact"], found["total"]) == (True, 2)
    assert [(place["source"], place["line"], place["records"]) for place in found["places"]] == [
        ("gazette", 5, ["tl-boats"]),
        ("gazette", 5, ["dark-gazette"]),
    ]
    document = load(folder).documents["gazette"]
    for place in found["places"]:
        assert yaml.safe_load(place["yaml"]) == place["citation"]
        given = {**place["citation"], "exact": (place["citation"]["exact"],)}
        match = locate(document, Citation.model_validate(given))
        assert isinstance(match, Match)
        assert match.spans == ((place["start"], place["end"]),)
        assert document.text[place["start"] : place["end"]] == place["words"] == "light was out"


@pytest.mark.parametrize(
    ("words", "state"),
    [("Follow the log", "omitted: An invitation"), ("Nobody was hurt", "cited by tl-bottom")],
)
def test_what_became_of_the_sentence(folder: Path, words: str, state: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f": {state}\n" in find(folder, words, capsys=capsys)[1]


def test_a_sentence_that_nothing_cites(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "data/quotes/tom-reeve.yml"
    path.unlink()
    code, told = find(folder, "heard the bell", capsys=capsys)
    assert (code, told.split("\n")[0]) == (0, "gazette, line 7: not cited yet")


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        ("the board paid for teh oil", "**The board paid for the oil**, the rope"),
        ("the board paid for the oil", "**The board paid for the oil**"),
        ("GULL POINT LIGHT RELIT", "**Gull Point light relit**"),
    ],
    ids=["a typing error", "another case", "all capitals"],
)
def test_words_that_are_nowhere(folder: Path, words: str, nearest: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = find(folder, words, capsys=capsys)
    assert code == 1
    assert told.startswith("these very words are in no document; the nearest:\n")
    assert nearest in told.split("\n\n")[1]


@pytest.mark.parametrize(
    "words", ["", " ", "\u200b", "zzzz qqqq", "(", "[a-", "\\", "\x1b[31m", "{{ x }}", "[[log]]", "'", "a" * 5000]
)
def test_odd_words_are_only_words(folder: Path, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = find(folder, "--", words, capsys=capsys)
    assert code in (0, 1)
    assert "\x1b" not in told


def test_damage_is_read_as_it_is_meant(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = find(folder, "board's report", capsys=capsys)
    assert code == 0
    assert "The **board’s report** was[words missing] by the clerk" in told


def test_a_negation_beside_the_words_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "beside these words stands 'not'" in find(folder, "fail again", capsys=capsys)[1]


def test_one_source_can_be_searched(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert find(folder, "the light", "--source", "log", capsys=capsys)[1].count("log, line") == 1
    assert main(["find", "-C", str(folder), "light", "--source", "logg"]) == 2
    assert capsys.readouterr().err == "brief: there is no source 'logg'; the nearest: log\n"


def test_more_places_than_are_shown_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = find(folder, "the", "--limit", "2", capsys=capsys)[1]
    assert told.count(", line ") == 2
    assert "more places: give more words, or --limit" in told


def test_a_document_that_cannot_be_read_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "seeds/log.txt").unlink()
    code, told = find(folder, "Gull Point light relit", capsys=capsys)
    assert code == 1
    assert told.endswith("not searched, for its document cannot be read: log\n")


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.source)
def test_words_of_the_real_documents_are_found_however_they_are_typed(document) -> None:
    respell = random.Random(SEED).choice
    for start, end in slices(document, 12):
        words = respell(list(RESPELT.values()))(document.read(start, end))
        found = search(brief(), words, (document.source,), 5)
        assert found.exact
        assert [place.span for place in found.places] == [(start, end)]


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.source)
def test_a_citation_of_any_word_finds_that_word_alone(document) -> None:
    chance = random.Random(SEED)
    text = document.folded.text
    starts = [at for at in range(len(text)) if text[at].isalpha() and not text[at - 1 : at].strip()]
    for start in chance.sample(starts, 40):
        end = start
        while end < len(text) and text[end].isalpha():
            end += 1
        span = document.seed_range(start, end)
        citation = pointed(document, span)
        match = citation and locate(document, citation)
        assert match is None or (isinstance(match, Match) and match.spans == (span,))
