"""Coverage: open sentences and omissions that fit none are told in one run, each with YAML to paste."""

from pathlib import Path

import pytest
import yaml

from macros.brief import load
from macros.checks import run
from macros.diagnostics import Diagnostic
from tests.cases.golden import BASE, build

GAZETTE = "data/sources/gazette.yml"
OPEN = ['"We heard the bell and nothing else," said the pilot Tom Reeve.', "Nobody was hurt."]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A brief with two open sentences."""
    folder = build(BASE, tmp_path / "brief")
    for name in ("data/quotes/tom-reeve.yml", "data/actors/tom-reeve.yml"):
        (folder / name).unlink()
    topic = folder / "data/topics/the-light.yml"
    topic.write_text(
        topic.read_text(encoding="utf-8").replace("{gazette: Nobody was hurt}", "{log: The light did not fail again}"),
        encoding="utf-8",
    )
    return folder


def found(folder: Path, rule: str) -> list[Diagnostic]:
    return [finding for finding in run(load(folder)) if finding.rule == rule]


def omit(folder: Path, items: str) -> None:
    path = folder / GAZETTE
    path.write_text(f"{path.read_text(encoding='utf-8')}omitted:\n{items}\n", encoding="utf-8")


def test_the_help_of_several_open_sentences_is_pasted_under_one_key(folder: Path) -> None:
    open_ = found(folder, "sentence-not-covered")
    items = "\n".join(finding.fix.replace("# why no record cites it", "It is not about the light.") for finding in open_)
    assert [item["exact"] for item in yaml.safe_load(items)] == OPEN
    omit(folder, items)
    assert run(load(folder)) == []


def test_an_omission_that_fits_nothing_hides_no_other_open_sentence(folder: Path) -> None:
    omit(folder, "  - exact: Nobody was hut.\n    reason: It is not about the light.")
    (misfit,) = found(folder, "omission-not-found")
    assert misfit.nearest == "line 7: Nobody was hurt."
    assert yaml.safe_load(misfit.fix) == {"exact": "Nobody was hurt."}
    (left,) = found(folder, "sentence-not-covered")
    assert OPEN[0] in left.message


def test_many_omissions_that_fit_nothing_are_all_told(folder: Path) -> None:
    omit(folder, "\n".join(f"  - exact: Nobody was hut {number}.\n    reason: None." for number in range(60)))
    assert len(found(folder, "omission-not-found")) == 60
