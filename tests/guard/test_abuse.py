"""Hostile files, each in a brief of its own and given to the real command under limits of time and memory.

Whatever it is, the command ends by itself with 0, 1 or 2 and prints no traceback; where something is wrong it says so at the file,
and what is only odd text passes as text. fuzz.py draws at random; this is the list of what people think of.
"""

import hashlib
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.cases.golden import BASE, HERE, build
from tests.guard.fuzz import LIVE, assert_none_live, fill
from tests.site.conftest import run
from tests.site.test_other_brief import other_brief

ROOT = HERE.parents[1]

BELL = "data/actors/bell.yml"
PAGE = "docs/topics/the-light.md"
LOG = "data/sources/log.yml"
STATEMENT = "name: bell\nkind: group\nsummary:\n  id: bell-rang\n  text: {}\n  cite: {{log: The light did not fail again}}\n"

Spoil = Callable[[Path], None]


@dataclass(frozen=True)
class Abuse:
    """What is done to a brief, and the findings that are due: file and rule, each at least once."""

    name: str
    spoil: Spoil
    due: tuple[tuple[str, str], ...] = ()
    code: int | None = None
    """The exit code, where it is not told by the findings."""


def written(name: str, content: str | bytes) -> Spoil:
    """Write a file into the brief."""

    def spoil(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape"))

    return spoil


def said(text: str) -> Spoil:
    """Let an actor's summary say a text."""
    return written(BELL, STATEMENT.format(json.dumps(text, ensure_ascii=False)))


def cited(words: str) -> Spoil:
    """Let an actor's summary cite words of the log."""
    return written(
        BELL, STATEMENT.format("It rang.").replace("The light did not fail again", json.dumps(words, ensure_ascii=False))
    )


def sparse(name: str, size: int = 50_000_000) -> Spoil:
    """Let a file be as large as that without taking the room."""

    def spoil(folder: Path) -> None:
        with (folder / name).open("ab") as file:
            file.truncate(size)

    return spoil


def document(more: str | bytes) -> Spoil:
    """Add to the log's text, and record it as it is then."""

    def spoil(folder: Path) -> None:
        data = (folder / "seeds/log.txt").read_bytes() + (more if isinstance(more, bytes) else more.encode())
        (folder / "seeds/log.txt").write_bytes(data)
        text = (folder / LOG).read_text(encoding="utf-8")
        old = next(line for line in text.split("\n") if line.startswith("sha256: "))
        text = text.replace(old, f"sha256: {hashlib.sha256(data).hexdigest()}")
        (folder / LOG).write_text(f"{text}coverage: partial\n", encoding="utf-8")

    return spoil


def linked(name: str, to: str) -> Spoil:
    """Put a symbolic link in the place of a file or folder."""

    def spoil(folder: Path) -> None:
        path = folder / name
        if path.is_dir() and not path.is_symlink():
            path.rename(folder / "moved")
        else:
            path.unlink(missing_ok=True)
        path.symlink_to(to)

    return spoil


def piped(name: str) -> Spoil:
    """Put a pipe that nobody writes to in the place of a file."""

    def spoil(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return spoil


def foldered(name: str) -> Spoil:
    """Put a folder in the place of a file."""

    def spoil(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).mkdir()

    return spoil


def locked(name: str) -> Spoil:
    """Take the right to read a file away; the one who runs this may be allowed everything all the same."""
    return lambda folder: (folder / name).chmod(0)


def edited(name: str, old: str, new: str) -> Spoil:
    """Replace words of a file."""

    def spoil(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def both(*spoils: Spoil) -> Spoil:
    """Do several things."""

    def spoil(folder: Path) -> None:
        for each in spoils:
            each(folder)

    return spoil


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + level)}: &{chr(98 + level)} [{', '.join([f'*{chr(97 + level)}'] * 9)}]\n" for level in range(24)
)
MANY = 100_000

YAML = [
    ("billion laughs", LAUGHS, "yaml-alias"),
    ("an alias of itself", "name: &a [*a]\n", "yaml-alias"),
    ("merge keys", "base: &a {kind: group}\nname: x\n<<: *a\n", "yaml-alias"),
    ("a merge key of its own", "name: x\nkind: group\n<<: {kind: person}\n", "unknown-key"),
    ("a Python object", "name: !!python/object/apply:os.system [touch canary]\nkind: group\n", "yaml-tag"),
    ("a Python object, spelt out", "name: !<tag:yaml.org,2002:python/object/new:os.system> [touch canary]\n", "yaml-tag"),
    ("a tag of a directive", "%TAG ! tag:yaml.org,2002:python/\n---\nname: !name:os.system x\n", "yaml-tag"),
    ("a hundred thousand brackets", f"name: {'[' * MANY}\n", "nested-too-deep"),
    ("a hundred thousand closed brackets", f"name: {'[' * MANY}{']' * MANY}\n", "nested-too-deep"),
    ("a hundred thousand braces", f"name: {'{a: ' * MANY}x\n", "nested-too-deep"),
    ("a hundred thousand dashes", f"name:\n  {'- ' * MANY}x\n", "nested-too-deep"),
    ("a thousand levels of keys", "".join(f"{' ' * level}a:\n" for level in range(1000)), "nested-too-deep"),
    ("keys that are lists", "? [a, b]\n: c\n", "yaml-syntax"),
    ("keys that are questions", f"{'? ' * 5000}x\n", "yaml-syntax"),
    ("many keys", "name: Bell\nkind: group\n" + "".join(f"k{number}:\n" for number in range(MANY)), "unknown-key"),
    ("one key many times", "name: Bell\nkind: group\n" + "name:\n" * MANY, "duplicate-key"),
    ("many items", "name: Bell\nkind: group\nspellings:\n" + "- a\n" * MANY, ""),
    ("many empty items", "name: Bell\nkind: group\nspellings:\n" + "-\n" * MANY, "bad-value"),
    ("many broken statements", "name: Bell\nkind: group\nstatements:\n" + "- {id: a}\n" * 20_000, "missing-key"),
    ("many documents", "--- a\n" * MANY, "more-than-one-document"),
    ("a key of a megabyte", f"{'k' * 990_000}: x\n", ""),
    ("a key of a thousand letters", f"name: Bell\nkind: group\n{'k' * 1000}: x\n", "unknown-key"),
    ("a question of a megabyte", f"name: Bell\nkind: group\n? {'k' * 990_000}\n: x\n", "unknown-key"),
    ("a megabyte of anchors", "&" * 990_000, "yaml-syntax"),
    ("a megabyte of exclamation marks", "a: " + "!" * 990_000, ""),
    ("a megabyte of quotation marks", "a: " + '"' * 990_001, "yaml-syntax"),
    ("a megabyte of apostrophes", "a: " + "'" * 990_001, "yaml-syntax"),
    ("a megabyte of hashes", "#" * 990_000, "file-empty"),
    ("a megabyte of tabs", "\t" * 990_000, "tab"),
    ("a megabyte of line ends", "\n" * 990_000, "file-empty"),
    ("a megabyte of a single kind", f"name: Bell\nkind: {'g' * 990_000}\n", "bad-value"),
    ("a megabyte of brackets in a text", STATEMENT.format(json.dumps("[" * 900_000)), "bad-link"),
    ("a NUL", b"name: a\0b\nkind: group\n", "yaml-syntax"),
    ("NULs only", b"\0" * 1000, "yaml-syntax"),
    ("a lone surrogate in bytes", b"name: a\xed\xa0\x80b\nkind: group\n", "bad-encoding"),
    ("a lone surrogate, escaped", 'name: "a\\ud800b"\nkind: group\n', "yaml-syntax"),
    ("a code point that there is not", 'name: "\\U00110000"\nkind: group\n', "yaml-syntax"),
    ("an escaped NUL", 'name: "a\\0b"\nkind: group\n', "unused-actor"),
    ("UTF-16", "name: Bell\nkind: group\n".encode("utf-16"), "bad-encoding"),
    ("UTF-32", "name: Bell\nkind: group\n".encode("utf-32"), "bad-encoding"),
    ("overlong bytes", b"name: \xc0\xaf\nkind: group\n", "bad-encoding"),
    ("bytes of a program", b"\x7fELF\x02\x01\x01\0" + bytes(range(256)) * 10, "bad-encoding"),
    ("line ends that are none", "name: Bell\u2028kind: group\u0085x: y\n", ""),
    ("a directive of the future", "%YAML 9.9\n---\nname: Bell\n", "yaml-syntax"),
    ("an id of a path", STATEMENT.format("It rang.").replace("id: bell-rang", "id: ../../etc/passwd"), "bad-id"),
    ("an id with a line end", STATEMENT.format("It rang.").replace("id: bell-rang", 'id: "bell\\n"'), "bad-id"),
    ("an id of a megabyte", STATEMENT.format("It rang.").replace("id: bell-rang", f"id: {'b' * 900_000}"), "bad-value"),
    ("a source of a path", STATEMENT.format("It rang.").replace("log:", "../sources/log:"), "bad-id"),
    ("a link to a path", STATEMENT.format('"See [[../../etc/passwd]]."'), "unknown-link"),
    ("a link to a megabyte", STATEMENT.format(json.dumps(f"[[{'x' * 900_000}]]")), "unknown-link"),
    ("links in links", STATEMENT.format(json.dumps("[[" * 100_000 + "a" + "]]" * 100_000)), "bad-link"),
    ("a text that turns its direction", STATEMENT.format('"\\u202eeht\\u202c board"'), "bad-value"),
    ("a name that turns its direction", 'name: "Be\\u2066ll"\nkind: group\n', "bad-value"),
    ("an unseen name", 'name: "\\u200b\\ufeff"\nkind: group\n', "bad-value"),
    ("an unseen spelling", 'name: Bell\nkind: group\nspellings: ["\\u200b"]\n', "bad-value"),
    ("an unseen text", STATEMENT.format('"\\u200b"'), "bad-value"),
    ("a text of white space", STATEMENT.format('" \\t\\n\\u00a0\\u2003"'), "bad-value"),
]
"""A file of an actor, and the rule that is due (nothing: whatever it is, it ends)."""

ANY = "*"

TEXTS = [
    "{{ config }} {% raw %} {# #}",
    "{% include '/etc/passwd' %}",
    "<script>alert()</script><img src=x onerror=alert()>",
    "[x](javascript:alert()) <a href='javascript:alert()'>",
    "</div></section>\n\n# A heading\n\n---\n\n```\nand a fence",
    "`" * 5000,
    "*" * 50_000,
    "> " * 20_000,
    "(" * 100_000,
    "and\u200b no\u200dwidth",
    "a" + "\u0301" * 300_000,
    "a" + "\u0301\u0323" * 200_000,
    "\ufdfa" * 50_000,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 20_000,
    "very " * 100_000,
    "\\" * 50_000,
    "\u00a0" * 1000 + "It rang.",
    "[[bell-rang]] " * 50_000,
]
"""Texts that are odd and nothing else."""

NUMBERS = [
    "9" * 400_000,
    "one hundred " * 5_000,
    "one thousand " * 50_000,
    "hundred one " * 50_000,
    "1," * 200_000,
    "a dozen and " * 50_000,
    "1.1." * 100_000,
    "twenty-" * 50_000,
]
"""Texts that are numbers and nothing else; no passage has them."""

WORDS = [
    ("a right-to-left override", "The light \u202edid not fail again", "passage-not-found"),
    ("a zero-width space", "The li\u200bght did\ufeff not fail again", ""),
    ("a soft hyphen and NBSP", "The li\u00adght\u00a0did not fail again", ""),
    ("a NUL", "The light did\0 not fail again", "passage-not-found"),
    ("a megabyte", "The light " * 90_000, "passage-not-found"),
    ("a megabyte of one letter", "T" * 900_000, "passage-not-found"),
    ("a megabyte of accents", "e" + "\u0301" * 400_000, "passage-not-found"),
    ("accents out of order", "e" + "\u0301\u0323" * 200_000, "passage-not-found"),
    ("a megabyte of unseen characters", "\u200b" * 300_000, "bad-value"),
    ("a megabyte of dashes", "-" * 900_000, "passage-not-found"),
    ("a path", "../../../../etc/passwd", "passage-not-found"),
    ("a pattern", "(a+)+$ .* [a-z]{1,9999}", "passage-not-found"),
]

DOCUMENTS = [
    ("NULs", b"\n\n" + b"\0" * 10_000),
    ("a line of ten megabytes", "\n\n" + "very long, and so on " * 500_000),
    ("a line of ten megabytes without blanks", "\n\n" + "x" * 10_000_000),
    ("ten megabytes of line ends", "\n" * 10_000_000),
    ("a megabyte of full stops", "\n\n" + ". " * 500_000),
    ("a megabyte of opened brackets", "\n\n" + "(" * 1_000_000 + "x"),
    ("a megabyte of opened brackets and blanks", "\n\n" + "( " * 500_000 + "x"),
    ("a megabyte of quotation marks", "\n\n" + "“" * 400_000 + "x. “" + "‘ " * 200_000 + "Then."),
    ("a megabyte of accents", "\n\na" + "\u0301" * 500_000),
    ("a megabyte of accents out of order", "\n\na" + "\u0301\u0323" * 250_000),
    ("a megabyte of negations", "\n\n" + "not " * 250_000),
    ("a megabyte of negations and adverbs", "\n\n" + "not really " * 100_000),
    ("a megabyte of white space", "\n\n" + " \t\u00a0" * 300_000 + "x"),
    ("a megabyte of unseen characters", "\n\n" + "\u200b\ufeff" * 200_000),
    ("a hundred thousand short lines", "\n\na\r\n" * 100_000),
    ("right to left", "\n\n\u202eThe light did not fail\u202c"),
    ("templates", "\n\n{{ 7 * 7 }} {% raw %} <script>alert(1)</script>\n"),
    ("a megabyte of numbers", "\n\n" + "9" * 1_000_000),
]
"""What is added to a document that the brief still cites."""


def corpus() -> Iterator[Abuse]:
    """Yield every abuse."""
    for name, content, rule in YAML:
        yield Abuse(f"YAML: {name}", written(BELL, content), ((BELL, rule or ANY),) if rule else ((ANY, ANY),))
    for text in TEXTS:
        yield Abuse(f"text: {text[:24]!r}", said(text))
    for text in NUMBERS:
        yield Abuse(f"number: {text[:24]!r}", said(text), ((BELL, "number-not-in-passage"),))
    for name, words, rule in WORDS:
        yield Abuse(f"passage: {name}", cited(words), ((BELL, rule),) if rule else ())
    for name, more in DOCUMENTS:
        yield Abuse(f"document: {name}", document(more))
    rest = STATEMENT.partition("\n")[2].format(json.dumps("[[bell]]" * 50_000))
    name = written(BELL, f"name: {'N' * 500_000}\nspellings: [light]\n{rest}")
    yield Abuse("a name of half a megabyte, linked often", name)
    yield from files()
    yield from pages()


def files() -> Iterator[Abuse]:
    """Yield what is wrong with files themselves."""
    front = "data/brief.yml"
    yield Abuse("50 MB of YAML", sparse("data/actors/tom-reeve.yml"), (("data/actors/tom-reeve.yml", "file-too-large"),))
    yield Abuse("50 MB of the front", sparse(front), ((front, "file-too-large"),))
    yield Abuse("50 MB of a document", sparse("seeds/log.txt"), ((LOG, "document-too-large"),))
    yield Abuse("50 GB of a document", sparse("seeds/log.txt", 50_000_000_000), ((LOG, "document-too-large"),))
    yield Abuse("50 MB of something else", sparse("seeds/other.bin"), (("seeds/other.bin", "document-without-record"),))
    yield Abuse("a link out", linked(BELL, "/etc/passwd"), ((BELL, "file-unreadable"),))
    yield Abuse("a link to a device", linked(BELL, "/dev/zero"), ((BELL, "file-unreadable"),))
    yield Abuse("a link to itself", linked(BELL, "bell.yml"), ((BELL, "file-unreadable"),))
    yield Abuse("a link to nowhere", linked(front, "nowhere"), ((front, "file-unreadable"),))
    yield Abuse("a folder that is a link", linked("data/actors", "../moved"), (("data/actors", "stray-file"),))
    yield Abuse("a folder that is a link out", linked("data/figures", "/etc"), (("data/figures", "stray-file"),))
    yield Abuse("folders in a ring", linked("data/loop", "../data"), (("data/loop", "stray-file"),))
    yield Abuse("a ring in a folder", linked("data/actors/loop.yml", "../actors"), (("data/actors/loop.yml", "file-unreadable"),))
    yield Abuse("documents in a ring", linked("seeds/loop", "../seeds"), (("seeds/loop", "document-without-record"),))
    yield Abuse("a document that is a link out", linked("seeds/log.txt", "/etc/passwd"), ((LOG, "document-outside"),))
    yield Abuse("a document that is a link to a device", linked("seeds/log.txt", "/dev/zero"), ((LOG, "document-outside"),))
    yield Abuse("a document that links to itself", linked("seeds/log.txt", "log.txt"), ((LOG, "document-outside"),))
    for name in ("../seeds/log.txt", "../../../../etc/passwd", "/etc/passwd", "..", ".", "./log.txt", "a/../log.txt"):
        yield Abuse(f"a document named {name}", edited(LOG, "seed: log.txt", f"seed: {name}"), ((LOG, "document-outside"),))
    long = '"' + "x" * 5000 + '"'
    yield Abuse("a document of a long name", edited(LOG, "seed: log.txt", f"seed: {long}"), ((LOG, "document-missing"),))
    yield Abuse("a document named NUL", edited(LOG, "seed: log.txt", 'seed: "log\\0.txt"'), ((LOG, "document-outside"),))
    spaces = edited(LOG, "seed: log.txt", f"seed: x{' ' * 500_000}'y\ncolour: red")
    yield Abuse("a document named in blanks", spaces, ((LOG, "unknown-key"),))
    yield Abuse("a pipe of facts", piped(BELL), ((BELL, "file-unreadable"),))
    yield Abuse("a pipe at the front", piped(front), ((front, "file-unreadable"),))
    yield Abuse("a pipe of a document", piped("seeds/log.txt"), ((LOG, "document-missing"),))
    yield Abuse("a pipe among the documents", piped("seeds/pipe"), (("seeds/pipe", "document-without-record"),))
    yield Abuse("a pipe among the facts", piped("data/pipe"), (("data/pipe", "stray-file"),))
    yield Abuse("a folder for facts", foldered(BELL), ((BELL, "file-unreadable"),))
    yield Abuse("a folder for the front", foldered(front), ((front, "file-unreadable"),))
    yield Abuse("a folder for a document", foldered("seeds/log.txt"), ((LOG, "document-missing"),))
    yield Abuse("a folder among the documents", foldered("seeds/more"), (("seeds/more", "document-without-record"),))
    yield Abuse("a locked file", both(written(BELL, "name: Bell\nkind: group\n"), locked(BELL)), ((BELL, ANY),))
    yield Abuse("a locked folder", locked("data/topics"), None if os.geteuid() else ())
    yield Abuse(
        "a name with a line end", written("data/actors/a\nb.yml", "name: x\nkind: group\n"), (("data/actors/a\nb.yml", "bad-id"),)
    )
    yield Abuse(
        "a name with escapes", written("seeds/\x1b[31mred.txt", "x"), (("seeds/\x1b[31mred.txt", "document-without-record"),)
    )
    yield Abuse("a name that is no text", written("data/actors/caf\udce9.yml", "name: x\nkind: group\n"), ((ANY, "bad-id"),))
    yield Abuse("a name of a template", written("data/actors/{{ x }}.yml", "name: x\nkind: group\n"), ((ANY, "bad-id"),))
    many = both(*(written(f"data/actors/a{number}.yml", f"name: A{number}x\nkind: group\n") for number in range(2000)))
    yield Abuse("two thousand files", many, ((ANY, "unused-actor"),))
    deep = "/".join(["d"] * 300)
    yield Abuse("folders three hundred deep", written(f"data/{deep}/x.yml", "a: b\n"), ((ANY, "stray-file"),))
    yield Abuse("no facts at all", lambda folder: (folder / "data").rename(folder / "gone"), (), 2)
    yield Abuse("a file in the place of the facts", both(linked("data", "seeds/log.txt")), (), 2)
    yield Abuse("no documents at all", lambda folder: (folder / "seeds").rename(folder / "gone"), ((LOG, "document-missing"),))
    yield Abuse("a file in the place of the documents", linked("seeds", "docs/topics/the-light.md"), ((LOG, "document-outside"),))


def pages() -> Iterator[Abuse]:
    """Yield what is wrong with the pages of docs/."""
    for name, text in (
        ("a page that counts for ever", "{{ topic(9 ** (9 ** (9 ** 9))) }}"),
        ("a page of a number of many digits", "{{ topic(" + "9" * 100_000 + ") }}"),
        ("a page of a loop", "{% for x in range(10 ** 12) %}x{% endfor %}"),
        ("a page of a sum", '{{ "x" * 9999999999 }}'),
        ("a page of a large word", '{{ topic("x" * 9999999999) }}'),
        ("a page of many brackets", "{{ topic(" + "(" * 100_000),
        ("a page of many closed brackets", "{{ topic(" + "(" * 50_000 + "1" + ")" * 50_000 + ") }}"),
        ("a page of many signs", "{{ topic(" + "-" * 50_000 + "1) }}"),
        ("a page of many blocks", "{% if x %}" * 5000),
        ("a page of many braces", "{{" * 100_000),
        ("a page of a program", "{{ topic.__class__.__mro__[1].__subclasses__() }}"),
        ("a page of a file", "{% include '/etc/passwd' %}{{ cycler.__init__.__globals__ }}"),
        ("a page of a megabyte in a call", '{{ topic("' + "x" * 1_000_000 + '") }}'),
        ("a page of a megabyte in a name", "{{ " + "x" * 1_000_000 + " }}"),
        ("a page of NULs", "\0" * 10_000 + "{{ topic(\0) }}"),
        ("a page of Latin-1", "\udce9 {{ topik() }}"),
    ):
        yield Abuse(name, written("docs/more.md", text), (("docs/more.md", ANY),))
    yield Abuse("50 MB of a page", sparse("docs/more.md"), (("docs/more.md", ANY),))
    yield Abuse("a pipe of a page", piped("docs/more.md"), (("docs/more.md", ANY),))
    yield Abuse("a folder for a page", foldered("docs/more.md"), ())
    yield Abuse("a page that is a link to nowhere", linked("docs/more.md", "nowhere"), (("docs/more.md", ANY),))
    yield Abuse("a page that is a link out", linked("docs/more.md", "/dev/zero"), (("docs/more.md", ANY),))
    yield Abuse("pages in a ring", linked("docs/loop", "../docs"), (("docs/loop", "file-unreadable"),))
    yield Abuse(
        "a file of a page that is a link out", linked("docs/log.txt", "/etc/passwd"), (("docs/log.txt", "file-unreadable"),)
    )
    yield Abuse("a pipe beside the pages", piped("docs/log.txt"), (("docs/log.txt", "file-unreadable"),))
    for name, front, rule in (
        ("no YAML", "title: [", "yaml-syntax"),
        ("a list", "- a", "page-syntax"),
        ("brackets", "[" * 50_000, "nested-too-deep"),
        ("billion laughs", LAUGHS, "yaml-alias"),
        ("a Python object", "title: !!python/object/apply:os.system [touch canary]", "yaml-tag"),
    ):
        yield Abuse(f"front matter of {name}", written("docs/more.md", f"---\n{front}\n---\n"), (("docs/more.md", rule),))


CORPUS = list(corpus())

LONG = {
    "YAML: many keys",
    "YAML: many items",
    "YAML: many empty items",
    "YAML: one key many times",
    "YAML: many broken statements",
    "passage: a megabyte of dashes",
    "passage: a megabyte of accents",
    "document: ten megabytes of line ends",
    "document: a hundred thousand short lines",
    "document: a line of ten megabytes without blanks",
    "document: a megabyte of accents",
    "number: 'one thousand one thousan'",
    "number: 'a dozen and a dozen and '",
    "two thousand files",
}
"""Abuse that takes a second or more: looked at by `make fuzz`, which sets GUARD_LONG, and not by every `make test`."""

LOOKED_AT = [abuse for abuse in CORPUS if os.environ.get("GUARD_LONG") or abuse.name not in LONG]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Callable[..., dict]]:
    """Return what runs the command `brief` under limits."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.guard.sandbox"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    def brief(*arguments: str | os.PathLike[str]) -> dict:
        assert server.stdin
        assert server.stdout
        server.stdin.write(json.dumps([os.fspath(argument) for argument in arguments]) + "\n")
        server.stdin.flush()
        return json.loads(server.stdout.readline())

    yield brief
    server.communicate()


@pytest.mark.parametrize("abuse", LOOKED_AT, ids=lambda abuse: abuse.name)
def test_abuse_is_told_and_does_no_harm(abuse: Abuse, sandbox: Callable[..., dict], tmp_path: Path) -> None:
    folder = build(BASE, tmp_path / "brief")
    abuse.spoil(folder)
    done = sandbox("check", "-C", folder, "--format", "json")
    (folder / "data/topics").chmod(0o755) if (folder / "data/topics").is_dir() else None
    assert done["code"] in (0, 1, 2), f"ended after {done['seconds']:.1f} s: {done['errors'][-2000:]}"
    assert "Traceback" not in done["errors"], done["errors"][-2000:]
    assert not list(tmp_path.rglob("canary"))
    if abuse.code is not None:
        assert done["code"] == abuse.code
    elif abuse.due is not None:
        found = {(each["file"], each["rule"]) for each in json.loads(done["out"])["findings"]}
        assert bool(found) == bool(abuse.due), sorted(found)[:5]
        for file, rule in abuse.due:
            assert any(file in (ANY, name) and rule in (ANY, broken) for name, broken in found), sorted(found)[:5]
        assert done["code"] == bool(abuse.due)


@pytest.mark.parametrize("name", ["YAML: billion laughs", "YAML: a Python object", "50 MB of YAML", "a pipe of facts"])
def test_the_installed_command_ends_as_the_sandbox_says(name: str, tmp_path: Path, sandbox: Callable[..., dict]) -> None:
    folder = build(BASE, tmp_path / "brief")
    next(abuse for abuse in CORPUS if abuse.name == name).spoil(folder)
    limit = "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))"
    command = f"{limit}; from macros.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", command, "check", "-C", folder], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    told = sandbox("check", "-C", folder)
    assert (done.returncode, done.stdout, done.stderr) == (told["code"], told["out"], told["errors"])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[LexborHTMLParser]:
    """Return the built pages of a brief whose texts all say something hostile."""
    folder = other_brief(tmp_path_factory.mktemp("live"))
    fill(folder, random.Random(1), [live for live in LIVE if not re.search(r"\d", live)], share=1)
    done = run("mkdocs", "build", "--strict", cwd=folder)
    assert done.code == 0, done.out
    return [LexborHTMLParser(path.read_text(encoding="utf-8")) for path in sorted((folder / "site").rglob("*.html"))]


def test_no_text_of_any_field_is_markup_on_a_built_page(built: list[LexborHTMLParser]) -> None:
    for tree in built:
        assert_none_live(tree)
        assert not [node for node in tree.css("script") if "zq" in node.text()]
    shown = " ".join(tree.body.text() for tree in built)
    assert all(
        " ".join(live.split()) in " ".join(shown.split())
        for live in ("<script>zq()</script>", "[zq](javascript:zq())", "{% raw %}")
    )


def test_a_folder_named_like_a_page_is_no_page(sandbox: Callable[..., dict], tmp_path: Path) -> None:
    foldered("docs/more.md")(build(BASE, tmp_path / "brief"))
    done = sandbox("render", "-C", tmp_path / "brief", "--to", tmp_path / "out")
    assert (done["code"], done["errors"]) == (0, "")


def test_what_is_long_is_in_the_corpus() -> None:
    assert {abuse.name for abuse in CORPUS} >= LONG
    assert len({abuse.name for abuse in CORPUS}) == len(CORPUS)


def test_the_sandbox_keeps_its_limits(sandbox: Callable[..., dict], tmp_path: Path) -> None:
    done = sandbox("check", "-C", tmp_path / "nowhere")
    assert done["code"] == 2
    assert sandbox("--no-such-option")["code"] == 2
