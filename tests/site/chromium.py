"""Find a Chromium on this machine, or install one by the ordinary means of the platform; never do without."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
ADVICE = (
    "no Chromium was found or could be installed: install it ('apt-get install chromium', 'brew install --cask chromium' or "
    "'python -m playwright install chromium'), or name one in the environment variable CHROMIUM"
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
)
"""Headless, and silent towards every host but ours: the browser's own calls home would look like the page's."""


@contextmanager
def browsing() -> Iterator[Browser]:
    """Open a Chromium. It is found first: Playwright, which is asked for its own one, cannot be started while it runs."""
    path = require()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def find() -> str | None:
    """Return the path of a Chromium that is there."""
    for name in (os.environ.get("CHROMIUM"), *NAMES):
        path = shutil.which(name) if name else None
        if path:
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


@cache
def require() -> str:
    """Return the path of a Chromium, installed if need be. Raises RuntimeError with advice where none can be had."""
    for install in (lambda: None, _with_playwright, _with_apt):
        install()
        path = find()
        if path:
            return path
    raise RuntimeError(ADVICE)


def _with_playwright() -> None:
    _run(sys.executable, "-m", "playwright", "install", "chromium")


def _with_apt() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        _run("apt-get", "update", "-qq")
        _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")


def _run(*command: str) -> None:
    subprocess.run(command, check=False, timeout=600, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
