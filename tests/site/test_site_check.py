"""The check of the built site finds every fault that is planted in it, and no other."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks import site as site_check


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Path:
    """The built site, to be copied and broken."""
    folder = tmp_path_factory.mktemp("small") / "site"
    shutil.copytree(built, folder)
    return folder


@pytest.fixture
def broken(small: Path, tmp_path: Path) -> Path:
    shutil.copytree(small, tmp_path / "site")
    return tmp_path / "site"


def topic(site: Path) -> Path:
    return sorted((site / "topics").glob("*/index.html"))[0]


def edit(path: Path, old: str, new: str, count: int = 1) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def in_article(site: Path, markup: str) -> None:
    edit(topic(site), "</article>", f"{markup}</article>")


def lose_a_page(site: Path) -> None:
    edit(topic(site), 'href="../../sources/', 'href="../../nowhere/')


def lose_a_note(site: Path) -> None:
    text = topic(site).read_text(encoding="utf-8")
    number = len(re.findall(r'<li id="fn:', text))
    label = re.findall(r'<li id="fn:([^"]+)"', text)[number - 1]
    edit(topic(site), f'<li id="fn:{label}"', '<li id="lost"')


def lose_the_marks(site: Path) -> None:
    text = topic(site).read_text(encoding="utf-8")
    label = re.findall(r'<li id="fn:([^"]+)"', text)[0]
    topic(site).write_text(text.replace(f'class="footnote-ref" href="#fn:{label}"', f'href="#fn:{label}"'), encoding="utf-8")


def lose_the_way_back(site: Path) -> None:
    text = topic(site).read_text(encoding="utf-8")
    start = text.index('<li id="fn:')
    end = text.index("</li>", start)
    note = text[start:end].replace("footnote-backref", "forward")
    topic(site).write_text(text[:start] + note + text[end:], encoding="utf-8")


def change_export(change: Callable[[dict], None]) -> Callable[[Path], None]:
    def plant(site: Path) -> None:
        path = site / "data" / "brief.json"
        data = json.loads(path.read_text(encoding="utf-8"))
        change(data)
        path.write_text(json.dumps(data), encoding="utf-8")

    return plant


FAULTS: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "a link to a page that is not there": (lose_a_page, {"broken-link"}),
    "a link to an anchor that is not there": (lambda site: in_article(site, '<a href="#nowhere">x</a>'), {"broken-anchor"}),
    "a mark without its note": (lose_a_note, {"footnote-without-note", "broken-anchor", "export-not-on-page"}),
    "a note that nothing refers to": (lose_the_marks, {"note-without-footnote", "block-without-footnote"}),
    "a note without a way back": (lose_the_way_back, {"note-without-way-back"}),
    "a footnote left as text": (lambda site: in_article(site, "<p>[^lost]</p>"), {"left-over"}),
    "a macro left as text": (lambda site: in_article(site, "<p>{{ topic() }}</p>"), {"left-over"}),
    "a link left as text": (lambda site: in_article(site, "<p>[[an-actor]]</p>"), {"left-over"}),
    "a macro's error": (lambda site: in_article(site, "<p>Macro Rendering Error</p>"), {"left-over"}),
    "an anchor twice": (lambda site: in_article(site, '<i id="x"></i><i id="x"></i>'), {"anchor-twice"}),
    "a block without a footnote": (
        lambda site: in_article(site, "<p data-block='statements'>So it is.</p>"),
        {"block-without-footnote"},
    ),
    "a script of another host": (lambda site: in_article(site, '<script src="https://example.org/x.js"></script>'), {"other-host"}),
    "a picture of another host": (lambda site: in_article(site, '<img src="//example.org/x.png">'), {"other-host"}),
    "a style of another host": (
        lambda site: in_article(site, '<p style="background:url(https://example.org/x)">x</p>'),
        {"other-host"},
    ),
    "a style sheet that asks another host": (
        lambda site: (site / "more.css").write_text('@import "https://example.org/x.css";', encoding="utf-8"),
        {"other-host"},
    ),
    "no export": (lambda site: (site / "data" / "brief.json").unlink(), {"export-missing"}),
    "a note that the export lists and no page shows": (
        change_export(lambda data: data["citations"][0]["pages"].append("#fn:nowhere")),
        {"export-not-on-page"},
    ),
    "a citation that no page shows": (
        change_export(lambda data: data["absences"][0].update(pages=[])),
        {"citation-not-shown", "note-not-in-export"},
    ),
}


def test_the_built_site_has_no_fault(built: Path) -> None:
    assert site_check.run(built) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, broken: Path) -> None:
    plant, expected = FAULTS[fault]
    plant(broken)
    found = site_check.run(broken)
    assert {finding.rule for finding in found} <= expected
    assert found


def test_a_link_to_another_host_is_no_request(broken: Path) -> None:
    in_article(broken, '<a href="https://example.org/">there</a>')
    assert site_check.run(broken) == []
