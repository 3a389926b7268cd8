import pytest

from macros.reading.numbers import months, numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("77 attacks", [(77, "")]),
        ("1,500 to 2,200 men", [(1500, ""), (2200, "")]),
        ("1,500.5 metres, then 3", [(1500.5, ""), (3, "")]),
        ("between 2,000 and 3,000", [(2000, ""), (3000, "")]),
        ("the 1996-2001 regime", [(1996, ""), (2001, "")]),
        ("the 3rd, the 21st and the 1990s", [(3, ""), (21, ""), ("1990s", "")]),
        ("three dozen", [(36, "")]),
        ("a dozen", [(12, "")]),
        ("a hundred", [(100, "")]),
        ("twenty-one", [(21, "")]),
        ("twenty one thousand five hundred and two", [(21502, "")]),
        ("two hundred and three thousand", [(203000, "")]),
        ("between two and three months", [(2, ""), (3, "")]),
        ("nineteen ninety-six", [(19, ""), (96, "")]),
        ("thirty and four", [(30, ""), (4, "")]),
        ("two-month-old", [(2, "")]),
        ("2.5 million", [(2_500_000, "")]),
        ("4.1 million, 2.57 billion", [(4_100_000, ""), (2_570_000_000, "")]),
        ("5-thousand", [(5000, "")]),
        ("some 150", [(150, "about")]),
        ("About two dozen", [(24, "about")]),
        ("more than 50", [(50, "over")]),
        ("well over 80", [(80, "over")]),
        ("at least 60", [(60, "at least")]),
        ("up to 12", [(12, "up to")]),
        ("fewer than ten", [(10, "under")]),
        ("at most ten", [(10, "up to")]),
        ("nearly ten, no fewer than 12", [(10, "nearly"), (12, "at least")]),
        ("no more than ten", [(10, "up to")]),
        ("scores of men, Dozens of boats", [("scores", ""), ("dozens", "")]),
        ("one of them", []),
        ("a score", []),
        ("IS-K, G7, B52, a1", []),
        ("no one, anyone, tent, often, weight", []),
        ("", []),
    ],
)
def test_numbers(text: str, expected: list[tuple[float | str, str]]) -> None:
    assert [(number.value, number.hedge) for number in numbers(text)] == expected


def test_a_number_is_told_as_printed() -> None:
    assert [number.printed for number in numbers("about two and three of At least 1,500, the 2nd")] == [
        *("about two", "three", "At least 1,500", "2nd"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16 August 2021", {"August"}),
        ("Aug. 16 and Sept. 5, Sep 2 or Dec 3", {"August", "September", "December"}),
        ("in May or June", {"May", "June"}),
        ("it may march in the k-mart", set()),
        ("Mart, Decency, Augustus, Junes", set()),
        ("", set()),
    ],
)
def test_months(text: str, expected: set[str]) -> None:
    assert months(text) == expected
