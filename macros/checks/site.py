"""The built site: every link and anchor resolves, every footnote has its note and its way back, nothing is left unrendered,
nothing asks another host, and the export says the same as the pages."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.diagnostics import Diagnostic

LEFTOVERS = ("[^", "{{", "{%", "[[", "Macro Rendering Error", "Macro Syntax Error", "Traceback (most recent call last)")
"""What an unrendered page would hold. Text from data and documents never does: its active characters are character references."""

REQUESTS = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "object": "data",
    "embed": "src",
    "input": "src",
    "use": "href",
    "image": "href",
}
"""Attributes that make a browser ask for something."""

_CSS_URL = re.compile(r"(?:url\(|@import\s+)\s*['\"]?(?P<url>[^'\")\s;]+)")
_CODE = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)


@dataclass(frozen=True)
class PageFile:
    """A built page."""

    url: str
    """Its address in the site; a folder's index page ends in a slash."""
    name: str
    """Its file name in the site."""
    html: str

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page's elements."""
        return LexborHTMLParser(self.html)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every id and name on the page."""
        return frozenset(
            value
            for node in self.tree.css("[id], a[name]")
            for value in (node.attributes.get("id"), node.attributes.get("name"))
            if value
        )

    def report(self, rule: str, message: str) -> Diagnostic:
        """Return a finding on this page."""
        return Diagnostic(f"site/{self.name}", 1, 1, rule, message)


def run(site: Path, root: str = "/") -> list[Diagnostic]:
    """Return every finding on the site built in the folder `site`, sorted; `root` is its path on its host."""
    pages = {page.url: page for page in _pages(site)}
    found = {finding for page in pages.values() for finding in _page(site, page, pages, root)}
    found.update(_styles(site))
    found.update(_export(site, pages))
    return sorted(found)


def _pages(site: Path) -> Iterator[PageFile]:
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        yield PageFile(
            name.removesuffix("index.html") if path.name == "index.html" else name, name, path.read_text(encoding="utf-8")
        )


def _page(site: Path, page: PageFile, pages: dict[str, PageFile], root: str) -> Iterator[Diagnostic]:
    yield from _links(site, page, pages, root)
    yield from _requests(page)
    yield from _footnotes(page)
    yield from _leftovers(page)
    yield from _twice(page)
    if page.url.startswith("topics/"):
        yield from _bare_blocks(page)


def _links(site: Path, page: PageFile, pages: dict[str, PageFile], root: str) -> Iterator[Diagnostic]:
    base = f"{root}404/" if page.name == "404.html" else f"{root}{page.url}"
    for node in page.tree.css("[href], [src]"):
        link = node.attributes.get("href") or node.attributes.get("src") or ""
        parts = urlsplit(urljoin(base, link))
        if parts.scheme or parts.netloc or link.startswith("data:"):
            continue
        path = unquote(parts.path).removeprefix(root).lstrip("/")
        target = pages.get(path)
        if target is None and not (site / path).is_file():
            yield page.report("broken-link", f"'{link}' leads nowhere")
        elif target and parts.fragment and parts.fragment != "__comments" and unquote(parts.fragment) not in target.anchors:
            yield page.report("broken-anchor", f"'{link}' names an anchor that its page does not have")


def _requests(page: PageFile) -> Iterator[Diagnostic]:
    for tag, attribute in REQUESTS.items():
        for node in page.tree.css(f"{tag}[{attribute}]"):
            link = node.attributes.get(attribute) or ""
            if urlsplit(link).netloc and node.attributes.get("rel") not in ("canonical", "prev", "next"):
                yield page.report("other-host", f"the page asks for '{link}'")
    for node in page.tree.css("style, [style]"):
        yield from _css_hosts(
            f"site/{page.name}", (node.attributes.get("style") or "") + (node.text() if node.tag == "style" else "")
        )


def _styles(site: Path) -> Iterator[Diagnostic]:
    for path in sorted(site.rglob("*.css")):
        yield from _css_hosts(f"site/{path.relative_to(site).as_posix()}", path.read_text(encoding="utf-8"))


def _css_hosts(name: str, css: str) -> Iterator[Diagnostic]:
    for match in _CSS_URL.finditer(css):
        if urlsplit(match["url"]).netloc:
            yield Diagnostic(name, 1, 1, "other-host", f"the style asks for '{match['url']}'")


def _footnotes(page: PageFile) -> Iterator[Diagnostic]:
    notes = {node.attributes["id"]: node for node in page.tree.css('li[id^="fn:"]')}
    wanted = {unquote((node.attributes.get("href") or "").partition("#")[2]) for node in page.tree.css("a.footnote-ref")}
    for label in sorted(wanted - notes.keys()):
        yield page.report("footnote-without-note", f"there is no note '{label}'")
    for label in sorted(notes.keys() - wanted):
        yield page.report("note-without-footnote", f"nothing refers to the note '{label}'")
    for label, note in notes.items():
        if not note.css("a.footnote-backref"):
            yield page.report("note-without-way-back", f"the note '{label}' has no link back to the text")


def _leftovers(page: PageFile) -> Iterator[Diagnostic]:
    markup = _CODE.sub("", page.html.partition("<article")[2].rpartition("</article>")[0])
    for leftover in LEFTOVERS:
        if leftover in markup:
            at = markup.index(leftover)
            yield page.report("left-over", f"the page holds '{' '.join(markup[at : at + 40].split())}'")


def _twice(page: PageFile) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for node in page.tree.css("[id]"):
        anchor = node.attributes["id"] or ""
        if anchor in seen:
            yield page.report("anchor-twice", f"the anchor '{anchor}' stands twice")
        seen.add(anchor)


def _bare_blocks(page: PageFile) -> Iterator[Diagnostic]:
    """Yield paragraphs of a topic page that no footnote supports and that are not marked as the brief's own reading."""
    for node in page.tree.css("article [data-block]"):
        if not node.css("a.footnote-ref") and not node.css(".reading") and "reading" not in (node.attributes.get("class") or ""):
            yield page.report("block-without-footnote", f"no footnote supports '{_start(node)}'")


def _start(node: LexborNode) -> str:
    return " ".join(node.text().split())[:60]


def _export(site: Path, pages: dict[str, PageFile]) -> Iterator[Diagnostic]:
    path = site / "data" / "brief.json"
    if not path.is_file():
        yield Diagnostic("site/data/brief.json", 1, 1, "export-missing", "the site has no export")
        return
    export = json.loads(path.read_text(encoding="utf-8"))
    listed = {place for item in (*export["citations"], *export["absences"]) for place in item["pages"]}
    shown = {f"{page.url}#{node.attributes['id']}" for page in pages.values() for node in page.tree.css('li[id^="fn:"]')}
    for place in sorted(listed - shown):
        yield Diagnostic("site/data/brief.json", 1, 1, "export-not-on-page", f"the note '{place}' is listed and not shown")
    for place in sorted(shown - listed):
        yield Diagnostic("site/data/brief.json", 1, 1, "note-not-in-export", f"the note '{place}' is shown and not listed")
    for item in (*export["citations"], *export["absences"]):
        if not item["pages"]:
            name = item.get("id") or item["record"]
            yield Diagnostic("site/data/brief.json", 1, 1, "citation-not-shown", f"no page shows '{name}'")
