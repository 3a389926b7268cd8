"""`brief diff` in a real repository: what changed is told by its facts, and no text of a contributor becomes markup."""

import hashlib
import json
import os
import re
import subprocess
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from selectolax.lexbor import LexborHTMLParser

from macros.changes import report
from macros.changes.compare import State, compare
from macros.cli import main
from macros.commands.diff import state
from tests.cases.golden import BASE, build
from tests.cases.test_command import edit

EXAMPLE = {"NAME": "A. Reader", "EMAIL": "reader@example.org"}
WHO = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in EXAMPLE.items()}

TOPIC = "data/topics/the-light.yml"
EVENTS = "data/timelines/nights.yml"

BLOCK = """\
          - id: tl-boats
            text: Two dozen boats waited.
            cite: {gazette: Two dozen boats waited outside}
"""


def git(folder: Path, *command: str) -> str:
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", "-C", folder, *command], check=True, env={**os.environ, **WHO, **quiet}, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A state")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tiny brief, in a repository of its own with one commit."""
    found = build(BASE, tmp_path / "brief")
    git(found, "init", "--quiet", "--initial-branch", "main")
    commit(found)
    return found


def diff(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["diff", "-C", str(folder), *(arguments or ("HEAD",))]) == 0
    return capsys.readouterr().out


def told(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    return json.loads(diff(folder, capsys, *(arguments or ("HEAD",)), "--format", "json"))


def test_nothing_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(folder, capsys) == "# What this change does to the facts\n\nNo change to the facts.\n"


def test_another_form_of_the_same_facts_is_no_change(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, TOPIC, "text: Two dozen boats waited.", "text: >-\n              Two dozen\n              boats  waited.")
    edit(
        folder,
        TOPIC,
        "cite: {gazette: Two dozen boats waited outside}",
        "cite:\n              gazette: Two  dozen boats waited outside",
    )
    edit(folder, EVENTS, "    kind: mishap\n", "")
    edit(folder, EVENTS, "    text: A storm", "    # the first one\n    kind: mishap\n    text: A storm")
    edit(folder, TOPIC, "cite: {gazette: The board's", "cite: {gazette: The board’s")
    assert "No change to the facts." in diff(folder, capsys)


def test_a_changed_text_shows_its_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, TOPIC, "text: Two dozen boats waited.", "text: Two dozen ships lay waiting.")
    out = diff(folder, capsys)
    assert "0 records added, 1 changed, 0 removed, 0 moved" in out
    assert "### statement `tl-boats`\n\nTwo dozen ~~boats waited.~~ **ships lay waiting.**\n" in out
    assert "> <mark>Two dozen boats waited outside</mark> while the light was out.\\\n> — `gazette`, line 5\n" in out


def test_a_changed_field_stands_below_what_the_record_says(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, EVENTS, "inferred: The log of 3 March 1931 gives", "inferred: The log gives")
    out = diff(folder, capsys)
    assert "### event `storm`\n\nA storm put out the light.\n\n- `date.inferred`: The log ~~of 3 March 1931~~ gives the day" in out
    assert "`date.from`:\n\n> <mark>The storm of 1 March</mark> put out the light" in out
    assert "> <mark>The storm of 1 March put out the light</mark> at Gull Point" in out


def test_a_changed_passage_shows_its_words_and_its_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, TOPIC, "cite: {gazette: Two dozen boats waited outside}", "cite: {gazette: dozen boats waited outside while}")
    out = diff(folder, capsys)
    assert "`cite` now: ~~Two~~ dozen boats waited outside **while**" in out
    assert "> Two <mark>dozen boats waited outside while</mark> the light was out." in out
    assert "Two dozen boats waited.\n\n`cite` now" in out
    assert "`gazette`, line 5" in out


def test_an_added_record_is_shown_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(
        folder,
        EVENTS,
        "    kind: mishap\n",
        "    kind: mishap\n  - id: oil-sent\n    text: Oil was sent.\n    cite: {log: 20 barrels of oil}\n"
        "    date: {absent: No day is given}\n    kind: repair\n",
    )
    [change] = told(folder, capsys)["records"]
    assert (change["state"], change["id"], change["kind"], change["line"]) == ("added", "oil-sent", "event", 11)
    assert [field["name"] for field in change["fields"]] == ["text", "date.absent", "kind"]
    out = diff(folder, capsys)
    assert "1 record added" in out
    assert "> The Harbour Board sent at least 3 men and <mark>20 barrels of oil</mark>." in out
    assert "It stands in `data/timelines/nights.yml:11`" in out


def test_a_removed_record_is_shown_with_its_passage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, TOPIC, "rests_on: [tl-boats, tl-worst, relit]", "rests_on: [tl-worst, relit]")
    edit(folder, TOPIC, BLOCK, "")
    changes = told(folder, capsys)
    assert [(change["state"], change["id"]) for change in changes["records"]] == [
        ("changed", "tl-reading"),
        ("removed", "tl-boats"),
    ]
    [gazette] = [one for one in changes["coverage"] if one["source"] == "gazette"]
    assert gazette["before"]["open"] + 1 == gazette["after"]["open"]
    out = diff(folder, capsys)
    assert "`reading.rests_on`: ~~tl-boats~~" in out
    assert "> <mark>Two dozen boats waited outside</mark> while the light was out." in out


def test_a_moved_record_is_not_removed_and_added(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, TOPIC, BLOCK, "")
    edit(folder, TOPIC, "          - id: tl-paid\n", f"{BLOCK}          - id: tl-paid\n")
    changes = told(folder, capsys)
    assert changes["records"] == []
    [move] = changes["moves"]
    assert (move["old_place"], move["new_place"]) == (f"{TOPIC}, section night", f"{TOPIC}, section after")
    assert "statement `tl-boats`: from" in diff(folder, capsys)


def test_a_renamed_file_is_moved_with_all_that_names_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "data/actors/harbour-board.yml").rename(folder / "data/actors/the-board.yml")
    for path in sorted((folder / "data").rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("harbour-board", "the-board"), encoding="utf-8")
    changes = told(folder, capsys)
    assert changes["found"] == []
    assert changes["records"] == []
    assert [(move["old_id"], move["new_id"]) for move in changes["moves"]] == [("harbour-board", "the-board")]
    assert "actor `harbour-board` is now `the-board`" in diff(folder, capsys)


def test_a_renamed_source_takes_its_citations_along(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "data/sources/gazette.yml").rename(folder / "data/sources/paper.yml")
    for path in sorted((folder / "data").rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\bgazette(?=[:\],])", "paper", text), encoding="utf-8")
    changes = told(folder, capsys)
    assert [(move["old_id"], move["new_id"]) for move in changes["moves"]] == [("gazette", "paper")]
    assert (changes["records"], changes["citations"], changes["found"]) == ([], [], [])
    assert {one["source"]: one["before"] == one["after"] for one in changes["coverage"]} == {"log": True, "paper": True}


def test_a_quote_given_to_another_speaker_is_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine, other = folder / "data/quotes/ada-brandt.yml", folder / "data/quotes/tom-reeve.yml"
    other.write_text(
        other.read_text(encoding="utf-8") + mine.read_text(encoding="utf-8").removeprefix("quotes:\n"), encoding="utf-8"
    )
    mine.unlink()
    changes = told(folder, capsys)
    assert [(move["new_id"], move["new_place"]) for move in changes["moves"]] == [
        ("q-brandt-dark", "data/quotes/tom-reeve.yml, quotes")
    ]
    assert "`speaker`: ~~ada-brandt~~ **tom-reeve**" in diff(folder, capsys)


def test_a_speaker_of_another_name_takes_the_quotes_along(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("actors", "quotes"):
        (folder / f"data/{kind}/ada-brandt.yml").rename(folder / f"data/{kind}/keeper-brandt.yml")
    edit(folder, "data/actors/harbour-board.yml", "object: ada-brandt", "object: keeper-brandt")
    changes = told(folder, capsys)
    assert changes["records"] == []
    moved = {(move["old_id"], move["new_id"]) for move in changes["moves"]}
    assert moved == {("ada-brandt", "keeper-brandt"), ("quotes-of-ada-brandt", "quotes-of-keeper-brandt")}


def test_a_timeline_in_another_file_takes_its_events_along(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / EVENTS).rename(folder / "data/timelines/dark-nights.yml")
    changes = told(folder, capsys)
    assert (changes["records"], changes["citations"]) == ([], [])
    assert [(move["old_id"], move["new_id"]) for move in changes["moves"]] == [("nights", "dark-nights")]


def test_many_sources_are_not_all_listed(folder: Path) -> None:
    old = state(folder)
    record = (folder / "data/sources/gazette.yml").read_text(encoding="utf-8")
    for number in range(20):
        seed = f"{number}\n".encode() + (folder / "seeds/gazette.txt").read_bytes()
        (folder / f"seeds/copy-{number}.txt").write_bytes(seed)
        found = re.sub("sha256: .*", f"sha256: {hashlib.sha256(seed).hexdigest()}", record)
        (folder / f"data/sources/copy-{number}.yml").write_text(
            found.replace("seed: gazette.txt", f"seed: copy-{number}.txt"), encoding="utf-8"
        )
    out = report.as_markdown(compare(old, state(folder)))
    assert "22 sources; those that are not listed are covered as before." in out
    assert "| `copy-19` | no document | **" in out
    assert "| `gazette` |" not in out


def test_a_renamed_id_is_moved(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, TOPIC, "id: tl-paid", "id: tl-bought")
    changes = told(folder, capsys)
    assert changes["records"] == []
    assert [(move["old_id"], move["new_id"]) for move in changes["moves"]] == [("tl-paid", "tl-bought")]


def test_an_id_that_is_gone_is_to_be_retired_until_it_is(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, TOPIC, "id: tl-paid", "id: tl-bought")
    edit(folder, TOPIC, "rests_on: [tl-boats, tl-worst, relit]", "rests_on: [tl-worst, relit]")
    edit(folder, TOPIC, BLOCK, "")
    front = folder / "data/brief.yml"
    text = front.read_text(encoding="utf-8")
    front.write_text(f"{text}retired: [tl-old]\n", encoding="utf-8")
    assert told(folder, capsys)["retire"] == ["tl-old", "tl-boats", "tl-paid"]
    assert "\n`retired: [tl-old, tl-boats, tl-paid]`\n" in diff(folder, capsys)
    front.write_text(f"{text}retired: [tl-old, tl-boats, tl-paid]\n", encoding="utf-8")
    assert told(folder, capsys)["retire"] == []
    assert "To retire" not in diff(folder, capsys)


def test_a_record_that_says_nothing_itself_is_left_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "data/quotes/tom-reeve.yml").unlink()
    assert [change["id"] for change in told(folder, capsys)["records"]] == ["q-reeve-bell"]


def test_another_order_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, TOPIC, BLOCK, "")
    edit(folder, TOPIC, "          - id: tl-fog\n", f"{BLOCK}          - id: tl-fog\n")
    changes = told(folder, capsys)
    assert (changes["records"], changes["moves"]) == ([], [])
    assert changes["reordered"] == [{"place": f"{TOPIC}, section night", "ids": ["tl-worst"]}]


def test_citations_that_moved_in_another_copy_of_the_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seed = folder / "seeds" / "gazette.txt"
    text = seed.read_bytes()
    seed.write_bytes(b"A NEW LINE\n\n" + text)
    old, new = (hashlib.sha256(data).hexdigest() for data in (text, seed.read_bytes()))
    edit(folder, "data/sources/gazette.yml", f"sha256: {old}", f"sha256: {new}")
    changes = told(folder, capsys)
    assert [change["id"] for change in changes["records"]] == ["gazette"]
    moved = {(move["record"], move["before"]["line"], move["after"]["line"]) for move in changes["citations"]}
    assert ("tl-boats", 5, 7) in moved
    assert all(move["before"]["words"] == move["after"]["words"] for move in changes["citations"])
    assert "- `tl-boats`: “Two dozen boats waited outside”, from `gazette`, line 5, to line 7" in diff(folder, capsys)


def test_a_link_that_leads_elsewhere_under_the_same_words_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, EVENTS, "[[harbour-board|board]]", "[[tom-reeve|board]]")
    assert "`text.links`: ~~harbour-board~~ **tom-reeve**" in diff(folder, capsys)


def test_new_findings_are_listed_and_solved_ones_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, TOPIC, "{gazette: Nobody was hurt}", "{gazette: Nobody was harmed}")
    out = diff(folder, capsys)
    assert "`data/topics/the-light.yml:10:21` error `passage-not-found`" in out
    assert "but not found in it" in out
    broken = commit(folder)
    edit(folder, TOPIC, "{gazette: Nobody was harmed}", "{gazette: Nobody was hurt}")
    edit(folder, TOPIC, "short: Light\n", "short: Light\n\n\n")
    changes = told(folder, capsys, broken)
    assert (changes["found"], changes["solved"], changes["remaining"]) == ([], 1, 0)


def test_a_finding_that_only_changed_its_line_is_not_new(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, TOPIC, "{gazette: Nobody was hurt}", "{gazette: Nobody was harmed}")
    commit(folder)
    edit(folder, TOPIC, "short: Light\n", "# A comment\nshort: Light\n")
    assert "No change to the facts." in diff(folder, capsys)


def test_records_of_a_file_that_cannot_be_read_are_not_called_removed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, EVENTS, "title: Nights", "title: [Nights")
    changes = told(folder, capsys)
    assert changes["unread"] == [EVENTS]
    assert [change["id"] for change in changes["records"] if change["state"] == "removed"] == []
    assert f"Not read whole, so that their records may be missing here: `{EVENTS}`." in diff(folder, capsys)


def test_two_revisions_and_a_brief_that_is_a_part_of_its_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inner = build(BASE, tmp_path / "repository" / "brief")
    git(inner.parent, "init", "--quiet")
    first = commit(inner.parent)
    edit(inner, TOPIC, "text: Two dozen boats waited.", "text: Two dozen ships waited.")
    second = commit(inner.parent)
    edit(inner, TOPIC, "text: Two dozen ships waited.", "text: Two dozen boats lay there.")
    assert "~~boats~~ **ships**" in diff(inner, capsys, first, "--to", second)
    assert "~~ships waited.~~ **boats lay there.**" in diff(inner, capsys, second)


def test_a_change_cannot_hide_behind_attributes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".gitattributes").write_text("data/** export-ignore\nseeds/** text eol=crlf\n", encoding="utf-8")
    edit(folder, TOPIC, "text: Two dozen boats waited.", "text: Two dozen ships waited.")
    commit(folder)
    assert "~~boats~~ **ships**" in diff(folder, capsys, "HEAD^1", "--to", "HEAD")


@pytest.mark.parametrize("revision", ["nowhere", "--output=stolen", "", "HEAD:data", "HEAD^7"])
def test_a_revision_that_is_none_is_refused(folder: Path, capsys: pytest.CaptureFixture[str], revision: str) -> None:
    assert main(["diff", "-C", str(folder), "--to", "HEAD", "--", revision]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("brief: ")
    assert len(told.err.splitlines()) == 1
    assert not Path("stolen").exists()


def test_a_revision_without_a_brief_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(folder, "checkout", "--quiet", "--orphan", "empty")
    git(folder, "rm", "-r", "--quiet", "--cached", "data")
    git(folder, "commit", "--quiet", "--message", "No facts")
    assert main(["diff", "-C", str(folder), "HEAD"]) == 2
    assert "there is no folder 'data' at revision 'HEAD'" in capsys.readouterr().err


def test_where_there_is_no_history(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    found = build(BASE, tmp_path / "brief")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert main(["diff", "-C", str(found), "HEAD"]) == 2
    assert "git cannot read the history" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["diff", "-C", str(found), "HEAD"]) == 2
    assert "git is not installed" in capsys.readouterr().err


# What a contributor writes stays text


ATTACK = (
    "<img src=x onerror=alert(1)> <details><summary>x</summary> @octocat @octo-org/team #1 GH-12 owner/name#3 "
    "https://evil.example/a www.evil.example me@evil.example mailto:me@evil.example ![x](https://evil.example/x.png) "
    "[a](https://evil.example) [b]: https://evil.example `code` ~~gone~~ **bold** __bold__ <!-- hidden --> &lt;b&gt; $x^2$ "
    ":shipit: | cell | {{ 7 * 7 }} <https://evil.example> \\<b> [^1] - [ ] ```mermaid"
)
ALLOWED = {"html", "head", "body", "h1", "h2", "h3", "p", "ul", "li", "blockquote", "code", "strong", "del", "mark", "br"} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
CALLED = re.compile(r"[@#:]\w|://|www\.|GH-\d", re.IGNORECASE)
"""What GitHub makes a link or a picture of in the finished page."""


def rendered(markdown: str) -> LexborHTMLParser:
    """Return what GitHub's own Markdown makes of a text, before its sanitiser, which only takes away."""
    return LexborHTMLParser(cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE))


def test_no_text_becomes_markup(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quoted = json.dumps(ATTACK)
    edit(folder, TOPIC, "text: Two dozen boats waited.", f"text: {quoted}")
    edit(folder, TOPIC, "cite: {gazette: Nobody was hurt}", f"cite: {{gazette: {quoted}}}")
    edit(folder, TOPIC, "title: Afterwards", f"title: {quoted}")
    edit(folder, EVENTS, "    kind: mishap\n", f"    {quoted}: {quoted}\n    kind: {quoted}\n")
    edit(folder, "data/sources/log.yml", "seed: log.txt", f"seed: {json.dumps(ATTACK)}")
    (folder / "data" / "topics" / "@octocat <img src=x> #1 `x`.yml").write_text("title: x\n", encoding="utf-8")
    (folder / "data" / "@octocat [a](b).yml").write_text("title: x\n", encoding="utf-8")
    page = rendered(diff(folder, capsys))
    assert {node.tag for node in page.css("*")} <= ALLOWED
    attributes = {name for node in page.css("*") for name in node.attributes}
    assert attributes <= {"align"}
    for code in page.css("code"):
        code.decompose()
    text = page.body.text()
    assert CALLED.findall(text) == []
    assert ATTACK.replace("[[", "").split("@")[0] in text.replace("\u2060", "")
    assert [node.text() for node in page.css("h1")] == ["What this change does to the facts"]


@pytest.mark.parametrize(
    "text", ["- item", "+ item", "1. item", "2) item", "# head", "> quote", "=====", "-----", ": x", "    code", "| a |"]
)
def test_no_text_begins_a_block(text: str) -> None:
    page = rendered(f"{report.guard(text)}\n")
    assert [node.tag for node in page.body.iter()] == ["p"]
    assert page.body.text().strip().replace("\u2060", "") == text.strip()


def test_characters_that_nobody_sees_are_shown() -> None:
    assert report.guard("a\u202eb\u200bc\x1b[31m") == "a\\\\u202eb\\\\u200bc\\\\u001b\\[31m"


def test_a_report_too_large_for_a_summary_is_cut_and_says_so(folder: Path) -> None:
    events = "".join(
        f"  - id: event-{number}\n    text: Oil was sent.\n    cite: {{log: 20 barrels of oil}}\n"
        f"    date: {{absent: No day is given}}\n    kind: repair\n"
        for number in range(40)
    )
    old = state(folder)
    (folder / "data/timelines/more.yml").write_text(f"title: More\nevents:\n{events}", encoding="utf-8")
    changes = compare(old, state(folder))
    whole = report.as_markdown(changes)
    assert len(whole.encode()) < report.LIMIT
    assert "left out" not in whole
    cut = report.as_markdown(changes, 8_000)
    assert len(cut.encode()) <= 8_000
    kept, number, size = re.fullmatch(
        r"(.*)\n\n\*\*(\d+) further parts of this report, (\d+) bytes, are left out.*\n", cut, re.DOTALL
    ).groups()
    assert whole.startswith(kept)
    assert kept.count("\n### ") + int(number) == whole.count("\n### ")
    assert abs(len(whole) - len(kept) - int(size)) < 200


def test_the_same_state_has_no_changes(folder: Path) -> None:
    now = state(folder)
    assert compare(now, State(now.brief, now.findings)).none
