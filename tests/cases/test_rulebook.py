"""The pages of the rulebook: each example has the findings that are printed below it, each fix has none."""

from pathlib import Path

import pytest

from tests.cases import rulebook


@pytest.mark.parametrize("rule", rulebook.runnable())
def test_an_example_has_the_findings_that_its_page_prints(rule: str, tmp_path: Path) -> None:
    found = rulebook.example(rule, tmp_path / "brief")
    assert f" {rule} " in found
    assert found == rulebook.printed(rule)


@pytest.mark.parametrize("rule", rulebook.runnable())
def test_a_fix_leaves_no_finding(rule: str, tmp_path: Path) -> None:
    assert rulebook.fix(rule, tmp_path / "brief") == ""
