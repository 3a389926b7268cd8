"""One real build of the real brief, shared by the tests of the site; a copy of it for tests that break it; one real browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.site.chromium import browsing
from tests.site.server import serving

ROOT = Path(__file__).parents[2]
EPOCH = "1700000000"


@dataclass(frozen=True)
class Run:
    """What a command did."""

    code: int
    out: str


def run(*command: str, cwd: Path = ROOT, **environment: str) -> Run:
    """Run a Python module as its users do, from `cwd`."""
    settings = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", **environment}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env=settings,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
    )
    return Run(done.returncode, done.stdout.decode())


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once by the command that `make site` runs."""
    site = tmp_path_factory.mktemp("built") / "site"
    done = run("macros", "build", "--site-dir", str(site))
    assert done.code == 0, done.out
    assert "WARNING" not in done.out, done.out
    return site


def copy_of(folder: Path, into: Path) -> Path:
    """Copy a brief, with the engine beside it, so that a test may break it."""
    for name in ("data", "seeds", "docs"):
        shutil.copytree(folder / name, into / name)
    shutil.copy(folder / "mkdocs.yml", into / "mkdocs.yml")
    (into / "macros").symlink_to(ROOT / "macros")
    return into


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the real brief to break."""
    return copy_of(ROOT, tmp_path)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium; a machine that cannot have one fails here and says what to install."""
    with browsing() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """The built site, served on this machine."""
    with serving(built) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a wide window on which no script may fail."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce") as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
        assert faults == []
