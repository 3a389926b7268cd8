"""What a reader does on the pages, in a real Chromium: cards, lists narrowed from the address, drawings, orientation, paper."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from selectolax.lexbor import LexborHTMLParser

from macros.pages.views import counted
from macros.pages.views_figure import VERDICTS

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CARD = ".card[role=dialog]:not([hidden])"


@pytest.fixture(scope="module")
def records(built: Path) -> dict[str, list[dict]]:
    """The records of the export by kind; those with a kind of their own are events where they have a date."""
    found: dict[str, list[dict]] = {}
    for record in json.loads((built / "data" / "brief.json").read_text(encoding="utf-8"))["records"]:
        event = record["file"].startswith("data/timelines/") and "date" in record
        found.setdefault("event" if event else record["kind"], []).append(record)
    return found


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with browser.new_context(**PHONE, reduced_motion="reduce") as context:
        yield context.new_page()


def tree(built: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((built / path / "index.html").read_text(encoding="utf-8"))


def longest(built: Path, kind: str) -> str:
    """The address of the longest page of a kind."""
    page = max((built / kind).glob("*/index.html"), key=lambda path: path.stat().st_size)
    return f"{kind}/{page.parent.name}/"


def box(found: Locator) -> dict[str, float]:
    placed = found.bounding_box()
    assert placed
    return placed


def apart(one: dict[str, float], other: dict[str, float]) -> bool:
    across = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
    return across or one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]


# Cards


def test_escape_closes_a_card_that_only_peeks_and_leaves_the_focus_on_its_mark(page: Page, address: str, built: Path) -> None:
    page.goto(address + longest(built, "topics"))
    marks = page.locator("article .footnote-ref")
    marks.first.focus()
    expect(page.locator(CARD)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    expect(marks.first).to_be_focused()
    marks.nth(3).hover()
    expect(page.locator(CARD)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    marks.nth(5).hover()
    page.locator(f"{CARD} a").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    expect(marks.nth(5)).to_be_focused()


def test_a_page_opened_at_a_note_shows_the_sentence_and_marks_it(page: Page, phone: Page, address: str, built: Path) -> None:
    path = longest(built, "topics")
    wanted = tree(built, path).css("article .footnote-ref")[60].attributes["href"]
    for window in (page, phone):
        window.goto(f"{address}{path}{wanted}")
        sentence = window.locator(".s.pinned")
        expect(sentence).to_have_count(1)
        mark = sentence.locator(f'.footnote-ref[href="{wanted}"]')
        expect(mark).to_be_in_viewport()
        assert apart(mark.bounding_box(), window.locator(".footnote li:target").bounding_box())
        window.keyboard.press("Escape")
        expect(sentence).to_have_count(0)


def test_a_card_on_the_home_page_covers_no_sentence(page: Page, address: str) -> None:
    page.goto(address)
    marks = page.locator(".standfirst .footnote-ref, .ruled .footnote-ref")
    sentences = page.locator("article .s")
    for number in (0, marks.count() // 2, marks.count() - 1):
        page.mouse.move(0, 0)
        expect(page.locator(CARD)).to_have_count(0)
        marks.nth(number).hover()
        expect(page.locator(CARD)).to_have_count(1)
        card = box(page.locator(CARD))
        assert [text for text in sentences.all() if not apart(card, box(text))] == []


def test_marks_can_be_touched_and_do_not_overlap(phone: Page, address: str, built: Path) -> None:
    phone.goto(address + longest(built, "topics"))
    boxes = phone.evaluate(
        """[...document.querySelectorAll("article .footnote-ref")].map((mark) => {
             const { x, y, width, height } = mark.getBoundingClientRect();
             return { x, y, width, height };
           }).sort((one, other) => one.y - other.y)"""
    )
    assert len(boxes) > 100
    assert [mark for mark in boxes if mark["width"] < 24 or mark["height"] < 24] == []
    near = (pair for at, mark in enumerate(boxes) for pair in ((mark, other) for other in boxes[at + 1 : at + 12]))
    assert [pair for pair in near if not apart(*pair)] == []


def test_what_was_worked_out_is_told_once_for_a_sentence(built: Path) -> None:
    told: set[str] = set()
    for path in (built / "topics").glob("*/index.html"):
        found = LexborHTMLParser(path.read_text(encoding="utf-8"))
        notes = {node.attributes["id"]: node for node in found.css(".footnote li")}
        for sentence in found.css("p[data-block] .s"):
            cited = [notes[(mark.attributes["href"] or "")[1:]] for mark in sentence.css(".footnote-ref")]
            said = [words.text() for note in cited[:-1] for words in note.css(".note-derived")]
            last = {words.text() for words in cited[-1].css(".note-derived")} if cited else set()
            assert not last & set(said), sentence.text()
            told |= last
    assert told


def test_the_grounds_of_a_reading_are_words_that_lead_to_them(built: Path) -> None:
    links = [
        link for path in (built / "topics").glob("*/index.html") for link in LexborHTMLParser(path.read_text()).css(".rests a")
    ]
    assert links
    assert [link.text() for link in links if len(link.text().split()) < 2] == []


def test_a_passage_is_not_hidden_when_one_lands_on_it_and_leads_back_to_the_sentence(
    phone: Page, address: str, built: Path
) -> None:
    phone.goto(address + longest(built, "topics"))
    mark = phone.locator("article p .s[id] .footnote-ref").nth(30)
    sentence = mark.evaluate("mark => mark.closest('.s').id")
    mark.click()
    phone.locator(".footnote li:target").get_by_role("link", name="Open in the source").click()
    seen = """(target) => {
      const { left, top, width } = target.getBoundingClientRect();
      return target.contains(document.elementFromPoint(left + width / 2, top + 4));
    }"""
    assert phone.locator(".passage :target").evaluate(seen)
    passage = phone.locator(".passage:has(:target)")
    letter = phone.locator(".passage :target").get_attribute("data-letter")
    assert (
        passage.locator(f"mark.p-{letter}").first.evaluate("mark => getComputedStyle(mark).backgroundColor") != "rgba(0, 0, 0, 0)"
    )
    passage.locator(f'li.p-{letter} a[href$="#{sentence}"]').click()
    target = phone.locator(":target")
    expect(target).to_have_id(sentence)
    expect(target).to_be_in_viewport()
    assert (
        target.evaluate("target => document.elementFromPoint(innerWidth / 2, target.getClientRects()[0].top + 4).closest('.here')")
        is None
    )


# Lists


SHOWN = "[...document.querySelectorAll('[data-item]')].filter((item) => item.getClientRects().length).length"


def most_named(records: list[dict], name: str) -> tuple[str, int]:
    """The value that most records of a list have, and how many have it."""
    values = [value for record in records for value in record.get(name, ())]
    value = max(sorted(set(values)), key=values.count)
    return value, sum(value in record.get(name, ()) for record in records)


@pytest.mark.parametrize(
    ("path", "kind", "menu", "key"),
    [
        ("timeline/", "event", "topic", "topics"),
        ("timeline/", "event", "actor", "actors"),
        ("quotes/", "quote", "topic", "topics"),
        ("figures/", "figure", "topic", "topics"),
    ],
)
def test_the_address_narrows_a_list(
    path: str, kind: str, menu: str, key: str, page: Page, address: str, records: dict[str, list[dict]]
) -> None:
    value, count = most_named(records[kind], key)
    assert 0 < count < len(records[kind])
    page.goto(f"{address}{path}?{menu}={value}")
    expect(page.locator(".filters output")).to_have_text(
        f"{count} of {len(records[kind])} {'question' if kind == 'figure' else kind}s"
    )
    expect(page.locator(f".filters select[name={menu}]")).to_have_value(value)
    assert page.evaluate(SHOWN) == count
    for group in page.locator("[data-group]").all():
        assert group.is_visible() == bool(group.locator("[data-item]:visible").count())
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()
    assert page.evaluate(SHOWN) == len(records[kind])
    assert page.url == address + path


def test_choosing_writes_the_address_and_going_back_undoes_it(page: Page, address: str, records: dict[str, list[dict]]) -> None:
    page.goto(address + "figures/")
    conflicts = [figure for figure in records["figure"] if figure["verdict"] == "conflict"]
    page.locator(".filters select[name=verdict]").select_option("conflict")
    assert page.url == address + "figures/?verdict=conflict"
    assert page.evaluate(SHOWN) == len(conflicts)
    expect(page.locator("[data-group]:visible")).to_have_count(1)
    page.locator(".filters select[name=source]").select_option(index=1)
    assert page.url.startswith(address + "figures/?verdict=conflict&source=")
    page.go_back()
    expect(page.locator(".filters select[name=source]")).to_have_value("")
    assert page.evaluate(SHOWN) == len(conflicts)


def test_an_unknown_value_in_the_address_hides_nothing_and_an_anchor_is_never_hidden(
    page: Page, address: str, records: dict[str, list[dict]]
) -> None:
    everything = len(records["event"])
    page.goto(address + "timeline/?topic=nothing-of-the-sort")
    assert page.evaluate(SHOWN) == everything
    topic = records["event"][0]["topics"][0]
    other = next(event["id"] for event in records["event"] if topic not in event["topics"])
    page.goto(f"{address}timeline/?topic={topic}#{other}")
    expect(page.locator(f"[id='{other}']")).to_be_in_viewport()


@pytest.mark.parametrize("path", ["timeline/", "figures/", "quotes/"])
def test_without_scripts_a_list_shows_everything_and_no_menu(path: str, browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}{path}?topic=nothing")
        expect(page.locator(".filters")).to_be_hidden()
        items = page.locator("[data-item]")
        assert items.count() == page.locator("[data-item]:visible").count() > 5
        expect(page.locator(".told:visible")).to_have_count(0)


def test_contradictions_come_first_among_the_contested_questions(built: Path) -> None:
    verdicts = [node.attributes["data-verdict"] for node in tree(built, "figures").css("[data-item]")]
    order = list(VERDICTS)
    assert verdicts == sorted(verdicts, key=lambda verdict: order.index(verdict or ""))
    assert verdicts[0] == "conflict"


# Drawings


def test_every_event_has_an_anchor_and_notes_and_a_bar_unless_it_is_said_that_it_has_none(
    built: Path, records: dict[str, list[dict]]
) -> None:
    page = tree(built, "timeline")
    listed = {node.attributes["id"]: node for node in page.css(".event")}
    assert {event["id"] for event in records["event"]} == set(listed)
    assert [id_ for id_, node in listed.items() if not node.css(".footnote-ref")] == []
    drawn = [id_ for bar in page.css("a.bar") for id_ in (bar.attributes["data-of"] or "").split()]
    assert len(drawn) == len(set(drawn))
    missing = [event for event in records["event"] if event["id"] not in drawn and event["date"].get("value")]
    key = page.css_first(".strip-figure .key")
    assert key
    assert (counted(len(missing), "earlier dated event") in key.text()) == bool(missing)


def test_arrow_keys_go_from_bar_to_bar_and_it_is_told_what_each_is(page: Page, address: str, built: Path) -> None:
    for path in ("timeline/", longest(built, "sources")):
        page.goto(address + path)
        row = page.locator(".bars").first
        bars = row.locator("a")
        told = page.locator(".told").first
        bars.first.focus()
        first = told.inner_text()
        page.keyboard.press("ArrowRight")
        expect(bars.nth(1)).to_be_focused()
        assert told.inner_text() != first
        assert told.inner_text() == bars.nth(1).locator("title").text_content()
        page.keyboard.press("End")
        expect(bars.last).to_be_focused()
        assert row.locator("a[tabindex='0']").count() == 1


def test_the_strip_of_a_document_has_a_bar_for_each_sentence_and_says_why_one_is_left_out(built: Path) -> None:
    states = set()
    for path in (built / "sources").glob("*/index.html"):
        page = LexborHTMLParser(path.read_text(encoding="utf-8"))
        told = page.css_first(".coverage .figure-sub")
        assert told
        bars = page.css(".cover a")
        assert f"Of {len(bars)} sentences" in told.text()
        for bar in bars:
            target = page.css_first(f"[id='{(bar.attributes['href'] or '')[1:]}']")
            assert target
            title = bar.css_first("title")
            assert title
            state = (bar.attributes["class"] or "").split()[0]
            states.add(state)
            if state == "omitted":
                reason = target.css("small")[-1].text()
                assert f"left out: {reason}" in title.text()
            else:
                assert "cited" in title.text()
                assert page.css_matches(f".passage [id='{target.id}']")
    assert {"cited", "omitted"} <= states


def test_every_sign_is_explained_where_it_is_drawn(built: Path) -> None:
    for path in ("", "figures"):
        page = tree(built, path)
        assert page.css(".plot-area")
        assert page.css("p.key .drawing")
    for figure in tree(built, "figures").css(".figure:has(table.chart)"):
        shapes = [
            sum(1 for part in figure.css(f".{where} {shape}"))
            for where in ("plot-area", "key")
            for shape in ("circle.ring", "path.dots")
        ]
        assert [bool(count) for count in shapes[:2]] == [bool(count) for count in shapes[2:]], figure.text()


# Orientation


def test_a_line_at_the_top_names_the_section_on_a_phone(phone: Page, address: str, built: Path) -> None:
    phone.goto(address + longest(built, "topics"))
    here = phone.locator(".here")
    name = here.locator(".here-name")
    sections = here.locator("nav a")
    assert sections.count() > 5
    third = sections.nth(2)
    words = third.text_content()
    here.locator("summary").tap()
    third.tap()
    expect(here).not_to_have_attribute("open", "")
    expect(name).to_have_text(words or "")
    bar = box(here)
    assert bar["y"] == 0
    assert bar["height"] < 50
    heading = box(phone.locator(":target"))
    assert heading["y"] >= bar["height"]
    here.locator("summary").press("Enter")
    expect(third).to_be_visible()
    phone.keyboard.press("Escape")
    expect(third).to_be_hidden()
    expect(here.locator("summary")).to_be_focused()


def test_the_contents_stay_beside_a_long_page(page: Page, address: str, built: Path) -> None:
    page.goto(address + longest(built, "topics"))
    expect(page.locator(".here")).to_be_hidden()
    page.mouse.wheel(0, 6000)
    expect(page.locator(".contents [aria-current]")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 720, 1920])
def test_nothing_is_lost_on_narrow_zoomed_and_very_wide_windows(width: int, browser: Browser, address: str, built: Path) -> None:
    """A window of 1440 pixels at 200 per cent is one of 720."""
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        for path in ("", "timeline/", "figures/", "quotes/", longest(built, "topics"), longest(built, "sources")):
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


# Paper


def test_paper_shows_every_note_black_on_white_even_from_dark(browser: Browser, address: str, built: Path) -> None:
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(address + longest(built, "topics"))
        page.locator("article .footnote-ref").first.click()
        page.emulate_media(media="print", color_scheme="dark")
        notes = page.locator(".footnote li")
        assert page.evaluate("[...document.querySelectorAll('.footnote li')].filter((note) => !note.offsetHeight).length") == 0
        assert notes.first.evaluate("note => getComputedStyle(note).position") != "fixed"
        assert page.evaluate("getComputedStyle(document.querySelector('article')).color") == "rgb(0, 0, 0)"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
        for chrome in (".here", ".md-sidebar", ".footnote-backref", ".md-header"):
            assert page.locator(f"{chrome}:visible").count() == 0, chrome
        assert page.locator("article h2:visible").count() == page.locator("article h2").count()


def test_paper_has_numbered_pages_and_no_long_tail(page: Page, address: str, built: Path) -> None:
    """A page of paper holds at least a dozen notes on average, so that a topic can be carried."""
    page.goto(address + longest(built, "topics"))
    margins = page.evaluate(
        "[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).flatMap((rule) => [...(rule.cssRules ?? [])])"
        ".map((rule) => rule.cssText).filter((text) => text.includes('counter(page)'))"
    )
    assert margins
    notes = page.locator(".footnote li").count()
    pages = page.pdf(format="A4").count(b"/Type /Page\n")
    assert 1 < pages < notes / 6
