"""The name that is nearest to one that is not known."""

import pytest

from macros.reading.names import alike, nearest

KINDS = ("lighting", "Mishap", "repair", "repairs")


@pytest.mark.parametrize(
    ("name", "near"), [("lights", "lighting"), ("mishaps", "Mishap"), ("REPAIR", "repair"), ("weather", ""), ("", "")]
)
def test_a_slip_finds_its_name_in_whatever_case_and_another_word_finds_none(name: str, near: str) -> None:
    assert nearest(name, KINDS) == near
    assert nearest(name, []) == ""


def test_the_nearest_comes_first() -> None:
    assert alike("repairs", KINDS, 3) == ["repairs", "repair"]
    assert alike("repairs", KINDS, 1) == ["repairs"]
