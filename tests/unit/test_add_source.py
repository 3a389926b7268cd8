"""`brief add-source`: what is taken from a page, a PDF and a text, what is said of it, and what is refused."""

import hashlib
import importlib.util
from pathlib import Path

import pytest
import yaml

from macros.adding import reading
from macros.adding.bringing import bring_in
from macros.brief import Brief, load
from macros.cli import main
from macros.diagnostics import Diagnostic
from macros.facts.records import Source
from macros.reading.canonical import canonical
from tests.cases.golden import BASE, build
from tests.unit.pages import LINES, PAGE, pdf

TEXT = "Storm over the bay\n\nBy Jo Finch\n\nPublished on Sunday, 3 May 1931\n\nThe storm came at night. It took two boats.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build(BASE, tmp_path / "brief")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def add_source(folder: Path, data: bytes | str, name: str, *more: str) -> int:
    path = folder.parent / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return main(["add-source", "-C", str(folder), str(path), *more])


def written(folder: Path, source: str) -> dict:
    """Return a source's record as written, when the brief with it is clean, renders, and has it in the one form."""
    path = folder / f"data/sources/{source}.yml"
    text = path.read_text(encoding="utf-8")
    assert canonical(text, Source) == text
    assert main(["check", "-C", str(folder)]) == 0
    assert main(["render", "-C", str(folder), "--to", str(folder.parent / "pages")]) == 0
    return yaml.load(text, yaml.BaseLoader)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_saved_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(folder)
    assert add_source(folder, PAGE, "bell.html") == 0
    told = capsys.readouterr().out
    new = {name: data for name, data in files(folder).items() if before.get(name) != data}
    source = "the-courier-1931"
    assert set(new) == {f"seeds/{source}.txt", f"seeds/originals/{source}.html", f"data/sources/{source}.yml"}
    assert all(name in told for name in new)
    assert new[f"seeds/originals/{source}.html"] == PAGE.encode()
    assert new[f"seeds/{source}.txt"].decode() == (
        "Bell of Gull Point found\n\n2 April 1931\n\n"
        "The bell of Gull Point was found on Thursday by three boys. It lay under the rocks, 40 yards from the light.\n\n"
        "“We thought it was a pot,” said one of the boys. Jo Finch of The Courier was there.\n\n"
        "The Harbour Board will hang it again in May.\n"
    )
    record = written(folder, source)
    assert record["original"] == {"file": f"{source}.html", "sha256": sha256(PAGE.encode())}
    assert record["sha256"] == sha256(new[f"seeds/{source}.txt"])
    assert (record["name"], record["coverage"]) == ("The Courier", "partial")
    assert record["title"] == {"value": "Bell of Gull Point found", "stated": "Bell of Gull Point found"}
    assert record["issued"] == {"value": "1931-04-02", "stated": "2 April 1931"}
    assert set(record["author"]) == set(record["container-title"]) == {"value", "inferred", "from"}
    assert record["author"]["value"] == "Jo Finch"
    assert "properties of the page" in record["author"]["inferred"]
    assert record["URL"] == {
        "absent": "Looked for a web address in the text taken from the page: none stands there. The properties of the page, "
        "which are no words of its text, give: https://courier.example/bell"
    }
    assert record["language"]["value"] == "en"


HEADED = """<!DOCTYPE html>
<html lang="en"><head><title>Bell found | The Courier</title><meta property="og:site_name" content="The Courier"></head>
<body><nav><a href="/">Home</a> <time>29 November 2026</time></nav><main><article><header><h1>Bell of Gull Point found</h1>
<div class="article__meta"><span class="article-byline">By <b>Jo Finch</b></span>
<time datetime="1931-04-02">2 April 1931</time></div></header>
<figure><img src="x.png"><figcaption>The bell in the yard. Photograph: Ann Reed</figcaption></figure>
<p>The bell of Gull Point was found on Thursday by three boys. It lay under the rocks, 40 yards from the light.</p>
<p>The Harbour Board will hang it again in May.</p><script>var by = "By nobody";</script></article></main></body></html>
"""


def test_what_the_page_prints_above_its_text_is_in_the_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add_source(folder, HEADED, "bell.html") == 0
    told = capsys.readouterr().out
    seed = (folder / "seeds/the-courier-1931.txt").read_text(encoding="utf-8")
    assert seed.startswith("Bell of Gull Point found\n\nBy Jo Finch\n\n2 April 1931\n\n")
    record = written(folder, "the-courier-1931")
    assert (record["author"]["value"], record["issued"]["value"]) == ("Jo Finch", "1931-04-02")
    for words in ("Home", "The bell in the yard. Photograph: Ann Reed"):
        assert (f"\n  {words}\n" in told) == (words not in seed)
    assert "nobody" not in told


@pytest.mark.parametrize(("greeting", "has_title"), [("Dear Mr Reeve,", False), ("To: the board", False), ("The storm", True)])
def test_a_letterhead_is_no_title(folder: Path, greeting: str, has_title: bool) -> None:
    text = f"Gull Point Harbour Office\n\n{greeting}\n\nThe storm came at night. It took two boats.\n"
    assert add_source(folder, text, "letter.txt", "--id", "letter") == 0
    assert ("value" in written(folder, "letter")["title"]) == has_title


def test_what_only_the_frame_says_is_no_value(folder: Path) -> None:
    page = PAGE.replace("Jo Finch of The Courier was there.", "").replace("<p>2 April 1931</p>", "")
    page = page.replace("<h1>Bell of Gull Point found</h1>", "").replace('lang="en"', "")
    assert add_source(folder, page, "bell.html", "--id", "bell") == 0
    record = written(folder, "bell")
    for name in ("title", "author", "container-title", "issued", "URL", "language"):
        assert set(record[name]) == {"absent"}
    assert record["author"]["absent"].endswith("give: Jo Finch")


def test_a_pdf(folder: Path) -> None:
    data = pdf(LINES, ("Nobody knows how it came there.",), properties="/Title (Report on the bell) /Author (Jo Finch)")
    assert add_source(folder, data, "report.pdf", "--id", "report", "--name", "The Report") == 0
    record = written(folder, "report")
    assert (folder / "seeds/report.txt").read_text(encoding="utf-8") == (
        "Report on the bell\n\nBy Jo Finch\n\n2 April 1931\n\n"
        "The bell of Gull Point was found on a Thursday by three boys.\n\nNobody knows how it came there.\n"
    )
    assert (folder / "seeds/originals/report.pdf").read_bytes() == data
    assert record["original"] == {"file": "report.pdf", "sha256": sha256(data)}
    assert record["title"]["stated"] == "Report on the bell"
    assert record["author"]["value"] == "Jo Finch"
    assert record["author"]["stated"]["exact"] == "By Jo Finch"
    assert record["issued"] == {"value": "1931-04-02", "stated": "2 April 1931"}
    assert (record["name"], set(record["language"])) == ("The Report", {"absent"})


@pytest.mark.parametrize("data", [TEXT.encode(), TEXT.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + TEXT.encode()])
def test_a_text_stays_as_it_was_received(folder: Path, data: bytes) -> None:
    assert add_source(folder, data, "storm.txt", "--id", "gale") == 0
    assert (folder / "seeds/gale.txt").read_bytes() == data
    assert not (folder / "seeds/originals").exists()
    record = written(folder, "gale")
    assert "original" not in record
    assert record["title"]["value"].strip("\ufeff") == "Storm over the bay"
    assert record["author"]["value"] == "Jo Finch"
    assert record["issued"] == {"value": "1931-05-03", "stated": "Published on Sunday, 3 May 1931"}


def test_every_sentence_is_still_to_be_covered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add_source(folder, TEXT, "storm.txt", "--id", "gale") == 0
    capsys.readouterr()
    assert main(["status", "-C", str(folder)]) == 0
    assert "  gale     partial  5 sentences: 3 cited, 0 omitted, 2 open\n    line 7: The storm came" in capsys.readouterr().out


def test_a_new_source_can_be_cited_at_once(folder: Path) -> None:
    assert add_source(folder, PAGE, "bell.html", "--id", "bell") == 0
    options = ["--to", "the-light", "--section", "2", "--text", "The bell will hang again.", "--cite", "will hang it again in May"]
    assert main(["add", "statement", "-C", str(folder), *options]) == 0
    written(folder, "bell")


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        ("Updated: 3 May 1931", None),
        ("3 May 1931 was a Sunday", None),
        ("3 May 1931, 2:01 AM", "1931-05-03"),
        ("May 3rd, 1931", "1931-05-03"),
        ("1931-05-03", None),
        ("31 February 1931", None),
        ("May 1931", None),
        ("03/05/1931", None),
        ("The storm of 3 May 1931 was the worst", None),
    ],
)
def test_a_date_of_issue_is_one_that_a_line_gives(folder: Path, text: str, issued: str | None) -> None:
    assert add_source(folder, f"Storm\n\n{text}\n\nThe storm came at night and left.\n", "storm.txt", "--id", "gale") == 0
    assert written(folder, "gale")["issued"].get("value") == issued


# What is refused

NO_TEXT, NO_READING = "no text could be read from this", "the file could not be read"
NEITHER = "the file is neither HTML nor PDF, and is not UTF-8 at byte"
LOCK = "/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (x) /P 0 >>"
REFUSED = [
    ("empty.txt", b"", f"{NO_TEXT} file"),
    ("script.html", b"<html><script>document.write('a long text of many words')</script></html>", f"{NO_TEXT} page"),
    ("scan.pdf", pdf(("",), ()), f"{NO_TEXT} PDF: it may be a scan"),
    ("broken.pdf", pdf(LINES)[:300], NO_READING),
    ("junk.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40, NO_READING),
    ("endless.pdf", pdf(LINES).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"), NO_READING),
    ("deep.html", b"<html>" + b"<div>" * 50_000 + b"words", f"{NO_TEXT} page"),
    ("latin.txt", "Café by the sea, with a view\n".encode("latin-1"), f"{NEITHER} 3"),
    ("binary.txt", b"\x89PNG\r\n\x1a\n" + b"\xff" * 100, f"{NEITHER} 0"),
    ("locked.pdf", pdf(LINES, more=LOCK), f"{NO_READING}: it is locked"),
]


@pytest.mark.parametrize(("name", "data", "message"), REFUSED, ids=lambda value: value if isinstance(value, str) else None)
def test_a_file_without_text_is_told_and_nothing_written(folder: Path, capsys, name: str, data: bytes, message: str) -> None:
    before = files(folder)
    assert add_source(folder, data, name) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"brief: {message}")
    assert len(told.err.splitlines()) == 1
    assert files(folder) == before


def test_a_file_too_large_is_not_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder.parent / "large.txt"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    assert main(["add-source", "-C", str(folder), str(path)]) == 1
    assert "is larger than 20,000,000 bytes" in capsys.readouterr().err


def test_a_file_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add-source", "-C", str(folder), str(folder / "no\x1b[31m")]) == 2
    assert "cannot be read: No such file" in capsys.readouterr().err


def test_a_document_is_not_taken_twice(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add_source(folder, (folder / "seeds/log.txt").read_bytes(), "copy.txt") == 1
    assert capsys.readouterr().err == "brief: this is the document of 'log' already\n"


@pytest.mark.parametrize("wanted", ["log", "../log", "The Log", "x" * 65])
def test_an_id_that_cannot_be(folder: Path, capsys, wanted: str) -> None:
    before = files(folder)
    assert add_source(folder, TEXT, "storm.txt", "--id", wanted) == 1
    assert f"'{wanted}'" in capsys.readouterr().err
    assert files(folder) == before


def test_a_file_in_the_way_is_not_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "seeds/gale.txt").write_bytes(b"Another storm.\n")
    before = files(folder)
    assert add_source(folder, TEXT, "storm.txt", "--id", "gale") == 2
    assert "cannot be written: File exists" in capsys.readouterr().err
    assert files(folder) == before


def test_nothing_stays_of_a_source_that_brings_a_finding(folder: Path) -> None:
    def check(brief: Brief) -> list[Diagnostic]:
        return [
            Diagnostic("data/sources/gale.yml", 1, 1, "a-rule", "a fault") for source in brief.all("source") if source.id == "gale"
        ]

    before = files(folder)
    page = folder.parent / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    planned, names = bring_in(load(folder), reading.bring(page), "", "gale", check)
    assert not planned.is_sound
    assert names == ["seeds/gale.txt", "seeds/originals/gale.html", "data/sources/gale.yml"]
    assert files(folder) == before
    assert not (folder / "seeds/originals").exists()


def test_without_the_packages_the_message_says_what_to_do(folder: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(reading.importlib.util, "find_spec", lambda name: None if name == "pypdf" else found(name))
    assert add_source(folder, pdf(LINES), "report.pdf") == 2
    assert (
        capsys.readouterr().err == "brief: to read this file, pypdf must be installed: run 'make add', or install the extra 'add'\n"
    )


HOSTILE = "{{ x }} {% raw %} <script>alert(1)</script> [[log]] *x* `x` \u200f --- : # '\""


def test_hostile_words_are_only_words(folder: Path) -> None:
    safe = HOSTILE.replace("<", "&lt;").replace('"', "&quot;")
    page = PAGE.replace("Bell of Gull Point found", safe).replace("Jo Finch", safe).replace("The Courier", safe)
    assert add_source(folder, page, "bell.html", "--id", "bell") == 0
    written(folder, "bell")
    assert add_source(folder, f"{HOSTILE}\n\nBy {HOSTILE}\n\nThe storm came at night.\n", "storm.txt", "--id", "gale") == 0
    assert load(folder).entries["gale"].record.title.value


def test_a_line_that_turns_the_direction_of_writing_is_no_field(folder: Path) -> None:
    assert add_source(folder, "The \u202ellab\u202c rang\n\nThe storm came at night.\n", "storm.txt", "--id", "gale") == 0
    assert load(folder).entries["gale"].record.title.absent
    assert load(folder).entries["gale"].record.name == "The llab rang"
