"""Every case says exactly what is expected of it, and every rule has a case."""

import re
from pathlib import Path

import pytest

from macros.checks import rulebook
from tests.cases.golden import BASE, EXPECTED, build, cases, output
from tests.cases.rules import emitted

CLEAN = re.compile(r"\d+ citations in \d+ sources: (\d+) checked, 0 failed, 0 unchecked; 0 findings\n")
FINDING = re.compile(r"^(?P<file>(?:data|seeds|docs)/.*?):(?P<line>\d+):(?P<column>\d+): error (?P<rule>[a-z-]+) ", re.MULTILINE)


def test_the_base_is_clean(tmp_path: Path) -> None:
    code, printed = output(build(BASE, tmp_path))
    assert code == 0
    assert CLEAN.fullmatch(printed)


@pytest.mark.parametrize("case", [*cases("valid"), *cases("invalid")], ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_case(case: Path, tmp_path: Path) -> None:
    code, printed = output(build(case, tmp_path))
    assert printed == (case / EXPECTED).read_text(encoding="utf-8")
    assert code == (case.parent.name == "invalid")


@pytest.mark.parametrize("case", cases("valid"), ids=lambda case: case.name)
def test_a_valid_case_is_clean(case: Path) -> None:
    assert CLEAN.fullmatch((case / EXPECTED).read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", cases("invalid"), ids=lambda case: case.name)
def test_an_invalid_case_has_one_finding_of_the_rule_it_is_named_for(case: Path) -> None:
    found = [match["rule"] for match in FINDING.finditer((case / EXPECTED).read_text(encoding="utf-8"))]
    assert len(found) == 1
    assert case.name.startswith(f"{found[0]}-")


def test_every_rule_has_an_invalid_case() -> None:
    shown = {
        match["rule"] for case in cases("invalid") for match in FINDING.finditer((case / EXPECTED).read_text(encoding="utf-8"))
    }
    assert shown == emitted()


def test_every_rule_has_a_page() -> None:
    assert emitted() - set(rulebook.names()) == set()


def test_no_case_names_a_folder_of_its_own() -> None:
    for case in (*cases("valid"), *cases("invalid")):
        assert str(case.parent) not in (case / EXPECTED).read_text(encoding="utf-8")
