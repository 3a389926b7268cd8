"""A slice of the generated input of fuzz.py; `make fuzz` tries many times as much."""

from pathlib import Path

import pytest

from tests.guard.fuzz import KINDS, tried


@pytest.mark.parametrize("kind", KINDS)
def test_generated_input_does_no_harm(kind: str, tmp_path: Path) -> None:
    failed = {number: told for number in range(KINDS[kind][1]) for told in [tried(kind, number, tmp_path)] if told}
    assert failed == {}


def test_the_long_run_tries_enough() -> None:
    assert sum(many for _, _, many in KINDS.values()) >= 20_000
    assert all(0 < few < many for _, few, many in KINDS.values())
