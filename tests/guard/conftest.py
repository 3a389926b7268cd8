"""The real brief, copied once, so that nobody who edits it meanwhile disturbs what is tested."""

import shutil
from pathlib import Path

import pytest

from macros.brief import load
from macros.pages.calls import findings
from tests.guard.mutation import Real

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Real:
    """Return the real brief."""
    folder = tmp_path_factory.mktemp("real") / "brief"
    for name in ("data", "seeds", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    told = findings(load(folder), folder / "docs")
    assert not told, f"the brief has findings of its own: {told[:5]}"
    return Real(folder)
