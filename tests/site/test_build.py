"""The build: clean in both engines, the same to the byte, whole or not at all; the export reads back and equals the pages."""

import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.cases.golden import HERE
from tests.cases.golden import build as build_case
from tests.site.conftest import ROOT, run
from tests.site.test_other_brief import other_brief


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def export(site: Path) -> dict:
    return json.loads((site / "data" / "brief.json").read_text(encoding="utf-8"))


def spans(citation: dict) -> list[tuple[int, int, str]]:
    if isinstance(citation["exact"], str):
        return [(citation["start"], citation["end"], citation["exact"])]
    return list(zip(citation["start"], citation["end"], citation["exact"], strict=True))


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_both_engines_build_the_same_pages_without_a_warning(engine: str, built: Path, tmp_path: Path) -> None:
    done = run(engine, "build", "--strict", "--site-dir", str(tmp_path / "site"))
    assert done.code == 0, done.out
    assert "WARNING" not in done.out
    assert files(tmp_path / "site").keys() == files(built).keys()


def test_two_builds_are_the_same_to_the_byte_and_leave_documents_and_facts_alone(built: Path, copy: Path) -> None:
    before = {name: files(copy / name) for name in ("seeds", "data", "docs")}
    done = run("macros", "build", cwd=copy)
    assert done.code == 0, done.out
    assert files(copy / "site") == files(built)
    assert {name: files(copy / name) for name in before} == before


def test_a_failed_build_leaves_the_last_good_site(copy: Path) -> None:
    assert run("mkdocs", "build", "--strict", cwd=copy).code == 0
    before = files(copy / "site")
    page = next((copy / "data" / "topics").glob("*.yml"))
    page.write_text(page.read_text(encoding="utf-8").replace("cite:", "site:", 1), encoding="utf-8")
    done = run("mkdocs", "build", "--strict", cwd=copy)
    assert done.code != 0
    assert "unknown-key" in done.out
    assert "Traceback" not in done.out
    assert files(copy / "site") == before
    assert not list(copy.glob(".site-*"))


def test_a_site_that_is_a_link_is_written_where_it_leads(tmp_path: Path) -> None:
    other = other_brief(tmp_path / "brief")
    (tmp_path / "shown").mkdir()
    (other / "site").symlink_to(tmp_path / "shown")
    for _ in range(2):
        assert run("mkdocs", "build", "--strict", cwd=other).code == 0
        assert (tmp_path / "shown" / "data" / "brief.json").is_file()
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site-")] == []
    assert (other / "site").is_symlink()


def test_a_file_in_the_place_of_the_site_is_told_and_kept(tmp_path: Path) -> None:
    other = other_brief(tmp_path / "brief")
    (other / "site").write_text("mine")
    done = run("mkdocs", "build", "--strict", cwd=other)
    assert done.code == 1
    assert "site' is no folder: nothing was published" in done.out
    assert "Traceback" not in done.out
    assert (other / "site").read_text() == "mine"


def test_years_and_decades_stand_once_each_on_the_timeline(tmp_path: Path) -> None:
    other = build_case(HERE / "valid" / "dates", other_brief(tmp_path / "brief"))
    done = run("mkdocs", "build", "--strict", cwd=other)
    assert done.code == 0, done.out
    page = (other / "site" / "timeline" / "index.html").read_text(encoding="utf-8")
    assert [page.count(f'id="year-{year}"') for year in ("1930", "1930s", "1931")] == [1, 1, 1]


def test_a_broken_page_fails_the_build_and_leaves_nothing(copy: Path) -> None:
    page = copy / "docs" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[lost](nowhere.md)\n", encoding="utf-8")
    done = run("mkdocs", "build", "--strict", cwd=copy)
    assert done.code != 0
    assert not (copy / "site").exists()
    assert not list(copy.glob(".site-*"))


@pytest.mark.parametrize("wrong", ["{{ no_such_macro() }}", '{{ topic("no-such-topic") }}', "{{ topic() }}"])
def test_an_unknown_macro_or_argument_fails_the_build(wrong: str, copy: Path) -> None:
    (copy / "docs" / "index.md").write_text(f"# Home\n\n{wrong}\n", encoding="utf-8")
    done = run("mkdocs", "build", "--strict", cwd=copy)
    assert done.code != 0
    assert "index.md" in done.out
    assert not (copy / "site").exists()


def test_every_offset_reads_back_its_passage(built: Path) -> None:
    seeds = {path.name: path.read_bytes().decode("utf-8") for path in (ROOT / "seeds").glob("*.txt")}
    citations = export(built)["citations"]
    assert citations
    for citation in citations:
        text = seeds[citation["seed"]]
        for start, end, exact in spans(citation):
            assert text[start:end] == exact, citation["id"]
        first = spans(citation)[0][0]
        assert citation["line"] == text.count("\n", 0, first) + 1


def test_every_citation_names_the_line_of_its_words_in_the_yaml(built: Path) -> None:
    for citation in export(built)["citations"]:
        lines = (ROOT / citation["file"]).read_text(encoding="utf-8").split("\n")
        first = re.sub(r"\W+", " ", spans(citation)[0][2]).split()[:1]
        line = lines[citation["file_line"] - 1]
        assert first[0] in line or not first[0].isascii(), (citation["id"], line)


def test_the_footnotes_of_all_pages_and_the_export_are_the_same_set(built: Path) -> None:
    shown = set()
    for path in built.rglob("*.html"):
        url = path.relative_to(built).as_posix().removesuffix("index.html")
        tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
        shown |= {f"{url}#{node.attributes['id']}" for node in tree.css('li[id^="fn:"]')}
    data = export(built)
    listed = {page for item in (*data["citations"], *data["absences"]) for page in item["pages"]}
    assert shown == listed
    assert all(citation["pages"] for citation in data["citations"])


def test_a_page_is_written_for_every_actor_and_source(built: Path) -> None:
    for kind in ("actors", "figures", "sources", "topics"):
        for path in (ROOT / "data" / kind).glob("*.yml"):
            assert (built / kind / path.stem / "index.html").is_file()


def test_render_writes_the_pages_as_markdown(tmp_path: Path, built: Path) -> None:
    done = run("macros", "render", "--to", str(tmp_path / "pages"))
    assert done.code == 0, done.out
    pages = {path.relative_to(tmp_path / "pages").with_suffix("").as_posix() for path in (tmp_path / "pages").rglob("*.md")}
    html = {path.relative_to(built).parent.as_posix() for path in built.rglob("index.html")}
    assert {page.removesuffix("/index").replace("index", ".") for page in pages} == html
    for path in (tmp_path / "pages").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert "{{" not in text
        assert {*re.findall(r"\[\^([^\]]+)\](?!:)", text)} == {*re.findall(r"^\[\^([^\]]+)\]:", text, re.M)}, path
    again = run("macros", "render", "--to", str(tmp_path / "pages"))
    assert again.code == 2


def test_every_document_is_cited(built: Path) -> None:
    assert {citation["seed"] for citation in export(built)["citations"]} == {path.name for path in (ROOT / "seeds").glob("*.txt")}
