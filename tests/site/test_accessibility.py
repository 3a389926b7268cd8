"""WCAG 2.2 AA in a real Chromium: axe-core finds nothing on any kind of page; the keyboard reaches and leaves everything."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.conftest import ROOT
from tests.site.test_browser import SCHEMES, WIDTHS, kinds

AXE = ROOT / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FAULTS = """async (tags) => {
    const options = {resultTypes: ["violations"], runOnly: tags, rules: {"target-size": {enabled: true}}};
    const first = (nodes) => nodes.slice(0, 4).map(({html}) => html.slice(0, 160)).join(" | ");
    return (await axe.run(options)).violations.map(({id, nodes}) => `${id}: ${first(nodes)}`);
}"""


def faults(page: Page) -> list[str]:
    """What axe-core finds on the page as it is shown."""
    page.wait_for_selector("html[data-laid-out]", state="attached")
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    return page.evaluate(FAULTS, STANDARD)


# Each width and each scheme once: what depends on the width does not depend on the scheme.
@pytest.mark.parametrize(("width", "scheme"), list(zip(WIDTHS.values(), SCHEMES, strict=True)), ids=["wide-light", "narrow-dark"])
def test_axe_finds_nothing_on_any_kind_of_page(width: int, scheme: str, browser: Browser, address: str, built: Path) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce") as context:
        page = context.new_page()
        found = {}
        for kind in [*kinds(built), "no-such-page/"]:
            page.goto(address + kind)
            found[kind] = faults(page)
        assert {kind: list_ for kind, list_ in found.items() if list_} == {}


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_axe_finds_nothing_with_search_card_and_drawer_open(width: int, browser: Browser, address: str, built: Path) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(address + next(kind for kind in kinds(built) if kind.startswith("figures/") and kind != "figures/"))
        page.get_by_role("searchbox", name="Search").fill("August")
        expect(page.get_by_role("status")).to_contain_text("results")
        assert faults(page) == []
        page.keyboard.press("Escape")
        page.locator("article .footnote-ref").first.focus()
        expect(page.locator(".card")).to_be_visible()
        assert faults(page) == []
        page.keyboard.press("Enter")
        expect(page.locator(".footnote li:target")).to_be_visible()
        page.locator(".cite-text").scroll_into_view_if_needed()
        assert faults(page) == []
        page.keyboard.press("Escape")
        if width < 600:
            page.get_by_role("button", name="Contents").click()
            expect(page.get_by_role("button", name="Close")).to_be_focused()
            assert faults(page) == []
            page.keyboard.press("Escape")
            expect(page.get_by_role("button", name="Contents")).to_be_focused()


@pytest.fixture
def topic(browser: Browser, address: str, built: Path) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(address + next(kind for kind in kinds(built) if kind.startswith("topics/")))
        yield page


def test_the_first_stop_of_the_keyboard_skips_to_the_text(topic: Page) -> None:
    topic.keyboard.press("Tab")
    skip = topic.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    topic.keyboard.press("Enter")
    topic.keyboard.press("Tab")
    assert topic.evaluate("document.querySelector('article').contains(document.activeElement)")


def test_from_a_pinned_card_the_keyboard_goes_on_within_it(topic: Page) -> None:
    topic.locator("article .footnote-ref").first.focus()
    topic.keyboard.press("Enter")
    topic.keyboard.press("Tab")
    assert topic.evaluate("document.querySelector('.footnote li:target').contains(document.activeElement)")
    topic.keyboard.press("Escape")
    expect(topic.locator("article .footnote-ref").first).to_be_focused()


def test_what_has_the_focus_is_never_hidden_by_a_card(topic: Page) -> None:
    topic.keyboard.press("Tab")
    covered = """() => {
        const {left, top, width, height} = document.activeElement.getClientRects()[0];
        const on = document.elementFromPoint(left + width / 2, top + height / 2);
        return !document.activeElement.contains(on) && on?.closest(".card, .find-out") ? document.activeElement.outerHTML : null;
    }"""
    for _ in range(40):
        topic.keyboard.press("Tab")
        assert topic.evaluate(covered) is None


def test_landmarks_have_names_where_there_are_several(topic: Page) -> None:
    for role in ("navigation", "complementary", "search"):
        names = [mark.get_attribute("aria-label") for mark in topic.get_by_role(role).all()]
        assert len(names) == 1 or (all(names) and len(set(names)) == len(names)), (role, names)
    for role in ("banner", "main", "contentinfo"):
        expect(topic.get_by_role(role)).to_have_count(1)


def test_nothing_moves_for_those_who_want_it_so(topic: Page) -> None:
    topic.locator("article .footnote-ref").first.focus()
    expect(topic.locator(".card")).to_be_visible()
    moving = "() => document.getAnimations().length"
    assert topic.evaluate(moving) == 0


def test_twice_as_large_loses_nothing(browser: Browser, address: str, built: Path) -> None:
    """A window of 1280 pixels at 200 per cent is one of 640 (WCAG 1.4.4), at 400 per cent one of 320 (1.4.10)."""
    for width in (640, 320):
        with browser.new_context(viewport={"width": width, "height": 512}) as context:
            page = context.new_page()
            for kind in kinds(built):
                page.goto(address + kind)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (kind, width)
                expect(page.get_by_role("searchbox", name="Search")).to_be_in_viewport()


def test_every_mark_is_announced_as_note_source_and_line(topic: Page) -> None:
    last = topic.locator(".footnote-ref").last
    expect(last).to_have_attribute("aria-label", re.compile("."))
    names = topic.evaluate("[...document.querySelectorAll('.footnote-ref')].map((mark) => mark.getAttribute('aria-label'))")
    assert all(re.fullmatch(r"Note \d+, (.+, line \d+|Search of .+)", name) for name in names)
