"""What a page weighs over the wire, as a Chromium counts it: each request with its bytes, headers included."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

FIRST = 350 * 1024
"""Bytes that a topic page may weigh the first time."""

FONTS = 120 * 1024
"""Bytes of fonts in that."""

NEXT = 60 * 1024
"""Bytes that any further page may add."""


@dataclass(frozen=True)
class Asked:
    """A request that was answered over the wire."""

    url: str
    bytes: int

    @property
    def font(self) -> bool:
        """Whether it brought a font."""
        return self.url.endswith(".woff2")


class Scale:
    """Weighs pages in one browser profile, so that what is kept from one page is not counted for the next."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._urls: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.requestWillBeSent", lambda event: self._urls.update({event["requestId"]: event["request"]["url"]}))
        wire.on("Network.loadingFinished", lambda event: self._sizes.update({event["requestId"]: event["encodedDataLength"]}))

    def weigh(self, address: str) -> list[Asked]:
        """Open a page and return what it brought."""
        self._urls.clear()
        self._sizes.clear()
        self.page.goto(address, wait_until="networkidle")
        return [Asked(url, round(self._sizes.get(id_, 0))) for id_, url in self._urls.items() if not url.startswith("data:")]


@contextmanager
def scale(browser: Browser) -> Iterator[Scale]:
    """Yield a scale with nothing kept."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield Scale(context.new_page())
