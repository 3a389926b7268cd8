"""Marks and the cards they open, in a real Chromium, and what stands around them: margin notes, citing, sections, paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.test_reading import CARD, PHONE, apart, box, longest

PINNED = ".footnote li:target"
EVERYWHERE = ("", "quotes/", "timeline/", "figures/")


@pytest.fixture
def topic(page: Page, address: str, built: Path) -> Page:
    page.goto(address + longest(built, "topics"))
    return page


# Marks


@pytest.mark.parametrize("width", [390, 768])
def test_a_mark_stands_with_its_word_moves_no_line_and_can_be_touched(
    width: int, browser: Browser, address: str, built: Path
) -> None:
    with browser.new_context(**PHONE | {"viewport": {"width": width, "height": 844}}) as context:
        page = context.new_page()
        for path in (*EVERYWHERE, longest(built, "topics"), longest(built, "actors")):
            page.goto(address + path)
            found = page.evaluate(
                """() => {
                  const seen = (mark) => mark.getClientRects().length;
                  const marks = [...document.querySelectorAll("article .footnote-ref")].filter(seen);
                  const boxes = marks.map((mark) => mark.getBoundingClientRect());
                  const apart = (one, two) => one.right <= two.left + .01 || two.right <= one.left + .01
                    || one.bottom <= two.top + .01 || two.bottom <= one.top + .01;
                  const glyph = (node, at) => {
                    const range = new Range();
                    range.setStart(node, at);
                    range.setEnd(node, at + 1);
                    return [...range.getClientRects()].at(-1);
                  };
                  const before = (mark) => {
                    const text = mark.parentElement.previousSibling;
                    if (text?.nodeType === 3 && text.data.trim()) return glyph(text, text.data.length - 1);
                    return text?.matches?.("sup") ? glyph(text.firstChild.firstChild, text.textContent.length - 1) : null;
                  };
                  const told = (mark) => `${mark.closest("p, td, th, li").textContent.slice(-40)} [${mark.textContent}]`;
                  const near = marks.map((mark) => [mark, before(mark), glyph(mark.firstChild, 0)]).filter(([, one]) => one);
                  const lines = [...document.querySelectorAll("article p")].filter((each) => each.querySelector(".footnote-ref"));
                  return {
                    small: marks.filter((mark, at) => boxes[at].width < 23.99 || boxes[at].height < 23.99).map(told),
                    overlapping: marks.filter((mark, at) => boxes.slice(at + 1, at + 30).some((each) => !apart(boxes[at], each)))
                      .map(told),
                    over: near.filter(([, one, two]) => two.top < one.bottom && two.left < one.right - .5)
                      .map(([mark]) => told(mark)),
                    torn: near.filter(([, one, two]) => two.top > one.bottom).map(([mark]) => told(mark)),
                    uneven: lines.filter((each) => {
                      const rows = each.offsetHeight / parseFloat(getComputedStyle(each).lineHeight);
                      return Math.abs(rows - Math.round(rows)) > .05;
                    }).map((each) => each.className + each.textContent.slice(0, 40)),
                  };
                }"""
            )
            assert found == {"small": [], "overlapping": [], "over": [], "torn": [], "uneven": []}, path


def test_a_mark_that_is_pointed_at_covers_no_letter_of_its_label(page: Page, address: str, built: Path) -> None:
    """What is seen of a mark is its number; what is touched is more."""
    page.goto(address + longest(built, "topics"))
    mark = page.locator(".chart th a + sup .footnote-ref").first
    mark.hover()
    clip, ground = mark.evaluate("mark => [getComputedStyle(mark).backgroundClip, getComputedStyle(mark).backgroundColor]")
    assert clip == "content-box"
    assert ground != "rgba(0, 0, 0, 0)"


# Going back


def test_notes_that_were_closed_are_not_opened_again_by_going_back(topic: Page, address: str) -> None:
    page, plain = topic, topic.url
    page.goto(address)
    page.goto(plain)
    marks = page.locator("article p .footnote-ref")
    for number in (0, 2, 4):
        marks.nth(number).click()
        expect(page.locator(PINNED)).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.locator(PINNED)).to_have_count(0)
        expect(marks.nth(number)).to_be_focused()
    assert page.url == plain
    page.go_back()
    assert page.url == address


def test_going_back_lets_a_pinned_note_go_and_moves_nothing(topic: Page) -> None:
    marks = topic.locator("article p[data-block] .footnote-ref")
    plain = topic.url
    marks.nth(20).scroll_into_view_if_needed()
    marks.nth(20).click()
    expect(topic.locator(PINNED)).to_have_count(1)
    topic.mouse.wheel(0, 300)
    topic.wait_for_function("y => scrollY > y", arg=topic.evaluate("scrollY") - 1)
    marks.nth(24).click()
    expect(topic.locator(".s.pinned")).to_have_count(1)
    seen = topic.evaluate("scrollY")
    topic.go_back()
    expect(topic.locator(PINNED)).to_have_count(0)
    assert topic.url == plain
    assert topic.evaluate("scrollY") == seen


def test_a_note_that_the_address_names_is_let_go_without_leaving_the_page(topic: Page) -> None:
    wanted = topic.locator("article .footnote-ref").nth(40).get_attribute("href")
    plain = topic.url
    topic.goto(f"{plain}{wanted}")
    expect(topic.locator(PINNED)).to_have_count(1)
    topic.keyboard.press("Escape")
    expect(topic.locator(PINNED)).to_have_count(0)
    assert topic.url == plain


# Cards


def test_beside_a_pinned_note_others_can_be_looked_at(topic: Page) -> None:
    marks = topic.locator("article .footnote-ref")
    marks.first.click()
    note = topic.locator(PINNED)
    expect(note).to_be_visible()
    marks.nth(3).hover()
    card = topic.locator(CARD)
    expect(card).to_be_visible()
    assert apart(box(card), box(note))
    topic.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(note).to_be_visible()
    topic.locator("article p a[href*='actors/']:not(.footnote-ref)").first.hover()
    expect(topic.locator(".card[role=tooltip]")).to_be_visible()
    expect(note).to_be_visible()


def test_a_note_is_pinned_where_its_card_stood_and_the_card_waits_for_the_pointer(topic: Page) -> None:
    mark = topic.locator("article p:not(.standfirst) .footnote-ref").first
    mark.scroll_into_view_if_needed()
    mark.hover()
    card = topic.locator(CARD)
    expect(card).to_be_visible()
    stood, at = box(card), box(mark)
    for step in range(1, 5):
        topic.mouse.move(at["x"] + (stood["x"] - at["x"]) * step / 4, at["y"] - 16)
        topic.wait_for_timeout(100)
    topic.mouse.move(stood["x"] + 40, stood["y"] + 60)
    topic.wait_for_timeout(800)
    expect(card).to_be_visible()
    mark.click()
    note = box(topic.locator(PINNED))
    assert (note["x"], note["y"], note["width"]) == (stood["x"], stood["y"], stood["width"])


@pytest.mark.parametrize("width", [700, 1024, 1440])
def test_a_card_never_covers_the_sentence_that_it_explains(width: int, browser: Browser, address: str, built: Path) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(address + longest(built, "topics"))
        page.wait_for_selector("html[data-laid-out]", state="attached")
        marks = page.locator("article p[data-block]:not(.standfirst) .s[id] .footnote-ref")
        for number in (2, 30):
            mark = marks.nth(number)
            mark.evaluate("mark => scrollTo(0, mark.getBoundingClientRect().bottom + scrollY - innerHeight + 30)")
            mark.hover()
            expect(page.locator(CARD)).to_be_visible()
            card = box(page.locator(CARD))
            lines = mark.evaluate(
                "mark => [...mark.closest('.s').getClientRects()].map(({x, y, width, height}) => ({x, y, width, height}))"
            )
            assert [line for line in lines if not apart(card, line)] == []
            if width >= 1024:
                assert card["x"] >= page.evaluate("document.querySelector('article').getBoundingClientRect().right")
            page.mouse.move(0, 0)
            expect(page.locator(CARD)).to_have_count(0)


def test_a_card_leads_back_to_the_mark_that_was_touched(topic: Page) -> None:
    name = topic.locator(".footnote li:has(.footnote-backref + .footnote-backref)").first.get_attribute("id")
    mark = topic.locator(f"article .footnote-ref[href='#{name}']").nth(1)
    plain = topic.url
    mark.click()
    ways = topic.locator(f"{PINNED} .footnote-backref:visible")
    expect(ways).to_have_count(1)
    ways.click()
    expect(topic.locator(PINNED)).to_have_count(0)
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()
    assert topic.url == plain


def test_without_scripts_a_note_leads_back_to_every_sentence_that_cites_it(browser: Browser, address: str, built: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + longest(built, "topics"))
        twice = page.locator(".footnote li:has(.footnote-backref + .footnote-backref)").first
        name = twice.get_attribute("id")
        uses = page.locator(f"article .footnote-ref[href='#{name}']")
        ways = twice.locator(".footnote-backref")
        assert {way.get_attribute("href") for way in ways.all()} == {
            f"#{use.evaluate('mark => mark.parentElement.id')}" for use in uses.all()
        }
        assert ways.count() == uses.count() > 1
        ways.nth(1).click()
        expect(page.locator(f":target > .footnote-ref[href='#{name}']")).to_be_in_viewport()


# The page around them


def test_what_a_reading_rests_on_stands_in_the_margin_and_italics_are_explained_once(page: Page, address: str, built: Path) -> None:
    with_readings = max(
        (built / "topics").glob("*/index.html"), key=lambda path: path.read_text(encoding="utf-8").count('class="grounds"')
    )
    page.goto(f"{address}topics/{with_readings.parent.name}/")
    grounds = page.locator(".opening ~ .reasoned > .grounds")
    assert grounds.count() > 1
    right = page.evaluate("document.querySelector('article').getBoundingClientRect().right")
    for each in grounds.all():
        beside = box(each.locator("xpath=preceding-sibling::p"))
        assert box(each)["x"] > right
        assert abs(box(each)["y"] - beside["y"]) < 12
    assert page.locator("article").inner_text().count("In italics") == 1
    page.set_viewport_size({"width": 1024, "height": 900})
    for each in grounds.all():
        assert box(each)["x"] < right


@pytest.mark.parametrize("width", [640, 768, 950])
def test_a_line_of_text_is_never_longer_than_an_eye_can_follow(width: int, browser: Browser, address: str, built: Path) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        for path in ("", "timeline/", longest(built, "topics"), longest(built, "sources")):
            page.goto(address + path)
            widest = page.evaluate("Math.max(...[...document.querySelectorAll('article p')].map((each) => each.offsetWidth))")
            assert widest <= 640 or page.locator(".wide").count(), (path, widest)
            left, right = page.evaluate(
                "(({left, right}) => [left, innerWidth - right])(document.querySelector('article').getBoundingClientRect())"
            )
            assert abs(left - right) <= 1, path


def test_a_narrowed_list_shows_its_own_notes_only_and_says_when_nothing_is_left(page: Page, address: str) -> None:
    page.goto(address + "timeline/")
    notes = page.locator(".footnote li")
    everything = notes.count()
    last = notes.last
    page.locator(".filters select[name=topic]").select_option(index=3)
    shown = {mark.get_attribute("href") for mark in page.locator("[data-item]:not([hidden]) .footnote-ref").all()}
    visible = page.evaluate(
        "[...document.querySelectorAll('.footnote li')].filter((note) => getComputedStyle(note).visibility === 'visible')"
        ".map((note) => `#${note.id}`)"
    )
    assert set(visible) == shown
    assert 0 < len(visible) < everything
    assert page.evaluate("document.querySelector('.footnote').offsetHeight") < 400 * len(visible)
    menus = page.locator(".filters select")
    for number in range(1, menus.count()):
        menus.nth(number).select_option(index=menus.nth(number).locator("option").count() - 1)
    expect(page.locator("[data-item]:visible")).to_have_count(0)
    expect(page.locator(".nothing")).to_be_visible()
    expect(page.locator("#notes")).to_be_hidden()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".nothing")).to_be_hidden()
    expect(last).to_be_visible()


def test_paper_says_what_was_chosen_and_how_it_is_cited(page: Page, address: str, built: Path) -> None:
    page.goto(address + "timeline/")
    menu = page.locator(".filters select[name=topic]")
    menu.select_option(index=3)
    chosen = menu.locator("option:checked").inner_text().rpartition(" (")[0]
    page.emulate_media(media="print")
    expect(page.locator(".chosen")).to_be_visible()
    expect(page.locator(".chosen")).to_have_text(f"Topic: {chosen}")
    expect(page.locator(".cite-text")).to_be_visible()
    expect(page.locator(".cite-text")).to_contain_text("Version")
    assert address in page.evaluate("getComputedStyle(document.querySelector('.cite-text'), '::after').content")
    for torn in (".event:visible", ".year:visible"):
        assert page.locator(torn).first.evaluate("each => getComputedStyle(each).display") == "block"
    page.goto(address + longest(built, "topics"))
    empty = page.evaluate(
        "[...document.querySelectorAll('article h2')].filter((each) => each.nextElementSibling?.getClientRects().length === 0)"
        ".map((each) => each.textContent)"
    )
    assert empty == []


def test_a_page_leads_up_and_to_its_citation_which_can_be_copied(browser: Browser, address: str, built: Path) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}, permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(address + longest(built, "figures"))
        page.get_by_role("link", name="Cite", exact=True).click()
        expect(page.locator(".cite-text")).to_be_in_viewport()
        page.get_by_role("button", name="Copy").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(page.locator(".cite-text").inner_text())
        assert copied.endswith(page.url.partition("#")[0])
        page.get_by_role("link", name="All figures").click()
        assert page.url == address + "figures/"
        assert page.get_by_role("link", name="All figures").count() == 0


def test_a_section_can_be_linked_to_and_contents_of_one_section_are_left_out(topic: Page, address: str, built: Path) -> None:
    heading = topic.locator("article h2[id]").nth(1)
    anchor = heading.locator(".permalink")
    assert anchor.evaluate("link => getComputedStyle(link).opacity") == "0"
    heading.hover()
    expect(anchor).to_have_css("opacity", "1")
    anchor.click()
    assert topic.url.endswith(f"#{heading.get_attribute('id')}")
    for path in (built / "figures").glob("*/index.html"):
        topic.goto(f"{address}figures/{path.parent.name}/")
        assert topic.locator(".contents a").count() != 1


def test_nothing_that_is_read_is_smaller_than_twelve_pixels_in_few_sizes(page: Page, address: str, built: Path) -> None:
    page.goto(address + longest(built, "topics"))
    sizes = page.evaluate(
        """[...new Set([...document.querySelectorAll("body *")].filter((each) => !each.closest("svg, .unseen")
             && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && each.getClientRects().length)
           .map((each) => parseFloat(getComputedStyle(each).fontSize)))]"""
    )
    assert min(sizes) >= 12
    assert len(sizes) <= 11


def test_colours_of_the_readers_own_leave_the_sentence_marked(browser: Browser, address: str, built: Path) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}, forced_colors="active") as context:
        page = context.new_page()
        page.goto(address + longest(built, "topics"))
        page.locator("article .footnote-ref").first.click()
        expect(page.locator(".s.pinned")).to_have_css("text-decoration-line", "underline")


def test_the_letter_of_a_relation_stands_in_its_line(page: Page, address: str, built: Path) -> None:
    tied = next(path for path in (built / "topics").glob("*/index.html") if 'class="ties"' in path.read_text(encoding="utf-8"))
    page.goto(f"{address}topics/{tied.parent.name}/")
    first = page.locator(".ties > li").first
    assert abs(box(first.locator(".tie-line"))["y"] - box(first)["y"] - 11) < 2
