import pytest

from macros.facts.quantity import BadQuantity, Quantity, quantity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13", Quantity("exact", 13, 13)),
        ("2.5", Quantity("exact", 2.5, 2.5)),
        ("about 200", Quantity("about", 200, 200)),
        ("some 150", Quantity("about", 150, 150)),
        ("more than 30", Quantity("over", 30, 30)),
        ("well over 170", Quantity("over", 170, 170)),
        ("at least 60", Quantity("at least", 60, 60)),
        ("up to 12", Quantity("up to", 12, 12)),
        ("fewer than 12", Quantity("under", 12, 12)),
        ("almost 12", Quantity("nearly", 12, 12)),
        ("1500 to 2200", Quantity("range", 1500, 2200)),
        ("about 1500 to 2200", Quantity("about range", 1500, 2200)),
        ('"scores"', Quantity("word", word="scores")),
        ("none", Quantity("none")),
    ],
)
def test_a_quantity(text: str, expected: Quantity) -> None:
    assert quantity(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "many",
        "1,500",
        "about",
        "about about 3",
        "3 people",
        "-3",
        "+3",
        "3%",
        "3 to",
        "to 3",
        "5 to 3",
        "over 3 to 5",
        '""',
        "'scores'",
        "1e3",
        ".5",
        "5.",
        " 13",
        "13\n",
    ],
)
def test_no_quantity(text: str) -> None:
    with pytest.raises(BadQuantity):
        quantity(text)
