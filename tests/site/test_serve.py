"""`mkdocs serve` shows an edit of a YAML file, a template and a page without a restart, and what is wrong where one breaks it."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.site.conftest import ROOT
from tests.site.test_other_brief import other_brief

PATIENCE = 60
"""Seconds for a rebuild on a busy machine."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A tiny brief, with an engine of its own to edit, and its address while it is served."""
    brief = other_brief(tmp_path)
    (brief / "macros").unlink()
    shutil.copytree(ROOT / "macros", brief / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    with serving(brief) as address:
        yield brief, address


@contextlib.contextmanager
def serving(brief: Path) -> Iterator[str]:
    """Serve a brief as its authors do, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(brief)}
    with (brief / "log").open("w") as log, subprocess.Popen(command, cwd=brief, env=settings, stdout=log, stderr=log) as server:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def wait_for(address: str, words: str) -> None:
    end = time.monotonic() + PATIENCE
    page = ""
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=10) as answer:
            page = answer.read().decode()
            if words in page:
                return
        time.sleep(0.3)
    pytest.fail(f"'{words}' did not appear: {page[:2000]}")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_edit_shows_without_a_restart(served: tuple[Path, str]) -> None:
    brief, address = served
    topic = f"{address}topics/the-light/"
    wait_for(topic, "Two dozen boats waited.")
    edit(brief / "data" / "topics" / "the-light.yml", "text: Two dozen boats waited.", "text: The boats, two dozen, waited.")
    wait_for(topic, "The boats, two dozen, waited.")
    edit(brief / "macros" / "pages" / "templates" / "topic.md.j2", ">Topic</p>", ">A topic, newly set</p>")
    wait_for(topic, "A topic, newly set")
    edit(
        brief / "docs" / "topics" / "the-light.md", '{{ topic("the-light") }}', '{{ topic("the-light") }}\n\nWritten on the page.\n'
    )
    wait_for(topic, "Written on the page.")


def test_what_is_wrong_stands_above_the_page_until_it_is_mended(served: tuple[Path, str], browser: Browser) -> None:
    brief, address = served
    topic, page_file = brief / "data" / "topics" / "the-light.yml", brief / "docs" / "topics" / "the-light.md"
    wait_for(address, "The light")
    page = browser.new_page()
    page.goto(f"{address}topics/the-light/")
    notice, sentence = page.get_by_role("alert"), page.locator("#tl-boats")
    expect(sentence).to_contain_text("Two dozen boats waited.")
    expect(notice).to_have_count(0)

    # The browser is told of each rebuild; nothing is loaded again by hand.
    edit(topic, "gazette: Two dozen boats waited outside", "gazette: Two dozen boats <b>waited</b> inside")
    expect(notice).to_contain_text("1 error: the pages stay as they were", timeout=PATIENCE * 1000)
    expect(notice).to_contain_text("data/topics/the-light.yml:18:29 these words are not in 'gazette' passage-not-found")
    expect(notice).to_contain_text("nearest")
    assert notice.locator("b").count() == 0
    expect(sentence).to_contain_text("Two dozen boats waited.")
    assert notice.bounding_box()["y"] == 0
    log = (brief / "log").read_text(encoding="utf-8")
    assert "data/topics/the-light.yml:18:29: error passage-not-found these words are not in 'gazette'" in log

    edit(topic, "title: The light", "title: [The light")
    expect(notice).to_contain_text("yaml-syntax", timeout=PATIENCE * 1000)
    expect(sentence).to_contain_text("Two dozen boats waited.")
    edit(topic, "title: [The light", "title: The light")
    edit(page_file, '{{ topic("the-light") }}', '{{ topic("the-night") }}')
    edit(topic, "gazette: Two dozen boats <b>waited</b> inside", "gazette: Two dozen boats waited outside")
    expect(notice).to_contain_text("there is no topic 'the-night'", timeout=PATIENCE * 1000)
    expect(sentence).to_contain_text("Two dozen boats waited.")

    edit(page_file, '{{ topic("the-night") }}', '{{ topic("the-light") }}')
    edit(topic, "text: Two dozen boats waited.", "text: The boats, two dozen, waited.")
    expect(sentence).to_contain_text("The boats, two dozen, waited.", timeout=PATIENCE * 1000)
    expect(notice).to_have_count(0)
    page.close()


def test_a_built_site_has_no_notice(built: Path) -> None:
    assert [path for path in built.rglob("*.html") if 'role="alert"' in path.read_text(encoding="utf-8")] == []


RUNS = """{{ cycler.__init__.__globals__.os.system("touch canary") }}
{{ "".__class__.__mro__[1].__subclasses__() }}
{% for x in range(10 ** 9) %}{% for y in range(10 ** 9) %}{% endfor %}{% endfor %}
"""


def test_a_page_that_would_run_something_is_not_expanded_when_serving_begins(tmp_path: Path) -> None:
    brief = other_brief(tmp_path)
    (brief / "docs" / "wild.md").write_text(RUNS, encoding="utf-8")
    with serving(brief) as address:
        wait_for(f"{address}wild/", "unknown-macro")
        wait_for(f"{address}topics/the-light/", "Two dozen boats waited.")
    assert not (brief / "canary").exists()
