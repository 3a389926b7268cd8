"""Another brief, on another subject, builds with the same engine; and hostile text in it stays text."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.site.conftest import ROOT, Run, run

BASE = ROOT / "tests" / "cases" / "base"

HOSTILE = (
    "{{ 7 * 7 }}",
    "{% raw %}",
    "<#-- gone --#>",
    "{# gone #}",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a link](javascript:alert(1))",
    "![a picture](https://example.org/x.png)",
    "[^1] and [^1]: a note",
    "**bold** _slanted_ `code`",
    "</span></p></div>",
    "&lt;b&gt; &copy;",
    "| a | b |",
    "https://example.org/",
    "{: .class #identity }",
    "\\[ \\* ~~gone~~ ^up^ ==mark==",
    "# a heading",
    "1. a list",
    "- an item",
    "    code",
    ":smile: --8<-- !!! note",
    "*[HTML]: nothing",
    '" onmouseover="alert(1)',
    "<!-- -->",
    "\u200fright to left",
)
NAME = "<b>{{ 7 * 7 }}</b> [x](javascript:alert(1))"


def other_brief(folder: Path) -> Path:
    """Lay out a tiny brief with the engine, the configuration and the pages of this one, but for the topics."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("topics"), dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "macros").symlink_to(ROOT / "macros")
    return folder


def build(folder: Path) -> Run:
    return run("mkdocs", "build", "--strict", cwd=folder)


def test_another_brief_builds_with_the_same_engine(tmp_path: Path) -> None:
    other = other_brief(tmp_path)
    done = build(other)
    assert done.code == 0, done.out
    assert "WARNING" not in done.out
    names = {path.stem for path in (other / "data" / "actors").glob("*.yml")}
    assert {path.parent.name for path in (other / "site" / "actors").glob("*/index.html")} == names
    assert json.loads((other / "site" / "data" / "brief.json").read_text(encoding="utf-8"))["citations"]


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose statements, documents and names hold every hostile text."""
    other = other_brief(tmp_path_factory.mktemp("hostile"))
    add_statements(other / "data" / "topics" / "the-light.yml")
    add_to_source(other, other / "data" / "sources" / "gazette.yml")
    add_name(other / "data" / "actors" / "tom-reeve.yml")
    done = build(other)
    assert done.code == 0, done.out
    return other / "site"


def parsed(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", range(len(HOSTILE)), ids=HOSTILE)
def test_hostile_text_is_shown_and_never_runs(number: int, hostile_site: Path) -> None:
    shown = parsed(hostile_site / "topics" / "the-light" / "index.html").css_first(f"#hostile-{number}")
    assert shown is not None
    assert squeezed(shown.text()).startswith(squeezed(f"Before {HOSTILE[number]} after it."))
    assert {node.tag for node in shown.css("*")} <= {"span", "sup", "a"}
    assert all((node.attributes.get("href") or "").startswith(("#", "../")) for node in shown.css("a"))


@pytest.mark.parametrize("number", range(len(HOSTILE)), ids=HOSTILE)
def test_hostile_words_of_a_document_are_shown_and_never_run(number: int, hostile_site: Path) -> None:
    source = parsed(hostile_site / "sources" / "gazette" / "index.html")
    marked = [squeezed(node.text()) for node in source.css("mark")]
    assert squeezed(words(number)) in marked


def test_no_page_runs_anything_hostile(hostile_site: Path) -> None:
    for path in hostile_site.rglob("*.html"):
        tree = parsed(path)
        assert not tree.css('[onerror], [onmouseover], img[src="x"], a[href^="javascript"], #identity'), path
        assert not [node for node in tree.css("script") if "alert(1)" in node.text()], path
        assert "http://example.org" not in [node.attributes.get("href") for node in tree.css("a")]


def test_a_hostile_name_is_shown_and_never_runs(hostile_site: Path) -> None:
    tree = parsed(hostile_site / "actors" / "tom-reeve" / "index.html")
    assert squeezed(tree.css_first("h1").text()) == squeezed(NAME)
    assert squeezed(tree.css_first("title").text()).startswith(squeezed(NAME))
    assert squeezed(NAME) in squeezed(tree.css_first(".cite-text").text())


def squeezed(text: str) -> str:
    """Compare what is shown without regard to blanks and to the shape of quotation marks."""
    for shaped, plain in (("“", '"'), ("”", '"'), ("’", "'"), ("‘", "'")):
        text = text.replace(shaped, plain)
    return "".join(text.split())


def words(number: int) -> str:
    return f"Words number {number} are {HOSTILE[number]} and then no more."


def quoted(text: str) -> str:
    return json.dumps(text)


def add_statements(topic: Path) -> None:
    """Add sentences that hold the hostile texts to a topic's bottom line."""
    records = ""
    for number, hostile in enumerate(HOSTILE):
        records += (
            f"  - id: hostile-{number}\n    text: {quoted(f'Before {hostile} after it.')}\n    cite: {{gazette: Nobody was hurt}}\n"
        )
        if any(char.isdigit() for char in hostile):
            records += f"    derived: {quoted(f'It is a test of {hostile}')}\n"
    text = topic.read_text(encoding="utf-8")
    topic.write_text(text.replace("bottom_line:\n", f"bottom_line:\n{records}"), encoding="utf-8")


def add_to_source(folder: Path, source: Path) -> None:
    """Put the hostile texts into a document, and quote them in the source's record."""
    text = source.read_text(encoding="utf-8")
    assert "\nalso:" not in text
    seed = folder / "seeds" / next(line for line in text.split("\n") if line.startswith("seed:")).split(": ")[1]
    data = seed.read_bytes() + "".join(f"\n\n{words(number)}\n" for number in range(len(HOSTILE))).encode()
    seed.write_bytes(data)
    old = next(line for line in text.split("\n") if line.startswith("sha256:"))
    added = "".join(
        f"  - label: {quoted(hostile)}\n    value: {quoted(hostile)}\n    stated: {quoted(words(number))}\n"
        for number, hostile in enumerate(HOSTILE)
    )
    text = text.replace(old, f"sha256: {hashlib.sha256(data).hexdigest()}")
    source.write_text(f"{text.rstrip(chr(10))}\nalso:\n{added}", encoding="utf-8")


def add_name(actor: Path) -> None:
    text = actor.read_text(encoding="utf-8")
    assert text.startswith("name: Tom Reeve\n")
    actor.write_text(f"name: {quoted(NAME)}\nkind: person\nspellings: [Tom Reeve, Reeve]\n", encoding="utf-8")
