"""Values and dates against the words that should give them."""

import pytest

from macros.checks.figures import mismatch, ungiven, unprinted
from macros.facts.quantity import quantity

ESTIMATES = "there are about 4,000 fighters, between 2,000 and 3,000 of them freed"
CORE = "a core group of around 1,500 to 2,200 fighters"
BOMB = "The attack on Aug. 26 killed over 170 including 13 U.S. troops, 40% of them young, for $300 million"
SCORES = "killed at least 60 people and injured scores more on October 16, 2021"
SOON = "could come within six to 12 months"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("about 4000", "fighters", ESTIMATES),
        ("2000 to 3000", "fighters", ESTIMATES),
        ("about 1500 to 2200", "fighters", CORE),
        ("over 170", "people killed", BOMB),
        ("13", "troops", BOMB),
        ("40", "per cent of the troops", BOMB),
        ("300000000", "dollars", BOMB),
        ("at least 60", "people killed", SCORES),
        ('"scores"', "people injured", SCORES),
        ("6 to 12", "months", SOON),
        ("none", "people", "killed people, 13 of them at once"),
        ("none", "", BOMB),
    ],
)
def test_a_value_that_the_words_give(value: str, unit: str, words: str) -> None:
    assert mismatch(quantity(value), words, unit) == ""


@pytest.mark.parametrize(
    ("value", "unit", "words", "problem"),
    [
        ("about 2000", "fighters", ESTIMATES, "the words say '2,000'"),
        ("2000", "fighters", ESTIMATES, "the words give a range"),
        ("2000 to 4000", "fighters", ESTIMATES, "the words do not give this range"),
        ("4000", "fighters", ESTIMATES, "the words say 'about 4,000'"),
        ("2200", "fighters", CORE, "the words give a range"),
        ("1500 to 2200", "fighters", CORE, "the words say 'around 1,500'"),
        ("26", "people killed", BOMB, "the words do not give this number"),
        ("40", "troops", BOMB, "the words do not give this number"),
        ("300000000", "troops", BOMB, "the words do not give this number"),
        ("16", "people killed", SCORES, "the words do not give this number"),
        ("2021", "people killed", SCORES, "the words do not give this number"),
        ("60", "people killed", SCORES, "the words say 'at least 60'"),
        ('"people"', "people killed", SCORES, "'people' is what is counted, and says nothing of how many"),
        ('"dozens"', "people killed", SCORES, "the words do not say 'dozens'"),
        ("none", "people", SCORES, "the words say 'at least 60 people'"),
        ("6", "months", SOON, "the words give a range"),
    ],
)
def test_a_value_that_they_do_not_give(value: str, unit: str, words: str, problem: str) -> None:
    assert mismatch(quantity(value), words, unit) == problem


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2021-10-12", "Updated: October 12, 2021, 2:01 AM"),
        ("2021-10", "Updated: October 12, 2021, 2:01 AM"),
        ("1996/2001", "its failed 1996-2001 regime"),
        ("2020-04/2021-03", "between April 2020 and March 2021"),
        ("2021-10-09/2021-10-10", "on 9 and 10 October 2021"),
        ("2021-08-26", "2021-08-26"),
        ("198X", "in the 1980s"),
        ("2014~", "about 2014"),
        ("2015/..", "at war since 2015"),
        ("../2021-08", "until August 2021"),
    ],
)
def test_a_date_that_words_print(value: str, words: str) -> None:
    assert unprinted(value, words) == ""


@pytest.mark.parametrize(
    ("value", "words", "missing"),
    [
        ("2021-08-13", "in August 2021 that killed 180, 13 of them US service people", "'2021-08-13' as one date"),
        ("2021-04", "On 26 April, of the attack in August 2021", "'2021-04' as one date"),
        ("2020-03", "between April 2020 and March 2021", "'2020-03' as one date"),
        ("2021-02", "October 12, 2021, 2:01 AM", "the month February"),
        ("2021-10-02", "October 12, 2021, 2:01 AM", "the day 2"),
        ("1980", "in the 1980s", "the year 1980"),
        ("198X", "in the 1970s, and in 1985", "'1980s'"),
        ("2021~", "in 2021", "what '~' says"),
        ("2021?", "in 2021", "what '?' says"),
        ("2021%", "about 2021", "what '?' says"),
        ("2021/..", "in 2021", "what '/..' says"),
        ("../2021", "in 2021", "what '../' says"),
    ],
)
def test_a_date_that_they_do_not(value: str, words: str, missing: str) -> None:
    assert unprinted(value, words) == missing


def test_a_reason_may_give_the_parts_of_a_date_apart() -> None:
    assert ungiven("2021-08-26", "on Aug. 26. It was in 2021.") == ""
    assert ungiven("1931-03-02", "relit on the 2nd, in March; the log is of 1931") == ""
    assert ungiven("2021-09-26", "on Aug. 26. It was in 2021.") == "the month September"
