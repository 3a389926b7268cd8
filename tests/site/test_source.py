"""A source's page in a real Chromium: one passage at a time is marked, and it is in sight; the page stays short."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.site.test_browser import WIDTHS

TALLEST = 32_000
"""Pixels of a source's page on a phone: each passage with a sentence of its own takes half as many again."""

LIT = """(letter) => [...document.querySelectorAll('.passage:has(:target) mark')]
  .filter((mark) => !['rgba(0, 0, 0, 0)', 'transparent'].includes(getComputedStyle(mark).backgroundColor))
  .map((mark) => mark.textContent).join('')"""


def passages(built: Path) -> list[tuple[str, str]]:
    """Return the page and anchor of a passage that shares its sentence, of each source."""
    found = []
    for path in sorted(built.glob("sources/*/index.html")):
        anchors = re.findall(r'<sup class="at p-c" id="([^"]+)"', path.read_text(encoding="utf-8"))
        found.append((f"sources/{path.parent.name}/", anchors[len(anchors) // 2]))
    return found


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_the_passage_to_which_the_address_leads_is_in_sight_and_marked_alone(
    width: int, script: bool, browser: Browser, address: str, built: Path
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script) as context:
        page = context.new_page()
        for path, anchor in passages(built):
            page.goto(f"{address}{path}#{anchor}")
            page.wait_for_timeout(300)
            target = page.locator(":target")
            place = target.bounding_box()
            assert place
            assert 40 < place["y"] < 500, (path, anchor)
            words = "".join(page.locator(".passage:has(:target) mark.p-c").all_text_contents())
            assert page.evaluate(LIT) == words, anchor


def test_resting_on_a_letter_below_the_sentence_marks_its_passage(page: Page, address: str, built: Path) -> None:
    path, anchor = passages(built)[0]
    page.goto(address + path)
    link = page.locator(f'.passage-list a[href="#{anchor}"]')
    colour = f"document.getElementById('{anchor}').closest('.passage').querySelector('mark:not(.p-c)')"
    before = page.evaluate(f"getComputedStyle({colour}).backgroundColor")
    link.hover()
    assert page.evaluate(f"getComputedStyle({colour}).backgroundColor") != before
    link.click()
    assert page.evaluate("document.querySelector(':target').id") == anchor


def test_a_sources_page_stays_short(browser: Browser, address: str, built: Path) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        for path in sorted(built.glob("sources/*/index.html")):
            page.goto(f"{address}sources/{path.parent.name}/")
            page.wait_for_selector("html[data-laid-out]", state="attached")
            assert page.evaluate("document.documentElement.scrollHeight") < TALLEST, path.parent.name


@pytest.fixture
def page(browser: Browser):
    """A page of a large window."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield context.new_page()
