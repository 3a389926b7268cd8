"""A research brief whose every sentence can be checked. This module is the seam to mkdocs-macros: a table of contents."""

from pathlib import Path
from typing import Any

from macros.brief import load
from macros.pages.book import Book


def define_env(env: Any) -> None:
    """Register the macros of the brief beside mkdocs.yml; the book is the one that the hooks made, where they ran."""
    book = env.conf["extra"].get("book") or _book(env)
    env.conf["extra"]["book"] = book
    for name, macro in book.macros.items():
        env.macro(macro, name)


def on_pre_page_macros(env: Any) -> None:
    """Begin the footnotes of a page."""
    env.conf["extra"]["book"].open(env.page.file.src_uri)


def on_post_page_macros(env: Any) -> None:
    """Append the definitions of the page's footnotes."""
    env.markdown = f"{env.markdown.strip()}\n\n{env.conf['extra']['book'].close()}".strip() + "\n"


def _book(env: Any) -> Book:
    return Book(load(Path(env.conf["config_file_path"]).resolve().parent), Path(env.conf["docs_dir"]))
