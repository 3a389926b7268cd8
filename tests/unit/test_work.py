"""The work of a check grows with the brief, not with its square. Counted are calls of functions, which are always the same."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from macros import checks
from macros.brief import Brief, load
from macros.pages.views_checked import tally
from macros.pages.views_source import dossier
from tests.bench import brief as writer
from tests.bench.facts import invent

SOURCES, CITATIONS = 50, 1_000
GROWTH = 2.4
"""How many times the work a brief of twice the size may take: sorting makes it a bit more than two."""


def calls(work: Callable[[], object]) -> int:
    """Count the functions that some work calls, those written in C included."""
    number = 0

    def count(_frame: FrameType, event: str, _value: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return number


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return two briefs, one of twice the size of the other."""
    found = []
    for times in (1, 2):
        found.append(tmp_path_factory.mktemp("brief") / "brief")
        writer.write(invent(times * SOURCES, times * CITATIONS), found[-1])
    return found[0], found[1]


def checked(folder: Path) -> Brief:
    brief = load(folder)
    checks.run(brief)
    return brief


def viewed(brief: Brief) -> None:
    tally(brief)
    for source in brief.records("source"):
        dossier(brief, source, {})


def test_a_check_of_twice_the_brief_is_twice_the_work(folders: tuple[Path, Path]) -> None:
    small, large = (calls(lambda folder=folder: checked(folder)) for folder in folders)
    assert large < GROWTH * small


def test_twice_the_citations_that_fail_are_twice_the_work(folders: tuple[Path, Path]) -> None:
    for folder in folders:
        for file in folder.glob("data/topics/*.yml"):
            file.write_text(file.read_text(encoding="utf-8").replace("barrels to", "quaggas to"), encoding="utf-8")
    small, large = (calls(lambda folder=folder: checked(folder)) for folder in folders)
    assert len(load(folders[0]).missed) > CITATIONS // 3
    assert large < GROWTH * small


def test_the_views_of_twice_the_sources_are_twice_the_work(folders: tuple[Path, Path]) -> None:
    small, large = (calls(lambda brief=brief: viewed(brief)) for brief in map(checked, folders))
    assert large < GROWTH * small


def test_the_brief_of_the_bench_has_no_fault_but_actors_that_it_is_too_small_to_use(tmp_path: Path) -> None:
    writer.write(invent(SOURCES, CITATIONS), tmp_path / "brief")
    brief = load(tmp_path / "brief")
    assert {finding.rule for finding in checks.run(brief)} <= {"unused-actor"}
    assert checks.counts(brief)["checked"] == CITATIONS
