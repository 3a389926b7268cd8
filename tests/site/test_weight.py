"""What pages weigh over the wire, and whom they ask: each topic as a first page, and every kind of page as the next."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.site.test_browser import kinds
from tests.site.weight import FIRST, FONTS, NEXT, scale


def topics(built: Path) -> list[str]:
    return [f"topics/{path.parent.name}/" for path in sorted(built.glob("topics/*/index.html"))]


def test_a_topic_page_is_light_the_first_time(browser: Browser, address: str, built: Path) -> None:
    for topic in topics(built):
        with scale(browser) as scales:
            brought = scales.weigh(address + topic)
        assert sum(one.bytes for one in brought) <= FIRST, topic
        assert 0 < sum(one.bytes for one in brought if one.font) <= FONTS, topic
        assert [one.url for one in brought if not one.url.startswith(address)] == []


def test_any_next_page_adds_little(browser: Browser, address: str, built: Path) -> None:
    with scale(browser) as scales:
        scales.weigh(address)
        for kind in [*topics(built), *kinds(built)[1:]]:
            added = sum(one.bytes for one in scales.weigh(address + kind))
            assert added <= NEXT, (kind, added)
