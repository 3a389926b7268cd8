"""`brief status`: what is open in a brief."""

import json
from pathlib import Path

import pytest

from macros.cli import main
from tests.cases.golden import BASE, build


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build(BASE, tmp_path / "brief")


def status(folder: Path, *more: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["status", "-C", str(folder), *more]) == 0
    return capsys.readouterr().out


def test_the_state_of_a_brief(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "data/quotes/tom-reeve.yml").unlink()
    assert status(folder, capsys=capsys) == (
        "Sources\n"
        "  gazette  full     8 sentences: 7 cited, 0 omitted, 1 open\n"
        '    line 7: "We heard the bell and nothing else," said the pilot Tom Reeve.\n'
        "  log      full     10 sentences: 9 cited, 1 omitted, 0 open\n"
        "\n"
        "Actors that nothing uses: 1\n"
        "  tom-reeve\n"
        "\n"
        "Open questions: 1 of 1 figure\n"
        "  hours-dark: How long was the light out? (the documents contradict each other)\n"
        "\n"
        "2 sources, 1 topic, 9 statements, 3 actors, 1 relation, 2 events, 1 quote, 1 figure, 2 answers\n"
        "24 citations: 24 checked, 0 failed, 0 unchecked\n"
    )


def test_the_same_for_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "data/quotes/tom-reeve.yml").unlink()
    told = json.loads(status(folder, "--format", "json", capsys=capsys))
    assert told["unused_actors"] == ["tom-reeve"]
    assert told["sources"][0]["open"] == [{"line": 7, "text": '"We heard the bell and nothing else," said the pilot Tom Reeve.'}]
    for source in told["sources"]:
        assert source["sentences"] == source["cited"] + source["omitted"] + len(source["open"])
    assert told["counts"]["citations"] == 24


def test_a_question_that_one_document_alone_answers_is_open(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "data/figures/hours-dark.yml"
    text = path.read_text(encoding="utf-8").replace("verdict: conflict", "verdict: agree")
    path.write_text(text, encoding="utf-8")
    assert json.loads(status(folder, "--format", "json", capsys=capsys))["open_questions"] == []
    path.write_text(text.replace("value: about 20", "value: none"), encoding="utf-8")
    (question,) = json.loads(status(folder, "--format", "json", capsys=capsys))["open_questions"]
    assert question["answered"] == ["dark-log"]


def test_more_than_are_listed_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in folder.glob("data/*/*.yml"):
        if path.parent.name not in ("sources", "actors"):
            path.unlink()
    told = status(folder, "--limit", "2", capsys=capsys)
    assert "(--limit 6 lists them all)\n" in told


def test_a_brief_with_faults_has_a_state_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "seeds/log.txt").unlink()
    (folder / "data/figures/hours-dark.yml").write_text("question: [\n", encoding="utf-8")
    told = status(folder, capsys=capsys)
    assert "  log      its document cannot be read: see 'brief check'\n" in told
