"""The cases: tiny briefs laid over a valid one. `python -m tests.cases.golden` writes their expected findings anew.

A case holds only the files that differ from base/. The end of a file's name may say how: `.delete` removes the file, `.add` adds to
its end, `.link` makes a symbolic link to what the file says, `.size` a file of so many bytes.
"""

import contextlib
import io
import os
import shutil
import tempfile
from pathlib import Path

from macros.cli import main
from tests.cases import rulebook

HERE = Path(__file__).parent
BASE = HERE / "base"
EXPECTED = "expected.txt"


def cases(kind: str) -> list[Path]:
    """Return the folders of the cases that are `valid` or `invalid`."""
    return sorted(path for path in (HERE / kind).iterdir() if path.is_dir())


def build(case: Path, to: Path) -> Path:
    """Lay a case over the base in the folder `to`."""
    shutil.copytree(BASE, to, dirs_exist_ok=True)
    for path in sorted(case.rglob("*")):
        if path.is_file() and path.name != EXPECTED:
            _lay(path, to / path.relative_to(case))
    return to


def _lay(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    named = target.with_suffix("")
    match target.suffix:
        case ".delete":
            named.unlink()
        case ".add":
            named.write_bytes(named.read_bytes() + path.read_bytes())
        case ".link":
            named.unlink(missing_ok=True)
            named.symlink_to(path.read_text(encoding="utf-8").strip())
        case ".size":
            with named.open("wb") as file:
                file.truncate(int(path.read_text(encoding="utf-8")))
        case _:
            shutil.copyfile(path, target)


def output(folder: Path) -> tuple[int, str]:
    """Return the exit code of `brief check -C FOLDER` and what it prints."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        code = main(["check", "-C", os.fspath(folder)])
    return code, printed.getvalue()


def write() -> None:
    """Write every case's expected output, and what the pages of the rulebook print, to be reviewed as a diff."""
    for case in (*cases("valid"), *cases("invalid")):
        with tempfile.TemporaryDirectory() as folder:
            _, printed = output(build(case, Path(folder) / "brief"))
        (case / EXPECTED).write_text(printed, encoding="utf-8")
    for rule in rulebook.runnable():
        with tempfile.TemporaryDirectory() as folder:
            rulebook.rewrite(rule, rulebook.example(rule, Path(folder) / "brief"))


if __name__ == "__main__":
    write()
