import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.reading.fold import DASHES, DOUBLE_QUOTES, FOLDS, GLYPHS, INVISIBLE, SINGLE_QUOTES, fold, folds_needed, repair
from tests.unit.texts import documents

EACH = [
    ("nfc", "café", "cafe\u0301"),
    ("nfc", "Ģż", "G\u0327z\u0307"),
    ("nfc", "각", "\u1100\u1161\u11a8"),
    ("white-space", "a b", "a\u00a0b"),
    ("white-space", "a b", "a \n\t b"),
    ("white-space", "a b", "a\r\nb"),
    ("white-space", "a b", "a\u2000b"),
    ("white-space", "a b", "a\u2003\u2000 b"),
    ("white-space", "a b", "a\u202fb"),
    ("white-space", "a b", "a\u2028b"),
    *[("quotation-marks", "a 'b'", f"a {glyph}b'") for glyph in SINGLE_QUOTES],
    *[("quotation-marks", 'a "b"', f'a {glyph}b"') for glyph in DOUBLE_QUOTES],
    *[("dashes", "a-b", f"a{glyph}b") for glyph in (*DASHES, "--", "---", "––", "———", "\u2011\u2011")],
    *[("invisible", "ab", f"a{glyph}b") for glyph in INVISIBLE],
    ("invisible", "a b", "a \u200bb"),
    ("ellipsis", "a...", "a…"),
]

KEPT_APART = [
    ("a", "A"), ("1", "2"), ("1", "¹"), ("½", "1/2"), ("a,b", "ab"), ("a, b", "a b"), ("5%", "5"), ("-5", "5"), ("+5", "5"),
    ("(a)", "a"), ("[a]", "(a)"), ("a.b", "ab"), ("a. b", "a b"), ("a b", "ab"), ("a b", "b a"), ("a-b", "a b"), ("a-b", "ab"),
    ("'a'", '"a"'), ("a'", "a"), ("café", "cafe"), ("ß", "ss"), ("ﬁ", "fi"), ("а", "a"), ("a/b", "a b"), ("a:b", "a b"),
    ("a;b", "a,b"), ("a!", "a"), ("$5", "5"), ("a…", "a"), ("1,5", "1.5"), ("a_b", "a b"), ("a\u202eb", "ab"), ("a\u0000b", "ab"),
    ("²", "2"), ("ı", "i"), ("—-5", "—5"), ("‘’", "\""), ("４", "4"), ("a\u2066b", "ab"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "one", "other"), EACH, ids=[f"{name} {other!a}" for name, _, other in EACH])
def test_each_fold(name: str, one: str, other: str) -> None:
    assert fold(one).text == fold(other).text
    assert fold(one, without=name).text != fold(other, without=name).text
    assert folds_needed(one, other) == folds_needed(other, one) == (name,)


@pytest.mark.parametrize(("one", "other"), KEPT_APART, ids=ascii)
def test_what_is_never_folded(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


def test_several_folds_are_named_in_order() -> None:
    assert folds_needed("“cafe\u0301”…\u00a0–", '"café"... -') == ("nfc", "white-space", "quotation-marks", "dashes", "ellipsis")
    assert folds_needed("theâ€™\u00a0end", "the' end", (("â€™", "’"),)) == ("white-space", "quotation-marks", "damage")
    assert folds_needed("the end", "the end") == ()
    assert set(FOLDS) >= {name for name, _ in GLYPHS.values()}


def test_damage_is_repaired_longest_first_and_leads_back() -> None:
    table = (("ā€", "”"), ("ā€œ", "“"), ("Ģż", ""))
    found = repair("ā€œaā€ bĢż.", table)
    assert found.text == "“a” b."
    assert [found.span(at, at + 1) for at in range(6)] == [(0, 3), (3, 4), (4, 6), (6, 7), (7, 8), (10, 11)]
    assert [found.position(at) for at in range(11)] == [0, 0, 0, 1, 2, 2, 3, 4, 5, 5, 5]
    assert repair("as it is", ()).text == "as it is"


@pytest.mark.parametrize("text", [document.text for document in documents()], ids=[document.source for document in documents()])
def test_every_word_of_the_real_documents_leads_back(text: str) -> None:
    found = fold(text)
    for match in re.finditer(r"[A-Za-z0-9]+", found.text):
        start, end = found.span(*match.span())
        assert text[start:end] == match.group()
        assert found.position(start) == match.start()


SPECIAL = st.text(
    st.sampled_from(
        [
            *"aA1 .,-'\n",
            *SINGLE_QUOTES,
            *DOUBLE_QUOTES,
            *DASHES,
            "…",
            *INVISIBLE,
            "\u00a0",
            "\u2000",
            "\u0301",
            "é",
            "e",
            "\u1100",
            "\u1161",
            "\r",
        ]
    )
)


@given(st.one_of(st.text(), SPECIAL))
def test_any_text_folds_and_leads_back(text: str) -> None:
    found = fold(text)
    for at in range(len(found.text)):
        start, end = found.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert found.text[at] in fold(text[start:end]).text
    for at in range(len(text) + 1):
        assert 0 <= found.position(at) <= len(found.text)
    assert [found.position(at) for at in range(len(text))] == sorted(found.position(at) for at in range(len(text)))


@given(st.text(st.characters(exclude_characters=INVISIBLE, exclude_categories=["Cs"])))
def test_composed_and_decomposed_fold_to_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)).text == fold(unicodedata.normalize("NFD", text)).text


@given(st.one_of(st.text(), SPECIAL))
def test_texts_that_fold_alike_need_a_fold(text: str) -> None:
    folded = fold(text).text
    assert text == folded or folds_needed(text, folded) or text.strip() == folded.strip()


EVEN = st.lists(
    st.sampled_from([("a", "a"), (" ", "\u00a0"), ("\n", " "), ("'", "’"), ("‘", "’"), ('"', "“"), ("-", "–"), ("—", "-")])
)


@given(EVEN)
def test_folds_of_single_characters_are_named_as_those_without_which_texts_differ(pairs: list[tuple[str, str]]) -> None:
    one, other = ("".join(["b", *chars, "b"]) for chars in (zip(*pairs, strict=True) if pairs else ((), ())))
    needed = [name for name in FOLDS if fold(one, without=name).text != fold(other, without=name).text]
    assert folds_needed(one, other) == tuple(needed)
