import random
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.reading.document import Document
from macros.reading.fold import fold
from macros.reading.passage import MIN_LENGTH, Match, Miss, negation_at_edge
from tests.unit.texts import FALSIFIED, RESPELT, SEED, documents, find, slices

REAL = pytest.mark.parametrize("document", documents(), ids=lambda document: document.source)

TEXT = """The keeper, aged 41, rowed 1,500.5 metres to Gull Point (the old light) in mid-March.

It was not a long way. He cannot swim, but he rows. He did not fail.
The U.S. ship's crew paid $5.50, or 7% of 10–12 dollars; a -3 °C night. Gull Point was calm.

The lamp was lit. The oil was spent. The lamp was lit again.
"""


def made(text: str = TEXT, damage: tuple[tuple[str, str], ...] = ()) -> Document:
    return Document("made", text, damage)


# Real documents


@REAL
def test_every_slice_is_found_where_it_was_cut(document: Document) -> None:
    for start, end in slices(document, 300):
        words = document.text[start:end]
        assert find(document, words) == Match(((start, end),), document.text.count("\n", 0, start) + 1, ())


@REAL
@pytest.mark.parametrize("respelt", RESPELT.values(), ids=RESPELT)
def test_every_allowed_spelling_is_found(document: Document, respelt) -> None:
    for start, end in slices(document, 40):
        words = document.read(start, end).strip()
        assert len(respelt(words)) >= MIN_LENGTH
        found = find(document, respelt(words))
        assert isinstance(found, Match), (words, found)
        assert found.spans == ((start, end),)


@REAL
@pytest.mark.parametrize("falsify", FALSIFIED.values(), ids=FALSIFIED)
def test_no_falsified_passage_is_found(document: Document, falsify) -> None:
    chance = random.Random(SEED)
    for start, end in slices(document, 120):
        words = document.read(start, end).strip()
        falsified = falsify(words, chance)
        if falsified is not None and " ".join(falsified.split()) not in " ".join(words.split()):
            assert isinstance(find(document, falsified), Miss), falsified


@REAL
def test_fragments_are_found_in_order_only(document: Document) -> None:
    for start, end in slices(document, 120, words=30):
        words = document.text[start:end].split()
        if len(words) < 12:
            continue
        first, last = " ".join(words[:4]), " ".join(words[-4:])
        found = find(document, first, last)
        if isinstance(found, Match):
            assert found.spans[0][0] == start
            assert found.spans[1][1] == end
            assert find(document, last, first) != find(document, first, last)
            assert isinstance(find(document, last, first), Miss)
        else:
            assert found.rule in ("negation-left-out", "passage-too-short", "passage-ambiguous"), (first, last, found)


@REAL
def test_fragments_of_two_paragraphs_are_refused(document: Document) -> None:
    ends = [document.text[start:end].split() for start, end in document.paragraphs if end - start > 150]
    for one, other in pairwise(ends):
        found = find(document, " ".join(one[-6:]), " ".join(other[:6]))
        assert isinstance(found, Miss)
        assert found.rule in ("fragments-apart", "passage-ambiguous")


@REAL
def test_a_negation_is_never_left_out_between_fragments(document: Document) -> None:
    for match in re.finditer(r"(?<= )(?:not|never|no|without|cannot|n[’']t)(?= )", document.text):
        before, after = document.text[: match.start()].split()[-4:], document.text[match.end() :].split()[:4]
        found = find(document, " ".join(before), " ".join(after))
        assert isinstance(found, Miss), (before, after)


@REAL
@pytest.mark.parametrize("respelt", RESPELT.values(), ids=RESPELT)
def test_every_allowed_spelling_of_what_is_printed_is_found_damaged_or_not(document: Document, respelt) -> None:
    for start, end in slices(document, 80):
        found = find(document, respelt(document.text[start:end]))
        assert isinstance(found, Match), (document.text[start:end], found)
        assert found.spans == ((start, end),)


DAMAGE = (("ā€“", "–"), ("ā€", "”"), ("Ģż", " "), ("Ø", "é"))


@pytest.mark.parametrize(
    ("words", "folds"),
    [
        ("the caf\u00e9 ”of the Point– closed", ("damage",)),
        ("the cafØ ā€of the Pointā€“ closed", ()),
        ("the cafØ a\u0304€of the Pointa\u0304€“ closed", ("nfc", "quotation-marks", "damage")),
        ('the cafØ ā€of the Pointā€" closed', ("quotation-marks", "damage")),
        ("the\u00a0cafØ ā\u200b€of the Pointā\u00ad€« closed", ("white-space", "quotation-marks", "invisible", "damage")),
    ],
)
def test_damage_is_found_in_every_spelling(words: str, folds: tuple[str, ...]) -> None:
    document = made("See the cafØ ā€of the Pointā€“ closed.\n", DAMAGE)
    assert find(document, words) == Match(((4, 37),), 1, folds)


@pytest.mark.parametrize("sign", "$€₹₩")
def test_the_sign_of_a_currency_is_part_of_its_number(sign: str) -> None:
    document = made(f"The boat was sold for {sign}500 and the oars for 70{sign} each.\n")
    assert isinstance(find(document, f"for {sign}500 and the oars for 70{sign} each"), Match)
    assert [found.rule for found in (find(document, "500 and the oars"), find(document, "the oars for 70"))] == ["passage-cut"] * 2


@pytest.mark.parametrize(
    "words", ["the caf ā€of the Pointā€“ closed", 'the cafØ "of the Point" closed', "the cafØ of the Point- closed"]
)
def test_damage_is_no_way_around_the_words(words: str) -> None:
    assert isinstance(find(made("See the cafØ ā€of the Pointā€“ closed.\n", DAMAGE), words), Miss)


# Edges of words


@pytest.mark.parametrize(
    ("words", "cut"),
    [
        ("keeper, aged 41, rowed", ""),
        ("eeper, aged 41, rowed", "keeper, aged 41, rowed"),
        ("The keeper, aged 4", "The keeper, aged 41"),
        ("41, rowed 1,500", "41, rowed 1,500.5"),
        ("500.5 metres to", "1,500.5 metres to"),
        (".5 metres to Gull", "1,500.5 metres to Gull"),
        ("rowed 1,500.5 metres", ""),
        ("old light) in mid", "old light) in mid-March"),
        ("March.\n\nIt was not", "mid-March. It was not"),
        ("the old light) in", ""),
        ("(the old light", ""),
        ("The U.S. ship's crew", ""),
        ("fail.\nThe U.S", "fail. The U.S."),
        ("not fail.\nThe U", "not fail. The U.S."),
        ("The U.S. ship", "The U.S. ship's"),
        ("s crew paid $5.50", "ship's crew paid $5.50"),
        ("5.50, or 7% of", "$5.50, or 7% of"),
        ("paid $5.50, or 7", "paid $5.50, or 7%"),
        ("of 10–12 dollars", ""),
        ("or 7% of 10–12", ""),
        ("$5.50, or 7% of 10", "$5.50, or 7% of 10–12"),
        ("12 dollars; a", "10–12 dollars; a"),
        ("3 °C night. Gull", "-3 °C night. Gull"),
        ("dollars; a -3", ""),
    ],
)
def test_edges(words: str, cut: str) -> None:
    document = made()
    found = find(document, words)
    if not cut:
        assert isinstance(found, Match), found
        assert document.text[slice(*found.spans[0])] == words
    else:
        assert isinstance(found, Miss)
        assert found.rule == "passage-cut"
        assert document.read(*found.near[0]) == cut


@pytest.mark.parametrize("words", ["x̌yz and so on then", "so on and then x̌yz", "half of .5 percent of it"])
def test_marks_and_points_belong_to_their_word(words: str) -> None:
    assert isinstance(find(made(f"Ax̌yz and {words}zz"), words[1:]), Miss)


def test_an_ellipsis_is_not_cut_in_two() -> None:
    document = made("He waited ... and then he left. She said… and then she went.")
    assert isinstance(find(document, "... and then he left"), Match)
    assert isinstance(find(document, ".. and then he left"), Miss)
    assert isinstance(find(document, ".. and then she went"), Miss)
    assert find(document, "she said… and then she went.".replace("she said", "She said")).spans == ((32, 60),)


# One place


@pytest.mark.parametrize(
    ("words", "prefix", "suffix", "expected"),
    [
        ("The lamp was lit", "", "", "passage-ambiguous"),
        ("The lamp was lit", "", ".", 0),
        ("The lamp was lit", "", " again", 1),
        ("The lamp was lit", "spent.", "", 1),
        ("The lamp was lit", "spent. ", " again.", 1),
        ("The lamp was lit", "swim", "", "passage-context"),
        ("The lamp was lit", "", "once", "passage-context"),
        ("The oil was spent", "The lamp was lit again.", "", "passage-context"),
        ("lit", "The lamp was", ".", 0),
        ("lit", "", "", "passage-too-short"),
        ("The lamp was out", "", "", "passage-not-found"),
    ],
)
def test_one_place(words: str, prefix: str, suffix: str, expected: str | int) -> None:
    document = made()
    found = find(document, words, prefix=prefix, suffix=suffix)
    if isinstance(expected, str):
        assert isinstance(found, Miss)
        assert found.rule == expected
    else:
        places = [match.span() for match in re.finditer(re.escape(words), document.text)]
        assert found == Match((places[expected],), 6, ())


@pytest.mark.parametrize(
    ("fragments", "expected"),
    [
        (("The keeper, aged", "rowed 1,500.5 metres"), ""),
        (("rowed 1,500.5 metres", "The keeper, aged"), "fragments-out-of-order"),
        (("The keeper, aged 41", "aged 41, rowed"), "fragments-out-of-order"),
        (("The keeper, aged", "It was not a long"), "fragments-apart"),
        (("It was", "a long way"), "negation-left-out"),
        (("He cannot swim", "but he rows"), ""),
        (("but he rows", "fail.\nThe U.S. ship"), "passage-cut"),
        (("but he rows", "the crew of the ship"), "passage-not-found"),
        (("The keeper, aged", "metres"), "passage-too-short"),
        (("The lamp was lit", "The oil was spent"), ""),
        (("The oil was spent", "The lamp was lit"), ""),
        (("The lamp was lit", "was lit again"), "passage-ambiguous"),
    ],
)
def test_fragments(fragments: tuple[str, ...], expected: str) -> None:
    found = find(
        made(TEXT.replace("was lit again", "was lit, was lit again") if expected == "passage-ambiguous" else TEXT), *fragments
    )
    assert (found.rule if isinstance(found, Miss) else "") == expected


def test_fragments_are_found_after_many_paragraphs_that_hold_only_some_of_them() -> None:
    text = (
        "The lamp was lit again.\n\n" * 300
        + "The lamp was lit again, and the oil was spent.\n\n"
        + "And the oil was spent.\n\n" * 300
    )
    found = find(made(text), "The lamp was lit again", "the oil was spent")
    assert isinstance(found, Match)
    assert found.line == 601
    twice = find(made(text * 2), "The lamp was lit again", "the oil was spent")
    assert isinstance(twice, Miss)
    assert twice.rule == "passage-ambiguous"


@pytest.mark.parametrize(("where", "rule"), [((250,), None), ((0, 250), "passage-ambiguous"), ((), "passage-context")])
def test_every_way_to_place_fragments_counts_however_many_there_are(where: tuple[int, ...], rule: str | None) -> None:
    tails = ["twice" if number in where else "once" for number in range(300)]
    text = "\n\n".join(f"The boat left the harbour early and came back late {tail}." for tail in tails)
    found = find(made(text), "The boat left", "came back late", suffix="twice")
    assert isinstance(found, Miss if rule else Match)
    assert found.rule == rule if rule else found.line == 501


def test_fragments_that_stand_everywhere_are_soon_known_to_be_ambiguous() -> None:
    found = find(made("ab cd ef " * 20_000), "ab cd ef ab", "cd ef ab cd", "ef ab cd ef")
    assert isinstance(found, Miss)
    assert found.rule == "passage-ambiguous"


def test_the_fragment_at_fault_is_named() -> None:
    found = find(made(), "The keeper, aged", "rowed 1,500.6 metres")
    assert isinstance(found, Miss)
    assert found.fragment == 1


# Negations beside a passage


@pytest.mark.parametrize(
    ("text", "words", "negation"),
    [
        ("They did not pay the crew.", "pay the crew", "not"),
        ("They didn’t pay the crew.", "pay the crew", "didn't"),
        ("They have never even once paid it. No.", "paid it. No.", "never even once"),
        ("It is not a danger to ships.", "danger to ships", "not a"),
        ("It is neither “weak” nor old, they say.", "weak” nor old", 'neither "'),
        ("They paid the crew never again.", "They paid the crew", "never"),
        ("They can pay but do not.", "They can pay but", "do not"),
        ("They not only paid the crew.", "paid the crew", ""),
        ("They said no. We pay the crew.", "We pay the crew", ""),
        ("They pay the crew. No one asks.", "They pay the crew", ""),
        ("They refused to pay the crew.", "pay the crew", "refused to"),
        ("The whole crew, never paid, left.", "The whole crew", ", never"),
        ("The whole crew, never paid, left.", "The whole crew,", "never"),
        ("The whole crew — do not ask — left.", "The whole crew", "- do not"),
        ("They said the crew “will not last”.", "They said the crew", '"will not'),
        ("None of the crew was paid.", "the crew was paid", "None of"),
        ("By no means was the crew paid.", "was the crew paid", "no means"),
        ("It was never, the crew said, paid.", "the crew said, paid", "never,"),
        ("The crew, once paid, left.", "The crew, once", ""),
        ("The crew left; no ship came.", "The crew left", "; no"),
    ],
)
def test_a_negation_at_an_edge_is_seen(text: str, words: str, negation: str) -> None:
    document = made(text)
    found = find(document, words)
    assert isinstance(found, Match), found
    assert negation_at_edge(document, found) == negation


# Anything at all

WORDS = st.text(st.sampled_from("ab .,-–…'’\"“\n\u00a0\u00ad\u200b\u0301é1%€()"), max_size=60)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=3), WORDS, WORDS)
def test_whatever_is_looked_for_is_found_exactly_or_refused(text: str, words: list[str], prefix: str, suffix: str) -> None:
    document = made(text, (("€", "é"),))
    words = [piece for piece in words if piece.strip(" \n\u00a0\u00ad\u200b")] or ["x"]
    found = find(document, *words, prefix=prefix, suffix=suffix)
    if isinstance(found, Match):
        assert len(found.spans) == len(words)
        for (start, end), piece in zip(found.spans, words, strict=True):
            again = find(document, document.text[start:end], prefix=text[:start], suffix=text[end:])
            assert not isinstance(again, Match) or again.spans == ((start, end),), piece
        assert list(found.spans) == sorted(found.spans)


@given(WORDS, st.data())
def test_a_slice_on_word_edges_leads_back(text: str, data) -> None:
    document = made(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    seen = words.strip(" \n\u00a0\u00ad\u200b")
    found = find(document, words.strip() if seen else "x")
    if isinstance(found, Match) and seen:
        (first, last) = found.spans[0]
        assert fold(text[first:last]).text.strip() == fold(words).text.strip()
    elif isinstance(found, Miss):
        assert found.rule in ("passage-too-short", "passage-ambiguous", "passage-cut", "passage-not-found")
        assert found.rule != "passage-not-found" or not seen or _within_a_sign(text, start, end)


def _within_a_sign(text: str, start: int, end: int) -> bool:
    """Tell whether a slice ends within what folds as one: a letter with its mark, two hyphens."""
    return len(fold(text[:start]).text + fold(text[start:end]).text + fold(text[end:]).text) != len(fold(text).text)
