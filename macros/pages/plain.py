"""Every page as plain Markdown with its macros expanded, for another site generator."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from macros.diagnostics import BriefError
from macros.pages.book import Book


def write_pages(book: Book, folder: Path) -> int:
    """Write all pages and the other files of docs/ into `folder`, all or none, and return the number of pages.

    Raises BriefError where the folder holds something already or cannot be written.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise BriefError(f"'{folder}' is not an empty folder")
        _write(book, folder)
    except OSError as error:
        raise BriefError(f"'{folder}' cannot be written: {error.strerror}") from error
    return len(book.pages)


def _write(book: Book, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as staged:
        target = Path(staged) / "pages"
        shutil.copytree(book.docs, target, ignore=shutil.ignore_patterns("*.md"))
        for page in book.pages.values():
            path = target / page.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page.document, encoding="utf-8")
        if folder.exists():
            folder.rmdir()
        target.rename(folder)
