"""Charts and the strip in a real Chromium: nothing runs out or covers another, words have room, counts are true."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

WIDTHS = (390, 768, 1024, 1440)

OUT = """() => [...document.querySelectorAll('.axis-line')].flatMap((axis) => {
  const edge = axis.getBoundingClientRect().right + 1;
  return [...axis.children].filter((label) => label.getBoundingClientRect().right > edge).map((label) => label.textContent);
})"""

COVERED = """() => [...document.querySelectorAll('.bar-name')].flatMap((name) => {
  const drawing = name.closest('.bars');
  /* The box of a line of text is higher than its letters. */
  const ink = (shape) => {
    const { left, right, top, bottom } = shape.getBoundingClientRect();
    return shape.localName === 'text' ? { left, right, top: top + 3.5, bottom: bottom - 2 } : { left, right, top, bottom };
  };
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
  const shapes = [...drawing.querySelectorAll('a rect:not(.reach), a path, a text')].filter((shape) => shape !== name);
  const at = ink(name), hit = shapes.filter((shape) => !apart(at, ink(shape))).length;
  const room = drawing.getBoundingClientRect();
  return hit || at.left < room.left - 1 || at.right > room.right + 1 ? [name.textContent] : [];
})"""


@pytest.mark.parametrize("width", WIDTHS)
def test_no_label_of_an_axis_runs_out_and_no_name_covers_a_bar(width: int, browser: Browser, address: str, built: Path) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        charts = [path.parent.name for path in sorted(built.glob("figures/*/index.html")) if "axis-line" in path.read_text()]
        assert charts
        for path in ("", "timeline/", "figures/", *(f"figures/{name}/" for name in charts)):
            page.goto(address + path)
            assert page.evaluate(OUT) == [], path
            assert page.evaluate(COVERED) == [], path
        page.goto(f"{address}timeline/")
        assert page.locator(".bar-name").count() >= 5


@pytest.mark.parametrize("width", [390, 768])
def test_the_words_of_a_source_take_the_whole_row(width: int, browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{address}figures/")
        for kind in ("table.chart td.words", "table.answers tbody td"):
            cell = page.locator(kind).first
            place, table = cell.bounding_box(), page.locator(kind.split()[0]).first.bounding_box()
            assert place
            assert table
            assert place["width"] > table["width"] - 4
            assert cell.evaluate("cell => getComputedStyle(cell).textAlign") in ("left", "start")


def test_the_heading_of_the_strip_counts_what_the_list_leaves(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{address}timeline/")
        heading = page.locator("[data-drawn]")
        bars = page.locator("a[data-of]").evaluate_all("all => all.flatMap((bar) => bar.dataset.of.split(' '))")
        assert heading.inner_text() == f"{len(bars)} events"
        page.locator(".filters select[name=topic]").select_option(index=1)
        left = [id_ for id_ in bars if page.locator(f"[id='{id_}']").evaluate("item => !item.hidden")]
        assert 0 < len(left) < len(bars)
        expect(heading).to_have_text(f"{len(left)} of {len(bars)} events")
        page.get_by_role("button", name="Show all").click()
        expect(heading).to_have_text(f"{len(bars)} events")


def test_what_a_bar_stands_for_is_told_near_it(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        for path in ("", "timeline/"):
            page.goto(address + path)
            for scale in page.locator(".scale").all():
                bar = scale.locator("a.bar").first
                bar.focus()
                told = scale.locator(".told")
                expect(told).to_have_text(bar.locator("title").text_content() or "")
                place, seen = bar.bounding_box(), told.bounding_box()
                assert place
                assert seen
                assert 0 < seen["y"] - place["y"] < 230


def test_the_contents_of_the_figures_name_the_verdicts_alone(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{address}figures/")
        named = page.locator(".contents a").all_inner_texts()
        headings = [words.removesuffix("#").strip() for words in page.locator("article h2").all_inner_texts()]
        assert named == headings
        rows = page.locator(".question-list li")
        assert rows.count() > 5
        assert all((row.bounding_box() or {"height": 99})["height"] < 70 for row in rows.all()[:10])
