"""Generated input for the real reader, matcher, checker, pages and command; what must always hold is asserted.

`python -m tests.guard.fuzz` runs them all and says how to repeat what failed: `python -m tests.guard.fuzz KIND NUMBER` makes one
input again. Each input is drawn with its kind and number as the seed, so that a number is the same input for ever.
"""

import contextlib
import hashlib
import io
import json
import random
import re
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from macros import checks, reports
from macros.brief import Brief, load
from macros.cli import main as brief_command
from macros.diagnostics import Diagnostic
from macros.pages import calls
from macros.pages.book import Book
from macros.pages.press import Press
from macros.pages.render import pages_environment
from macros.reading.document import Document
from macros.reading.passage import Match
from macros.reading.yamlfile import parse_yaml
from tests.cases.golden import BASE
from tests.unit.texts import FALSIFIED, RESPELT, ROOT, documents, find, slices

GRAMS = {
    "yaml": [
        *"ab:-[]{}>|&*!%#'\"\\?, \n\t\0\r0~`@=é😀", "\u2028", "\x85", "\ufeff", "\x7f", "\u00a0", "<<", ": ", "- ", "\n  ", "\n- ",
        "? ", "|2\n", ">-\n", "---", "...", "\\ud800", "%YAML 1.1\n", "%TAG ! x\n", "!!str ", "!!python/object:os.system ",
        '"\\x', "&a ", "*a",
    ],
    "value": [
        "", "~", "x", "id", "log", "the-light", "tl-boats", "none", '"none"', "2021-XX", "1931-03-0X", "about 3", '"scores"',
        "-1", "../..", "/etc/passwd", "9" * 400, "1e999", "[[", "]]", "[[ada-brandt]]", "[[|]]", "{{ 7 * 191 }}", "{% raw %}",
        "<script>", "\0", "a\nb", "\u202eabc", "\u200b", "é" * 3000, "not", "()", "%", "#", "|", ">-", "{log: [a, b]}", "!!str x",
        "\ud800", "log.txt",
    ],
    "words": [
        "the ", "light ", "not ", "at 3.5 ", "1,500 ", "-3 ", "U.S. ", "ISIS-K ", "“Yes”", "’s ", "— ", "--", "... ", "… ",
        "(a) ", "[b] ", "$5 ", "\n", "\n\n", "\r\n", "\u00a0", "\u200b", "\u00ad", "\u0301", "é", "e\u0301", "\u202e", "\u2028",
        "\t", ". ", "? ", "5% ", "Ø", "ā€“",
    ],
    "page": [
        "{{", "}}", "{%", "%}", "<#--", "--#>", " ", "\n", '"', "'", "(", ")", ",", "|", ".", "topic", "home", "timeline",
        "the-light", "---\n", '{{ topic("the-light") }}', "{% raw %}", "{% endraw %}", "for x in y", "if", "**", "*", "id_=",
        "0x1f", "9" * 5000, "1e9", "[", "]", "#", "é", "\0", "\u2028", "title: x\n", "<b>", "{{ home() }}", "not", "~", ":", "{",
        "}", "\\N{DASH}", "set topic = 1",
    ],
    "argument": [
        "check", "fix", "render", "-C", "--to", "--format", "json", "text", "github", "sarif", "junit", "--explain",
        "passage-not-found", "--write", "--version", "--help", "data", "data/topics/the-light.yml", "seeds", "..", "/",
        "/etc/passwd", "", "caf\udce9", "--", "x" * 5000, "-", "-x", "--format=", "--format=xml", "--to=", "nowhere",
        "../../etc", "docs/topics", "{{ x }}", "-C=", "--explain=",
    ],
}  # fmt: skip
"""What the inputs of each kind are put together from."""

LIVE = [
    "<script>zq()</script>", "<img src=zq onerror=zq()>", "[zq](javascript:zq())", "<a href='javascript:zq()'>zq</a>",
    "</p></div></section>", "![zq](//zq.example/x.png)", "\n```\nzq\n", "{{ 7 * 191 }}", "{% raw %}", "[^1]: zq", "\n\n    zq\n",
    "\n\n# zq\n\n", "{: onclick=zq() #zq }", "<!-- zq", '" onmouseover="zq()', "| zq | zq |\n|---|---|", "&lt;zq&gt;", "`zq`",
    "<#-- zq --#>", "*[zq]: zq", "<svg onload=zq()>", "\u200fzq",
]  # fmt: skip
"""Markup that must never be markup on a page."""

TEXTS = (
    "title",
    "text",
    "question",
    "explanation",
    "name",
    "reason",
    "label",
    "unnamed",
    "because",
    "note",
    "unit",
    "summary",
    "gist",
)
"""Keys of the base brief whose values a page shows and no document has to print."""


@dataclass
class Place:
    """Where the inputs are tried: a brief that each of them may spoil."""

    folder: Path

    def fresh(self) -> Path:
        """Return the brief as it was."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(BASE, self.folder)
        return self.folder


def drawn(chance: random.Random, kind: str, most: int) -> str:
    """Put a text together."""
    return "".join(chance.choice(GRAMS[kind]) for _ in range(chance.randrange(1, most)))


def encoded(text: str) -> bytes:
    """Return a text as bytes, whatever is in it."""
    return text.encode("utf-8", "surrogatepass")


def assert_placed(found: Sequence[Diagnostic], name: str, data: bytes) -> None:
    """Assert that findings stand within a file."""
    lines = re.split("\r\n|\r|\n", data.decode("utf-8", "replace"))
    for each in found:
        assert each.file == name
        assert 1 <= each.line <= len(lines), each
        assert 1 <= each.column <= len(lines[each.line - 1]) + 1, each
        assert each.message


# YAML


@cache
def yaml_files() -> list[bytes]:
    """Return the files of facts of the base brief."""
    return [path.read_bytes() for path in sorted(BASE.rglob("*.yml"))]


def yaml_bytes(chance: random.Random, _: Place) -> None:
    """The reader takes any bytes: it returns a value, or findings within the file."""
    data = bytearray(chance.choice([b"", b"", b"\xef\xbb\xbf", chance.choice(yaml_files())]))
    for _ in range(chance.randrange(1, 30 if len(data) < 4 else 5)):
        at = chance.randrange(len(data) + 1) if len(data) > 40 else len(data)
        more = encoded(chance.choice(GRAMS["yaml"])) if chance.random() < 0.9 else bytes([chance.randrange(256)])
        data[at : at + chance.choice([0, 0, 1, 3])] = more
    file = parse_yaml(bytes(data), "a.yml")
    assert_placed(file.findings, "a.yml", bytes(data))
    places = [Diagnostic("a.yml", *mark, "place", "place") for mark in (*file.keys.values(), *file.values.values())]
    assert_placed(places, "a.yml", bytes(data))
    assert file.value is not None or file.findings


# Briefs


def _changed_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    line, token = lines[at], chance.choice(GRAMS["value"])
    cut = chance.randrange(len(line) + 1)
    key, colon, _ = line.partition(":")
    other = chance.choice(lines)
    whole = [[], [line, line], [f"  {line}"], [line[1:]], [other]]
    parts = [[f"{key}{colon} {token}"], [line[:cut] + token + line[cut:]], [line[:cut] + line[cut + 1 :]]]
    lines[at : at + 1] = chance.choice([*whole, *parts])
    return "\n".join(lines)


def _changed_tree(text: str, chance: random.Random) -> str:
    try:
        tree = yaml.load(text, yaml.BaseLoader)
    except yaml.YAMLError:
        return text
    above, key = {"": tree}, ""
    while isinstance(above[key], dict | list) and above[key] and chance.random() < 0.85:
        above = above[key]
        key = chance.choice(list(above) if isinstance(above, dict) else range(len(above)))
    above[key] = _tree(chance, 3)
    if isinstance(above, dict) and chance.random() < 0.3:
        above[chance.choice(GRAMS["value"])] = above.pop(key)
    return json.dumps(tree) if chance.random() < 0.5 else yaml.safe_dump(tree, sort_keys=False)


def _tree(chance: random.Random, depth: int) -> Any:
    kind = chance.random() if depth else 0
    if kind < 0.5:
        return chance.choice(GRAMS["value"])
    if kind < 0.75:
        return [_tree(chance, depth - 1) for _ in range(chance.randrange(3))]
    keys = ["id", "text", "cite", "log", "source", "exact", "value", "stated", "actor", "kind", *GRAMS["value"]]
    return {chance.choice(keys): _tree(chance, depth - 1) for _ in range(chance.randrange(3))}


def _changed_seed(folder: Path, chance: random.Random) -> None:
    name = chance.choice(["log", "gazette"])
    seed, record = folder / f"seeds/{name}.txt", folder / f"data/sources/{name}.yml"
    data = bytearray(seed.read_bytes())
    at = chance.randrange(len(data) + 1)
    data[at:at] = encoded(drawn(chance, "words", 20)) if chance.random() < 0.9 else b"\xff"
    seed.write_bytes(data)
    text = re.sub(r"(?m)^sha256: .*", f"sha256: {hashlib.sha256(data).hexdigest()}", record.read_text("utf-8", "replace"))
    record.write_bytes(encoded(text))


def record_trees(chance: random.Random, place: Place) -> None:
    """The checker takes any brief: findings are sorted, told once and within their files, and no citation is left out."""
    folder = place.fresh()
    for _ in range(chance.randrange(1, 5)):
        path = folder / chance.choice(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yml")))
        if chance.random() < 0.2:
            _changed_seed(folder, chance)
        else:
            change = chance.choice([_changed_line, _changed_tree])
            path.write_bytes(encoded(change(path.read_text("utf-8", "replace"), chance)))
    assert_sound(folder, load(folder))


def assert_sound(folder: Path, brief: Brief) -> None:
    """Assert what holds of every run of the checker."""
    found, counts = calls.findings(brief, folder / "docs"), checks.counts(brief)
    assert found == sorted(set(found))
    assert counts["citations"] == counts["checked"] + counts["unchecked"]
    assert not counts["unchecked"] or found
    for each in found:
        path = folder / each.file
        assert_placed([each], each.file, path.read_bytes() if path.is_file() else b"")
    told = reports.text(found)
    assert len(re.findall(r"(?m)^[^\s:]+:\d+:\d+: (?:error|warning) [a-z-]+ ", told)) == len(found)
    assert all(char == "\n" or char.isprintable() for char in told)
    for write in reports.FORMATS.values():
        write(found, counts).encode()
    assert len(json.loads(reports.as_json(found, counts))["findings"]) == len(found)


# Passages

_QUOTES = {"'": "‘’‚‛′ʼ´`‹›", '"': "“”„‟″«»〝〞"}


def even(text: str, damage: Sequence[tuple[str, str]]) -> str:
    """Fold a text, by a few lines of its own and not by the code under test."""
    for printed, repaired in sorted(damage, key=lambda pair: -len(pair[0])):
        text = text.replace(printed, repaired)
    text = unicodedata.normalize("NFC", re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text))
    for plain, glyphs in _QUOTES.items():
        text = re.sub(f"[{glyphs}]", plain, text)
    text = re.sub("[‐‑‒–—―−]", "-", text).replace("…", "...")
    return " ".join(re.sub("-{2,3}", "-", text).split())


@cache
def _even(document: Document) -> str:
    return even(document.text, document.damage)


NEGATION = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nobody|nothing|nowhere|without|cannot|hardly|unlikely)\b|n't\b", re.IGNORECASE
)


def assert_true(document: Document, words: Sequence[str], found: Match) -> None:
    """Assert that what was found was looked for: whole words, in order, in one paragraph, with no negation left out."""
    at = -1
    for wanted, (start, end) in zip(words, found.spans, strict=True):
        assert start >= at, "out of order"
        between = even(document.text[at:start], document.damage) if at >= 0 else ""
        assert not NEGATION.search(between), "a negation left out"
        assert at < 0 or not re.search(r"\n\s*\n", document.text[at:start]), "two paragraphs"
        assert even(document.text[start:end], document.damage) == even(wanted, document.damage), "other words"
        assert not re.match(r"\w\w", document.text[max(0, start - 1) : start + 1]), "cut at its start"
        assert not re.match(r"\w\w", document.text[end - 1 : end + 1]), "cut at its end"
        at = end
    assert document.line_of(found.spans[0][0]) == found.line


def _odd_letter(words: str, chance: random.Random) -> str:
    at = chance.randrange(len(words))
    return (
        words[:at]
        + chance.choice([*"aZ09.,;:!?-()[]%$é'\"", "", "\u0430", "²", "ﬁ", "\u202e", "\0"])
        + words[at + chance.randrange(2) :]
    )


def _cut(words: str, chance: random.Random) -> str:
    return words[chance.randrange(9) : len(words) - chance.randrange(9)]


def passages(chance: random.Random, _: Place) -> None:
    """A passage of a real document is found in every spelling that counts as the same, and falsified only where it is printed."""
    document = chance.choice(documents())
    start, end = chance.choice(slices(document, 300))
    words = document.text[start:end] if chance.random() < 0.5 else document.read(start, end).strip()
    if chance.random() < 0.3:
        found = find(document, RESPELT[chance.choice(list(RESPELT))](words))
        assert isinstance(found, Match)
        assert found.spans == ((start, end),)
        return
    falsify = chance.choice(
        [*FALSIFIED.values(), _odd_letter, lambda words, chance: words[chance.randrange(9) : len(words) - chance.randrange(9)]]
    )
    given = falsify(words, chance) or words
    found, plain = find(document, given), even(given, document.damage)
    if isinstance(found, Match):
        assert_true(document, [given], found)
    else:
        bare = re.findall(rf"(?<!\S){re.escape(plain)}(?!\S)", _even(document))
        assert len(plain) < 12 or len(bare) != 1 or found.rule == "passage-ambiguous", f"printed, and yet {found.rule}"


def fragments(chance: random.Random, _: Place) -> None:
    """Fragments are found in order only, in one paragraph, with no negation between them, and each as it is printed."""
    document = chance.choice(documents())
    first, last = chance.choice([span for span in document.paragraphs if len(document.text[slice(*span)].split()) > 12])
    words = document.read(first, last).split()
    cuts = sorted(chance.sample(range(len(words) + 1), chance.choice([4, 4, 6])))
    pieces = [" ".join(words[start:end]) for start, end in zip(cuts[::2], cuts[1::2], strict=True)]
    if chance.random() < 0.5:
        chance.shuffle(pieces)
    if chance.random() < 0.3:
        at = chance.randrange(len(pieces))
        pieces[at] = _odd_letter(pieces[at], chance) or "x"
    context = {
        name: " ".join(chance.choice(documents()).text.split()[:3]) for name in ("prefix", "suffix") if chance.random() < 0.1
    }
    found = find(document, *pieces, **context)
    if isinstance(found, Match):
        assert_true(document, pieces, found)


def made_documents(chance: random.Random, _: Place) -> None:
    """Any text is a document: its sentences lie in order, and a slice of it is found where it was cut or refused with a reason."""
    damage = (("Ø", "o"), ("ā€“", "–")) if chance.random() < 0.3 else ()
    document = Document("made", drawn(chance, "words", 60), damage)
    ends = [at for span in document.sentences for at in span]
    assert ends == sorted(ends)
    assert all(0 <= at <= len(document.text) for at in ends)
    start, end = sorted(chance.randrange(len(document.text) + 1) for _ in range(2))
    words = document.text[start:end]
    if even(words, ()):
        found = find(document, words)
        if isinstance(found, Match):
            document.sentence_around(*found.spans[0])
            (first, last) = found.spans[0]
            assert even(document.text[first:last], damage) == even(words, damage)
        else:
            assert all(0 <= low <= high <= len(document.text) for low, high in found.near)


# Pages and the command


@cache
def base() -> Brief:
    """Return the base brief, read once."""
    return load(BASE)


def page_calls(chance: random.Random, place: Place) -> None:
    """Any page can be checked; one without a finding can be expanded."""
    docs = place.folder.parent / "docs"
    docs.mkdir(exist_ok=True)
    data = encoded(drawn(chance, "page", 14))
    (docs / "a.md").write_bytes(data)
    found = [each for each in calls.check(base(), docs) if each.rule != "topic-without-page"]
    assert_placed(found, "docs/a.md", data)
    if not found:
        press = Press(base())
        press.open("a.md")
        pages_environment(press.macros).from_string(data.decode()).render()


def command_lines(chance: random.Random, place: Place) -> None:
    """Any arguments end in 0, 1 or 2, and what is printed can be printed."""
    folder = place.fresh()
    arguments = [chance.choice(GRAMS["argument"]) for _ in range(chance.randrange(1, 6))]
    if chance.random() < 0.7:
        arguments = [chance.choice(["check", "fix", "render"]), *arguments, "-C", str(folder)]
    arguments = ["out" if before == "--to" else each for before, each in zip(["", *arguments], arguments, strict=False)]
    printed = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        try:
            code = brief_command(arguments)
        except SystemExit as end:
            code = end.code
        printed.flush()
    assert code in (0, 1, 2), (code, arguments)


def fill(folder: Path, chance: random.Random, live: Sequence[str], share: float) -> None:
    """Let a share of all texts of a brief, and words of a document that its record quotes, say something hostile as well."""
    for path in sorted((folder / "data").rglob("*.yml")):
        keys = "|".join(key for key in TEXTS if key != "name" or path.parent.name != "actors")  # Actors are named in documents.
        lines = path.read_text(encoding="utf-8").split("\n")
        for at, line in enumerate(lines):
            match = re.fullmatch(rf"((?:  )*(?:- )*(?:{keys}): )([^{{\[].*)", line)
            if match and chance.random() < share:
                lines[at] = match[1] + json.dumps(f"{match[2]} {chance.choice(live)}")
        path.write_text("\n".join(lines), encoding="utf-8")
    seed, record = folder / "seeds/log.txt", folder / "data/sources/log.yml"
    words = " ".join(" ".join(live).split())
    seed.write_text(f"{seed.read_text(encoding='utf-8')}\n\nThe lamp {words} was lit.\n", encoding="utf-8")
    sha = hashlib.sha256(seed.read_bytes()).hexdigest()
    text = re.sub(r"(?m)^sha256: .*", f"sha256: {sha}", record.read_text(encoding="utf-8"))
    also = f"also:\n  - label: Lamp\n    value: {json.dumps(words)}\n    stated: {json.dumps(f'The lamp {words} was lit')}\n"
    record.write_text(f"{text.rstrip()}\n{also}", encoding="utf-8")


def rendered_pages(chance: random.Random, place: Place) -> None:
    """Whatever a text of a record or a document says, no page of it holds it as markup."""
    folder = place.fresh()
    fill(folder, chance, chance.sample(LIVE, 8), share=0.4)
    brief = load(folder)
    assert_sound(folder, brief)
    assert brief.whole
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("topics"), dirs_exist_ok=True)
    extensions = ["attr_list", "md_in_html", "footnotes", "toc", "tables", "fenced_code", "abbr", "def_list"]
    for page in Book(brief, folder / "docs").pages.values():
        tree = LexborHTMLParser(Markdown(extensions=extensions).convert(page.markdown))
        assert_none_live(tree)
        assert not tree.css("script, img, iframe, abbr")
        assert not [node for node in tree.css("h1, h2, h3, code, pre, th") if node.text().strip() == "zq"]


def assert_none_live(tree: LexborHTMLParser) -> None:
    """Assert that a page holds none of LIVE as markup."""
    assert not tree.css("[onerror], [onclick], [onload], [onmouseover], [href^='javascript'], #zq, img[src='zq']")
    assert not [node for node in tree.css("[href], [src]") if "zq" in f"{node.attributes.get('href')} {node.attributes.get('src')}"]
    assert "1337" not in tree.html


KINDS: dict[str, tuple[Callable[[random.Random, Place], None], int, int]] = {
    "yaml": (yaml_bytes, 2000, 30_000),
    "records": (record_trees, 60, 3000),
    "passages": (passages, 600, 10_000),
    "fragments": (fragments, 600, 10_000),
    "documents": (made_documents, 400, 6000),
    "pages": (page_calls, 100, 4000),
    "commands": (command_lines, 30, 1000),
    "rendered": (rendered_pages, 6, 250),
}
"""Each kind with the number of its inputs in `make test` and in `make fuzz`."""


def tried(kind: str, number: int, folder: Path) -> str:
    """Try an input; return what is wrong with what came of it, or nothing."""
    try:
        KINDS[kind][0](random.Random(f"{kind} {number}"), Place(folder / "brief"))
    except Exception as error:  # Whatever it is, it is what was looked for.
        return f"{type(error).__name__}: {str(error)[:300]}"
    return ""


def main(arguments: Sequence[str]) -> int:
    """Run every kind, or one input again."""
    with tempfile.TemporaryDirectory() as folder:
        if arguments:
            KINDS[arguments[0]][0](random.Random(" ".join(arguments)), Place(Path(folder) / "brief"))
            return 0
        total = failed = 0
        for kind, (_, _, number) in KINDS.items():
            wrong = [(at, told) for at in range(number) for told in [tried(kind, at, Path(folder))] if told]
            total, failed = total + number, failed + len(wrong)
            print(f"{kind}: {number} inputs, {len(wrong)} failed", flush=True)
            for at, told in wrong[:10]:
                print(f"  python -m tests.guard.fuzz {kind} {at}: {told}")
        print(f"{total} inputs, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
