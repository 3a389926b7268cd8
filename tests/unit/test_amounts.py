"""What a text may say of the numbers and dates of its passages: false ones are told, true ones in another spelling are not."""

import pytest

from macros.checks.amounts import Words
from macros.reading.fold import folded

KILLED = "killed around 150 ISIS-K fighters, including its former chief, while prisoners were being released in Kabul on Aug. 16."
AIRPORT = "The blast on Aug. 26 killed over 170 including 13 U.S. troops. A second airstrike the following day killed 10 civilians."
MOSQUES = "The Taliban also shut down over three dozen Salafi mosques"
STRENGTH = "With a core group of around 1,500 to 2,200 fighters, ISIS-K has mounted 115 attacks between April 2020 and March 2021"
HARVEY = (
    "The attack in August 2021 killed about 180 people. It took place in southern Afghanistan in early April, he wrote last week."
)
KUNDUZ = "just two months after toppling Kabul; the attack came just a week after another on October 8 that killed at least 60"
FIRST = "the Haqqanis, which were first to enter Kabul in August and have since sidelined two groups"
DECADE = (
    "counted a small number of followers as early as the 1980s, and scores of men. On Friday they came, between 2,000 and 3,000"
)
MONEY = "They spent 3 million dollars, 5 per cent of it for half of the men, twice as many; dozens of boats"

FALSE = {
    KILLED: """150k fighters|150m fighters|150bn fighters|15k fighters|around 150 trillion|around 150e3
        around 150% of them|around $150|around 16 fighters|16 fighters were killed|on 17 August
        on the seventeenth of August|on August fifteenth|on the first of August|on 16 September|in september
        in SEPTEMBER|in july|in JAN|before 16 August|after 16 August|around 16 August|late August
        on Monday 16 August|a year after|more than 150|150|150+|upwards of 150|only 150|half of the fighters
        a third of them|⅓ of them|around 150 fold|a pair of fighters|a trio of chiefs|scores of fighters
        tens of thousands|around 150 days|the previous day|by 16 August 2021|around 2.5|in FY2020|at 9pm|for 24h
        a 5x rise""",
    AIRPORT: """13k troops|more than 13 troops|upwards of 13|perhaps 13|maybe 13|an estimated 13|circa 13|~13|>13|<13|13+
        13 or more|13 or so|13-odd|at the very least 13|a minimum of 13|just short of 13|not even 13|only 13
        above 13|below 13|over "13"|over (13)|more\u00a0than 13|more  than 13|over\n13|26 troops|on Aug. 13
        the third airstrike|the previous day|the same day|two days later|at least 170|170|13 months
        a tenfold rise|170 days|10 or fewer|13-plus|nearly 13|around 13""",
    MOSQUES: "over 36k mosques|36 mosques|one mosque|a single mosque|over 3 mosques|over four dozen",
    STRENGTH: """2,200 fighters|around 2,200|around 1,500|115 days|April 2021 and March 2020|in April 2021|late April 2020
        1,500 to 2,200|around 2,000 to 2,200|between 1,500 and 2,200|in March 2020|some 115""",
    HARVEY: """late April|mid-April|last month|last year|about 180,000|in April 2021|August 180|the following week
        some 180k""",
    KUNDUZ: """two years after|two weeks after|a year after|a month after|a week before|late October|on October 9
        over 60|60|two-thirds|two men|more than 60|2.5m|two and a half months|8 men""",
    FIRST: """second to enter|the third to enter|last to enter|twenty-first|two-thirds of the groups|double|half
        2.5 groups|two dozen""",
    DECADE: """the seventies|the 1970s|dozens of men|trillions|a handful of men|tens of scores|on Thursday|2,000
        3,000 men|between 2,000 and 4,000|1980""",
    MONEY: """3 million euros|3 million men|5 men|40% of it|half a million|10.5bn|thrice as many|dozens of thousands
        a quarter of it""",
}
"""Passages, and what a text must not make of them."""

TRUE = {
    KILLED: """about 150|some 150|an estimated 150|approx. 150|approximately 150|circa 150|~150|150 or so
        150 or thereabouts|about\n150|around\u00a0150|about a hundred and fifty|about a hundred-and-fifty
        about 1.5 hundred|16 August|the 16th of August|Aug 16|the sixteenth of August|August 16th|on the 16th
        16 august|one of them|in August|150-odd fighters""",
    AIRPORT: """more than 170|upwards of 170|170-plus|170+|in excess of 170|thirteen|13 US troops|26 August
        the twenty-sixth of August|the 2nd airstrike|the next day|the day after|ten civilians|just over 170""",
    MOSQUES: "more than 36 mosques|more than 3 dozen|one of the mosques|36+ mosques|one reason",
    STRENGTH: """around 1500 to 2200|roughly 1.5k to 2.2k|between about 1,500 and 2,200|about 1 500 to 2 200
        from April 2020 to March 2021|115 attacks|115 times|a hundred and fifteen|in 2020|in April""",
    HARVEY: "early April|in April|at the beginning of April|around 180|August 2021|the week before|180 or so",
    KUNDUZ: """2 months|two-month-old|60 or more|a minimum of 60|60 at least|not less than 60|8 October|Oct. 8
        one week after""",
    FIRST: "at first|1st to enter|in august|2 groups|two of them|a pair of groups|the first",
    DECADE: """the 1980's|the eighties|Friday|between two and three thousand|2,000 to 3,000|two to three thousand
        2000-3000""",
    MONEY: """$3m|$3 million|US$3 million|USD 3 million|5%|five percent|5pc|50 per cent of the men|a half|two times
        2x as many|double""",
}
"""Passages, and what a text may say for them."""


def said(text: str, passage: str) -> list[str]:
    """Return what is told of a text."""
    words = Words(folded(passage), "the passages", "", is_hedged=True)
    return [f"{rule} {message}" for rule, message, _ in words.beyond(folded(f"They told of {text}"))]


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (passage, text.strip())
        for passage, texts in table.items()
        for line in texts.split("\n        ")
        for text in line.split("|")
    ]


@pytest.mark.parametrize(("passage", "text"), pairs(FALSE))
def test_what_passages_do_not_say_is_told(passage: str, text: str) -> None:
    assert said(text, passage)


@pytest.mark.parametrize(("passage", "text"), pairs(TRUE))
def test_what_they_say_in_other_words_is_not(passage: str, text: str) -> None:
    assert said(text, passage) == []


def test_the_message_names_what_differs() -> None:
    assert said("13k men, over 13, in April 2020", f"{AIRPORT} In April 2021 and March 2020") == [
        "number-not-in-passage '13k' is not in the passages",
        "hedge-differs the text says 'over 13', the passage '13'",
        "date-not-in-passage 'April 2020' is not in the passages as one date",
    ]


def test_granted_numbers_count_documents_and_no_days() -> None:
    words = Words("nothing", "the answers", "", is_hedged=False)
    assert list(words.beyond("two documents, the second one", {2.0})) == []
    assert list(words.beyond("two months", {2.0}))
