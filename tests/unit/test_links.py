"""Links in texts: how they are cut, what is read in their place, and that it is the same wherever a text is read."""

import json
import re
import time
from html import unescape
from pathlib import Path

import pytest

from macros.brief import Brief, load
from macros.changes import sayings
from macros.checks import run
from macros.exports.previews import previews
from macros.exports.search import entries
from macros.links import LEFT_OUT, LONGEST, Piece, beginning, cut, label, plain, targets
from macros.pages.book import Book
from macros.pages.prose import runs, typeset
from tests.cases.golden import BASE, build
from tests.unit.texts import brief

BELL = "data/actors/bell.yml"


def with_bell(folder: Path, *texts: str) -> Brief:
    """Return the base with an actor whose statements, of the ids bell-0, bell-1, ..., say some texts."""
    cite = {"log": "The light did not fail again"}
    statements = [{"id": f"bell-{number}", "text": text, "cite": cite} for number, text in enumerate(texts)]
    bell = {"name": "The bell", "kind": "group", "spellings": ["light"], "statements": statements}
    build(BASE, folder)
    (folder / BELL).write_text(json.dumps(bell), encoding="utf-8")
    return load(folder)


# How a text is cut


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("no link", ["no link"]),
        ("[[a]]", [("", "a")]),
        ("see [[a]] and [[b|two words]].", ["see ", ("", "a"), " and ", ("two words", "b"), "."]),
        ("[[a|]][[b| ]]", [("", "a"), ("", "b")]),
        ("[[a|one|two]]", [("one|two", "a")]),
        ("[[[a]]]", ["[", ("", "a"), "]"]),
        ("[[ a ]]", [("", " a ")]),
        ("[[]] [[|words]] [a] [[a] [a]] [[a|b]", ["[[]] [[|words]] [a] [[a] [a]] [[a|b]"]),
        ("[[a|[b]]] [[a [[b]]", ["[[a|[b]]] [[a ", ("", "b")]),
    ],
)
def test_a_link_is_an_id_and_words_between_double_brackets(text: str, pieces: list[str | tuple[str, str]]) -> None:
    wanted = [Piece(piece) if isinstance(piece, str) else Piece(*piece) for piece in pieces]
    assert [piece for piece in cut(text) if piece.words or piece.id] == wanted
    assert targets(text) == [piece.id for piece in wanted if piece.id]


@pytest.mark.parametrize("part", ["[[", "[", "]]", "[[a", "[[a|", "[[a|b", "[[|", "|", "[[a]", "[[a|b]", "[[a]]", "a[[isis-k]]"])
def test_a_text_is_read_in_a_time_that_grows_with_its_length(part: str) -> None:
    start, text = time.process_time(), part * 50_000
    assert "".join(run.text for run in runs(brief(), text)) == typeset(plain(brief(), text))
    assert time.process_time() - start < 10, "a fifth of the first of these took 20 seconds"


# What is read in the place of a link


CALLED = {
    "tom-reeve": "Tom Reeve",
    "log": "The Log",
    "the-light": "The light",
    "hours-dark": "How long was the light out?",
    "home-out": "The light was out for about 14 hours.",
    "relit": "The men of the board relit the lamp.",
    "tl-worst": "The Harbour Board called the night the worst.",
    "brandt-keeper": "Keeper of the light",
    "board-sent": "The board sent at least 3 men and 20 barrels of oil.",
    "q-reeve-bell": "words of Tom Reeve",
    "dark-log": "about 14 hours",
}
"""What each kind of record is called."""


def test_a_record_is_called_by_its_name_or_else_by_its_own_words(tmp_path: Path) -> None:
    found = with_bell(tmp_path)
    assert {id_: label(found, id_) for id_ in CALLED} == CALLED
    assert {id_: plain(found, f"[[{id_}]]") for id_ in CALLED} == CALLED
    assert plain(found, "so [[relit|it was]] [[relit| ]].") == f"so it was {CALLED['relit']}."


def test_answers_and_speakers_are_called_as_their_pages_have_it(tmp_path: Path) -> None:
    build(BASE, tmp_path)
    figure = tmp_path / "data/figures/hours-dark.yml"
    silent = "  - {id: dark-none, value: none, cite: {log: The light did not fail again}}\n"
    silent += "  - {id: dark-no, absent: {words: [xyz], sources: [log]}}\n"
    silent += "  - {id: dark-says, says: 'No [[ada-brandt]]', cite: {log: The light did not fail again}}\n"
    silent += "  - {id: dark-word, value: '\"scores\"', cite: {log: The light did not fail again}}\n"
    figure.write_text(figure.read_text(encoding="utf-8") + silent, encoding="utf-8")
    quote = "{id: q-clerk, form: paraphrase, cite: {log: The light did not fail again}}"
    (tmp_path / "data/quotes/clerk.yml").write_text(f"unnamed: its clerk\nquotes: [{quote}]\n", encoding="utf-8")
    found = load(tmp_path)
    assert [label(found, f"dark-{end}") for end in ("none", "no", "says", "word")] == [
        "no number",
        "no answer",
        "No Ada Brandt",
        "scores hours",
    ]
    assert (label(found, "clerk"), label(found, "q-clerk"), label(found, "nobody")) == ("its clerk", "words of its clerk", "nobody")


def test_links_in_a_ring_come_to_an_end(tmp_path: Path) -> None:
    found = with_bell(tmp_path, "one [[bell-1]] [[tom-reeve]]", "two [[bell-0]] [[bell-0|again]]", "[[bell-2]]")
    assert plain(found, "[[bell-0]]") == f"one {LEFT_OUT} Tom Reeve"
    assert plain(found, "[[bell-1]]") == f"two {LEFT_OUT} again"
    assert plain(found, "[[bell-2]]") == LEFT_OUT


def test_a_long_record_is_told_by_its_beginning(tmp_path: Path) -> None:
    found = with_bell(tmp_path, "very, " * 100, "[[tom-reeve]] " * 100, "x" * 1000)
    for number in range(3):
        words = plain(found, f"[[bell-{number}]]")
        assert words.endswith(" …")
        assert len(words) <= LONGEST + 2
    many = plain(found, "[[bell-0]]" * 1000)
    assert many.startswith(plain(found, "[[bell-0]][[bell-0]]"))
    assert many.endswith(LEFT_OUT * 900)
    assert beginning("one, two", 8) == "one, two"
    assert beginning("one, two", 7) == "one …"


def test_nothing_is_read_into_the_id_of_a_record_that_could_not_be_read(tmp_path: Path) -> None:
    build(BASE, tmp_path)
    events = tmp_path / "data/timelines/nights.yml"
    events.write_text(events.read_text(encoding="utf-8").replace("id: storm", "id: storm-1931\n    sort: x"), encoding="utf-8")
    topic = tmp_path / "data/topics/the-light.yml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("Nobody was hurt.", '"[[storm-1931]]"'), encoding="utf-8")
    assert "number-not-in-passage" not in {finding.rule for finding in run(load(tmp_path))}


# The same words everywhere


def test_what_a_reader_sees_is_what_is_searched_told_and_compared(tmp_path: Path) -> None:
    text = '\'Twas [[tom-reeve]]\'s "[[bell-1]]", and [[q-reeve-bell]]; [[bell-0|see]] "[[dark-log]]".'
    found = with_bell(tmp_path, text, 'The "bell" of [[harbour-board]]')
    events = tmp_path / "data/timelines/nights.yml"
    events.write_text(events.read_text(encoding="utf-8").replace("A storm put out the light.", json.dumps(text)), encoding="utf-8")
    found = load(tmp_path)
    seen = typeset(plain(found, text))
    assert seen == "'Twas Tom Reeve’s “The “bell” of Harbour Board”, and words of Tom Reeve; see “about 14 hours”."
    book = Book(found, tmp_path / "docs")
    for page in ("actors/bell.md", "topics/the-light.md"):
        assert seen in on_page(book.pages[page].markdown)
    assert seen in {text for _, _, _, _, text in entries(book)}
    assert seen in {line for _, _, line in previews(book).values()}
    assert sayings.of(found)["bell-0"].fields["text"] == (plain(found, text),)


def on_page(markdown: str) -> str:
    """Return the words of a page: without its tags, its links and its marks of notes."""
    words = re.sub(r"<[^>]*>|\[\^[^\]]*\]", "", markdown)
    return unescape(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words))


def test_a_title_holds_no_link_on_its_page_or_elsewhere(tmp_path: Path) -> None:
    build(BASE, tmp_path)
    topic = tmp_path / "data/topics/the-light.yml"
    topic.write_text(
        topic.read_text(encoding="utf-8").replace("title: The night", 'title: "The [[nobody|night]]"'), encoding="utf-8"
    )
    book = Book(load(tmp_path), tmp_path / "docs")
    assert "## The [[nobody|night]]" in on_page(book.pages["topics/the-light.md"].markdown)
    assert "The [[nobody|night]]" in {name for _, _, name, _, _ in entries(book)}
