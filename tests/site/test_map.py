"""The relation maps in a real Chromium: nothing overlaps as it is set, names fit, links and keys work, a table says the same."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.test_browser import SCHEMES, WIDTHS
from tests.unit.texts import brief

BOXES = """() => [...document.querySelectorAll('.map svg')].filter(svg => svg.checkVisibility()).map(svg => ({
  scale: svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
  boxes: [...svg.querySelectorAll('.box')].map(box => {
    const [rect, text] = ['rect', '.name'].map(kind => box.querySelector(kind).getBoundingClientRect().toJSON());
    return {rect, text, size: parseFloat(getComputedStyle(box.querySelector('text')).fontSize)};
  }),
  letters: [...svg.querySelectorAll('.letter')].map(letter => ({
    text: letter.querySelector('text').getBoundingClientRect().toJSON(),
    name: letter.textContent,
    size: parseFloat(getComputedStyle(letter.querySelector('text')).fontSize),
  })),
}))"""

COLOURS = """() => [...document.querySelectorAll('.map svg')].filter(svg => svg.checkVisibility()).flatMap(svg =>
  [...svg.querySelectorAll('.line path, .box rect, .box text, .letter text')].map(shape => {
    const style = getComputedStyle(shape);
    return [shape.tagName, shape.tagName === 'text' ? style.fill : style.stroke];
  })).concat([['ground', getComputedStyle(document.body).backgroundColor]])"""


def busiest() -> str:
    """Return the actor with the most relations."""
    ends = [end for entry in brief().all("relation") for end in (entry.owner, entry.record.object)]
    return max(sorted(set(ends)), key=ends.count)


def pages() -> list[str]:
    """Return addresses of pages with a map of each kind."""
    topic = next(
        topic.id
        for topic in brief().records("topic")
        if any(block.relations for section in topic.sections for block in section.paragraphs)
    )
    return ["actors/", f"actors/{busiest()}/", f"topics/{topic}/"]


@pytest.fixture(scope="module", params=WIDTHS.values(), ids=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": request.param, "height": 900}) as context:
        yield context.new_page()


def luminance(colour: str) -> float:
    channels = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def touch(one: dict, other: dict) -> bool:
    return (
        one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    )


def test_no_label_overlaps_another_every_name_fits_and_every_letter_leads_to_its_row(page: Page, address: str) -> None:
    for kind in pages():
        page.goto(address + kind)
        page.evaluate("document.fonts.ready")
        page.evaluate("for (const part of document.querySelectorAll('.whole-map')) part.open = true")
        found = page.evaluate(BOXES)
        assert found, f"no map on {kind}"
        for drawing in found:
            assert drawing["scale"] == pytest.approx(1, abs=0.001)
            assert min(item["size"] for item in drawing["boxes"] + drawing["letters"]) >= 12
            for item in drawing["boxes"]:
                assert item["text"]["left"] > item["rect"]["left"] + 1, kind
                assert item["text"]["right"] < item["rect"]["right"] - 1, kind
                assert item["text"]["top"] >= item["rect"]["top"], kind
                assert item["text"]["bottom"] <= item["rect"]["bottom"], kind
            shapes = [item["rect"] for item in drawing["boxes"]] + [item["text"] for item in drawing["letters"]]
            assert [(n, m) for n, one in enumerate(shapes) for m, other in enumerate(shapes[:n]) if touch(one, other)] == []
        targets = page.eval_on_selector_all(".map .letter", "all => all.map(one => one.getAttribute('href').slice(1))")
        assert targets
        assert page.evaluate("ids => ids.filter(id => !document.getElementById(id))", targets) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_lines_and_words_stand_out_from_the_ground(scheme: str, browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(f"{address}actors/")
        *shapes, (_, ground) = page.evaluate(COLOURS)
        colours = {tuple(shape) for shape in shapes}
        assert len(colours) >= 5
        for name, colour in colours:
            assert contrast(colour, ground) >= (4.5 if name == "text" else 3), f"{name} {colour} on {ground}"


def test_a_box_is_reached_by_key_and_leads_to_its_actor(page: Page, address: str) -> None:
    page.goto(f"{address}actors/{busiest()}/")
    box = page.locator(".map svg:visible a.box").first
    name = box.get_attribute("aria-label")
    assert " ".join((box.text_content() or "").split()) == name
    page.locator("#relations .permalink").focus()
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name or "")


def test_the_table_says_the_same_as_the_map(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}actors/")
        rows = page.locator("table.pairs tbody tr")
        assert rows.count() == len(list(brief().all("relation")))
        letters = page.locator("table.pairs .tie-letter").all_text_contents()
        for css in ("narrow", "wide", "large"):
            drawn = page.locator(f".whole-map .map-{css} .letter text").evaluate_all("all => all.map(one => one.textContent)")
            assert letters == drawn
        for svg in page.locator(".map svg").all():
            assert svg.locator("> title").text_content()
            assert svg.locator("> desc").text_content()


OPACITY = """svg => [...svg.querySelectorAll('.line, .letter, .box')]
  .map(one => [one.getAttribute('class'), +getComputedStyle(one).opacity])"""


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_resting_on_a_box_leaves_what_it_is_tied_to_and_tells_it(script: bool, browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"{address}actors/")
        svg = page.locator(".map svg:visible").first
        box = svg.locator("a.box").first
        number = (box.get_attribute("class") or "").split()[1].replace("b", "n")
        assert number[1:].isdigit()
        box.hover() if script else box.focus()
        if not script:
            box.hover()
        shown = [(name.split(), opacity) for name, opacity in svg.evaluate(OPACITY)] if script else []
        assert all((opacity == 1) == (number in names) for names, opacity in shown)
        told = page.locator(".map .told").first
        if not script:
            assert not told.is_visible()
            return
        letters = svg.locator(f".letter.{number} text").all_text_contents()
        for letter in letters[:3]:
            expect(told).to_contain_text(f"{letter}: ")
        last = svg.locator(".letter").last
        last.hover()
        expect(told).to_have_text(f"{last.locator('text').text_content()}: {last.locator('title').text_content()}")
        assert [name for name, opacity in svg.evaluate(OPACITY) if opacity == 1 and "line " in name] == [
            svg.locator(f"g[data-line='{last.locator('text').text_content()}']").get_attribute("class")
        ]
        page.mouse.move(0, 0)
        expect(told).to_contain_text("Rest on")


def test_the_table_stands_under_its_drawing_and_names_the_sources(page: Page, address: str) -> None:
    page.goto(f"{address}actors/")
    drawing = page.locator(".map").first.bounding_box()
    table = page.locator("table.pairs").first
    place = table.bounding_box()
    assert drawing
    assert place
    assert 0 < place["y"] - drawing["y"] - drawing["height"] < 260
    names = {source.name for source in brief().records("source")}
    for row in table.locator("tbody tr small:last-child").all_inner_texts():
        assert any(name in row for name in names)
    assert page.locator("table.pairs").nth(1).is_visible() is False
    page.locator(".whole-map summary").click()
    assert page.locator(".whole-map .map svg:visible").count() == 1
    assert page.locator("table.pairs").nth(1).is_visible()


def test_the_map_is_printed_on_one_page(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 672, "height": 986}) as context:
        page = context.new_page()
        page.emulate_media(media="print")
        page.goto(f"{address}actors/")
        shown = [svg.bounding_box() for svg in page.locator(".map svg").all() if svg.is_visible()]
        assert len(shown) == 1
        assert shown[0]
        assert shown[0]["height"] < 800
        assert shown[0]["width"] <= 672
