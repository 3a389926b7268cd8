"""Typing errors: the one near place is found, and what may be more than an error is never harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from macros.reading.document import Document
from macros.reading.typo import _ends, near_places, objection, words_of

TEXT = "The keeper lit the great lamp at six. Nobody saw it burn in Kabul, said the clerk of the harbour."
KNOWN = frozenset(words_of(TEXT))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("keeper lit the graet lamp at six", "keeper lit the great lamp at six"),
        ("keeper lit thegreat lamp at six", "keeper lit the great lamp at six"),
        ("xhe keeper lit the great lamp", "The keeper lit the great lamp"),
        ("said the clerk of the harbou", "said the clerk of the harbour"),
        ("said the clerk of the harbourr", "said the clerk of the harbour"),
        ("keeper lit the great lam", "keeper lit the great lamp"),
    ],
)
def test_the_place_is_found_on_word_edges(written: str, printed: str) -> None:
    ((_, (start, end)),) = near_places(Document("x", TEXT), written)
    assert TEXT[start:end] == printed


@pytest.mark.parametrize("written", ["lit teh lamp", "keeper of the great lamps at seven", "something else entirely", "a"])
def test_what_is_further_off_has_no_place(written: str) -> None:
    assert near_places(Document("x", TEXT), written) == []


def test_places_much_alike_are_all_told() -> None:
    text = "the keeper lit the lamp here. the keeper lit the lamp there. the keeper hid the lamp."
    assert [edits for edits, _ in near_places(Document("x", text), "the keper lit the lamp")] == [1, 1, 3]


@given(st.text("ab ", min_size=1, max_size=9), st.text("ab ", max_size=30), st.integers(0, 4))
def test_ends_are_those_of_the_definition(words: str, text: str, limit: int) -> None:
    least = [min(Levenshtein.distance(words, text[start:end]) for start in range(end + 1)) for end in range(1, len(text) + 1)]
    assert list(_ends(words, text, limit)) == [(end, edits) for end, edits in enumerate(least, start=1) if edits <= limit]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("the graet lamp", "the great lamp"),
        ("the great lmap,", "the great lamp,"),
        ("the great lamp", "the great lamp,"),
        ("thegreat lamp", "the great lamp"),
        ("the har bour", "the harbour"),
        ("in Kabuul", "in Kabul"),
        ("teh clerk", "the clerk"),
        ("Teh clerk", "The clerk"),
    ],
)
def test_a_typing_error_is_harmless(written: str, printed: str) -> None:
    assert objection(written, printed, KNOWN) == ""


@pytest.mark.parametrize(
    ("written", "printed", "reason"),
    [
        ("about 14 men", "about 15 men", "the difference touches a number"),
        ("in 2O21 again", "in 2021 again", "the difference touches a number"),
        ("two dozzen men", "two dozen men", "the difference touches a number"),
        ("the fiftth man", "the fifth man", "the difference touches a number"),
        ("the tird man", "the third man", "the difference touches a number"),
        ("6% of it", "6 of it", "the difference touches a number"),
        ("on Agust the day", "on August the day", "the difference touches a date"),
        ("it was nto seen", "it was not seen", "the difference touches a negation"),
        ("it was now seen", "it was not seen", "the difference touches a negation"),
        ("he is ablee", "he is unable", "the difference touches a negation"),
        ("hardlly seen", "hardly seen", "the difference touches a negation"),
        ("abuot six men", "about six men", "the difference touches a hedge"),
        ("it migth be", "it might be", "the difference touches a hedge"),
        ("at leest six", "at least six", "the difference touches a hedge"),
        ("the Kabul", "the kabul", "'Kabul' and 'kabul' differ in case"),
        ("us troops", "US troops", "'us' and 'US' differ in case"),
        ("in Iraq now", "in Iran now", "'Iraq' may be another name than 'Iran'"),
        ("in Austria", "in Australia", "'Austria' may be another name than 'Australia'"),
        ("the lamp", "the lamb", "'lamp' is in use itself"),
        ("he saw it", "she saw it", "'he' is in use itself"),
        ("northern men", "southern men", "'northern' is in use itself"),
        ("it was unseen", "it was inseen", "'unseen' and 'inseen' may differ in sense"),
        ("a moral act", "amoral act", ""),
        ("it is lawful", "it is unlawful", "'lawful' and 'unlawful' may differ in sense"),
        ("the lamp", "the great lamp", "the difference is a whole word"),
        ("the a lamp", "the lamp", "the difference is a whole word"),
        ("was it dark?", "was it dark.", "the difference touches a sign"),
        ("[the lamp", "the lamp", "the difference touches a sign"),
        ("xqz men", "the men", "'xqz' may be another word than 'the'"),
    ],
)
def test_what_may_be_more_is_not(written: str, printed: str, reason: str) -> None:
    found = objection(written, printed, KNOWN)
    assert found
    assert found == (reason or found)
