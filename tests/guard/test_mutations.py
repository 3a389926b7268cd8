"""The real brief, broken in every way that a rule is for: each break is found at its own line, and nothing else is said.

Breaks that do not touch each other share a copy, so that what one of them hides or drags along shows in the others. Which records
are broken is drawn with a fixed seed; GUARD_SEED sets another.
"""

import os
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.cases.golden import EXPECTED, cases
from tests.cases.rules import emitted
from tests.cases.test_cases import FINDING
from tests.guard import break_documents, break_facts, break_form, break_passages  # noqa: F401
from tests.guard.conftest import ROOT
from tests.guard.mutation import Real, Result, batches, run

SEED = int(os.environ.get("GUARD_SEED", "20240501"))

PHASES = {"passages": 3, "facts": 3, "form": 3, "documents": 5, "coverage": 1, "actors": 1, "front": 4}
"""The phases with the number of copies that each may use. One phase never hides what another is about."""

RESULTS: dict[str, list[Result]] = {}


@pytest.fixture(scope="module")
def results(real: Real, tmp_path_factory: pytest.TempPathFactory):
    """Return what the checker says of the batches of a phase, each checked once."""
    folder = tmp_path_factory.mktemp("broken")

    def results(phase: str) -> list[Result]:
        if phase not in RESULTS:
            RESULTS[phase] = [run(real, batch, folder / "brief") for batch in batches(real, phase, PHASES[phase], SEED)]
        return RESULTS[phase]

    return results


@pytest.mark.parametrize("phase", PHASES)
def test_every_break_is_found_at_its_line_and_nothing_else_is_said(results, phase: str) -> None:
    for result in results(phase):
        assert result.missing() + result.surplus() == []


def broken(results) -> Iterator[str]:
    """Yield the rule of each break, several where it is several breaks."""
    for phase in PHASES:
        for result in results(phase):
            for mutation in result.batch:
                yield from [mutation.rule] * mutation.number


def test_every_rule_is_broken_several_times(results) -> None:
    count = Counter(broken(results))
    assert set(count) == emitted()
    assert {rule: number for rule, number in count.items() if number < 3} == {}
    assert count.total() >= 500


def test_switching_off_any_rule_is_noticed(results) -> None:
    told = [(case / EXPECTED).read_text(encoding="utf-8") for case in cases("invalid")]
    in_cases = {match["rule"] for text in told for match in FINDING.finditer(text)}
    for rule in sorted(emitted()):
        missed = [line for phase in PHASES for result in results(phase) for line in result.missing(without=rule)]
        assert missed, rule
        assert all(f" {rule} (" in line for line in missed)
        assert rule in in_cases


def test_every_rule_with_a_page_is_broken_here_or_on_the_built_site() -> None:
    """The rules of the built site are broken on a built site, by tests/site/test_site_check.py."""
    documented = {path.stem for path in (ROOT / "macros/checks/rules").glob("*.md")}
    on_site = (ROOT / "tests/site/test_site_check.py").read_text(encoding="utf-8")
    assert emitted() <= documented
    assert [rule for rule in documented - emitted() if f'"{rule}"' not in on_site] == []


def test_a_break_that_is_not_found_would_be_noticed(results) -> None:
    """The harness itself: a result without its findings, at another line, or with one more, does not pass."""
    result = results("coverage")[0]
    assert len(Result(result.batch, [], result.wanted).missing()) == len(result.wanted)
    moved = [type(each)(each.file, each.line + 1, each.column, each.rule, each.message) for each in result.found]
    assert len(Result(result.batch, moved, result.wanted).missing()) == len(result.wanted)
    assert len(Result(result.batch, [*result.found, moved[0]], result.wanted).surplus()) == 1


def test_the_copy_that_is_broken_is_the_real_brief(real: Real) -> None:
    assert (real.root / "data").is_dir()
    assert real.root != ROOT
    assert len(real.brief.citations) > 1500
