"""A second process gives what the first one would have given, and its failure is not lost."""

import os
from pathlib import Path

import pytest

from macros import checks
from macros.aside import begin
from macros.brief import load
from tests.cases.golden import HERE, build


def test_what_is_done_aside_comes_back() -> None:
    waiting = begin(lambda: (os.getpid(), "words"))
    told, words = waiting()
    assert words == "words"
    assert (told != os.getpid()) == ((os.cpu_count() or 1) > 1)


def test_what_fails_aside_fails_here() -> None:
    with pytest.raises(ZeroDivisionError):
        begin(lambda: 1 // 0)()


def test_a_large_brief_has_the_same_findings_as_if_it_were_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brief = load(build(HERE / "invalid" / "number-not-in-passage-answer", tmp_path / "brief"))
    alone = checks.run(brief)
    monkeypatch.setattr(checks, "LARGE", 0)
    assert checks.run(brief) == alone != []
