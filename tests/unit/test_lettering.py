"""Words are broken to fit, and none is lost."""

import pytest

from macros.pages.lettering import ADVANCES, measure, wrap


def test_no_letter_is_counted_twice() -> None:
    letters = "".join(ADVANCES.values())
    assert len(letters) == len(set(letters)) == 95


def test_a_text_is_as_wide_as_its_letters() -> None:
    assert measure("", 14) == 0
    assert measure("ab", 10) == measure("a", 10) + measure("b", 10)
    assert measure("W", 20) == 16


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Harbour Board", 200, ("Harbour Board",)),
        ("Harbour Board", 60, ("Harbour", "Board")),
        ("The Board of the Harbour", 70, ("The Board", "of the", "Harbour")),
        ("  two   blanks ", 200, ("two blanks",)),
        ("", 50, ()),
        ("iiiiiiiiii", 10, ("ii", "ii", "ii", "ii", "ii")),
        ("Öäß 漢字", 30, ("Öä", "ß", "漢字")),
    ],
)
def test_a_text_is_broken_to_fit(text: str, width: float, lines: tuple[str, ...]) -> None:
    found = wrap(text, width, 14)
    assert found == lines
    assert all(measure(line, 14) <= width for line in found)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
