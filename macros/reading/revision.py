"""A brief as git keeps it at some revision, written into a folder.

The files are taken as they stand in the repository, through `git ls-tree` and `git cat-file`: `git archive` and a checkout obey
attributes and filters that a change may bring along, and could be told to leave a file out. Nothing that git would run is run.
"""

import os
import subprocess
from pathlib import Path, PurePosixPath

from macros.diagnostics import BriefError

PARTS = ("data", "seeds", "docs", "mkdocs.yml")
"""What makes up a brief."""

LINK = b"120000"
FILES = {b"100644", b"100755", LINK}
"""The modes of what is written: files and symbolic links; the reading refuses links in its turn."""


def write_revision(root: Path, revision: str, folder: Path) -> None:
    """Write the brief in `root` as it was at `revision` into the empty folder `folder`.

    Raises BriefError where git is not there, knows no such revision, or has no brief at it.
    """
    if not revision or revision.startswith("-"):
        raise BriefError(f"'{revision}' is no revision")
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    if not commit:
        raise BriefError(f"git knows no revision '{revision}' here")
    listed = _git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *_paths(root))
    found = [_entry(line) for line in listed.split(b"\0") if line]
    prefix = _prefix(root)
    wanted = [(mode, blob, _below(name, prefix)) for mode, blob, name in found if mode in FILES]
    if not any(path.parts[0] == "data" for _, _, path in wanted):
        raise BriefError(f"there is no folder 'data' at revision '{revision}'")
    contents = _contents(root, [blob for _, blob, _ in wanted])
    for (mode, _, path), content in sorted(zip(wanted, contents, strict=True), key=lambda one: one[0][0] == LINK):
        _write(folder, path, content, mode == LINK)


def _paths(root: Path) -> list[str]:
    return [f"{_prefix(root)}{part}" for part in PARTS]


def _prefix(root: Path) -> str:
    """Return the brief's folder within the repository, with a slash at the end, or nothing where it is the top."""
    return os.fsdecode(_git(root, "rev-parse", "--show-prefix").rstrip(b"\n"))


def _entry(line: bytes) -> tuple[bytes, bytes, str]:
    about, _, name = line.partition(b"\t")
    mode, _, blob = about.split(b" ")
    return mode, blob, os.fsdecode(name)


def _below(name: str, prefix: str) -> PurePosixPath:
    path = PurePosixPath(name.removeprefix(prefix))
    if path.is_absolute() or ".." in path.parts:
        raise BriefError(f"'{name}' is no path within the brief")
    return path


def _contents(root: Path, blobs: list[bytes]) -> list[bytes]:
    """Return the contents of blobs in their order."""
    told = _git(root, "cat-file", "--batch", given=b"".join(blob + b"\n" for blob in blobs))
    found, at = [], 0
    for _ in blobs:
        head = told.index(b"\n", at)
        size = int(told[at:head].split(b" ")[2])
        found.append(told[head + 1 : head + 1 + size])
        at = head + size + 2
    return found


def _write(folder: Path, path: PurePosixPath, content: bytes, is_link: bool) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if is_link:
        target.symlink_to(os.fsdecode(content))
    else:
        target.write_bytes(content)


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return what a git command prints; nothing, where it fails without a word. Raises BriefError for any other failure."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1"}
    try:
        done = subprocess.run(
            ["git", "-C", os.fspath(root), *arguments], input=given, env=environment, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise BriefError("git is not installed, and a revision can only be read with it") from error
    if done.returncode and done.stderr:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[0]
        raise BriefError(f"git cannot read the history of '{root}': {reason}")
    return done.stdout
