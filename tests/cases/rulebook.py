"""The examples of the rulebook, run: what a page shows is laid over a small brief, or a small site, and checked.

`python -m tests.cases.golden` writes the findings that the pages print anew.
"""

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from macros import checks, reports
from macros.brief import load
from macros.checks import rulebook, site
from macros.diagnostics import Diagnostic
from macros.pages import calls

HERE = Path(__file__).with_name("rulebook")
BLOCK = re.compile(r"^```(?P<language>yaml|html|json|markdown)\n(?P<words>.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(
    r"(?:#|<!--) (?P<file>[\w./-]+?)(?:, from line (?P<line>\d+)|(?P<end>, at its end))?(?: -->)?\n(?P<words>.*)", re.DOTALL
)
PRINTED = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)

BELL = b"The bell of Skerry Light hung in the yard. It rang in fog.\n"

OIL = b"""title: The oil
short: Oil
line: {id: oil-line, text: The oil was not paid., cite: {keeper-1901: The harbour board did not pay for the oil}}
bottom_line:
  - {id: oil-bottom, text: The oil was not paid., cite: {keeper-1901: The harbour board did not pay for the oil}}
sections:
  - id: winter
    title: Winter
    paragraphs:
      - statements:
          - {id: oil-winter, text: In winter the lamp burned until dawn., cite: {keeper-1901: In winter the lamp burned until dawn}}
"""


def _write(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda root: (root / name).write_bytes(data)


def _change(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda root: (root / name).write_bytes(change((root / name).read_bytes()))


def _latin_1(data: bytes) -> bytes:
    return data.decode().encode("latin-1")


BELOW: dict[str, Callable[[Path], object]] = {
    "document-without-record": _write("seeds/bell-1903.txt", BELL),
    "sentence-not-covered": _write("seeds/bell-1903.txt", BELL),
    "topic-without-page": _write("data/topics/oil.yml", OIL),
    "unused-source": _write("seeds/bell-1903.txt", BELL),
}
"""What a page's text says stands below its example and its fix and no YAML can show."""

WRONG: dict[str, Callable[[Path], object]] = {
    "bad-encoding": _change("data/actors/anna-holm.yml", _latin_1),
    "document-changed": _change("seeds/keeper-1901.txt", lambda data: data.replace(b"boats passed", b"ships passed")),
    "document-missing": lambda root: (root / "seeds/keeper-1901.txt").unlink(),
    "document-outside": lambda root: (root / "seeds/keeper-1901.txt").rename(root / "keeper-1901.txt"),
    "document-too-large": _write("seeds/keeper-1901.txt", bytes(30_000_000)),
    "document-undecodable": _change("seeds/keeper-1901.txt", lambda data: data + b"\nA caf\xe9 stood below.\n"),
    "export-missing": lambda root: (root / "data/brief.json").unlink(),
    "file-too-large": _change("data/actors/anna-holm.yml", lambda data: data + b"x" * 5_000_000),
    "file-unreadable": lambda root: (root / "data/timelines/light.yml").mkdir(parents=True),
    "note-without-footnote": _change(
        "data/brief.json", lambda data: data.replace(b'"topics/lamp/#fn:lit"', b'"topics/lamp/#fn:lit", "topics/lamp/#fn:oil"')
    ),
}
"""What is wrong in an example, where no YAML can show it."""

RIGHT: dict[str, Callable[[Path], object]] = {"other-host": _write("lamp.png", b"")}
"""What a fix needs, where no YAML can show it."""


def example(rule: str, folder: Path) -> str:
    """Return what the check prints on the example of a rule's page, laid out in a new folder."""
    part = rulebook.page(rule).partition("## Example")[2].partition("## Fix")[0]
    return reports.text(_findings(rule, part, folder, WRONG))


def fix(rule: str, folder: Path) -> str:
    """Return what the check prints on the fix of a rule's page: nothing, if it is one."""
    return reports.text(_findings(rule, rulebook.page(rule).partition("## Fix")[2], folder, RIGHT))


def _findings(rule: str, part: str, folder: Path, more: dict[str, Callable[[Path], object]]) -> Sequence[Diagnostic]:
    family = re.search(r"^Family: (.*?)\. ", rulebook.page(rule), re.MULTILINE)
    assert family
    shutil.copytree(HERE / ("site" if family[1] == "site" else "brief"), folder)
    for block in BLOCK.finditer(part):
        _lay(block, folder)
    for prepare in (BELOW.get(rule), more.get(rule)):
        if prepare:
            prepare(folder)
    if family[1] == "site":
        return site.run(folder)
    return calls.findings(load(folder), folder / "docs") if family[1] == "page" else checks.run(load(folder))


def _lay(block: re.Match[str], folder: Path) -> None:
    """Write a block of a page into the file that its first line names; from a line on, or at its end, where it says so."""
    if block["language"] == "json":
        (folder / "data/brief.json").write_text(block["words"], encoding="utf-8")
        return
    named = NAMED.fullmatch(block["words"])
    if not named:
        return
    path = folder / named["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    words = named["words"] if named["line"] or named["end"] else block["words"]
    if named["end"]:
        words = path.read_text(encoding="utf-8") + words
    if named["line"]:
        lines, new = path.read_text(encoding="utf-8").splitlines(keepends=True), words.splitlines(keepends=True)
        start = int(named["line"]) - 1
        words = "".join([*lines[:start], *new, *lines[start + len(new) :]])
    path.write_text(words, encoding="utf-8")


def runnable() -> list[str]:
    """Return the rules whose examples can be run here: all but those on the answers of another host (tests/cases/test_links.py)."""
    return [rule for rule in rulebook.names() if not rule.startswith("address-")]


def printed(rule: str) -> str:
    """Return the findings that a rule's page prints."""
    found = PRINTED.search(rulebook.page(rule))
    assert found, rule
    return found[0]


def rewrite(rule: str, words: str) -> None:
    """Put the findings into a rule's page."""
    page = rulebook.page(rule)
    (rulebook.FOLDER / f"{rule}.md").write_text(PRINTED.sub(lambda _: words, page, count=1), encoding="utf-8")
