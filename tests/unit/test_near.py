"""The nearest words: they begin and end where the given ones do, whatever stands between."""

import pytest

from macros.reading.document import Document
from macros.reading.near import nearest

TEXT = 'He said so. "With about 14 boats, the board (of 1931) put to sea," it ran. The light did not fail again.\n\nA bell rang.\n'


@pytest.fixture(scope="module")
def document() -> Document:
    return Document("log", TEXT)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("With about 15 boats, the board", "With about 14 boats, the board"),
        ("With recently about 14 boats", "With about 14 boats"),
        ("With 14 boats, the board", "With about 14 boats, the board"),
        ("boats, the board put to sea", "boats, the board (of 1931) put to sea"),
        ("the light did not fail again", "The light did not fail again"),
        ("The light did not fail again.", "The light did not fail again."),
        ("A night did not fail again", "The light did not fail again"),
    ],
)
def test_the_nearest_words(document: Document, words: str, expected: str) -> None:
    (found,) = nearest(document, words)
    assert document.read(*found) == expected


@pytest.mark.parametrize("words", ["", "zzz qqq xxx", "漢字 かな"])
def test_words_of_another_text_have_none(document: Document, words: str) -> None:
    assert list(nearest(document, words)) == []


@pytest.mark.parametrize("words", [" ", ".", "\n\n", "-", "again.\n\nA"])
def test_odd_words_break_nothing(document: Document, words: str) -> None:
    for start, end in nearest(document, words):
        assert 0 <= start <= end <= len(TEXT)
