"""CONTRIBUTING.md tells the truth: its commands are run, in their order, in a copy of the repository, and print what it shows.

A block marked `console` holds commands after `$ ` and what they print; a line `...` stands for any lines. A block marked `diff`
names a file and is one edit of it. Blocks marked `sh` reach for another machine, or for the reader's own shell, and are not run.
"""

import os
import re
import subprocess
from pathlib import Path

from tests.contributing.test_workflows import BIN, ROOT, copy_with_history

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

BLOCK = re.compile(r"^```(console|diff)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

VARIES = (
    (re.compile(r"\d+ citations in (\d+) sources: \d+ checked"), r"N citations in \1 sources: N checked"),
    (re.compile(r"(\.yml):\d+(:\d+)?"), r"\1:N"),
)
"""What changes with every fact that somebody adds: how many there are, and on which line of its file one stands."""


def test_every_command_prints_what_the_page_shows(tmp_path: Path) -> None:
    folder = copy_with_history(tmp_path)
    shown, printed = [], []
    for kind, block in BLOCK.findall(PAGE):
        if kind == "diff":
            edit(folder, block)
        else:
            for command, output in commands(block):
                shown.append((command, output))
                printed.append((command, as_shown(run(folder, command), output)))
    assert len(shown) > 8
    assert printed == shown


def commands(block: str) -> list[tuple[str, str]]:
    """Return the commands of a block with what each is said to print."""
    assert block.startswith("$ ")
    parts = [part.partition("\n") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(command, normal(output)) for command, _, output in parts]


def run(folder: Path, command: str) -> str:
    environment = {
        **os.environ,
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "GIT_AUTHOR_NAME": "A. Reader",
        "GIT_AUTHOR_EMAIL": "reader@example.org",
        "GIT_COMMITTER_NAME": "A. Reader",
        "GIT_COMMITTER_EMAIL": "reader@example.org",
    }
    for name in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL"):
        environment.pop(name, None)
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return normal(done.stdout)


def normal(output: str) -> str:
    for pattern, shown in VARIES:
        output = pattern.sub(shown, output)
    return output


def as_shown(printed: str, shown: str) -> str:
    """Return what the page shows where that stands for what was printed, else what was printed."""
    pattern = "".join("(?:.*\n)*?" if line == "...\n" else re.escape(line) for line in shown.splitlines(keepends=True))
    return shown if re.fullmatch(pattern, printed) else printed


def edit(folder: Path, block: str) -> None:
    """Make the edit of a block: the lines without a plus sign stand in the file, once; then those without a minus sign do."""
    head, *lines = block.splitlines()
    path = folder / head.removeprefix("--- ")
    before = "".join(f"{line[1:]}\n" for line in lines if line[0] in " -")
    after = "".join(f"{line[1:]}\n" for line in lines if line[0] in " +")
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, block
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_what_the_page_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", PAGE)) <= targets
    named = {path.rstrip("/") for path in re.findall(r"`((?:data|seeds|tests|\.github)/[\w./-]*)`", PAGE)}
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
