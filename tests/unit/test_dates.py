from datetime import date

import pytest

from macros.facts.dates import BadDate, in_words, sort_key, span

GOOD = [
    # text, first day, last day, precision, in words
    ("2021", "2021-01-01", "2021-12-31", "year", "2021"),
    ("0987", "0987-01-01", "0987-12-31", "year", "0987"),
    ("2021-08", "2021-08-01", "2021-08-31", "month", "August 2021"),
    ("2020-02", "2020-02-01", "2020-02-29", "month", "February 2020"),
    ("2021-08-06", "2021-08-06", "2021-08-06", "day", "6 August 2021"),
    ("2020-02-29", "2020-02-29", "2020-02-29", "day", "29 February 2020"),
    ("2021?", "2021-01-01", "2021-12-31", "year", "2021 (uncertain)"),
    ("2021-08~", "2021-08-01", "2021-08-31", "month", "about August 2021"),
    ("2021-08-26%", "2021-08-26", "2021-08-26", "day", "about 26 August 2021 (uncertain)"),
    ("202X", "2020-01-01", "2029-12-31", "decade", "the 2020s"),
    ("20XX", "2000-01-01", "2099-12-31", "century", "between 2000 and 2099"),
    ("2021-XX", "2021-01-01", "2021-12-31", "year", "some month in 2021"),
    ("2021-08-XX", "2021-08-01", "2021-08-31", "month", "some day in August 2021"),
    ("2021-XX-XX", "2021-01-01", "2021-12-31", "year", "some day in 2021"),
    ("2021-10-10/2021-10-12", "2021-10-10", "2021-10-12", "interval", "10 to 12 October 2021"),
    ("2021-01/2021-04", "2021-01-01", "2021-04-30", "interval", "January to April 2021"),
    ("2021-08-26/2021-09-01", "2021-08-26", "2021-09-01", "interval", "26 August to 1 September 2021"),
    ("2021-08-26/2022-08-26", "2021-08-26", "2022-08-26", "interval", "26 August 2021 to 26 August 2022"),
    ("2021/2022", "2021-01-01", "2022-12-31", "interval", "2021 to 2022"),
    ("2021-08-26/2021-09", "2021-08-26", "2021-09-30", "interval", "26 August 2021 to September 2021"),
    ("2021/2021", "2021-01-01", "2021-12-31", "interval", "2021 to 2021"),
    ("2021-08~/2021-09?", "2021-08-01", "2021-09-30", "interval", "about August 2021 to September 2021 (uncertain)"),
    ("2021-08-26/..", "2021-08-26", None, "interval", "26 August 2021 or later"),
    ("../2021-08", None, "2021-08-31", "interval", "August 2021 or earlier"),
    ("2021/", "2021-01-01", None, "interval", "2021 or later"),
    ("/2021", None, "2021-12-31", "interval", "2021 or earlier"),
]

BAD = [
    *("", " ", "?", "-", "..", "/", "../..", "/..", "../", "//"),
    *("soon", "26 August 2021", "August 2021", "20.08.2021", "2021/08/26", "2021-8", "2021-08-6", "21-08-26", "202", "20211"),
    *(" 2021", "2021 ", "2021-08-26\n", "２０２１", "2021-08-26T10:00", "2021-08-26Z"),
    *("2021-00", "2021-13", "2021-08-00", "2021-08-32", "2021-02-29", "2021-02-30", "2021-04-31", "0000"),
    *("9999", "9999-12-31", "999X", "2021/9999", "9999/.."),
    *("2021-21", "2021-22", "2021-24"),
    *("-0100", "Y20210", "Y-17E7", "1e3"),
    *("2021-0X", "2021-1X", "2021-08-3X", "201X-08", "1XXX", "XXXX", "2021-XX-26", "202X/2030"),
    *("2021-?08", "2021~-08", "2021-08?~", "2021??", "[2021,2022]", "{2021,2022}", "2021..2022", "2021-34", "2021S2"),
    *("2022/2021", "2021-09/2021-08", "2021-08-26/2021-08-25", "2021-08-26/2020", "2021/2022/2023"),
]


@pytest.mark.parametrize(("text", "first", "last", "precision", "words"), GOOD, ids=[row[0] for row in GOOD])
def test_a_date(text: str, first: str | None, last: str | None, precision: str, words: str) -> None:
    found = span(text)
    assert (found.first, found.last) == tuple(date.fromisoformat(day) if day else None for day in (first, last))
    assert found.precision == precision
    assert in_words(text) == words


@pytest.mark.parametrize("text", BAD)
def test_no_date(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadDate) as raised:
        span(text)
    assert f"'{text}'" in str(raised.value)
    assert capsys.readouterr() == ("", "")


def test_order() -> None:
    given = ["2021-08/..", "2021", "../2020", "2021-08-26", "2021-08", "202X", "2021-08-26/2021-08-27", "2020-12-31"]
    assert sorted(given, key=sort_key) == [
        *("202X", "../2020", "2020-12-31", "2021", "2021-08", "2021-08/..", "2021-08-26", "2021-08-26/2021-08-27"),
    ]
