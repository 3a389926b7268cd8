"""Photograph every kind of page, wide and narrow, light and dark, into build/pictures: `python -m tests.pictures`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tests.site.chromium import browsing
from tests.site.conftest import ROOT, run
from tests.site.server import serving
from tests.site.test_browser import SCHEMES, WIDTHS, kinds

TARGET = ROOT / "build" / "pictures"
HEIGHTS = {1440: 1000, 390: 844}


def main() -> None:
    """Build the site, and photograph it."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, browsing() as browser:
        site = Path(folder) / "site"
        done = run("macros", "build", "--site-dir", str(site))
        if done.code:
            raise SystemExit(done.out)
        with serving(site) as address:
            for width in WIDTHS.values():
                for scheme in SCHEMES:
                    photograph(browser, address, kinds(site), width, scheme)
    print(f"pictures are in {TARGET.relative_to(ROOT)}")


def photograph(browser: Browser, address: str, addresses: list[str], width: int, scheme: str) -> None:
    """Photograph pages at one width and in one scheme; a topic page also with a card open."""
    with browser.new_context(viewport={"width": width, "height": HEIGHTS[width]}, color_scheme=scheme) as context:
        page = context.new_page()
        for kind in addresses:
            name = kind.strip("/").replace("/", "-") or "home"
            page.goto(address + kind, wait_until="networkidle")
            page.screenshot(path=TARGET / f"{name}-{width}-{scheme}.png")
            if kind.startswith("topics/"):
                mark = page.locator("article p:not(.standfirst) .footnote-ref").first
                mark.scroll_into_view_if_needed()
                mark.click() if width < 1000 else mark.hover()
                page.wait_for_timeout(400)
                page.screenshot(path=TARGET / f"{name}-{width}-{scheme}-card.png")


if __name__ == "__main__":
    main()
