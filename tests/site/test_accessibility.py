"""WCAG 2.2 AA in a real Chromium: axe-core finds nothing on any kind of page; the keyboard reaches and leaves everything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.conftest import ROOT
from tests.site.test_browser import SCHEMES, WIDTHS, kinds

AXE = ROOT / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FAULTS = """async (tags) => (await axe.run({resultTypes: ["violations"], runOnly: tags, rules: {"target-size": {enabled: true}}})).violations
    .map(({id, nodes}) => `${id}: ${nodes.slice(0, 4).map(({html}) => html.slice(0, 160)).join(" | ")}`)"""


def faults(page: Page) -> list[str]:
    """What axe-core finds on the page as it is shown."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    return page.evaluate(FAULTS, STANDARD)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_axe_finds_nothing_on_any_kind_of_page(width: int, scheme: str, browser: Browser, address: str, built: Path) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce") as context:
        page = context.new_page()
        found = {}
        for kind in [*kinds(built), "no-such-page/"]:
            page.goto(address + kind)
            found[kind] = faults(page)
        assert {kind: list_ for kind, list_ in found.items() if list_} == {}
