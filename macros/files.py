"""Files that the project writes into a brief's own folder: each whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from macros.diagnostics import BriefError

BOM = b"\xef\xbb\xbf"
"""May stand at a file's beginning, and stays."""

Change = tuple[str, str, str]
"""A file's name below the brief's folder, its text as it was read ('' where there was none), and as it is to be."""


def is_own(root: Path, name: str, text: str) -> bool:
    """Tell whether a file stands in data/ itself, not behind a link, and still holds the text that was read from it."""
    path = root / name
    try:
        inside = not path.is_symlink() and path.resolve().is_relative_to((root / "data").resolve())
        return inside and path.read_bytes().removeprefix(BOM) == text.encode()
    except (OSError, ValueError):
        return False


def read(root: Path, name: str) -> str:
    """Return a file's text, '' where there is none. Raises BriefError where it cannot be read."""
    try:
        return (root / name).read_bytes().removeprefix(BOM).decode() if (root / name).exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise BriefError(f"'{root / name}' cannot be read") from error


def write(root: Path, changes: Sequence[Change]) -> None:
    """Write files anew, all or none of them; a new one and its folder are made. Raises BriefError where that is not possible."""
    with contextlib.ExitStack() as cleaning:
        prepared = []
        try:
            for name, old, new in changes:
                prepared.append((_prepared(root / name, old, new, cleaning), root / name))
            for temporary, path in prepared:
                os.replace(temporary, path)
        except OSError as error:
            raise BriefError(f"'{error.filename}' cannot be written: {error.strerror}") from error


def _prepared(path: Path, old: str, new: str, cleaning: contextlib.ExitStack) -> str:
    """Write a file's new text beside it and return where."""
    path.parent.mkdir(exist_ok=True)
    is_new = not old and not path.exists()
    data = b"" if is_new else path.read_bytes()
    if path.is_symlink() or data.removeprefix(BOM) != old.encode():
        raise BriefError(f"'{path}' was changed meanwhile")
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    cleaning.callback(Path(temporary).unlink, missing_ok=True)
    with open(handle, "wb") as file:
        file.write((BOM if data.startswith(BOM) else b"") + new.encode())
        os.fchmod(file.fileno(), 0o644 if is_new else path.stat().st_mode & 0o7777)
        file.flush()
        os.fsync(file.fileno())
    return temporary
