"""The pages in a real Chromium: nothing asked of another host, nothing wider than the window, cards by hover, keys and touch."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

WIDTHS = {"wide": 1440, "narrow": 390}
SCHEMES = ("light", "dark")


def kinds(built: Path) -> list[str]:
    """One address of every kind of page."""
    one = {
        kind: sorted(path.parent.name for path in (built / kind).glob("*/index.html"))[0]
        for kind in ("topics", "actors", "figures", "sources")
    }
    plain = ["", "timeline/", "actors/", "quotes/", "figures/", "sources/", "checked/"]
    return [*plain, *(f"{kind}/{name}/" for kind, name in one.items())]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield context.new_page()


@pytest.fixture
def topic(page: Page, address: str, built: Path) -> Page:
    """The first topic page, open."""
    page.goto(address + next(kind for kind in kinds(built) if kind.startswith("topics/")))
    return page


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_every_kind_of_page_fits_and_asks_no_other_host(
    width: int, scheme: str, browser: Browser, address: str, built: Path
) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme) as context:
        page = context.new_page()
        asked: list[str] = []
        faults: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        for kind in kinds(built):
            page.goto(address + kind, wait_until="networkidle")
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{kind} is {wide} pixels wide"
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
        assert faults == []


def test_hovering_a_mark_shows_the_passage_in_its_sentence(topic: Page) -> None:
    mark = topic.locator("article .footnote-ref").first
    mark.scroll_into_view_if_needed()
    mark.hover()
    card = topic.locator(".card[role=dialog]")
    expect(card.locator("mark").first).to_be_visible()
    expect(card.locator(".note-head")).to_contain_text("line")
    expect(card.get_by_role("link", name="Open in the source")).to_be_visible()


def test_the_keyboard_reaches_a_card_and_escape_closes_it(topic: Page) -> None:
    mark = topic.locator("article .footnote-ref").first
    mark.focus()
    topic.keyboard.press("Enter")
    note = topic.locator(".footnote li:target")
    expect(note).to_be_visible()
    topic.keyboard.press("Escape")
    expect(topic.locator(".footnote li:target")).to_have_count(0)
    assert mark.evaluate("mark => document.activeElement === mark")


def test_pinning_a_card_does_not_move_the_page(topic: Page) -> None:
    mark = topic.locator("article .footnote-ref").nth(3)
    mark.scroll_into_view_if_needed()
    before = topic.evaluate("scrollY")
    mark.click()
    expect(topic.locator(".footnote li:target")).to_be_in_viewport()
    assert topic.evaluate("scrollY") == before


def test_a_note_leads_to_the_passage_on_its_sources_page(topic: Page) -> None:
    topic.locator("article .footnote-ref").first.click()
    note = topic.locator(".footnote li:target")
    words = note.locator("mark").first.inner_text()
    note.get_by_role("link", name="Open in the source").click()
    expect(topic.locator(":target")).to_be_in_viewport()
    passage = topic.locator(".passage:has(:target)")
    expect(passage).to_contain_text(words)
    links = passage.get_by_role("link")
    assert links.count() > 0


def test_without_scripts_the_notes_stand_on_the_page_and_open(browser: Browser, address: str, built: Path) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        page.goto(address + next(kind for kind in kinds(built) if kind.startswith("topics/")))
        page.locator("article .footnote-ref").first.click()
        note = page.locator(".footnote li:target")
        expect(note).to_be_in_viewport()
        expect(note.locator("mark").first).to_be_visible()


def test_marks_are_named_for_those_who_hear_the_page(topic: Page) -> None:
    marks = topic.locator("article .footnote-ref")
    expect(marks.first).to_have_attribute("aria-label", re.compile(r"^Note 1, .+, line \d+$"))
    expect(marks.last).to_have_attribute("aria-label", re.compile(r"^Note \d+, "))


def test_the_scheme_can_be_changed_and_is_kept(topic: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    before = topic.evaluate(ground)
    topic.locator("header").get_by_text("Dark", exact=True).first.click()
    expect(topic.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    after = topic.evaluate(ground)
    assert after != before
    topic.reload()
    assert topic.evaluate(ground) == after


def test_print_shows_the_notes_and_no_navigation(topic: Page) -> None:
    topic.emulate_media(media="print")
    expect(topic.locator("header").first).to_be_hidden()
    expect(topic.locator(".footnote li").first).to_be_visible()
    assert topic.evaluate("getComputedStyle(document.body).backgroundColor") in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
