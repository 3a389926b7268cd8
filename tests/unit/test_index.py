import pytest

from macros.facts.citation import Citation
from macros.reading.document import Document
from macros.reading.index import MAX_LIKELY, Index

LOG = Document("log", "The keeper’s lamp went out at night.")
BOARD = Document("board", "The board paid for the lamp.")
HURT = Document("hurt", "Nothing is here â€™ but damage.", (("â€™", "’"),))


@pytest.mark.parametrize(
    ("words", "holding"),
    [
        ("the keeper's lamp", ["hurt"]),
        ("The keeper's lamp", ["log", "hurt"]),
        ("The lamp", ["log", "board", "hurt"]),
        ("The whale", ["hurt"]),
    ],
)
def test_which_documents_may_hold_words(words: str, holding: list[str]) -> None:
    index = Index([LOG, BOARD, HURT])
    assert [document.source for document in index.holding(Citation(source="log", exact=(words,)))] == holding


def test_the_likely_documents_have_half_of_the_words() -> None:
    index = Index([LOG, BOARD])
    assert index.likely(Citation(source="log", exact=("board paid for oil",))) == [BOARD]
    assert index.likely(Citation(source="log", exact=("whales paid no lamp",))) == [BOARD]
    assert index.likely(Citation(source="log", exact=("whales paid no fine",))) == []


def test_only_the_likeliest_are_named_in_their_order() -> None:
    few, many = Document("a", "one"), [Document(f"b{number}", "one two") for number in range(MAX_LIKELY + 1)]
    assert Index([few, *many]).likely(Citation(source="log", exact=("one two",))) == many[:MAX_LIKELY]
