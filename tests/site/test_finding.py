"""Finding things, in a real Chromium: search, previews of links, first mentions, the order of pages, citing, editing."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser

from tests.site.conftest import run
from tests.site.test_other_brief import other_brief

ANSWER = """(query) => {
    const field = document.querySelector("#find");
    field.value = query;
    field.dispatchEvent(new Event("input"));
    return [...document.querySelectorAll(".find-list a")].map((link) => link.href);
}"""


def records(built: Path, folder: str) -> list[dict]:
    """The records of files in a folder of data/, from the export."""
    found = json.loads((built / "data" / "brief.json").read_text(encoding="utf-8"))["records"]
    return [record for record in found if record["file"] == f"data/{folder}/{record['id']}.yml"]


@pytest.fixture(scope="module")
def searching(browser: Browser, address: str) -> Iterator[Page]:
    """The home page with the search in use."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("searchbox", name="Search").focus()
        page.keyboard.type("a")
        expect(page.locator(".find-count")).to_contain_text("results")
        yield page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield context.new_page()


def test_every_spelling_of_every_actor_leads_to_the_actor(searching: Page, address: str, built: Path) -> None:
    actors = records(built, "actors")
    assert actors
    for actor in actors:
        for name in {actor["name"], *actor.get("spellings", [])}:
            first = searching.evaluate(ANSWER, name)[:3]
            assert f"{address}actors/{actor['id']}/" in first, f"'{name}' finds {first}"


def test_a_part_of_a_name_a_plural_and_a_wrong_letter_find_it(searching: Page) -> None:
    for typed in ("jadoon", "jadon", "Haqqanis", "MOHAJIR", "mohaj"):
        assert any("/actors/" in link for link in searching.evaluate(ANSWER, typed)[:3]), typed


def test_quotes_are_found_by_their_speakers_name(searching: Page, address: str, built: Path) -> None:
    names = {actor["id"]: actor["name"] for actor in records(built, "actors")}
    spoken = {record["id"].removeprefix("quotes-of-") for record in _quoted(built)} & names.keys()
    assert spoken
    for speaker in spoken:
        found = searching.evaluate(ANSWER, names[speaker])[:6]
        assert any(link.startswith(f"{address}quotes/#") for link in found), names[speaker]


def _quoted(built: Path) -> list[dict]:
    found = json.loads((built / "data" / "brief.json").read_text(encoding="utf-8"))["records"]
    return [record for record in found if record["file"].startswith("data/quotes/") and "quotes" in record]


def test_every_result_leads_to_a_place_that_is_there(built: Path) -> None:
    pages: dict[str, str] = {}
    for path, _, name, _, _ in json.loads((built / "data" / "search.json").read_text(encoding="utf-8")):
        url, _, anchor = path.partition("#")
        html = pages.setdefault(url, (built / url / "index.html").read_text(encoding="utf-8"))
        assert name
        assert not anchor or f'id="{anchor}"' in html, path


def test_the_search_says_what_it_found_and_works_by_keys(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("searchbox", name="Search").focus()
    field = page.get_by_role("searchbox", name="Search")
    field.fill("zzzz")
    expect(page.get_by_role("status")).to_have_text("Nothing here holds these words.")
    field.fill("Nasr")
    expect(page.get_by_role("status")).to_contain_text("results")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(".find-out")).to_be_hidden()
    expect(field).to_be_focused()
    field.fill("Wassim Nasr")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/wassim-nasr/")


def test_what_is_typed_is_never_markup(searching: Page) -> None:
    searching.evaluate(ANSWER, "<img src=x onerror=alert(1)>")
    assert searching.locator(".find-out img").count() == 0


def test_nothing_of_the_search_is_asked_for_before_it_is_used(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert not [url for url in asked if "search" in url]
    page.get_by_role("searchbox", name="Search").focus()
    expect(page.locator(".find")).to_be_visible()
    page.wait_for_event("requestfinished", lambda request: request.url.endswith("data/search.json"))


@pytest.fixture
def topic(page: Page, address: str, built: Path) -> Page:
    page.goto(f"{address}{sorted(built.glob('topics/*/index.html'))[0].parent.relative_to(built).as_posix()}/")
    return page


def test_a_link_previews_what_it_leads_to_without_covering_its_line(topic: Page, built: Path) -> None:
    link = topic.locator('article .s a[href*="/actors/"]').first
    name = topic.evaluate("link => link.href.split('/actors/')[1].split('/')[0]", link.element_handle())
    actor = next(actor for actor in records(built, "actors") if actor["id"] == name)
    card = topic.locator(".card[role=tooltip]")
    for width in (1440, 1000):
        topic.set_viewport_size({"width": width, "height": 900})
        link.hover()
        expect(card).to_be_visible()
        expect(card).to_contain_text(actor["name"])
        expect(card).to_contain_text(actor["kind"].capitalize())
        shown, line = card.bounding_box(), link.bounding_box()
        beside = shown["x"] >= line["x"] + line["width"]
        below, above = shown["y"] >= line["y"] + line["height"], shown["y"] + shown["height"] <= line["y"]
        assert beside or below or above
        topic.keyboard.press("Escape")
        expect(card).to_be_hidden()
        topic.mouse.move(2, 2)


def test_a_preview_comes_by_focus_describes_its_link_and_goes_by_escape(topic: Page) -> None:
    topic.keyboard.press("Tab")
    link = topic.locator('article .s a[href*="/actors/"]').first
    link.focus()
    card = topic.locator(".card[role=tooltip]")
    expect(card).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", "card")
    topic.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(link).to_be_focused()


def test_the_pointer_may_rest_on_a_card(topic: Page) -> None:
    topic.locator("article .footnote-ref").first.hover()
    card = topic.locator(".card[role=dialog]")
    expect(card).to_be_visible()
    card.hover()
    topic.wait_for_timeout(600)
    expect(card).to_be_visible()


def test_every_actor_a_section_names_is_linked_in_it(built: Path) -> None:
    for topic in records(built, "topics"):
        html = (built / "topics" / topic["id"] / "index.html").read_text(encoding="utf-8")
        for section in topic["sections"]:
            text = " ".join(one["text"] for block in section["paragraphs"] for one in block.get("statements") or [])
            wanted = {id_.partition("|")[0].strip() for id_ in re.findall(r"\[\[([^\]]+)\]\]", text)}
            shown = html.partition(f'<h2 id="{section["id"]}"')[2].partition("<h2 ")[0]
            links = LexborHTMLParser(f"<article>{shown}</article>").css("a[href]")
            linked = {node.attributes["href"].rstrip("/").rsplit("/", 1)[-1] for node in links}
            missing = {id_ for id_ in wanted if (built / "actors" / id_).is_dir()} - linked
            assert not missing, (topic["id"], section["id"])


def test_before_and_after_follow_the_order_of_the_brief(page: Page, address: str, built: Path) -> None:
    front = json.loads((built / "data" / "brief.json").read_text(encoding="utf-8"))["records"]
    order = next(record["topics"] for record in front if record["file"] == "data/brief.yml" and "topics" in record)
    page.goto(f"{address}topics/{order[0]}/")
    expect(page.locator("[rel=prev]")).to_have_count(0)
    for id_ in order[1:]:
        page.locator("[rel=next]").click()
        page.wait_for_url(f"**/topics/{id_}/")
    page.locator("[rel=next]").click()
    page.wait_for_url("**/timeline/")


def test_every_page_says_how_to_cite_it(built: Path) -> None:
    version = set()
    for path in built.rglob("index.html"):
        text = LexborHTMLParser(path.read_text(encoding="utf-8")).css_first(".cite-text").text()
        found = re.search(r"a research brief\. Version ([0-9a-f]{8}), 14 November 2023\.", text)
        assert found, path
        version.add(found[1])
        item = json.loads((path.parent / "cite.json").read_text(encoding="utf-8"))[0]
        assert item["version"] == found[1]
        assert item["issued"]["date-parts"] == [[2023, 11, 14]]
        assert item["title"] in text
        assert (path.parent / "cite.bib").read_text(encoding="utf-8").startswith(f"@misc{{{item['id']},")
    assert len(version) == 1


def test_a_sources_citation_is_no_sharper_than_its_record(built: Path) -> None:
    items = {item["id"]: item for item in json.loads((built / "data" / "bibliography.json").read_text(encoding="utf-8"))}
    bib = (built / "data" / "bibliography.bib").read_text(encoding="utf-8")
    for source in records(built, "sources"):
        item = items[source["id"]]
        assert ("author" in item) == ("value" in source["author"])
        assert ("inferred" in item.get("note", "")) == any(
            "inferred" in field for field in source.values() if isinstance(field, dict)
        )
        entry = bib.partition(f"@misc{{{source['id']},")[2].partition("\n}")[0]
        assert ("day = " in entry) == bool(re.fullmatch(r"\d{4}-\d\d-\d\d", source["issued"].get("value", "")))


@pytest.fixture(scope="module")
def configured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny brief whose repository and address are known."""
    brief = other_brief(tmp_path_factory.mktemp("configured"))
    settings = (brief / "mkdocs.yml").read_text(encoding="utf-8")
    more = "repo_url: https://git.example.org/someone/lights\nedit_uri: edit/main/docs/\n"
    address = settings.replace('site_url: !ENV [SITE_URL, ""]', "site_url: https://lights.example.org/brief/")
    (brief / "mkdocs.yml").write_text(more + address, encoding="utf-8")
    done = run("mkdocs", "build", "--strict", cwd=brief)
    assert done.code == 0, done.out
    return brief


def test_each_record_leads_to_its_line_in_the_repository(configured: Path) -> None:
    page = LexborHTMLParser((configured / "site" / "topics" / "the-light" / "index.html").read_text(encoding="utf-8"))
    links = [node.attributes["href"] for node in page.css("a.edit")]
    assert links
    assert len(links) == len(set(links))
    for link in links:
        path, _, line = link.removeprefix("https://git.example.org/someone/lights/edit/main/").partition("#L")
        text = (configured / path).read_text(encoding="utf-8").split("\n")[int(line) - 1]
        assert re.match(r"\s*(- )?(id|[\w-]+):", text), (link, text)
    own = page.css_first(".about-page > p:last-child a").attributes["href"]
    assert own == "https://git.example.org/someone/lights/edit/main/data/topics/the-light.yml#L1"


def test_a_citation_names_the_address_where_it_is_known(configured: Path) -> None:
    site = configured / "site"
    page = LexborHTMLParser((site / "topics" / "the-light" / "index.html").read_text(encoding="utf-8"))
    assert page.css_first('link[rel="canonical"]').attributes["href"] == "https://lights.example.org/brief/topics/the-light/"
    assert page.css_first(".cite-text").text().endswith(" https://lights.example.org/brief/topics/the-light/")
    assert '  url = "{https://lights.example.org/brief/topics/the-light/}"' in (site / "topics/the-light/cite.bib").read_text(
        "utf-8"
    )


def test_without_a_repository_nothing_offers_to_edit(built: Path) -> None:
    assert not [path for path in built.rglob("*.html") if 'class="edit"' in path.read_text(encoding="utf-8")]


def test_the_version_changes_with_a_fact(configured: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(configured, changed, symlinks=True, ignore=shutil.ignore_patterns("site"))
    front = changed / "data" / "brief.yml"
    front.write_text(front.read_text(encoding="utf-8").replace("about 14 hours.", "some 14 hours."), encoding="utf-8")
    done = run("mkdocs", "build", "--strict", cwd=changed)
    assert done.code == 0, done.out
    versions = {json.loads((folder / "site" / "cite.json").read_text("utf-8"))[0]["version"] for folder in (configured, changed)}
    assert len(versions) == 2
